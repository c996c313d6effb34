"""The lossless editor of .xlsx and .xlsm packages: changes what it is told to and leaves every other byte alone.

The names below are loaded when they are first asked for: who only reads a workbook needs little of the editor.
"""

from __future__ import annotations

from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kap_xl.books.errors import PackageError
    from kap_xl.books.package.package import Package
    from kap_xl.books.package.style import Style
    from kap_xl.books.package.values import CellMark, Edit, Formula, Item, RowLook, Styled, Value
    from kap_xl.books.package.workbook import SheetInfo, TableInfo

_HOMES = MappingProxyType(
    {
        "CellMark": "package.values",
        "Edit": "package.values",
        "Formula": "package.values",
        "Item": "package.values",
        "Package": "package.package",
        "PackageError": "errors",
        "RowLook": "package.values",
        "SheetInfo": "package.workbook",
        "Style": "package.style",
        "Styled": "package.values",
        "TableInfo": "package.workbook",
        "Value": "package.values",
    }
)

__all__ = [
    "CellMark",
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


def __getattr__(name: str) -> object:
    """One of the names above; raises AttributeError for any other."""
    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(import_module(f"kap_xl.books.{_HOMES[name]}"), name)
