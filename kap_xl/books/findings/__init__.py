"""The findings sheet as a prepared package, to be put into the marked copy."""

from kap_xl.books.findings.build import findings_package

__all__ = ("findings_package",)
