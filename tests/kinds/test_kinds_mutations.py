"""Spelling does not change the meaning: case, diacritics, blanks, Unicode form, script, month, year."""

import calendar
import json
import random
import re
import unicodedata
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kap_xl import kinds

CASES = Path(__file__).parents[1] / "data" / "readings.jsonl"
SETS = ("sources", "donors", "partners", "support")
YEARS = (2005, 2006, 2007, 2008, 2012)

SQ = ["janar", "shkurt", "mars", "prill", "maj", "qershor", "korrik", "gusht", "shtator", "tetor", "nëntor", "dhjetor"]
SQ_DEFINITE = [
    "janari",
    "shkurti",
    "marsi",
    "prilli",
    "maji",
    "qershori",
    "korriku",
    "gushti",
    "shtatori",
    "tetori",
    "nëntori",
    "dhjetori",
]
SQ_GENITIVE = [
    "janarit",
    "shkurtit",
    "marsit",
    "prillit",
    "majit",
    "qershorit",
    "korrikut",
    "gushtit",
    "shtatorit",
    "tetorit",
    "nëntorit",
    "dhjetorit",
]
SR = [
    "januar",
    "februar",
    "mart",
    "april",
    "maj",
    "jun",
    "jul",
    "avgust",
    "septembar",
    "oktobar",
    "novembar",
    "decembar",
]
SR_GENITIVE = [
    "januara",
    "februara",
    "marta",
    "aprila",
    "maja",
    "juna",
    "jula",
    "avgusta",
    "septembra",
    "oktobra",
    "novembra",
    "decembra",
]
SR_LOCATIVE = [
    "januaru",
    "februaru",
    "martu",
    "aprilu",
    "maju",
    "junu",
    "julu",
    "avgustu",
    "septembru",
    "oktobru",
    "novembru",
    "decembru",
]
EN = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
EN_SHORT = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
ROMAN = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]


def _last(year: int, month: int) -> str:
    return f"{year}-{month:02}-{calendar.monthrange(year, month)[1]:02}"


def _fixed(year: int, month: int) -> tuple[str, str | None, str | None]:
    return "FIXED", None, _last(year, month)


def _month(year: int, month: int) -> tuple[str, str | None, str | None]:
    return "PERIOD", f"{year}-{month:02}-01", _last(year, month)


def _open(year: int, month: int) -> tuple[str, str | None, str | None]:
    return "OPEN", f"{year}-{month:02}-01", None


def _tenth(year: int, month: int) -> tuple[str, str | None, str | None]:
    return "FIXED", None, f"{year}-{month:02}-10"


def _from_january(year: int, month: int) -> tuple[str, str | None, str | None]:
    return "PERIOD", f"{year}-01-01", _last(year, month)


def _days(year: int, month: int) -> tuple[str, str | None, str | None]:
    return "PERIOD", f"{year}-{month:02}-05", f"{year}-{month:02}-20"


def _going(year: int, month: int) -> tuple[str, str | None, str | None]:
    return "CONTINUOUS", None, _last(year, month)


Expected = Callable[[int, int], tuple[str, str | None, str | None]]
TEMPLATES: tuple[tuple[list[str], str, Expected], ...] = (
    (SQ, "{m} {y}", _month),
    (SQ, "{m} i vitit {y}", _month),
    (SQ, "në {m} {y}", _month),
    (SQ, "muaji {m} {y}", _month),
    (SQ, "deri në {m} {y}", _fixed),
    (SQ, "deri në fund të muajit {m} {y}", _fixed),
    (SQ, "10 {m} {y}", _tenth),
    (SQ, "më 10 {m} {y}", _tenth),
    (SQ, "jo më vonë se 10 {m} {y}", _tenth),
    (SQ, "5-20 {m} {y}", _days),
    (SQ_DEFINITE, "nga {m} {y}", _open),
    (SQ_DEFINITE, "prej {m} {y} e tutje", _open),
    (SQ_DEFINITE, "{m} {y}", _month),
    (SQ_DEFINITE, "duke filluar nga {m} {y}", _open),
    (SQ_GENITIVE, "fundi i {m} {y}", _fixed),
    (SQ_GENITIVE, "në fund të {m} {y}", _fixed),
    (SQ_GENITIVE, "gjatë {m} {y}", _month),
    (SQ_GENITIVE, "vazhdimisht deri në fund të {m} {y}", _going),
    (SQ, "nga 5 deri më 20 {m} {y}", _days),
    (SR, "{m} {y}", _month),
    (SR, "{m} {y}. godine", _month),
    (SR, "10. {m} {y}.", _tenth),
    (SR, "mesec {m} {y}", _month),
    (SR_GENITIVE, "do {m} {y}", _fixed),
    (SR_GENITIVE, "do kraja {m} {y}. godine", _fixed),
    (SR_GENITIVE, "od {m} {y}", _open),
    (SR_GENITIVE, "krajem {m} {y}.", _fixed),
    (SR_GENITIVE, "tokom {m} {y}", _month),
    (SR_GENITIVE, "do 10. {m} {y}. godine", _tenth),
    (SR_GENITIVE, "najkasnije do 10. {m} {y}", _tenth),
    (SR_GENITIVE, "od 5. do 20. {m} {y}. godine", _days),
    (SR_GENITIVE, "kontinuirano do kraja {m} {y}.", _going),
    (SR_GENITIVE, "počev od {m} {y}", _open),
    (SR_LOCATIVE, "u {m} {y}", _month),
    (SR_LOCATIVE, "u {m} {y}. godine", _month),
    (EN, "{m} {y}", _month),
    (EN, "by {m} {y}", _fixed),
    (EN, "by the end of {m} {y}", _fixed),
    (EN, "10 {m} {y}", _tenth),
    (EN, "{m} 10, {y}", _tenth),
    (EN, "10th of {m} {y}", _tenth),
    (EN, "since {m} {y}", _open),
    (EN, "in {m} {y}", _month),
    (EN, "{m} {y} onwards", _open),
    (EN, "from 5 to 20 {m} {y}", _days),
    (EN, "ongoing until {m} {y}", _going),
    (EN, "not later than 10 {m} {y}", _tenth),
    (EN_SHORT, "{m} {y}", _month),
    (EN_SHORT, "10-{m}-{y}", _tenth),
    (EN_SHORT, "{m}-{y}", _month),
    (EN_SHORT, "5-20 {m} {y}", _days),
    (ROMAN, "10.{m}.{y}", _tenth),
    (ROMAN, "10. {m} {y}", _tenth),
)


def _no_diacritics(text: str) -> str:
    plain = text.replace("đ", "dj").replace("Đ", "Dj")
    return "".join(c for c in unicodedata.normalize("NFD", plain) if not unicodedata.combining(c))


def _cyrillic(text: str) -> str:
    """Serbian Latin text in Cyrillic, except words in capitals."""
    pairs = {
        "lj": "љ",
        "nj": "њ",
        "dž": "џ",
        **dict(zip("abvgdđežzijklmnoprstćufhcčš", "абвгдђежзијклмнопрстћуфхцчш", strict=True)),
    }

    def word(found: re.Match[str]) -> str:
        low = found[0].lower()
        return (
            found[0]
            if found[0].isupper() and len(low) > 1
            else re.sub("lj|nj|dž|.", lambda m: pairs.get(m[0], m[0]), low)
        )

    return re.sub(r"[^\W\d_]+", word, text)


SPELLINGS: tuple[Callable[[str], str], ...] = (
    str.upper,
    lambda t: t.replace(" ", "\u00a0"),
    lambda t: t.replace(" ", "  "),
    lambda t: f" \ufeff{t}\u200b \u2009",
    lambda t: unicodedata.normalize("NFD", t),
    _no_diacritics,
    lambda t: _no_diacritics(t).upper(),
    lambda t: unicodedata.normalize("NFD", t.upper()),
)
SERBIAN = re.compile(
    r"\b(godin\w*|kvartal\w*|polugodište|do|od|kraja?|trajno|svakih|kontinuirano|hiljada|miliona|evra|oko|između|redovnog|troškov\w*|prethodnoj|realizovano|sprovedeno"
    r"|delimično|započeto|nije|toku|nerealizovano|odloženo|otkazano|manjoj|Ministarstvo"
    r"|uz podršku|Nosilac|mart|februar|potrebi|usvajanja|vredno\w*|sredstva|verifikacije|cilj|ROKOVI)\b",
)
DAMAGE = re.compile("[ÃÂÄÅÐâ][\u0080-\u00bf«‚€“]")


def _strings() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for line in CASES.read_text(encoding="utf-8").splitlines():
        case = json.loads(line, parse_float=Decimal)
        if isinstance(case["input"], str) and case["kind"] != "text":
            yield case["kind"], case["input"], case["expect"]


def _comparable(kind: str, reading: dict[str, Any]) -> dict[str, Any]:
    found = {key: sorted(value) if key in SETS else value for key, value in reading.items()}
    ignored = {"kind", "currency"} if kind in {"deadline", "money"} and found["ask"] else set()
    if "unknown" in found:  # the text is as typed
        found["unknown"] = [(" ".join(kinds.fold(each["text"]).split()), each["suggest"]) for each in found["unknown"]]
    return {key: value for key, value in found.items() if key not in ignored}


def _wrong(
    variants: Iterator[tuple[str, str, dict[str, Any]]], context: kinds.Context
) -> list[tuple[str, str, object]]:
    wrong = []
    for kind, text, expected in variants:
        found = _comparable(kind, kinds.notation(kind, kinds.read(kind, text, context)))
        if found != _comparable(kind, expected):
            wrong.append((kind, text, found))
    return wrong


@pytest.mark.parametrize("spelling", range(len(SPELLINGS)))
def test_a_spelling_changes_no_reading(spelling: int, context: kinds.Context) -> None:
    """Every case reads the same in capitals, without diacritics, decomposed, or with other blanks."""
    keeps = SPELLINGS[spelling]
    variants = (
        (kind, keeps(text), expected)
        for kind, text, expected in _strings()
        # damaged bytes have no capitals; in capitals "1 x i" would be a Roman number
        if not DAMAGE.search(text)
    )
    assert _wrong(variants, context) == []


def test_small_letters_change_no_reading(context: kinds.Context) -> None:
    """Every case reads the same in small letters; only the capital in MLSW's look-alikes is lost."""
    variants = ((kind, text.lower(), expected) for kind, text, expected in _strings() if not DAMAGE.search(text))
    assert _wrong(variants, context) == []


def test_serbian_reads_alike_in_cyrillic(context: kinds.Context) -> None:
    """A Serbian case in Cyrillic has the reading of the Latin one."""
    serbian = [
        (kind, text, expected)
        for kind, text, expected in _strings()
        if SERBIAN.search(text) and not DAMAGE.search(text)
    ]
    assert len(serbian) > 40
    assert _wrong(((kind, _cyrillic(text), expected) for kind, text, expected in serbian), context) == []


def _dated() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every template in every month and year, some of them in another spelling or script."""
    chance = random.Random(20050517)  # noqa: S311  # a fixed choice of variants, not a secret
    for names, template, expected in TEMPLATES:
        for month, name in enumerate(names, start=1):
            for year in YEARS:
                text = template.format(m=name, y=year)
                kind, start, end = expected(year, month)
                reading = {"kind": kind, "start": start, "end": end, "ask": False, "warn": False}
                yield text, reading
                spelled = chance.choice(SPELLINGS)(text)
                if names in (SR, SR_GENITIVE, SR_LOCATIVE):
                    spelled = _cyrillic(text)
                yield spelled, reading


def test_every_month_and_year_reads_alike(context: kinds.Context) -> None:
    """A wording that is understood for one month is understood for every month, year, spelling and script."""
    variants = [("deadline", text, expected) for text, expected in _dated()]
    assert len(variants) > 5000
    assert _wrong(iter(variants), context) == []


def _quarters() -> Iterator[tuple[str, str, dict[str, Any]]]:
    words = {
        "{n}. kvartal {y}": "1 2 3 4",
        "{n} kvartal {y}": "I II III IV",
        "Q{n} {y}": "1 2 3 4",
        "{y} Q{n}": "1 2 3 4",
        "{n} kvartal {y}. godine": "prvi drugi treći četvrti",
        "tremujori i {n} i vitit {y}": "parë dytë tretë katërt",
        "u {n} kvartalu {y}. godine": "prvom drugom trećem četvrtom",
        "TM{n} {y}": "1 2 3 4",
        "{n} quarter of {y}": "first second third fourth",
        "tremujori {n}, {y}": "I II III IV",
        "T{n}/{y}": "1 2 3 4",
        "K{n} {y}": "1 2 3 4",
        "3-mujori {n} {y}": "I II III IV",
        "{n} tromesečje {y}": "I II III IV",
        "{n} quarter {y}": "1st 2nd 3rd 4th",
        "{n} tromesečje {y}.": "prvo drugo treće četvrto",
    }
    for template, numbers in words.items():
        for number, word in enumerate(numbers.split(), start=1):
            for year in YEARS:
                start, end = f"{year}-{number * 3 - 2:02}-01", _last(year, number * 3)
                yield (
                    "deadline",
                    template.format(n=word, y=year),
                    {"kind": "PERIOD", "start": start, "end": end, "ask": False, "warn": False},
                )
                by = {"kind": "FIXED", "start": None, "end": end, "ask": False, "warn": False}
                yield "deadline", f"deri në fund të {template.format(n=word, y=year)}", by


def test_every_quarter_reads_alike(context: kinds.Context) -> None:
    """Quarters in figures, Roman numbers and words read alike, alone and as an end."""
    assert _wrong(_quarters(), context) == []


def _halves() -> Iterator[tuple[str, str, dict[str, Any]]]:
    words = {
        "H{n} {y}": "1 2",
        "{n} half of {y}": "first second",
        "{n} polugodište {y}": "I II",
        "{n} polovina {y}. godine": "prva druga",
        "gjysma e {n} e vitit {y}": "parë dytë",
        "gjashtëmujori i {n} i vitit {y}": "parë dytë",
        "6-mujori {n} {y}": "I II",
        "{n} polugodište {y}.": "prvo drugo",
        "gjysmëvjetori i {n} {y}": "parë dytë",
        "u {n} polovini {y}. godine": "prvoj drugoj",
    }
    for template, numbers in words.items():
        for number, word in enumerate(numbers.split(), start=1):
            for year in YEARS:
                start, end = f"{year}-{number * 6 - 5:02}-01", _last(year, number * 6)
                yield (
                    "deadline",
                    template.format(n=word, y=year),
                    {"kind": "PERIOD", "start": start, "end": end, "ask": False, "warn": False},
                )


def test_every_half_reads_alike(context: kinds.Context) -> None:
    """Half-years in figures, Roman numbers and words read alike."""
    assert _wrong(_halves(), context) == []


def test_a_range_from_january_reads_alike(context: kinds.Context) -> None:
    """A range of months has its year once, at its end."""
    ranges = [
        (
            "deadline",
            text,
            dict(
                zip(("kind", "start", "end", "ask", "warn"), (*_from_january(year, month), False, False), strict=True)
            ),
        )
        for month in range(2, 13)
        for year in YEARS
        for text in (
            f"janar-{SQ[month - 1]} {year}",
            f"nga janari deri në {SQ[month - 1]} {year}",
            f"januar – {SR[month - 1]} {year}.",
            f"od januara do {SR_GENITIVE[month - 1]} {year}. godine",
            f"Jan-{EN_SHORT[month - 1]} {year}",
            f"January to {EN[month - 1]} {year}",
            f"01/{year} - {month:02}/{year}",
            f"01.{year}-{month:02}.{year}",
            f"између јануара и {_cyrillic(SR_GENITIVE[month - 1])} {year}",
        )
    ]
    assert _wrong(iter(ranges), context) == []
