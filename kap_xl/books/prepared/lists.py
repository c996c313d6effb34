"""The words sheet's rows and the defined names behind every drop-down list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kap_xl.books.prepared.layout import FIRST_ROW, LONG_REACH
from kap_xl.phrase import LANGUAGES, text
from kap_xl.vocabulary import REGISTERS, VOCABULARIES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kap_xl.books.prepared.layout import Page
    from kap_xl.columns import Column

LISTED = ("objective", "period", "source", "category", "currency")
"""Lists that the plan keeps on its lists sheet; drop-downs show codes, or names where names are what is written."""
LENT = ("source", "category", "currency", "donor")
"""Lists that a form is given as further rows of its words sheet."""
KEPT = {"institutions": ("institutions", "code"), "meeting": ("meetings", "number")}
ROWS = {"activity": ("matrix", "code"), "indicator": ("indicators", "code")}
NOWHERE = LONG_REACH - FIRST_ROW + 1
"""Rows below a heading that no list reaches: where a drop-down without entries points."""

Word = tuple[str, str, str, str]


def ordered(lang: str) -> list[str]:
    """The languages of the words in each list, the workbook's own first."""
    return sorted(LANGUAGES, key=lambda each: each != lang)


def words(lang: str) -> tuple[Word, ...]:
    """The rows (list, code, language, word) of all vocabularies; inside each the workbook's language comes first."""
    lists: Mapping[str, tuple[str, ...]] = {**VOCABULARIES, "lang": LANGUAGES}
    return tuple(
        (name, code, each, text(f"words.{name}.{code}", each))
        for name, codes in lists.items()
        for each in ordered(lang)
        for code in codes
    )


def names(pages: Mapping[str, Page]) -> Iterator[tuple[str, str]]:
    """Every defined name with what it refers to (with its `=`); each tolerates that its list grows."""
    of_words = pages["words"]
    for column in ("list", "code", "lang", "word", "key"):
        yield f"kap_words_{column}", "=" + of_words.range(column)
    for name in (*VOCABULARIES, "lang"):
        yield f"kap_list_{name}", _of_words(of_words, name)
    if of_words.form:
        for name in LENT:
            yield f"kap_list_{'institutions' if name == 'donor' else name}", _of_words(of_words, name)
    else:
        for name in LISTED:
            yield f"kap_list_{name}", _of_lists(pages["lists"], name)
    for name, (sheet, column) in {**KEPT, **ROWS}.items():
        if sheet in pages:
            yield f"kap_list_{name}", _filled(pages[sheet], column)


def as_of(pages: Mapping[str, Page]) -> str:
    """The day by which lateness is judged: today, but not more than a half-year after the period that is shown.

    So a plan that is over, and the sample, show what was late then; a form judges by the day it is due.
    """
    if "lists" not in pages:
        return "=IF(N(kap_setting_due)=0,TODAY(),MIN(TODAY(),kap_setting_due))"
    of = pages["lists"]
    ends = f"SUMIFS({of.range('end')},{of.range('code')},kap_setting_current_period)"
    return f"=IF({ends}=0,TODAY(),MIN(TODAY(),EDATE({ends},6)))"


def drop_down(column: Column, page: Page) -> str | None:
    """The defined name behind a column's drop-down; None for free text and for cells that take several values."""
    if column.kind == "institutions" or column.hidden:
        return None
    if column.words:
        name = column.words
    elif column.target == "lists" and column.key == "objective":
        name = "objective"
    elif column.target in ("matrix", "indicators"):
        name = "activity" if column.target == "matrix" else "indicator"
    elif column.target == "meetings":
        name = "meeting"
    else:
        return None
    known = _known_in_form(name) if page.form else True
    return f"kap_list_{name}" if known else None


def _known_in_form(name: str) -> bool:
    return name in VOCABULARIES or name in ROWS or name in (*LENT, "institutions")


def _of_words(page: Page, name: str) -> str:
    """The words of one list in the workbook's language."""
    lang = _lang_of(page, name)
    every = ordered(page.order or page.lang)
    start = "+".join([_start(page, name), *(_count(page, name, each) for each in every[: every.index(lang)])])
    return f"=OFFSET({page.anchor('word')},{start},0,MAX(1,{_count(page, name, lang)}),1)"


def _lang_of(page: Page, name: str) -> str:
    """The language whose words a list shows; codes that a plan lends to a form stand there in one language only."""
    return page.order or page.lang if name in LENT and name not in REGISTERS else page.lang


def _start(page: Page, name: str) -> str:
    return f'IFERROR(MATCH("{name}",{page.range("list")},0),{NOWHERE})'


def _count(page: Page, name: str, lang: str) -> str:
    return f'COUNTIFS({page.range("list")},"{name}",{page.range("lang")},"{lang}")'


def _of_lists(page: Page, name: str) -> str:
    """The entries of one of the plan's lists, whose rows stand together, in whichever language its name is written."""
    spelt = sorted({name, *(text(f"words.list.{name}", lang) for lang in LANGUAGES)})
    column = page.range("list")
    start = ",".join(f'IFERROR(MATCH("{word}",{column},0),{NOWHERE})' for word in spelt)
    count = "+".join(f'COUNTIF({column},"{word}")' for word in spelt)
    shown = page.anchor(f"name_{page.lang}" if name in REGISTERS else "code")
    return f"=OFFSET({shown},MIN({start}),0,MAX(1,{count}),1)"


def _filled(page: Page, column: str) -> str:
    """The cells of a column down to its last filled one."""
    return f"=OFFSET({page.anchor(column)},1,0,MAX(1,COUNTA({page.range(column)})),1)"
