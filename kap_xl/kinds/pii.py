"""Whether a text would identify a victim or another person, and by what; never what it says."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from kap_xl.kinds.context import Raw
from kap_xl.kinds.encoding import clean
from kap_xl.kinds.lexicon import groups, word_set
from kap_xl.kinds.text import as_text
from kap_xl.kinds.words import fold

_EMAIL = re.compile(r"([\w.+-]+)@[\w-]+(?:\.[\w-]+)+")
_AGE = r"(?<![\d-])(?<!\d )\d{1,2}"
_BETWEEN = r"[\w ,.(]{0,18}?"
_CASE = r"\d{1,6} ?/ ?(?:19|20)?\d{2}(?!\d)"
_DAY = r"(?:\d{1,2}[./ -]+(?:\d{1,2}|[a-z]+)[./ -]+\d{2,4}|(?:19|20)\d\d|\d{4}-\d\d-\d\d)"


@dataclass(frozen=True, slots=True)
class PiiReading:
    """Whether something in a text identifies a person, and what kind of thing it is."""

    finding: bool
    what: str | None = None


def _digits(count: str) -> str:
    return r"(?:[ /.()-]{0,2}\d){" + count + "}"


def _person(of: Mapping[str, str]) -> str:
    """One person of a named sex or role with an age."""
    ages = {
        "sq": rf"{_AGE}[ -]?(?:vjecar\w*|vjec(?!ar)|vjet)",
        "sr": rf"{_AGE}[ -]?(?:to)?(?:godisnj\w+|godin\w*|god\b|godisnjak\w*)",
        "en": rf"(?:{_AGE}[ -]?(?:years?|yrs?|yr)?[ -]?(?:old|of age|y/?o)\b|aged? (?:of )?{_AGE}(?![\d -]*\d))",
    }
    named = "|".join(
        rf"\b(?:{of[f'person {lang}']})\b{_BETWEEN}{age}|{age} ?,? ?(?:[\w-]+ ){{0,2}}(?:{of[f'person {lang}']})(?!\w)"
        rf"|\b(?:{of[f'person {lang}']}) ?\({_AGE}\)"
        for lang, age in ages.items()
    )
    tens = "dvanaesto|trinaesto|cetrnaesto|petnaesto|sesnaesto|sedamnaesto|osamnaesto"
    nouns = r"vjecar(?:i|it|in|ja|jes|jen)|godisnjakinj[aeu]|godisnjaka?"
    return rf"{named}|\b(?:{tens})godisnj\w+|(?<![\d-])\d{{1,2}}-? ?(?:{nouns})(?!\w)"


def _group(of: Mapping[str, str]) -> str:
    """Ages of a group: a count of persons, a bound, a range, a plural."""
    units = r"(?:vjec|vjet|godi|god|year|month|muaj|mesec)"
    return (
        rf"\b\d+ (?:{of['persons']})\b[^,;]{{0,30}}\d{{1,2}} ?-? ?(?:vjec|godis|year)"
        r"|\b(?:under|over|nen|mbi|ispod|preko|mladi od|deri ne|do|up to|below) (?:the age of |moshen )?\d{1,2}"
        r"|\bgrup\w*[ -]?mosh\w*|\bage groups?|\bstarosn\w+ grup\w*"
        rf"|\d{{1,2}} ?(?:-|deri|to|do|and|dhe) ?\d{{1,2}} ?-?{units}"
        r"|\b(?:grave|vajzave|femijeve|children|girls|women|boys|men|dece) (?:aged|te moshes|uzrasta)"
    )


@cache
def _patterns() -> Mapping[str, re.Pattern[str]]:
    """What is looked for; compiled when the first text is looked through."""
    of = groups("pii_words")
    word = rf"\b(?:{of['phone']})\b"
    found = {
        "helpline": rf"{of['helpline']}|(?<!\d)0 ?800|(?<!\d)116 ?\d{{3}}(?!\d)",
        "phone word": word,
        "phone": rf"{word}[\w .:]{{0,20}}[:. ]*\(?[+0]?\d{_digits('6,13')}|(?:\+|\b00)\(?\d{_digits('8,13')}"
        r"|(?<![\d.,/-])0(?:4[3-9]|6\d)[ /-]{0,2}\d{3}[ /-]?\d{2,3}[ /-]?\d{0,3}(?!\d)",
        "budget": of["budget"],
        "id": rf"(?:{of['id']})[^\d]{{0,25}}?[a-z]{{0,2}}\d[\d -]{{5,}}",
        "thirteen": r"(?<![\d.,/])\d{13}(?![\d.,/])",
        "ten": r"(?<![\d.,/+])[1-9]\d{9}(?![\d.,/])",
        "born": rf"\b(?:{of['born']})\b[^\d]{{0,25}}{_DAY}",
        "law": rf"\b(?:{of['law']})\b[^,;]{{0,12}}$",
        "case": rf"\b(?:{of['case word']})\b[^\d;]{{0,25}}{_CASE}"
        rf"|\b(?:{of['case mark']})\.? ?(?:(?:nr|br|no)\.? ?)?{_CASE}",
        "person": _person(of),
        "group": _group(of),
        "home": rf"\b(?:{of['home']})\b",
        "street": rf"\b(?:{of['street']})\b\.? .{{0,40}}?\b(?:nr|br|no|p\.? ?n)?\.? ?\d{{1,4}}\b"
        r"|\b\d{1,4} \w+ (?:street|road|str|avenue)\b",
    }
    return MappingProxyType({name: re.compile(pattern) for name, pattern in found.items()})


def _has(name: str, text: str) -> bool:
    return _patterns()[name].search(text) is not None


def _email(text: str) -> bool:
    roles = word_set("pii_words", "role mailbox")
    return any(not roles & set(re.split(r"[._+-]|\d", found[1])) for found in _EMAIL.finditer(text))


def _id_number(text: str) -> bool:
    if _has("id", text):
        return True
    return not _has("budget", text) and (_has("thirteen", text) or (_has("ten", text) and not _has("phone word", text)))


def _case_number(text: str) -> bool:
    law = _patterns()["law"]
    return any(not law.search(text[: found.start()]) for found in _patterns()["case"].finditer(text))


def _phone(text: str) -> bool:
    public = _has("helpline", text) or (_has("budget", text) and not _has("phone word", text))
    return not public and _has("phone", text)


_CHECKS = (
    ("email", _email),
    ("birth_date", lambda text: _has("born", text)),
    ("case_number", _case_number),
    ("age_sex_person", lambda text: _has("person", text) and not _has("group", text)),
    ("address", lambda text: _has("home", text) and _has("street", text)),
    ("id_number", _id_number),
    ("phone", _phone),
)


def read_pii(raw: Raw) -> PiiReading:
    """The first kind of identifying detail found in a cell."""
    text = " ".join(fold(clean(as_text(raw)).text).split())
    what = next((name for name, check in _CHECKS if check(text)), None)
    return PiiReading(what is not None, what)


def notation(reading: PiiReading) -> dict[str, object]:
    """The reading under the keys of the cell language."""
    return {"finding": reading.finding, "what": reading.what}
