"""`relabel`: tabs, headings, explanations, lists and formulas in another language; keys and data stay."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from kap_xl.books.prepared import form_package, plan_package
from kap_xl.columns import BY_KEY, YEARLY
from kap_xl.commands.answer import Answer, CommandError
from kap_xl.commands.validate import read_ours
from kap_xl.grid import layout
from kap_xl.phrase import LANGUAGES, phrase
from kap_xl.port import Put, Rewording
from kap_xl.sheets.headings import heading, tab
from kap_xl.sheets.heights import heights

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from kap_xl.desk import Desk
    from kap_xl.grid import Grid, Layout
    from kap_xl.model import Settings
    from kap_xl.port import Book
    from kap_xl.workbook import Workbook

BUDGET = (
    *("xl/worksheets/*.xml", "xl/tables/*.xml", "xl/styles.xml", "xl/workbook.xml", "xl/sharedStrings.xml"),
    *("xl/charts/*.xml", "xl/chartsheets/*.xml", "xl/drawings/*.xml", "xl/pivotCache/*.xml", "docProps/*.xml"),
)
"""The members that name sheets and columns, or say something of ours."""
GENERATED = ("report-", "agency-", "agencies", "findings")
"""Beginnings of the keys of sheets that a command makes; they are made anew, not reworded."""


def relabel(desk: Desk, file: Path) -> Answer:
    """Reword a plan or a form into the language asked for; CommandError where none is."""
    book = desk.open(file)
    work = read_ours(book, file)
    if desk.lang is None:
        raise CommandError(phrase("face.relabel-language", languages=LANGUAGES), work.settings.language)
    grids = book.grids()
    old = spoken(grids, work.settings.language)
    notes = [phrase("face.relabelled", path=str(file), language=f"@words.lang.{desk.lang}")]
    if old != desk.lang:
        book.reword(rewording(work, grids, old, desk.lang))
    _set_language(book, file, desk.lang)
    desk.save(file, book, backup=True, budget=BUDGET)
    made = tuple(grid.title for grid in grids if _key(grid).startswith(GENERATED))
    if made and old != desk.lang:
        notes.append(phrase("face.relabel-generated", sheets=made))
    return Answer(notes=tuple(notes), data={"file": str(file), "from": old, "to": desk.lang}, lang=desk.lang)


def _key(grid: Grid) -> str:
    place = layout(grid)
    return place.key if place is not None else ""


def spoken(grids: Iterable[Grid], said: str) -> str:
    """The language of most tabs and headings; the one that the cover names where there are as many of another."""
    counts: Counter[str] = Counter({said: 0})
    for grid in grids:
        place = layout(grid)
        if place is None or place.key not in BY_KEY:
            continue
        for lang in LANGUAGES:
            counts[lang] += grid.title == tab(place.key, lang)
            counts[lang] += sum(
                grid.cell(place.head_row, number) == heading(place.key, key, lang)
                for key, number in place.columns.items()
                if key != "uid" and BY_KEY[place.key].column(key) is not None
            )
    return max(counts, key=lambda lang: (counts[lang], lang == said))


def rewording(work: Workbook, grids: Iterable[Grid], old: str, new: str) -> Rewording:
    """The workbook's two texts: prepared in either language, arranged as the file is."""
    order = arranged(work.layouts, old)
    names = tuple(str(getattr(work.settings, f"plan_name_{lang}") or "") for lang in (old, new))
    by_title = {grid.title: grid for grid in grids}
    return Rewording(
        _prepared(work, old, order),
        _prepared(work, new, order),
        (names[0], names[1]),
        {
            place.title: more
            for key, place in work.layouts.items()
            if key in BY_KEY and key != "cover" and (more := _heights(by_title[place.title], place, old, new))
        },
    )


def arranged(layouts: Mapping[str, Layout], lang: str) -> str:
    """The language whose texts come first in most sheets: that in which the workbook was made."""
    counts: Counter[str] = Counter({lang: 0})
    for place in layouts.values():
        for key, number in place.columns.items():
            stem, _, tail = key.rpartition("_")
            if tail == LANGUAGES[0] and stem and all(f"{stem}_{each}" in place.columns for each in LANGUAGES):
                others = {each: place.columns[f"{stem}_{each}"] for each in LANGUAGES}
                counts[min(others, key=lambda each: others[each])] += bool(number)
    return max(counts, key=lambda each: (counts[each], each == lang))


def _prepared(work: Workbook, lang: str, order: str) -> bytes:
    years = _years(work)
    if "lists" not in work.tables:
        return form_package(lang, years, order=order)
    span = date(min(years), 1, 1), date(max(years), 12, 31)
    return plan_package(lang, *span, order=order)


def _years(work: Workbook) -> tuple[int, ...]:
    """The years of the targets, which are those for which the workbook was made."""
    keys = (YEARLY.fullmatch(key) for key in work.table("indicators").layout.columns)
    return tuple(sorted(int(found[1]) for found in keys if found)) or _of(work.settings)


def _of(settings: Settings) -> tuple[int, ...]:
    known = [day.year for day in (settings.start, settings.end) if day is not None] or [date.min.year]
    return tuple(range(min(known), max(known) + 1))


def _heights(grid: Grid, place: Layout, old: str, new: str) -> dict[int, float]:
    """The points that each row of data needs more (or fewer) when the other language's texts are seen."""
    if not any(key.endswith(f"_{old}") for key in place.columns):
        return {}
    rows = range(place.head_row + 1, len(grid.rows) + 1)
    items = [dict(enumerate(grid.rows[row - 1], 1)) for row in rows]
    both = zip(rows, heights(place, items, old), heights(place, items, new), strict=True)
    return {row: after - before for row, before, after in both if after != before}


def _set_language(book: Book, file: Path, lang: str) -> None:
    """The setting, where it was written otherwise than a workbook as made has it."""
    work = read_ours(book, file)
    cover = work.tables.get("cover")
    if cover is None or work.settings.language == lang:
        return
    place = cover.layout
    grid = next(grid for grid in book.grids() if grid.title == place.title)
    for row in range(place.head_row + 1, len(grid.rows) + 1):
        if grid.cell(row, place.columns["uid"]) == "language" and "value" in place.columns:
            book.put(place.title, [Put(row, place.columns["value"], lang)])
