"""The lossless editor of .xlsx and .xlsm packages: changes what it is told to and leaves every other byte alone."""

from kap_xl.books.errors import PackageError
from kap_xl.books.package.package import Package
from kap_xl.books.package.style import Style
from kap_xl.books.package.values import Edit, Formula, Item, RowLook, Styled, Value
from kap_xl.books.package.workbook import SheetInfo, TableInfo

__all__ = [
    "Edit",
    "Formula",
    "Item",
    "Package",
    "PackageError",
    "RowLook",
    "SheetInfo",
    "Style",
    "Styled",
    "TableInfo",
    "Value",
]
