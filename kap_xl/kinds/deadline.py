"""A deadline cell: a day, a stretch, a repetition, a length, or a question, as people write it in three languages."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from kap_xl.kinds.context import Context, PercentCell, Raw
from kap_xl.kinds.dates import serial_day
from kap_xl.kinds.deadline_tokens import Token, scan
from kap_xl.kinds.deadline_units import letters
from kap_xl.kinds.encoding import clean
from kap_xl.kinds.figures import of_number
from kap_xl.kinds.lengths import TIMED, read_length
from kap_xl.kinds.stretches import Stretch, read_stretch
from kap_xl.kinds.words import fold, is_blank, is_excel_error

_FOOTNOTE = re.compile(r"\*+|\(p\)|[\u00b9\u00b2\u00b3\u2070-\u2079†‡]", re.IGNORECASE)
_WILL_BE = re.compile(r"\bdo te (?:\w+ )?\w+(?:het|hen)\b|\bdo te jete\b")
_NOT_AVAILABLE = re.compile(r"n\s?/\s?a|n\.\s?a\.?|na|/")
_ONE = re.compile(r"\b(godin[ue]|m(?:j)?esec) dana\b")
_ORDINAL_UNIT = re.compile(r"\b\d{1,2}\. (?:godin[aeiu]|vit|viti|vitin|mesec|mesecu|mjesec|mjesecu|muaji?)\b")
_SPELLED = re.compile(r"(?:[a-z]\.){2,}[a-z]?")
_REPEATED = re.compile(r"v[NO]?-?[dmyqh]|N?tN?v?_*N?[dmyqhr]?|N[Rx]?r|r")


@dataclass(frozen=True, slots=True)
class DeadlineReading:
    """What a deadline says: its kind, its first and last day (None: not said), a question, a warning."""

    kind: str
    start: dt.date | None = None
    end: dt.date | None = None
    ask: bool = False
    warn: bool = False


_UNREADABLE = DeadlineReading("UNREADABLE")
_ASK = DeadlineReading("FIXED", ask=True)


def _of_number(raw: float | Decimal, context: Context) -> DeadlineReading:
    """A numeric cell: a year of the plan, the serial number of a day in those years, or a question."""
    years = range(context.start.year, context.end.year + 1)
    value = of_number(raw)
    whole = int(value) if value is not None and value == int(value) else 0
    if whole in years:
        return DeadlineReading("PERIOD", dt.date(whole, 1, 1), dt.date(whole, 12, 31))
    if 367 <= whole < 10**5:  # noqa: PLR2004  # serial numbers of the centuries around us
        day = serial_day(whole, date1904=context.date1904)
        if day.year in years:
            return DeadlineReading("FIXED", None, day, warn=True)
    return _ASK


def _lasting(kind: str, rest: Sequence[Token], context: Context) -> DeadlineReading:
    """A continuous or repeated deadline with what else is said: nothing, an end, a stretch or a beginning."""
    held = [token for token in rest if token.letter not in "_,-~ymg(i"]
    if not held or (letters(held) == "U" and not held):
        year_only = any(token.letter == "y" for token in rest) and kind == "CONTINUOUS"
        return _ASK if year_only else DeadlineReading(kind, None, context.end)
    stretch = read_stretch([token for token in rest if token.letter != "g"])
    if stretch is None or stretch.ask:
        return _ASK
    if stretch.kind == "UNREADABLE":
        return _UNREADABLE
    end = context.end if stretch.kind == "OPEN" else stretch.end
    return DeadlineReading(kind, stretch.start, end, warn=stretch.warn)


def _without(tokens: Sequence[Token], start: int, end: int) -> list[Token]:
    return [*tokens[:start], *tokens[end:]]


def _interpret(tokens: Sequence[Token], context: Context) -> DeadlineReading:  # noqa: PLR0911  # one return a shape of the cell
    """The reading of the tokens of a text that has no damaged date."""
    spelled = letters(tokens)
    timed = [letter for letter in spelled if letter in TIMED]
    if "?" in spelled:
        return _ASK if timed else DeadlineReading("TBD")
    if "*" in spelled or "S" in spelled:
        return _ASK
    if ";" in spelled and len(timed) > 1:
        return _ASK
    repeated = _REPEATED.search(spelled)
    if repeated and ("r" in repeated[0] or "v" in repeated[0] or ("t" in repeated[0] and repeated[0][-1] in "dmyqhr")):
        rest = [t for t in _without(tokens, repeated.start(), repeated.end()) if t.letter not in "crt"]
        return _lasting("RECURRING", rest, context) if "x" not in letters(rest) else _ASK
    length = read_length(tokens)
    if length:
        return _ASK if length == "ASK" else DeadlineReading(length, warn=length == "DURATION")
    if "x" in spelled:
        return _ASK if set(spelled) - set("x_,iy&") else _UNREADABLE
    if "c" in _during(tokens) or "g" in spelled:
        return _lasting("CONTINUOUS", [t for t in tokens if t.letter != "c"], context)
    stretch = read_stretch([t for t in tokens if t.letter not in "cw"])
    return _ASK if stretch is None or stretch.ask else _of_stretch(stretch)


def _during(tokens: Sequence[Token]) -> str:
    """The letters without a Serbian "u toku" that is followed by a stretch: there it means "during"."""
    spelled = letters(tokens)
    return "".join(
        token.letter
        for at, token in enumerate(tokens)
        if token.text != "u toku" or not spelled[at + 1 :] or spelled[at + 1] not in "YMmyORNqhPQHED"
    )


def _of_stretch(stretch: Stretch) -> DeadlineReading:
    return DeadlineReading(stretch.kind, stretch.start, stretch.end, warn=stretch.warn)


def _plain(text: str) -> str:
    return " ".join(_FOOTNOTE.sub(" ", text).split())


def tokens_of(text: str) -> Sequence[Token]:
    """The tokens of a cell's text."""
    plain = _plain(clean(text).text)
    return _meant(scan(fold(plain), plain))


def _meant(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The tokens without "working" and "calendar", which change no deadline."""
    return tuple(token for token in tokens if token.letter != "j")


def _of_text(text: str, context: Context) -> DeadlineReading:
    plain = _plain(text)
    marked = bool(_FOOTNOTE.search(text))
    folded = _ONE.sub(r"1 \1", fold(plain))
    if _SPELLED.fullmatch(folded):
        folded = folded.replace(".", "")
    if _NOT_AVAILABLE.fullmatch(folded) or _WILL_BE.search(folded):
        return DeadlineReading("TBD")
    if folded.isdecimal() and 4 < len(folded) < 10:  # noqa: PLR2004  # longer than a year
        return _of_number(int(folded), context)
    if _ORDINAL_UNIT.search(folded):  # "2. godina" is the second year, not two years
        return _ASK
    tokens = _meant(scan(folded, plain))
    spelled = letters(tokens)
    if "!" in spelled:
        return _UNREADABLE
    lines = [letters(scan(fold(line), line)) for line in text.splitlines()]
    if sum(any(letter in "DP" for letter in line) for line in lines) > 1 and not re.search("[FUTX~-]", spelled):
        return _ASK  # one deadline a line
    reading = _interpret(tokens, context)
    quiet = reading.ask or reading.kind in {"UNREADABLE", "TBD", "RELATIVE"}
    return reading if quiet else replace(reading, warn=reading.warn or marked or "s" in spelled)


def read_deadline(raw: Raw, context: Context) -> DeadlineReading:  # noqa: PLR0911  # one return a shape of the cell
    """The deadline a cell states, in the plan of the context; nothing is clipped to the plan's period."""
    if raw is None:
        return DeadlineReading("EMPTY")
    if isinstance(raw, bool | PercentCell):
        return _ASK
    if isinstance(raw, dt.datetime):
        return DeadlineReading("FIXED", None, raw.date())
    if isinstance(raw, dt.date):
        return DeadlineReading("FIXED", None, raw)
    if isinstance(raw, int | float | Decimal):
        return _of_number(raw, context)
    if not isinstance(raw, str):
        return _ASK
    text, repaired = clean(raw)
    if is_excel_error(text):
        return _UNREADABLE
    if is_blank(text):
        return DeadlineReading("EMPTY")
    reading = _of_text(text, context)
    quiet = reading.ask or reading.kind == "UNREADABLE" or not repaired
    return reading if quiet else replace(reading, warn=True)


def notation(reading: DeadlineReading) -> dict[str, object]:
    """The reading under the keys of the cell language."""
    known = not reading.ask
    return {
        "kind": reading.kind,
        "start": reading.start.isoformat() if known and reading.start else None,
        "end": reading.end.isoformat() if known and reading.end else None,
        "ask": reading.ask,
        "warn": reading.warn,
    }
