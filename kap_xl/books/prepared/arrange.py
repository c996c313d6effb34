"""Which columns a prepared sheet has, and in which order: for a plan or a form, in one language, for some years."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kap_xl.books.prepared.layout import Page, Place
from kap_xl.columns import SHEETS, YEAR_PATTERN, Column, Sheet
from kap_xl.sheets.formulas import formula
from kap_xl.sheets.headings import heading
from kap_xl.vocabulary import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def pages(lang: str, years: Iterable[int], *, form: bool, order: str = "") -> dict[str, Page]:
    """Every sheet of a plan workbook, or of an agency's form, in the order of the tabs.

    Its columns and words are arranged as in a workbook made in the language `order`, which is its own unless said.
    """
    span = tuple(years)
    made = {}
    for sheet in SHEETS:
        if form and not sheet.form:
            continue
        columns = _in_language(_kept(sheet, span, form=form), order or lang)
        places = tuple(
            Place(
                column,
                number,
                heading(sheet.key, column.key, lang),
                formula(sheet.key, column.key, lang, form=form),
                _folded(column, lang),
            )
            for number, column in enumerate(columns, 1)
        )
        made[sheet.key] = Page(sheet, lang, form, places, order=order)
    return made


def _kept(sheet: Sheet, years: tuple[int, ...], *, form: bool) -> Iterator[Column]:
    """The sheet's columns with one target a year; a form leaves out what only the plan's keepers need."""
    for column in sheet.columns:
        if form and sheet.group in ("plan", "reports") and (column.kind == "hash" or column.band == "origin"):
            continue
        if column.key == YEAR_PATTERN:
            yield from (replace(column, key=YEAR_PATTERN.replace("<year>", str(year))) for year in years)
        else:
            yield column


def _in_language(columns: Iterable[Column], lang: str) -> tuple[Column, ...]:
    """Of the three texts of one thing the workbook's language stands first."""
    ordered = list(columns)
    for at, column in enumerate(ordered):
        if column.aside and column.key.endswith(f"_{LANGUAGES[0]}"):
            texts = ordered[at : at + len(LANGUAGES)]
            ordered[at : at + len(LANGUAGES)] = sorted(texts, key=lambda each: not each.key.endswith(f"_{lang}"))
    return tuple(ordered)


def _folded(column: Column, lang: str) -> bool:
    return column.aside and not column.key.endswith(f"_{lang}")
