"""`agencies`: a sheet within the plan for each agency, and an index that leads to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kap_xl.books.pages import agency_sheets
from kap_xl.books.pages.build import AGENCY, INDEX
from kap_xl.commands.answer import Answer
from kap_xl.commands.generated import free_title, present, put_in_place, save
from kap_xl.commands.validate import read_whole, require_period
from kap_xl.phrase import phrase, text
from kap_xl.port import NewSheet
from kap_xl.sheets.agencies import pages
from kap_xl.sheets.agency_index import index
from kap_xl.sheets.names import Names
from kap_xl.summaries import summarise as summaries

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from kap_xl.desk import Desk
    from kap_xl.port import Book


def agencies(desk: Desk, file: Path, period: str) -> Answer:
    """Put the agencies' sheets of a period into the plan; those of agencies that have nothing to do any more go.

    Raises CommandError for a form and for an unknown period; BookError for a plan that cannot be read or saved.
    """
    book = desk.open(file)
    before = book.to_bytes()
    work = read_whole(book, file)
    require_period(work, period)
    lang = desk.lang or work.settings.language
    found = summaries(work.plan, period)
    made = pages(work.plan, period, lang, found)
    every = present(book)
    there = {key: title for key, title in every.items() if key == INDEX or key.startswith(AGENCY)}
    titles = _titles(book, there, [page.code for page in made], text("agencies.tab-index", lang))
    data = agency_sheets(made, index(work.plan, period, made, found, Names(work.plan, lang)), titles, lang, period)
    gone = tuple(title for key, title in there.items() if key not in titles)
    put_in_place(book, _sheets(titles, data, there, every.get("cover", "")), gone)
    kept = save(desk, file, book, before, (*there.values(), *titles.values()))
    notes = [phrase("agencies.made", n=len(made), file=file.name, index=titles[INDEX])]
    if kept is not None:
        notes.append(phrase("face.kept", path=str(kept)))
    shown = {"file": file.name, "period": period, "index": titles[INDEX]}
    sheets = {page.code: titles[AGENCY + page.code] for page in made}
    return Answer(notes=tuple(notes), data={**shown, "sheets": sheets}, lang=work.settings.language)


def _titles(book: Book, there: Mapping[str, str], codes: Iterable[str], index: str) -> dict[str, str]:
    """The titles of the index and of each agency's sheet by key; no sheet of the user's gives way."""
    taken = {grid.title.casefold() for grid in book.grids()} - {title.casefold() for title in there.values()}
    found: dict[str, str] = {}
    for key, wanted in ((INDEX, index), *((AGENCY + code, code) for code in codes)):
        found[key] = free_title(wanted, taken)
        taken.add(found[key].casefold())
    return found


def _sheets(titles: Mapping[str, str], data: bytes, there: Mapping[str, str], cover: str) -> Iterable[NewSheet]:
    """The index behind the cover, the others behind everything."""
    for key, title in titles.items():
        yield NewSheet(title, data, title, there.get(key, ""), cover if key == INDEX else "")
