"""A status cell: what was done, in any of three languages, or a question when it could mean two things."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from kap_xl.kinds.context import PercentCell, Raw
from kap_xl.kinds.encoding import clean
from kap_xl.kinds.figures import of_number
from kap_xl.kinds.words import fold, is_blank, is_excel_error, phrase

_PERCENT = re.compile(r"(?<![\d.,])(\d+(?:[.,]\d+)?) *(?:%|percent\b|per cent\b|pct\b|odsto\b|posto\b|per ?qind\b)")
_NOT = frozenset("not nuk s nije nisu jo pa non without never nisam".split())
_FILLER = frozenset(
    "is are was were has have had been be yet still already so far ende akoma ka kane eshte jane u te e i jo se je su jos"
    " uvek fully plotesisht krejtesisht u potpunosti potpuno the activity activities aktiviteti aktivitetet aktivnost"
    " aktivnosti status statusi but por ali and dhe a of it was now tani sada vec u i kjo it's".split(),
)
_WORDS = tuple(
    (re.compile(rf"(?:{pattern})\Z"), code)
    for code, pattern in (
        ("PARTLY", r"partial(?:ly)?|partly|substantial(?:ly)?|pjeserisht|pjesshem|pjesshme|delimicn[oaie]?|delomicno"),
        ("START", r"started|begun|began|commenced|filluar|filloi|nisur|zapocet[oaie]?|poce[ol][aoie]?|pocet[oaie]?|zapocel[aoie]"),
        ("GOING", r"ongoing|underway|continuing|proces|progress|zbatim|implementation|realizim|realizaciji|toku"),
        ("DOING", r"implemented|reali[sz]ed|zbatuar|zbatua|zbatohet|realizuar|realizua|realizovan[oaie]?|sproveden[oaie]?"
                  r"|proveden[oaie]?|implementiran[oaie]?"),
        ("DONE", r"completd|completed?|completion|done|finished|fulfilled|achieved|ended|accomplished|kryer|perfunduar"
                 r"|perfundoi|permbushur|zavrsen[oaie]?|izvrsen[oaie]?|ispunjen[oaie]?|okoncan[oaie]?"),
        ("LATE", r"delayed|delay|late|postponed|overdue|vonuar|vonese|shtyre|shty|kasni|kasne|kasnjenjem|kasnjenje"
                 r"|odlozen[oaie]?|prolongiran[oaie]?|zakasnjenjem"),
        ("SUSPENDED", r"suspended|pezulluar|obustavljen[oaie]?|suspendovan[oaie]?"),
        ("CANCELLED", r"cancell?ed|anuluar|otkazan[oaie]?|ponisten[oaie]?"),
        ("CONTINUOUS_OK", r"continuous(?:ly)?|permanent(?:ly)?|vazhdimisht|vazhdimesi|vazhdueshem|vazhdueshme"
                          r"|kontinuiran[oaie]?|trajn[oaie]|staln[oaie]"),
        ("PLANNED", r"planned|pending|pipeline"),
    )
)  # fmt: skip
_FIXED = (
    ("in progress", "ongoing"), ("in process", "ongoing"), ("under way", "underway"), ("on going", "ongoing"),
    ("under implementation", "ongoing"), ("being implemented", "ongoing"), ("in implementation", "ongoing"),
    ("ne proces te realizimit", "ongoing"), ("ne proces te zbatimit", "ongoing"), ("ne proces", "ongoing"),
    ("ne zbatim", "ongoing"), ("ne realizim", "ongoing"), ("u toku", "ongoing"), ("u procesu", "ongoing"),
    ("u realizaciji", "ongoing"), ("on hold", "suspended"), ("behind schedule", "late"), ("me vonese", "late"),
    ("with delay", "late"), ("sa kasnjenjem", "late"), ("sa zakasnjenjem", "late"), ("in part", "partly"),
    ("u znatnoj meri", "partly"), ("u manjoj meri", "partly"), ("u znatnoj mjeri", "partly"),
    ("u manjoj mjeri", "partly"), ("ne vazhdimesi", "vazhdimisht"), ("pa u", "pa"),
)  # fmt: skip
_SHOWN = {code.lower(): code for code in ("DONE", "PARTLY", "ONGOING", "NOT_STARTED", "DELAYED", "SUSPENDED", "CANCELLED",
                                          "CONTINUOUS_OK", "NO_REPORT")} | {
    "no report": "NO_REPORT", "pa raport": "NO_REPORT", "bez izvestaja": "NO_REPORT",
}  # fmt: skip
_NEGATED = re.compile(r"(?:un|non|pa|ne)(?=(?:implement|reali|zbat|fillu|starte|perfund|kry|sproved|zavrs|zapoce|ispunj"
                      r"|finish|complet|fulfil|izvrs))|in(?=complete)")  # fmt: skip
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
    rows = files("kap_xl.kinds").joinpath("statuses.tsv").read_text(encoding="utf-8").splitlines()[1:]
    split = (row.split("\t") for row in rows if row)
    listed = {phrase(words) or words: code for words, _, code in split}
    return MappingProxyType(listed | _SHOWN)


def _classes(text: str) -> tuple[bool, frozenset[str]]:
    """Whether the text denies, and the classes of its words; "?" stands for a word nobody knows."""
    for words, word in _FIXED:
        text = re.sub(rf"\b{words}\b", word, text)
    denied, found = False, set()
    for word in text.split():
        if word in _NOT:
            denied = True
            continue
        bare = _NEGATED.sub("", word, count=1) if _NEGATED.match(word) else word
        code = next((code for pattern, code in _WORDS if pattern.match(bare)), "")
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
        return "PARTLY" if found <= {"PARTLY", "DOING", "DONE"} or (len(found) == 2 and not several  # noqa: PLR2004
                                                                   and found & {"GOING", "START"}) else ""  # fmt: skip
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


def read_status(raw: Raw) -> StatusReading:
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
    code = known_statuses().get(words or text)
    if code is None and is_blank(text):
        return StatusReading("NO_REPORT")
    if is_excel_error(text) or code == "ASK":
        return _ASK
    if code:
        return StatusReading(code)
    if text and not text.strip("✓✔☑ "):
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
