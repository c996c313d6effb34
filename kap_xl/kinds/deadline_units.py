"""One named stretch of time, recognised by the pattern of its tokens."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from kap_xl.kinds.dates import CENTURY
from kap_xl.kinds.deadline_tokens import Token
from kap_xl.kinds.spans import Span

_J = "[-/,]?"
_POINTS = {"E": "end", "W": "mid", "B": "early", "V": "end"}
_NO_QUARTER = 4
_YEARS = {"05": 2005, "06": 2006, "07": 2007}  # a month word before these means the year

# Token letters (see `deadline_words`) with the names of what each place holds.
_PATTERNS: tuple[tuple[str, str], ...] = (
    ("D", "whole"),
    ("P", "whole"),
    ("k", "whole"),
    ("Y", "whole"),
    ("Q", "whole"),
    ("H", "whole"),
    ("M", "whole"),
    (f"N{_J}M{_J}Y", "day month year"),
    (f"M{_J}N{_J}Y", "month day year"),
    (f"Y{_J}M{_J}N", "year month day"),
    (f"Y{_J}N{_J}M", "year day month"),
    (f"N{_J}M{_J}N", "day month short"),
    (f"M{_J}Y", "month year"),
    (f"Y{_J}M", "year month"),
    (f"M{_J}N", "month either"),
    (f"N{_J}M", "day month"),
    (f"O{_J}M", "day month"),
    (f"N{_J}R{_J}Y", "day roman year"),
    (f"R{_J}Y", "roman year"),
    (f"Y{_J}R", "year roman"),
    ("R", "roman"),
    ("N", "bare"),
    ("O", "bare"),
    (f"[NO]{_J}Y", "bare year"),
    (f"[QH]{_J}Y", "code year"),
    (f"Y{_J}[QH]", "year code"),
    (f"[QH]{_J}N", "code short"),
    (f"[NRO]-?[qh]{_J}Y", "count stretch year"),
    (f"[qh]-?[NRO]{_J}Y", "stretch count year"),
    (f"Y{_J}[NRO]-?[qh]", "year count stretch"),
    (f"Y{_J}[qh]-?[NRO]", "year stretch count"),
    ("[NRO]-?[qh]", "count stretch"),
    ("[qh]-?[NRO]", "stretch count"),
    ("[qh]P", "stretch of"),
)
_COMPILED = tuple((re.compile(pattern), names.split()) for pattern, names in _PATTERNS)


def letters(tokens: Sequence[Token]) -> str:
    """The class letters of the tokens, one each."""
    return "".join(token.letter for token in tokens)


def _short_year(text: str) -> int | None:
    return CENTURY + int(text) if len(text) == 2 else None  # noqa: PLR2004  # 06 is 2006, 6 is no year


def _stretch(word: Token, number: int) -> Span | None:
    unit, most = ("quarter", 4) if word.letter == "q" else ("half", 2)
    return Span(None, unit, number) if 1 <= number <= most else None


def _month(part: dict[str, Token], span: Span) -> Span | None:
    """The parts of a date whose month is a word or a Roman number."""
    named = part.get("month") or part["roman"]
    day = part["day"].number if "day" in part else None
    span = replace(span, unit="month", number=named.number, day=day)
    if "roman" in part and day is None:
        # With a year or alone, I to IV could be a quarter.
        return replace(span, unit="" if named.number <= _NO_QUARTER else "month", roman=named.number <= _NO_QUARTER)
    if "short" in part:
        year = _short_year(part["short"].text)
        return replace(span, year=year) if year else None
    if "either" in part:
        text = part["either"].text
        return replace(span, year=_YEARS[text], warn=True) if text in _YEARS else replace(span, day=int(text))
    return span


def _build(part: dict[str, Token]) -> Span | None:
    """The span of a matched pattern; None when its numbers name nothing."""
    year = part["year"].span.year if "year" in part and part["year"].span else None
    if "whole" in part:
        return part["whole"].span
    if "month" in part or "roman" in part:
        return _month(part, Span(year))
    if "bare" in part:
        return Span(year, number=part["bare"].number)
    if "code" in part and part["code"].span:
        short = _short_year(part["short"].text) if "short" in part else year
        return replace(part["code"].span, year=short, warn="short" in part) if short else None
    if "of" in part and part["of"].span:
        of = part["of"].span
        found = _stretch(part["stretch"], of.number or 0)
    else:
        of = Span(year)
        found = _stretch(part["stretch"], part["count"].number)
    return replace(found, year=of.year) if found else None


def read_unit(tokens: Sequence[Token]) -> Span | None:
    """The span that all the tokens together name, complete or not; None if they name none."""
    at = 0
    while at < len(tokens) and tokens[at].letter in _POINTS:
        at += 1
    point = _POINTS[tokens[0].letter] if at else ""
    rest = tokens[at:]
    if at > 1 or (at and not rest):
        return None
    while rest and at and rest[0].letter in "-~":
        rest = rest[1:]
    spelled = letters(rest)
    for pattern, names in _COMPILED:
        if pattern.fullmatch(spelled):
            held = [token for token in rest if token.letter not in "-/,"]
            span = _build(dict(zip(names, held, strict=True)))
            warn = any(token.warn for token in rest)
            return span and replace(span, point=point, warn=span.warn or warn)
    return None


def years_in_list(tokens: Sequence[Token]) -> tuple[int, int] | None:
    """The first and last year of a list such as "2005, 2006 and 2007"."""
    spelled = letters(tokens)
    if not re.fullmatch(r"Y(?:[,&i]+Y)+|Y(?:/Y){2,}", spelled):
        return None
    years = [token.span.year or 0 for token in tokens if token.span]
    return (years[0], years[-1]) if all(a < b for a, b in pairwise(years)) else None
