"""How a cell of a known column is read: raw value in, typed value and state out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from kap_xl import kinds
from kap_xl.columns import Column
from kap_xl.grid import Raw, Trouble, Value
from kap_xl.phrase import LANGUAGES, text
from kap_xl.vocabulary import VOCABULARIES

YEARS = range(1900, 2201)


class State(StrEnum):
    """How far a cell was understood: read, read but worth pointing out, to be asked, or not understood."""

    READ = "read"
    WARN = "warn"
    ASK = "ask"
    UNREADABLE = "unreadable"
    ERROR = "error"
    UNCACHED = "uncached"


class Cell(NamedTuple):
    """A cell that is not blank: as it stands, as read (None where it could not be), and how far it was understood."""

    raw: Raw
    value: object
    state: State = State.READ
    reason: str = ""
    suggestion: str | None = None

    @property
    def known(self) -> bool:
        """Whether the value may be computed with."""
        return self.state in (State.READ, State.WARN)


@dataclass(frozen=True, slots=True)
class Reader:
    """What reading needs to know of the workbook: the plan's context and the words of each vocabulary."""

    context: kinds.Context
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    seen: dict[tuple[str, str, object], Cell] = field(default_factory=dict, compare=False, repr=False)

    def read(self, column: Column, raw: Raw) -> Cell | None:
        """The cell as its column's kind reads it; None for a blank one."""
        if raw is None or raw == "":
            return None
        if isinstance(raw, Trouble):
            return Cell(raw, None, State.UNCACHED if raw.uncached else State.ERROR, raw.text)
        # most cells of a plan repeat a few words; type() keeps True, 1 and 1.0 apart
        known = (column.kind + str(type(raw)), column.words, raw)
        if known not in self.seen:
            self.seen[known] = READINGS[column.kind](raw, column, self)
        cell = self.seen[known]
        return None if cell.value is None and cell.state is State.READ else cell


def vocabulary(name: str, register: Mapping[str, tuple[str, ...]] | None = None) -> dict[str, str]:
    """Folded word → code for a vocabulary in all languages, or for a register of the plan (code → its names)."""
    if register is not None:
        return {kinds.fold(word): code for code, names in register.items() for word in (*names, code) if word}
    words = {kinds.fold(text(f"words.{name}.{code}", lang)): code for lang in LANGUAGES for code in VOCABULARIES[name]}
    return words | {kinds.fold(code): code for code in VOCABULARIES[name]}


def plain(value: object) -> str:
    """A value typed into a text column as people see it; whole numbers without the point a float would add."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and not (value.hour or value.minute or value.second):
        return value.date().isoformat()
    return str(value)


def _text(raw: Value, _column: Column, reader: Reader) -> Cell:
    if not isinstance(raw, str):
        return Cell(raw, plain(raw))
    reading = kinds.read("text", raw, reader.context)
    return Cell(raw, reading.value.strip() or None)


def _code(raw: Value, column: Column, reader: Reader) -> Cell:
    if isinstance(raw, date):
        return Cell(raw, None, State.UNREADABLE, "cells.code-is-date")
    cell = _text(raw, column, reader)
    return cell if isinstance(raw, str) else cell._replace(state=State.WARN, reason="cells.code-is-number")


def _choice(raw: Value, column: Column, reader: Reader) -> Cell:
    name = "yesno" if column.kind == "yesno" else column.words
    words = reader.words.get(name) or {}
    reading = kinds.read_choice(raw, words)
    if reading.code is None:
        return Cell(raw, None, State.ASK, "cells.choice-unknown", reading.suggest)
    return Cell(raw, reading.code)


def _status(raw: Value, _column: Column, reader: Reader) -> Cell:
    reading = kinds.read("status", raw, reader.context)
    if reading.ask or reading.status is None:
        return Cell(raw, None, State.ASK, "cells.status-ask")
    return Cell(raw, None if reading.status == "NO_REPORT" and raw != "NO_REPORT" else reading.status)


def _figure(kind: str) -> Callable[[Value, Column, Reader], Cell]:
    def read(raw: Value, _column: Column, reader: Reader) -> Cell:
        if isinstance(raw, bool):
            return Cell(raw, None, State.UNREADABLE, f"cells.{kind}-unreadable")
        reading = kinds.read(kind, raw, reader.context)
        if reading.ask:
            return Cell(raw, None, State.ASK, f"cells.{kind}-ask")
        if reading.value is None:
            dashes = not str(raw).strip(" -–—.")
            return Cell(raw, None, State.READ if dashes else State.UNREADABLE, f"cells.{kind}-unreadable")
        return Cell(raw, whole(reading.value), State.WARN if reading.warn else State.READ, f"cells.{kind}-read")

    return read


def whole(number: Decimal) -> Decimal:
    """The number without the point that a spreadsheet adds to whole ones: 40, not 40.0."""
    return Decimal(int(number)) if number == number.to_integral_value() else number


def _amount(raw: Value, _column: Column, reader: Reader) -> Cell:
    if isinstance(raw, int | float | Decimal) and not isinstance(raw, bool):
        return Cell(raw, whole(Decimal(repr(raw) if isinstance(raw, float) else raw)))
    reading = kinds.read("money", raw, reader.context)
    if reading.kind == "EMPTY":
        return Cell(raw, None)
    if reading.ask or reading.min is None or reading.min != reading.max or reading.currency != reader.context.currency:
        state = State.UNREADABLE if reading.kind == "UNREADABLE" else State.ASK
        return Cell(raw, None, state, f"cells.amount-{state.value}")
    return Cell(raw, reading.min, State.WARN, "cells.amount-read")


def _date(raw: Value, _column: Column, reader: Reader) -> Cell:
    reading = kinds.read("date", raw, reader.context)
    if reading.ask:
        return Cell(raw, None, State.ASK, "cells.date-ask")
    if reading.value is None:
        dashes = not str(raw).strip(" -–—.")
        return Cell(raw, None, State.READ if dashes else State.UNREADABLE, "cells.date-unreadable")
    return Cell(raw, reading.value, State.WARN if reading.warn else State.READ, "cells.date-read")


def _deadline(raw: Value, _column: Column, reader: Reader) -> Cell:
    reading = kinds.read("deadline", raw, reader.context)
    if reading.kind == "EMPTY":
        return Cell(raw, None)
    if reading.ask:
        return Cell(raw, None, State.ASK, "cells.deadline-ask")
    if reading.kind == "UNREADABLE":
        return Cell(raw, None, State.UNREADABLE, "cells.deadline-unreadable")
    return Cell(raw, reading, State.WARN if reading.warn else State.READ, "cells.deadline-read")


def _institutions(raw: Value, _column: Column, reader: Reader) -> Cell:
    reading = kinds.read("institutions", raw, reader.context)
    codes = tuple(dict.fromkeys((*([reading.lead] if reading.lead else []), *reading.partners, *reading.support)))
    if reading.unknown:
        first = reading.unknown[0]
        return Cell(raw, codes or None, State.ASK, "cells.institution-unknown", first.suggest)
    return Cell(raw, codes or None)


def _institution(raw: Value, column: Column, reader: Reader) -> Cell:
    cell = _institutions(raw, column, reader)
    codes = cell.value if isinstance(cell.value, tuple) else ()
    if cell.state is State.READ and len(codes) > 1:
        return cell._replace(value=None, state=State.ASK, reason="cells.institution-several")
    return cell._replace(value=codes[0] if codes and cell.state is State.READ else None)


def _year(raw: Value, _column: Column, _reader: Reader) -> Cell:
    digits = plain(raw).strip().rstrip(".")
    if digits.isdecimal() and int(digits) in YEARS:
        return Cell(raw, int(digits))
    return Cell(raw, None, State.UNREADABLE, "cells.year-unreadable")


def _period(raw: Value, _column: Column, reader: Reader) -> Cell:
    code = plain(raw).strip().upper()
    if code in reader.words.get("period", {}):
        return Cell(raw, code)
    return Cell(raw, None, State.ASK, "cells.period-unknown")


def _exact(raw: Value, _column: Column, _reader: Reader) -> Cell:
    return Cell(raw, plain(raw).strip() or None)


READINGS: Mapping[str, Callable[[Value, Column, Reader], Cell]] = {
    "uid": _exact,
    "hash": _exact,
    "text": _text,
    "code": _code,
    "choice": _choice,
    "yesno": _choice,
    "status": _status,
    "percent": _figure("percent"),
    "number": _figure("number"),
    "amount": _amount,
    "date": _date,
    "deadline": _deadline,
    "institution": _institution,
    "institutions": _institutions,
    "year": _year,
    "period": _period,
}
