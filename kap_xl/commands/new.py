"""`new`: a blank plan workbook, or the sample plan."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from kap_xl.books.closed import ClosedBook
from kap_xl.books.prepared import plan_package
from kap_xl.books.save import write
from kap_xl.commands.answer import Answer, CommandError
from kap_xl.commands.place import require_workbook_name
from kap_xl.exchange.memory import state
from kap_xl.exchange.view import view_edits
from kap_xl.phrase import phrase
from kap_xl.sample import plan as content
from kap_xl.sheets.fill import as_grids, fill, layouts, set_cover, with_results
from kap_xl.sheets.write import apply
from kap_xl.workbook import read_workbook

if TYPE_CHECKING:
    from pathlib import Path

    from kap_xl.desk import Desk
    from kap_xl.sheets.values import Names

START, END = date(2027, 1, 1), date(2029, 12, 31)
"""The years of a blank plan when none are named; the cover can be changed, and other years asked for."""


def new(desk: Desk, file: Path, *, sample: bool = False, years: tuple[int, int] | None = None) -> Answer:
    """Write a new plan workbook; CommandError for a file that is there already, or a name not in .xlsx."""
    if file.exists():
        raise CommandError(phrase("face.exists", path=str(file)))
    require_workbook_name(file)
    language = desk.lang or "en"
    write(file, sample_bytes(language) if sample else blank_bytes(language, years), backup=False)
    note = phrase("face.new-sample" if sample else "face.new-blank", path=str(file))
    return Answer(notes=(note,), data={"file": str(file)}, lang=language)


def blank_bytes(lang: str, years: tuple[int, int] | None = None) -> bytes:
    """A blank plan; the same bytes each time."""
    start, end = (date(years[0], 1, 1), date(years[1], 12, 31)) if years else (START, END)
    return plan_package(lang, start, end)


def sample_bytes(lang: str) -> bytes:
    """The sample plan; the same bytes each time."""
    settings = content.settings(lang)
    start, end = settings["start"], settings["end"]
    name = str(settings[f"plan_name_{lang}"])
    blank = plan_package(lang, start, end, name=name, sample=True)  # type: ignore[arg-type]  # dates, as the sample gives them
    book = ClosedBook(blank, f"plan-{lang}.xlsx")
    grids = book.grids()
    places = layouts(grids)
    names = _names(lang)
    rows = content.rows(lang)
    cover = next(grid for grid in grids if grid.title == places["cover"].title)
    set_cover(book, cover, places["cover"], settings, lang, (name, ""))
    # the cover as just written, the sheets as they will be
    read = read_workbook((*book.grids([cover.title]), *as_grids(places, rows, lang, names)))
    fill(book, places, with_results(rows, read.plan), lang, names)
    apply(book, places, view_edits(read, state(read).cells, str(settings["current_period"])), lang, names)
    return book.to_bytes()


def _names(lang: str) -> Names:
    registers = {"source": "sources", "category": "categories"}
    return {
        name: {line["code"]: line[f"name_{lang}"] for line in content.lines(file)} for name, file in registers.items()
    }
