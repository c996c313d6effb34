"""A workbook said in another language: what stands as in the prepared package of one is said as in that of another."""

from kap_xl.books.rewording.words import reword

__all__ = ("reword",)
