"""The signs of an expression: numbers, days, texts in quotes, names and operators, each with its place."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from kap_xl.rules.own.wrong import Wrong

LONGEST = 2000
"""Characters of an expression; a longer one is no rule that anybody can read."""
SIGN = re.compile(
    r"""(?P<blank>[\s\u200b\ufeff]+)
    | (?P<iso>(?a:\d{4}-\d{2}-\d{2})(?![\w.]))
    | (?P<day>(?a:\d{1,2}\.\d{1,2}\.\d{4})(?!\w))
    | (?P<period>(?a:\d{4}-[HhQq][1-4])(?!\w))
    | (?P<code>(?a:\d+(?:\.\d+){2,})(?!\w))
    | (?P<number>(?a:\d+(?:[.,]\d+)?)%?)
    | (?P<name>[^\W\d]\w*)
    | (?P<heading>\[[^\[\]]+\])
    | (?P<operator><>|<=|>=|!=|==|≤|≥|≠|[-−=<>+*/(),;])""",
    re.VERBOSE,
)
QUOTES = {'"': '"', "'": "'", "“": "”", "„": "“”", "”": "”", "«": "»", "’": "’"}
PLAIN = {"==": "=", "!=": "<>", "≠": "<>", "≤": "<=", "≥": ">=", "−": "-", ";": ","}
Literal = Decimal | date | str | bool


class Sign(NamedTuple):
    """A sign: `literal`, `name`, `heading` or `operator`; its text; where it begins, from 1; a literal's value."""

    kind: str
    text: str
    at: int
    value: Literal | None = None


def signs(text: str) -> tuple[Sign, ...]:
    """The signs of an expression, without blanks and without the equals sign that Excel would begin with.

    A comma between two digits is a decimal comma where arguments are parted by semicolons or there are none.
    """
    if len(text) > LONGEST:
        raise Wrong("long", LONGEST, most=LONGEST)
    comma = ";" in text or "(" not in text
    found: list[Sign] = []
    place = 0
    sign: Sign | None
    while place < len(text):
        if text[place] in QUOTES:
            sign, place = _quoted(text, place)
        else:
            match = SIGN.match(text, place)
            if match is None:
                raise Wrong("sign", place + 1, text[place])
            sign, place = _sign(match, comma=comma)
        if sign is not None:
            found.append(sign)
    return tuple(found[1:] if found and found[0].text == "=" else found)


def _sign(match: re.Match[str], *, comma: bool) -> tuple[Sign | None, int]:
    kind, text, at, end = match.lastgroup, match[0], match.start() + 1, match.end()
    if kind == "blank":
        return None, end
    if kind in ("iso", "day"):
        return Sign("literal", text, at, _day(text, at)), end
    if kind == "number":
        digits = text.rstrip("%")
        if "," in digits and not comma:  # two arguments of a function: the rest is read next
            digits = text = digits.partition(",")[0]
            end = match.start() + len(digits)
        return Sign("literal", text, at, Decimal(digits.replace(",", "."))), end
    if kind in ("period", "code"):
        return Sign("literal", text, at, text.upper()), end
    if kind == "heading":
        return Sign("heading", text[1:-1].strip(), at), end
    return Sign(str(kind), PLAIN.get(text, text), at), end


def _quoted(text: str, place: int) -> tuple[Sign, int]:
    """A text between quotes of any kind; a doubled quote stands for one."""
    closing = QUOTES[text[place]]
    said: list[str] = []
    at = place + 1
    while at < len(text):
        if text[at] in closing:
            if text[at] == text[place] and text[at + 1 : at + 2] == text[at]:
                at += 1
            else:
                return Sign("literal", text[place : at + 1], place + 1, "".join(said)), at + 1
        said.append(text[at])
        at += 1
    raise Wrong("quote", place + 1, text[place])


def _day(text: str, at: int) -> date:
    try:
        if "-" in text:
            return date.fromisoformat(text)
        day, month, year = (int(part) for part in text.split("."))
        return date(year, month, day)
    except ValueError:
        raise Wrong("day", at, text) from None
