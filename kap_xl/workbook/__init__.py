"""A workbook of ours as read: its tables by sheet key, what reading needed, and the findings made on the way."""

from kap_xl.workbook.book import Workbook, read_workbook
from kap_xl.workbook.missing import missing_column
from kap_xl.workbook.registers import context, words

__all__ = ("Workbook", "context", "missing_column", "read_workbook", "words")
