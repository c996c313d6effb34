"""How cells of numbers and of days are read: percentages, amounts, dates, deadlines, years."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from kap_xl import kinds
from kap_xl.grid import Percent
from kap_xl.reading.cell import Cell, State, kept, plain, whole
from kap_xl.reading.words import says_nothing

if TYPE_CHECKING:
    from collections.abc import Callable

    from kap_xl.columns import Column
    from kap_xl.grid import Value
    from kap_xl.reading.reader import Reader

YEARS = range(1900, 2201)


def reads_figure(kind: str) -> Callable[[Value, Column, Reader], Cell]:
    """Reads a number or a percentage; a day or a yes is none."""

    def read(raw: Value, _column: Column, reader: Reader) -> Cell:
        if isinstance(raw, bool | date):
            return Cell(raw, None, State.UNREADABLE, f"cells.{kind}-unreadable")
        shown = kinds.PercentCell(kept(raw)) if isinstance(raw, Percent) else _typed(raw)
        reading = kinds.read(kind, shown, reader.context)
        if reading.ask:
            return Cell(raw, None, State.ASK, f"cells.{kind}-ask")
        if reading.value is None:
            nothing = says_nothing(raw, reader)
            return Cell(raw, None, State.READ if nothing else State.UNREADABLE, f"cells.{kind}-unreadable")
        value = whole(reading.value)
        return Cell(raw, value, State.WARN, f"cells.{kind}-read") if reading.warn else _figure(raw, value)

    return read


def _figure(raw: Value, value: object) -> Cell:
    """A figure that is plainly meant; one that is text is pointed out, since Excel's own sums leave it out."""
    return Cell(raw, value, State.WARN, "cells.number-as-text") if isinstance(raw, str) else Cell(raw, value)


def _typed(raw: Value) -> Value:
    """A cell without the apostrophe with which Excel is told that a number is text."""
    return raw.lstrip().removeprefix("'") if isinstance(raw, str) else raw


def read_amount(raw: Value, _column: Column, reader: Reader) -> Cell:
    """One amount in the plan's currency; every one that is text is pointed out."""
    unreadable = Cell(raw, None, State.UNREADABLE, "cells.amount-unreadable")
    if isinstance(raw, bool | date | Percent):
        return unreadable
    if isinstance(raw, int | float | Decimal):
        number = kinds.read("number", raw, reader.context).value
        return unreadable if number is None else Cell(raw, whole(number))
    reading = kinds.read("money", raw, reader.context)
    if reading.kind == "EMPTY":
        return Cell(raw, None)
    if reading.kind == "UNREADABLE":
        return unreadable
    if reading.ask or reading.min is None or reading.min != reading.max or reading.currency != reader.context.currency:
        return Cell(raw, None, State.ASK, "cells.amount-ask")
    value = whole(reading.min)
    plainly = kinds.read("number", _typed(raw), reader.context)
    same = plainly.value == value and not plainly.warn
    return _figure(raw, value) if same else Cell(raw, value, State.WARN, "cells.amount-read")


def read_date(raw: Value, _column: Column, reader: Reader) -> Cell:
    """One day; a time of day beside it does not matter."""
    if isinstance(raw, bool | Percent):
        return Cell(raw, None, State.UNREADABLE, "cells.date-unreadable")
    reading = kinds.read("date", _typed(raw), reader.context)
    if reading.ask:
        return Cell(raw, None, State.ASK, "cells.date-ask")
    if reading.value is None:
        nothing = says_nothing(raw, reader)
        return Cell(raw, None, State.READ if nothing else State.UNREADABLE, "cells.date-unreadable")
    if reading.warn:
        return Cell(raw, reading.value, State.WARN, "cells.date-read")
    as_text = isinstance(raw, str)
    return Cell(raw, reading.value, State.WARN, "cells.date-as-text") if as_text else Cell(raw, reading.value)


def read_deadline(raw: Value, _column: Column, reader: Reader) -> Cell:
    """A time limit in whatever words; the value is the whole reading."""
    if isinstance(raw, bool | Percent):
        return Cell(raw, None, State.UNREADABLE, "cells.deadline-unreadable")
    reading = kinds.read("deadline", raw, reader.context)
    if reading.kind == "EMPTY":
        return Cell(raw, None)
    if reading.ask:
        return Cell(raw, None, State.ASK, "cells.deadline-ask")
    if reading.kind == "UNREADABLE":
        return Cell(raw, None, State.UNREADABLE, "cells.deadline-unreadable")
    reasons = ("cells.deadline-dayless", "cells.deadline-read", "cells.deadline-span")
    days = (reading.start is not None) + (reading.end is not None)
    return Cell(raw, reading, State.WARN if reading.warn else State.READ, reasons[days])


def read_year(raw: Value, _column: Column, _reader: Reader) -> Cell:
    """A year of four digits."""
    digits = plain(_typed(raw)).strip().rstrip(".")
    if digits.isdecimal() and int(digits) in YEARS:
        return _figure(raw, int(digits))
    return Cell(raw, None, State.UNREADABLE, "cells.year-unreadable")
