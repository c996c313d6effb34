"""Canonical text: one writing for each typed value, so that what was sent and what came back can be compared."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kap_xl.columns import Column
    from kap_xl.table import Row

CLEAR = "[clear]"
CLEAR_WORDS = frozenset({"[clear]", "[fshi]", "[obriši]"})
NUMERIC = frozenset({"number", "amount", "percent"})


def canonical(value: object) -> str | None:
    """The canonical text of a typed value; None for a blank."""
    if value is None or value == "":
        return None
    if isinstance(value, Decimal | float | int) and not isinstance(value, bool):
        return plain_number(Decimal(str(value)))
    if isinstance(value, datetime):
        return (value.date() if value.time() == value.min.time() else value).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return ", ".join(str(each) for each in value)
    return str(value)


def plain_number(number: Decimal) -> str:
    """A number without exponent and without zeros that say nothing: 1200, 0.5."""
    text = format(number, "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def typed(column: Column, text: str | None) -> object:
    """The typed value of a canonical text, for writing it into a cell of this column."""
    if text is None:
        return None
    if column.kind in NUMERIC:
        return Decimal(text)
    if column.kind == "date":
        return date.fromisoformat(text[:10])
    if column.kind == "year":
        return int(text)
    if column.kind == "institutions":
        return tuple(text.split(", "))
    return text


def cell_text(row: Row, column: Column) -> str | None:
    """What a cell says, canonical: its typed value where it is known, else the text as it stands."""
    cell = row.cells.get(column.key)
    if cell is None:
        return None
    if column.kind in ("deadline", "text", "code"):
        # the words of a deadline are the plan's, not how they were read
        return canonical(cell.value if cell.known and column.kind != "deadline" else str_of(cell.raw))
    return canonical(cell.value) if cell.known else canonical(str_of(cell.raw))


def str_of(raw: object) -> object:
    """A raw cell for comparison: text trimmed, an Excel error as its text, everything else as it is."""
    text = getattr(raw, "text", raw)
    if isinstance(text, float) and text.is_integer():
        return int(text)  # a spreadsheet knows no whole numbers: 140 comes as 140.0
    return text.strip() if isinstance(text, str) else text


def asks_to_clear(raw: object) -> bool:
    """Whether a cell holds exactly the word that empties it."""
    return isinstance(raw, str) and raw.strip().lower() in CLEAR_WORDS


