"""A phrase: a message code with its blanks, and the sentence it becomes in Albanian, Serbian or English."""

from __future__ import annotations

import gettext
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

from kap_xl.vocabulary import LANGUAGES

DOMAINS = (
    "face",
    "workbook",
    "words",
    "cells",
    "rules",
    "exchange",
    "report",
    "marks",
    "living",
    "explain",
    "agencies",
    "export",
)
LOCALES = {"sq": "sq", "sr": "sr_Latn", "en": "en_GB"}
TEXTS = Path(__file__).parent / "texts"

__all__ = (
    "DOMAINS",
    "LANGUAGES",
    "LOCALES",
    "TEXTS",
    "Blank",
    "Phrase",
    "has",
    "phrase",
    "show_date",
    "show_number",
    "shown",
    "template",
    "text",
)

Blank = str | int | Decimal | date | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Phrase:
    """A code such as `rules.lead-unknown` and the values of its blanks; the text before the dot is the catalogue.

    A blank named `n` that is a whole number chooses the plural form. A blank whose text is itself a code of the
    `words` or `workbook` catalogue, written `@words.status.DONE`, is translated with the sentence.
    """

    code: str
    blanks: tuple[tuple[str, Blank], ...] = ()

    def say(self, lang: str) -> str:
        """The sentence in one language of LANGUAGES."""
        return text(self.code, lang, **dict(self.blanks))


def phrase(code: str, /, **blanks: Blank) -> Phrase:
    """A phrase with its blanks filled."""
    return Phrase(code, tuple(blanks.items()))


def text(code: str, lang: str, /, **blanks: Blank) -> str:
    """The sentence of a code in one language; an unknown code is an error of the program (KeyError)."""
    sentence = template(code, lang, blanks.get("n"))
    if not blanks:
        return sentence
    made = sentence.format_map({name: shown(value, lang) for name, value in blanks.items()})
    # a Serbian date ends with a point of its own: at the end of a sentence one is enough
    return made[:-1] if made.endswith("..") and not made.endswith("...") else made


def template(code: str, lang: str, n: Blank = None) -> str:
    """The sentence with its blanks still open; `n` chooses the plural form."""
    catalogue = _catalogue(code.partition(".")[0], lang)
    found = catalogue.ngettext(code, code, n) if isinstance(n, int) else catalogue.gettext(code)
    if found == code and isinstance(n, int):
        found = catalogue.gettext(code)
    if found == code:
        raise KeyError(code)
    return found


def has(code: str, lang: str) -> bool:
    """Whether the catalogues know the code."""
    try:
        template(code, lang)
    except KeyError:
        return False
    return True


def shown(value: Blank, lang: str) -> str:
    """A blank as the language writes it: dates, numbers and lists by the rules of its locale."""
    if value is None:
        return "–"
    if isinstance(value, tuple):
        return ", ".join(shown(each, lang) for each in value)
    if isinstance(value, str):
        return text(value[1:], lang) if value.startswith("@") and has(value[1:], lang) else value
    if isinstance(value, datetime):
        return shown(value.date(), lang)
    if isinstance(value, date):
        return _of_day(show_date(value, lang)) if lang == "sr" else show_date(value, lang)
    return show_number(value, lang)


def _of_day(shown_date: str) -> str:
    """A Serbian date as it stands in a sentence, where its month is in the genitive: 30. juna 2006."""
    day, month, year = shown_date.split()
    return f"{day} {month.removesuffix('ar') + 'r' if month.endswith('bar') else month}a {year}"


def show_date(value: date, lang: str) -> str:
    """A date in words, as in 30 June 2006."""
    # imported here: most clicks show no date, and Babel takes longer to load than all the rest
    from babel.dates import format_date  # noqa: PLC0415 - see above

    return format_date(value, format="long", locale=LOCALES[lang])


def show_number(value: float | Decimal, lang: str, places: int | None = None) -> str:
    """A number with the language's separators, to a fixed number of decimal places where one is given."""
    if isinstance(value, int) and places is None and abs(value) < 1000:  # noqa: PLR2004 - no separator is needed
        return str(value)
    from babel.numbers import format_decimal  # noqa: PLC0415 - see show_date

    pattern = None if places is None else "#,##0" + ("." + "0" * places if places else "")
    return format_decimal(value, format=pattern, locale=LOCALES[lang])


@cache
def _catalogue(domain: str, lang: str) -> gettext.NullTranslations:
    """The compiled catalogue of one domain; a missing file is an error of the program."""
    if domain not in DOMAINS:
        raise KeyError(domain)
    path = TEXTS / lang / "LC_MESSAGES" / f"{domain}.mo"
    with path.open("rb") as stream:
        return gettext.GNUTranslations(stream)
