"""A status cell: what was done, in any of three languages, or a question when it could mean two things."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from types import MappingProxyType

from kap_xl.kinds.context import PercentCell, Raw
from kap_xl.kinds.encoding import clean
from kap_xl.kinds.figures import of_number
from kap_xl.kinds.lexicon import groups, lines, word_set
from kap_xl.kinds.words import fold, is_blank, is_excel_error, phrase

_PERCENT = re.compile(r"(?<![\d.,])(\d+(?:[.,]\d+)?) *(?:%|percent\b|per cent\b|pct\b|odsto\b|posto\b|per ?qind\b)")
_OF = groups("status_words")
_NOT = word_set("status_words", "not")
_FILLER = word_set("status_words", "filler")
_WORDS = tuple((re.compile(words), code) for code, words in _OF.items() if code.isupper())
# A phrase that stands for one word; longer phrases come first in the table.
_FIXED = tuple(
    (re.compile(rf"\b(?:{words})\b"), name.removeprefix("fixed."))
    for name, words in _OF.items()
    if name.startswith("fixed.")
)
_SHOWN = {
    code.lower(): code
    for code in (
        "DONE",
        "PARTLY",
        "ONGOING",
        "NOT_STARTED",
        "DELAYED",
        "SUSPENDED",
        "CANCELLED",
        "CONTINUOUS_OK",
        "NO_REPORT",
    )
} | {
    "no report": "NO_REPORT",
    "pa raport": "NO_REPORT",
    "bez izvestaja": "NO_REPORT",
}
_NEGATED = re.compile(
    r"(?:un|non|pa|ne)(?=(?:implement|reali|zbat|fillu|starte|perfund|kry|sproved|zavrs|zapoce|ispunj"
    r"|finish|complet|fulfil|izvrs))|in(?=complete)"
)
_NEGATIVE = {"DOING": "NOT_STARTED", "START": "NOT_STARTED", "GOING": "", "DONE": ""}
_PLAIN = {"START": "ONGOING", "GOING": "ONGOING", "DOING": "DONE", "PLANNED": "NOT_STARTED", "LATE": "DELAYED"}
_FULL = 100


@dataclass(frozen=True, slots=True)
class StatusReading:
    """A status code, or None and a question."""

    status: str | None
    ask: bool = False


_ASK = StatusReading(None, ask=True)


@cache
def known_statuses() -> Mapping[str, str]:
    """Every listed wording, folded, with its status code (ASK: to be asked)."""
    split = ((row[0], row[2]) for row in lines("statuses"))
    listed = {phrase(words) or words: code for words, code in split}
    return MappingProxyType(listed | _SHOWN)


def _classes(text: str) -> tuple[bool, frozenset[str]]:
    """Whether the text denies, and the classes of its words; "?" stands for a word nobody knows."""
    for words, word in _FIXED:
        text = words.sub(word, text)
    denied, found = False, set()
    for word in text.split():
        if word in _NOT:
            denied = True
            continue
        bare = _NEGATED.sub("", word, count=1) if _NEGATED.match(word) else word
        code = next((code for pattern, code in _WORDS if pattern.fullmatch(bare)), "")
        if code:
            denied = denied or bare != word
            found.add(code)
        elif word not in _FILLER:
            found.add("?")
    return denied, frozenset(found)


def _of_words(text: str, *, several: bool) -> str:
    """The status of a folded phrase, "" when it must be asked; `several`: it has more than one part."""
    denied, found = _classes(text)
    if "?" in found or not found:
        return ""
    if denied:
        return _NEGATIVE.get(next(iter(found)), "") if len(found) == 1 else ""
    if "PARTLY" in found:
        rest = found - {"PARTLY"}
        going = not several and rest in ({"GOING"}, {"START"})
        return "PARTLY" if going or rest <= {"DOING", "DONE"} else ""
    if {"GOING"} < found <= {"GOING", "DOING", "DONE"} and "implementation" in text:
        return "DONE"
    if "LATE" in found and len(found) > 1:
        rest = found - {"LATE"}
        return "DONE" if rest <= {"DOING", "DONE"} else "DELAYED" if rest <= {"GOING", "START"} else ""
    codes = {_PLAIN.get(code, code) for code in found}
    return codes.pop() if len(codes) == 1 else ""


def _of_percent(value: Decimal, rest: str) -> str:
    """The status of a percentage and the words around it."""
    words = _of_words(rest, several=False) if rest else ""
    if rest and not words:
        return ""
    if value == 0:
        return "NOT_STARTED" if words in {"", "DONE", "NOT_STARTED"} else ""
    if value == _FULL:
        return "DONE" if words in {"", "DONE"} else ""
    return "PARTLY" if value < _FULL and words in {"DONE", "PARTLY"} else ""


def read_status(raw: Raw) -> StatusReading:  # noqa: PLR0911  # one return a shape of the cell
    """The status a cell states; a number without % is asked."""
    if raw is None:
        return StatusReading("NO_REPORT")
    if isinstance(raw, PercentCell):
        value = of_number(raw.number)
        code = _of_percent(value * _FULL, "") if value is not None else ""
        return StatusReading(code) if code else _ASK
    if not isinstance(raw, str):
        return _ASK
    text = clean(raw).text
    words = phrase(text)
    listed = known_statuses().get(words or text)
    if listed is None and is_blank(text):
        return StatusReading("NO_REPORT")
    if is_excel_error(text) or listed == "ASK":
        return _ASK
    if listed:
        return StatusReading(listed)
    if text and not text.strip("✓✔☑ ."):
        return StatusReading("DONE")
    if words in {"n a", "na"}:
        return StatusReading("NO_REPORT")
    percents = _PERCENT.findall(fold(text))
    if len(percents) == 1:
        rest = phrase(_PERCENT.sub(" ", fold(text)))
        code = _of_percent(Decimal(percents[0].replace(",", ".")), rest)
    else:
        code = "" if percents else _of_words(words, several=bool(re.search(r"[/;,\n+]", text)))
    return StatusReading(code) if code else _ASK


def notation(reading: StatusReading) -> dict[str, object]:
    """The reading under the keys of the cell language."""
    return {"status": reading.status, "ask": reading.ask}
