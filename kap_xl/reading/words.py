"""How cells of words are read: texts, codes, choices, statuses, institutions, periods."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from kap_xl import kinds
from kap_xl.grid import Percent
from kap_xl.reading.cell import Cell, State, plain
from kap_xl.reading.suggest import near_bodies, near_periods, near_statuses, near_words

if TYPE_CHECKING:
    from kap_xl.columns import Column
    from kap_xl.grid import Value
    from kap_xl.reading.reader import Reader

LONGEST_SIGN = 3
ISO = re.compile("[A-Za-z]{3}")


def read_text(raw: Value, _column: Column, reader: Reader) -> Cell:
    """Any text; a number or a day as people see it."""
    if not isinstance(raw, str):
        return Cell(raw, plain(raw))
    reading = kinds.read("text", raw, reader.context)
    return Cell(raw, reading.value.strip() or None)


def says_nothing(raw: Value, reader: Reader) -> bool:
    """Whether a cell holds only dashes, dots and blanks."""
    return isinstance(raw, str) and not kinds.read("text", raw, reader.context).value.strip(" -–—.")


def read_code(raw: Value, column: Column, reader: Reader) -> Cell:
    """A code; a number with a fraction may have lost a zero at its end, and a day was a code before Excel read it."""
    if isinstance(raw, date):
        return Cell(raw, None, State.UNREADABLE, "cells.code-is-date")
    if isinstance(raw, bool):
        return Cell(raw, None, State.UNREADABLE, "cells.code-unreadable")
    cell = read_text(raw, column, reader)
    if column.words == "currency" and isinstance(cell.value, str):
        return cell._replace(value=_currency(cell.value, reader))
    lost = isinstance(raw, float | Decimal) and raw % 1 != 0
    return cell._replace(state=State.WARN, reason="cells.code-is-number") if lost else cell


def _currency(text: str, reader: Reader) -> str:
    """The code of a currency that is written as a name, a sign or in small letters; any other text as it stands."""
    known = reader.words.get("currency") or {}
    code = known.get(kinds.fold(text))
    if code is None and len(text) <= LONGEST_SIGN and not text.isalnum():
        reading = kinds.read("money", f"1 {text}", reader.context)
        code = reading.currency if reading.min is not None and not reading.ask else None
    return code or (text.upper() if ISO.fullmatch(text) else text)


def read_choice(raw: Value, column: Column, reader: Reader) -> Cell:
    """A word of a list, in any of the languages."""
    name = "yesno" if column.kind == "yesno" else column.words
    if name == "yesno" and isinstance(raw, bool):
        return Cell(raw, "yes" if raw else "no")
    known = reader.words.get(name) or {}
    reading = kinds.read_choice(plain(raw), known)
    if reading.code is None:
        if says_nothing(raw, reader):
            return Cell(raw, None)
        return Cell(raw, None, State.ASK, "cells.choice-unknown", near_words(plain(raw), name, known.items(), reader))
    return Cell(raw, reading.code)


def read_status(raw: Value, _column: Column, reader: Reader) -> Cell:
    """A status in whatever words; what says that there is no report is as good as nothing."""
    shown = kinds.PercentCell(float(raw)) if isinstance(raw, Percent) else raw
    reading = kinds.read("status", shown, reader.context)
    if reading.ask or reading.status is None:
        return Cell(raw, None, State.ASK, "cells.status-ask", near_statuses(plain(raw), reader))
    return Cell(raw, None if reading.status == "NO_REPORT" and raw != "NO_REPORT" else reading.status)


def read_institutions(raw: Value, _column: Column, reader: Reader) -> Cell:
    """Bodies of the register under any of their names, as codes."""
    reading = kinds.read("institutions", plain(raw), reader.context)
    codes = tuple(dict.fromkeys((*([reading.lead] if reading.lead else []), *reading.partners, *reading.support)))
    if reading.unknown:
        about = ", ".join(each.text for each in reading.unknown)
        near = near_bodies(reading.unknown, reader)
        return Cell(raw, codes or None, State.ASK, "cells.institution-unknown", near, about)
    return Cell(raw, codes or None)


def read_institution(raw: Value, column: Column, reader: Reader) -> Cell:
    """One body of the register, as its code."""
    cell = read_institutions(raw, column, reader)
    codes = cell.value if isinstance(cell.value, tuple) else ()
    if cell.state is State.READ and len(codes) > 1:
        return cell._replace(value=None, state=State.ASK, reason="cells.institution-several")
    return cell._replace(value=codes[0] if codes and cell.state is State.READ else None)


def read_period(raw: Value, _column: Column, reader: Reader) -> Cell:
    """A period of the list by its code; other words that name the same days are understood, and pointed out."""
    code = reader.words.get("period", {}).get(plain(raw).strip().upper())
    if code is not None:
        return Cell(raw, code)
    if not isinstance(raw, bool | date | Percent):
        reading = kinds.read("deadline", raw, reader.context)
        if reading.start is not None and reading.end is not None and not reading.ask:
            code = reader.spans.get((reading.start, reading.end))
            if code is not None:
                return Cell(raw, code, State.WARN, "cells.period-read")
    if says_nothing(raw, reader):
        return Cell(raw, None)
    return Cell(raw, None, State.ASK, "cells.period-unknown", near_periods(plain(raw), reader))


def read_exact(raw: Value, _column: Column, _reader: Reader) -> Cell:
    """Text that only the program writes, letter by letter."""
    return Cell(raw, plain(raw).strip() or None)
