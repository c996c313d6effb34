"""A deadline's text as tokens: dates in figures, months, numbers and the words of the grammar."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kap_xl.kinds import dates
from kap_xl.kinds.deadline_words import lexicon
from kap_xl.kinds.months import month_of
from kap_xl.kinds.spans import Span, of_day

_ROMAN = {
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "v": 5,
    "vi": 6,
    "vii": 7,
    "viii": 8,
    "ix": 9,
    "x": 10,
    "xi": 11,
    "xii": 12,
}
_SHAPE = str.maketrans("ХІIivx", "xiiivx")  # a Cyrillic Х alone is how a Serbian keyboard writes ten
_MUJOR = re.compile(r"(?<!\w)(\d{1,2}|dy|tre|gjashte)\s?-?\s?(?:mujor|mesecn|mjesecn|monthl)(\w*)")
_MONTHS_LONG = {"3": "q", "tre": "q", "6": "h", "gjashte": "h", "1": "r", "2": "r", "dy": "r", "12": "r"}
_QUARTER = re.compile(
    r"(?<!\w)(?:(?:q|tm|kv|k|t|tr|kw)(?:[. -]{0,2}([1-4])|[. -]{1,2}(iv|i{1,3}))|([1-4])\.?\s?(?:q|kv|tm))\.?(?!\w)"
)
_HALF = re.compile(r"(?<!\w)(?:h\s?-?\s?([12]|i{1,2})|([12])\s?h)(?!\w)")
_DIGITS = re.compile(
    r"(?<!\w)(\d+)(?:(?:\s?-?(?:st|nd|rd|th|te|ti|og|tog|ta|ra)|-(?:s|es|tes|tin|it|in|e|a|u|i|om|oj))(?!\w))?(?!\d)",
)
_DAYS_GLUED = re.compile(
    r"(?<!\w)(\d{1,3})(?=(?:dite|dana?|days?|muaj|mesec|month|jav|vit|vjet|god|year|week|vjec)\w*)"
)
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_ROMAN_SUFFIX = re.compile(r"-(?:te|ti|re|ri|og|tog|a|i)(?!\w)")
_SHOUTED = re.compile(r"(?=.*[^\W\d_]{4})[^a-zа-яђјљњћџ]*")  # all in capitals, with a word among them
_PHRASE = 6


@dataclass(frozen=True, slots=True)
class Token:
    """A token: its class letter, its text, and the calendar span or number it stands for."""

    letter: str
    text: str
    span: Span | None = None
    number: int = 0
    warn: bool = False


def _figures(text: str, at: int) -> tuple[Token, int] | None:
    """A date, a month and year, or a year with a doubtful number, written in figures at a place."""
    if found := dates.YEAR_MONTH_DAY.match(text, at):
        return _dated(dates.of_year_first(found[1], found[2], found[3]), found)
    if found := dates.DAYS_OR_MONTHS.match(text, at):
        first, second = int(found[1]) in dates.MONTHS, int(found[2]) in dates.MONTHS
        if first and second:
            return Token("*", found[0]), found.end()
        if second:
            return _dated(dates.of_figures(found[1], found[2], found[3], ("-", ".")), found)
    if (found := dates.DAY_MONTH_YEAR.match(text, at)) and _has_digits(found):
        return _dated(dates.of_figures(found[1], found[3], found[5], (found[2], found[4])), found)
    return _month_figures(text, at)


def _month_figures(text: str, at: int) -> tuple[Token, int] | None:
    """A month with its year on either side, or a day and a month, in figures."""
    if found := dates.MONTH_YEAR.match(text, at):
        month, year = int(found[1]), int(found[3])
        letter = "P" if month in dates.MONTHS and year in dates.YEARS else "!"
        return Token(letter, found[0], Span(year, "month", month), warn=found[2] == ","), found.end()
    if found := dates.YEAR_NUMBER.match(text, at):
        year, month = int(found[1]), int(found[2])
        later = month not in dates.MONTHS or (len(found[2]) > 1 and dates.CENTURY + month > year)
        letter = "*" if later or year not in dates.YEARS else "P"
        return Token(letter, found[0], Span(year, "month", month)), found.end()
    found = dates.DAY_MONTH.match(text, at)
    if found and int(found[2]) in dates.MONTHS and int(found[1]) in range(1, 32):
        return Token("k", found[0], Span(None, "month", int(found[2]), int(found[1]))), found.end()
    return None


def _has_digits(found: re.Match[str]) -> bool:
    return all(any(c.isdigit() for c in found[part]) for part in (1, 3, 5))


def _dated(date: dates.Dated, found: re.Match[str]) -> tuple[Token, int]:
    if date.day is None:
        return Token("!", found[0]), found.end()
    return Token("D", found[0], of_day(date.day), warn=date.warn), found.end()


def _number(text: str, at: int) -> tuple[Token, int] | None:
    """A bare number: a year, a small number, or figures that nobody can tell apart."""
    found = _DAYS_GLUED.match(text, at) or _DIGITS.match(text, at)
    if not found:
        return None
    digits, value = found[1], int(found[1][:9])
    if len(digits) <= 3:  # noqa: PLR2004  # a day, a month, a count of days
        return Token("N", digits, number=value), found.end()
    if len(digits) == 4 and value in dates.YEARS:  # noqa: PLR2004
        return Token("Y", digits, Span(value)), found.end()
    joined = re.search(r"\d[./:,-]$", text[:at]) or re.match(r"[./:,-]\d", text[found.end() :])
    return Token("!" if joined else "*", digits, number=value), found.end()


def _coded(text: str, at: int) -> tuple[Token, int] | None:
    """A quarter or a half by its code (Q3, TM2, H1), or a stretch named by its months (3-mujori)."""
    if found := _MUJOR.match(text, at):
        letter = _MONTHS_LONG.get(found[1], "*")
        noun = letter in "qh" and found[2] in {"", "i", "it", "in"} and "mujor" in found[0]
        return Token(letter if noun or letter == "*" else "r", found[0]), found.end()
    for letter, pattern, unit in (("Q", _QUARTER, "quarter"), ("H", _HALF, "half")):
        if found := pattern.match(text, at):
            code = next(group for group in found.groups() if group)
            number = _ROMAN.get(code) or int(code)
            return Token(letter, found[0], Span(None, unit, number)), found.end()
    return None


def _roman(text: str, raw: str, at: int) -> tuple[Token, int] | None:
    """A Roman number; a small single i is a conjunction or an article unless the grammar needs a number."""
    found = _WORD.match(text, at)
    if not found:
        return None
    typed = raw[at : found.end()]
    word = typed.translate(_SHAPE).lower() if typed in {"Х", "І"} else found[0]
    if word not in _ROMAN or (typed == "x" and text[at - 1 : at] == " "):  # "2 x 2006" is a product
        return None
    suffix = _ROMAN_SUFFIX.match(text, found.end())
    weak = typed in {"i", "и", "И"} or (typed == "I" and _SHOUTED.fullmatch(raw) is not None)
    return Token("i" if weak else "R", typed, number=_ROMAN[word]), suffix.end() if suffix else found.end()


def _words(text: str, at: int) -> tuple[Token, int]:
    """The longest phrase of the lexicon at a place, or a month, or an unknown word."""
    found = list(_WORD.finditer(text, at, at + 80))[:_PHRASE]
    run: list[re.Match[str]] = []
    for word in found:
        if run and text[run[-1].end() : word.start()].strip(" ") not in {"", "-", "'"}:
            break
        run.append(word)
    for length in range(len(run), 0, -1):
        key = tuple(part for word in run[:length] for part in word[0].split("'"))
        known = lexicon().get(key)
        if known:
            letter, number = known
            return Token(letter, " ".join(key), number=number), run[length - 1].end()
    typed = run[0][0]
    month, misspelt = month_of(typed)
    if not month:
        return Token("x", typed), run[0].end()
    return Token("M", typed, Span(None, "month", month), number=month, warn=misspelt), run[0].end()


def _mark(text: str, at: int) -> Token | None:
    """A mark that means something between words."""
    mark = text[at]
    if mark == "-":
        spaced = text[at - 1 : at] == " " and (text[at + 1 : at + 2] in {" ", ""})
        return Token("~" if spaced else "-", mark)
    if mark in ">→":
        return Token("~", mark)
    return Token({"+": "&", "&": "&", "?": "?"}.get(mark, mark), mark) if mark in ";/,&+?#%€$=*" else None


def scan(text: str, raw: str) -> Sequence[Token]:
    """The tokens of a folded text; `raw` is the same text before folding when their lengths agree."""
    return tuple(_scan(text, raw if len(raw) == len(text) else text))


def _scan(text: str, raw: str) -> Iterator[Token]:
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        found = (_coded(text, at) or _figures(text, at) or _number(text, at)) if text[at].isascii() else None
        found = found or _roman(text, raw, at)
        if found is None and text[at].isalpha():
            found = _words(text, at)
        if found is None:
            mark = _mark(text, at)
            if mark:
                yield mark
            at += 1
            continue
        token, at = found
        yield token
