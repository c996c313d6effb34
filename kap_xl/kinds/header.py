"""A column's head: which field of ours it names, by its head word and not by every word in it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from kap_xl.kinds.context import Raw
from kap_xl.kinds.encoding import clean
from kap_xl.kinds.lexicon import groups
from kap_xl.kinds.text import as_text
from kap_xl.kinds.words import fold

_GENERIC = re.compile(
    r"(?:institu\w+|agjenci\w*|agenc\w+|organi[sz]a\w+|ministri\w*|ministarstv\w*|organ[ei]?t?|organi)\b"
)
_CUT = re.compile(r"[/,;|+]|\b(?:and|dhe|of|for|by|per|on|in)\b|\b(?<=\w )i(?= partner| saradni| podrsk)")
_KEEP_OF = re.compile(
    r"\b(?:sources?|means|method|unit|units|stage|state|degree|budget) of\b"
    r"|\bdate of(?= (?:start|comm|begin|compl|end|finish))"
    r"|\bin charge\b|\bsupported by\b|\bend of\b"
)
_TRANSPARENT = re.compile(
    r"^(?:the |name|title|description|text|emri|emertimi|naziv|ime|opis|pershkrimi"
    r"|titulli|lista|list|\s|e |i |te )+$"
)


@dataclass(frozen=True, slots=True)
class HeaderReading:
    """The field a head names, or None."""

    field: str | None


class _Hit(NamedTuple):
    start: int
    end: int
    field: str
    english: bool


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str], bool], ...]:
    """Each field with the pattern of its words and whether they are English."""
    return tuple(
        (group.removeprefix("en."), re.compile(rf"\b(?:{words})(?!\w)"), group.startswith("en."))
        for group, words in groups("header_words").items()
        if group not in {"nothing", "other head"}
    )


@cache
def _nothing() -> re.Pattern[str]:
    """The words of heads that name no field of ours, whatever else they hold."""
    return re.compile(rf"\b(?:{groups('header_words')['nothing']})\b")


def _hits(text: str) -> tuple[_Hit, ...]:
    """The longest fields named in a text, from left to right, none inside another."""
    found = [_Hit(m.start(), m.end(), field, english) for field, p, english in _patterns() for m in p.finditer(text)]
    kept: list[_Hit] = []
    for hit in sorted(found, key=lambda h: (h.start, -h.end, not h.english)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return tuple(kept)


def _head(text: str, hits: Sequence[_Hit]) -> str | None:
    """The last field of an English compound, the first of anything else; "" when the head word is none of ours."""
    if not hits:
        return None
    english = all(hit.english for hit in hits)
    beside = text[hits[-1].end :] if english else text[: hits[0].start]
    if _other_head().search(beside):
        return ""
    return (hits[-1] if english else hits[0]).field


@cache
def _other_head() -> re.Pattern[str]:
    """Head words of columns that are none of ours: the date of an activity is not the activity."""
    return re.compile(rf"\b(?:{groups('header_words')['other head']})(?!\w)")


def _segments(text: str) -> tuple[str, ...]:
    """The text cut where a second role or a complement begins."""
    kept = _KEEP_OF.sub(lambda m: m[0].replace(" ", "_"), text)
    return tuple(part.replace("_", " ").strip() for part in _CUT.split(kept) if part.strip(" _"))


def read_header(raw: Raw) -> HeaderReading:
    """The field of ours that a column's head names; None when it names none."""
    text = " ".join(fold(clean(as_text(raw)).text).split())
    outside = re.sub(r"\([^)]*\)|\[[^]]*\]", " ", text).strip() or text
    words = " ".join(re.sub(r"[^\w/,;|+%]+", " ", outside).split())
    if _nothing().search(words):
        return HeaderReading(None)
    field = None
    for segment in _segments(words):
        field = _head(segment, _hits(segment))
        if field is not None or not _TRANSPARENT.match(segment + " "):
            break
    if "%" in text and field not in {
        "budget",
        "budget_kcb",
        "budget_donor",
        "donor",
        "indicator",
        "target",
        "baseline",
    }:
        return HeaderReading("percent")
    if field == "budget" and re.search(r"\b(?:kcb|bkk|kbk)\b", text):
        return HeaderReading("budget_kcb")
    if field is None and _segments(words) and _GENERIC.match(_segments(words)[0]):
        return HeaderReading("lead")
    return HeaderReading(field or None)


def notation(reading: HeaderReading) -> dict[str, object]:
    """The reading under the keys of the cell language."""
    return {"field": reading.field}
