"""A typed cell as a plain value of an export."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from kap_xl.export.tables import TYPES
from kap_xl.grid import Trouble
from kap_xl.reading import plain

if TYPE_CHECKING:
    from kap_xl.columns import Column
    from kap_xl.export.tables import Plain
    from kap_xl.reading import Cell


def plain_value(column: Column, cell: Cell) -> Plain:
    """The value under its column's type; None where the cell could not be read as it."""
    if column.kind == "deadline":
        return raw_text(cell)  # the words; how they were read stands beside them
    value = cell.value if cell.known else None
    kind = TYPES.get(column.kind, "text")
    if value is None:
        return None
    if kind == "text":
        return ", ".join(map(str, value)) if isinstance(value, tuple) else plain(value)
    if kind == "boolean":
        return value in (True, "yes")
    return _day(value) if kind == "date" else _number(value, kind)


def _day(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None


def _number(value: object, kind: str) -> int | Decimal | None:
    if not isinstance(value, int | Decimal) or isinstance(value, bool):
        return None
    return int(value) if kind == "year" else Decimal(value)


def raw_text(cell: Cell) -> str:
    """The cell as people see it; of an error its name."""
    return cell.raw.text or cell.raw.formula if isinstance(cell.raw, Trouble) else plain(cell.raw)
