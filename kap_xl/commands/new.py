"""`new`: a blank plan workbook, or the sample plan."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from kap_xl.books.closed import ClosedBook
from kap_xl.books.prepared import plan_package
from kap_xl.books.save import write
from kap_xl.commands.answer import Answer, CommandError
from kap_xl.exchange.memory import state
from kap_xl.exchange.view import view_edits
from kap_xl.phrase import phrase
from kap_xl.sample import plan as sample
from kap_xl.sheets.fill import as_grids, fill, layouts, set_cover, with_results
from kap_xl.sheets.write import apply
from kap_xl.workbook import read_workbook

if TYPE_CHECKING:
    from pathlib import Path

    from kap_xl.sheets.values import Names

START, END = date(2027, 1, 1), date(2029, 12, 31)
"""The years of a blank plan when none are named; the cover can be changed, and other years asked for."""


def new(path: Path, lang: str, *, with_sample: bool, years: tuple[int, int] | None = None) -> Answer:
    """Write a new plan workbook; a file that is already there is left alone (CommandError)."""
    if path.exists():
        raise CommandError(phrase("face.exists", path=str(path)))
    data = sample_bytes(lang) if with_sample else blank_bytes(lang, years)
    write(path, data, backup=False)
    return Answer(notes=(phrase("face.new-sample" if with_sample else "face.new-blank", path=str(path)),), data={"file": str(path)})


def blank_bytes(lang: str, years: tuple[int, int] | None = None) -> bytes:
    """A blank plan; the same bytes each time."""
    start, end = (date(years[0], 1, 1), date(years[1], 12, 31)) if years else (START, END)
    return plan_package(lang, start, end)


def sample_bytes(lang: str) -> bytes:
    """The sample plan; the same bytes each time."""
    settings = sample.settings(lang)
    start, end = settings["start"], settings["end"]
    name = str(settings[f"plan_name_{lang}"])
    blank = plan_package(lang, start, end, name=name)  # type: ignore[arg-type]  # dates, as the sample gives them
    book = ClosedBook(blank, f"plan-{lang}.xlsx")
    grids = book.grids()
    places = layouts(grids)
    names = _names(lang)
    rows = sample.rows(lang)
    cover = next(grid for grid in grids if grid.title == places["cover"].title)
    set_cover(book, cover, places["cover"], settings, lang, name)
    # the cover as just written, the sheets as they will be
    read = read_workbook((*book.grids([cover.title]), *as_grids(places, rows, lang, names)))
    fill(book, places, with_results(rows, read.plan), lang, names)
    apply(book, places, view_edits(read, state(read).cells, str(settings["current_period"])), lang, names)
    return book.to_bytes()


def _names(lang: str) -> Names:
    registers = {"source": "sources", "category": "categories"}
    return {name: {line["code"]: line[f"name_{lang}"] for line in sample.lines(file)} for name, file in registers.items()}
