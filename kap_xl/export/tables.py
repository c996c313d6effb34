"""The tables of an export: their fields with type, unit and reference, and their rows of plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType

Plain = str | int | Decimal | date | bool | None
"""A value of a cell; None is what is not there, which is neither nought nor an empty text."""

OWN = "export."
"""How the keys of columns begin that no sheet has."""
TYPES: Mapping[str, str] = MappingProxyType(
    {
        "date": "date",
        "year": "year",
        "amount": "amount",
        "number": "number",
        "percent": "number",
        "yesno": "boolean",
    }
)
"""The type of a column's kind; every other kind is text."""


@dataclass(frozen=True, slots=True)
class Field:
    """A column of an export.

    `type` is text, integer, year, number, amount (exact decimal), date or boolean; `target` is the table whose `uid`
    it names, `sheet` and `key` the column of the workbook it comes from, or OWN and the code of its texts.
    """

    name: str
    type: str = "text"
    unit: str = ""
    target: str = ""
    sheet: str = ""
    key: str = ""

    @property
    def money(self) -> bool:
        """Whether sums of it must be exact."""
        return self.type == "amount"


@dataclass(frozen=True, slots=True)
class Tidy:
    """A table: its rows stand as the sheet's do; `keys` are the fields that together tell its rows apart."""

    name: str
    fields: tuple[Field, ...]
    keys: tuple[str, ...]
    rows: tuple[tuple[Plain, ...], ...]
