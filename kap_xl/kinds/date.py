"""A date cell: exactly one day; anything else is asked."""

import datetime as dt
from dataclasses import dataclass

from kap_xl.kinds.context import Context, Raw
from kap_xl.kinds.deadline import DeadlineReading, read_deadline, tokens_of
from kap_xl.kinds.stretches import one_day


@dataclass(frozen=True, slots=True)
class DateReading:
    """A day, or None: for an empty cell, for no such day, or with a question."""

    value: dt.date | None
    ask: bool = False
    warn: bool = False


def _of_deadline(raw: Raw, reading: DeadlineReading) -> DateReading:
    if reading.kind in {"EMPTY", "UNREADABLE"}:
        return DateReading(None)
    exact = not isinstance(raw, str) or one_day(tokens_of(raw)) or (reading.warn and raw.strip().isdecimal())
    if reading.ask or reading.kind != "FIXED" or not exact:
        return DateReading(None, ask=True)
    return DateReading(reading.end, warn=reading.warn)


def read_date(raw: Raw, context: Context) -> DateReading:
    """The day a cell states."""
    return _of_deadline(raw, read_deadline(raw, context))


def notation(reading: DateReading) -> dict[str, object]:
    """The reading under the keys of the cell language."""
    return {"value": reading.value and reading.value.isoformat(), "ask": reading.ask, "warn": reading.warn}
