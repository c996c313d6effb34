"""A cell that was read, and the plain text of a value."""

from __future__ import annotations

from datetime import datetime
from decimal import Context, Decimal
from enum import StrEnum
from typing import NamedTuple

from kap_xl.grid import Percent, Raw

KEPT = Context(prec=15)
"""A spreadsheet keeps fifteen figures of a number: what computing left behind them means nothing."""
LONG = 40  # places of a number beyond which it is written with an exponent


class State(StrEnum):
    """How far a cell was understood: read, read but worth pointing out, to be asked, or not understood."""

    READ = "read"
    WARN = "warn"
    ASK = "ask"
    UNREADABLE = "unreadable"
    ERROR = "error"
    UNCACHED = "uncached"


KNOWN = (State.READ, State.WARN)


class Cell(NamedTuple):
    """A cell that is not blank: as it stands, as read (None where it could not be), and how far it was understood.

    `about` is the part of the cell that could not be read, where only a part could not; `near` are the known words that
    may be meant, as the drop-down shows them.
    """

    raw: Raw
    value: object
    state: State = State.READ
    reason: str = ""
    near: tuple[str, ...] = ()
    about: str = ""

    @property
    def known(self) -> bool:
        """Whether the value may be computed with."""
        return self.state in KNOWN


def plain(value: object) -> str:
    """A value typed into a text column as people see it; whole numbers without the point a float would add."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, Percent):
        return f"{plain(kept(value) * 100)}%"
    if isinstance(value, float | Decimal):
        number = kept(value)
        text = format(number, "f") if number.is_finite() and abs(number.adjusted()) < LONG else str(number)
        return text.rstrip("0").rstrip(".") if "." in text and "E" not in text else text
    if isinstance(value, datetime) and not (value.hour or value.minute or value.second):
        return value.date().isoformat()
    return str(value)


def kept(number: float | Decimal) -> Decimal:
    """A number as a spreadsheet keeps it."""
    return KEPT.create_decimal(number if isinstance(number, Decimal) else repr(float(number)))


def whole(number: Decimal) -> Decimal:
    """The number without the point that a spreadsheet adds to whole ones: 40, not 40.0."""
    return Decimal(int(number)) if number == number.to_integral_value() else number
