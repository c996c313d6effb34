"""Canonical text: one writing for each typed value, so that what was sent and what came back can be compared."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Context, Decimal, InvalidOperation
from typing import TYPE_CHECKING

from kap_xl.grid import Trouble

if TYPE_CHECKING:
    from kap_xl.columns import Column
    from kap_xl.table import Row

CLEAR = "[clear]"
CLEAR_WORDS = frozenset({"[clear]", "[fshi]", "[obriši]"})
NUMERIC = frozenset({"number", "amount", "percent"})
LONGEST = 32_767
"""UTF-16 units that a cell holds."""
FIGURES = Context(prec=15)
"""A spreadsheet keeps fifteen figures of a number; what is beyond them comes back otherwise from each program."""
LARGEST = Decimal("1e300")


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
    return short(str(value).replace("\r\n", "\n").replace("\r", "\n"))


def short(text: str) -> str:
    """Text that a cell can hold: what is longer is cut, with a sign that it was."""
    if len(text) * 2 <= LONGEST or len(text.encode("utf-16-le", "surrogatepass")) // 2 <= LONGEST:
        return text
    kept = text.encode("utf-16-le", "surrogatepass")[: (LONGEST - 2) * 2].decode("utf-16-le", "ignore")
    return f"{kept.rstrip()} …"


def plain_number(number: Decimal) -> str:
    """A number without exponent and without zeros that say nothing: 1200, 0.5."""
    text = format(FIGURES.plus(number), "f") if number.is_finite() and abs(number) < LARGEST else str(number)
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def typed(column: Column, text: str | None) -> object:  # noqa: PLR0911 - a kind a line
    """The typed value of a canonical text, for writing it into a cell of this column; text that is none stays text."""
    if text is None:
        return None
    try:
        if column.kind in NUMERIC:
            return Decimal(text)
        if column.kind == "date":
            return date.fromisoformat(text[:10])
        if column.kind == "year":
            return int(text)
    except (InvalidOperation, ValueError):
        return text  # somebody wrote words into the plan's own cell; they are theirs to correct
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


def words_of(raw: object) -> str:
    """What stands in a raw cell as text for people: an error's sign, a formula without result, a value; "" of none."""
    if isinstance(raw, Trouble) and raw.uncached:
        return short(raw.formula or "=")
    text = str_of(raw)
    return "" if text is None else short(str(text))


FIRST_DAY = date(1900, 3, 1)


def storable(value: object) -> bool:
    """Whether a cell can hold a value: no day before the first of the calendar, no number beyond all bounds."""
    if isinstance(value, datetime):
        return value.date() >= FIRST_DAY
    if isinstance(value, date):
        return value >= FIRST_DAY
    return not isinstance(value, Decimal | float) or (Decimal(value).is_finite() and abs(Decimal(value)) < LARGEST)


def asks_to_clear(raw: object) -> bool:
    """Whether a cell holds exactly the word that empties it."""
    return isinstance(raw, str) and raw.strip().lower() in CLEAR_WORDS
