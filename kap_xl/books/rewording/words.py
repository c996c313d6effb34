"""All the words of a workbook that change: found by comparing it with the prepared packages of two languages."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kap_xl.books.closed import ClosedBook
from kap_xl.books.package.rewording import SheetWords, Words
from kap_xl.books.rewording.names import names
from kap_xl.books.rewording.places import Places
from kap_xl.books.rewording.sheet import sheet_words
from kap_xl.books.rewording.side import Side, side

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kap_xl.books.package import Package, TableInfo
    from kap_xl.grid import Grid, Layout
    from kap_xl.port import Rewording


def reword(package: Package, grids: Iterable[Grid], change: Rewording) -> None:
    """Say in the package's sheets as `change.now` does what they say as `change.was` does; nothing else is touched."""
    file = side(package, grids)
    was, now = _prepared(change.was), _prepared(change.now)
    places = {
        key: Places(was.layouts[key], was.texts[key], place, file.texts[key])
        for key, place in file.layouts.items()
        if key in was.layouts and key in now.layouts
    }
    made = [
        sheet_words(each, now.texts[key], (was.title, now.title), _table(package, each.file), change)
        for key, each in places.items()
    ]
    retitled = _retitled(made, places, now, [info.title for info in package.sheets])
    package.reword(Words(tuple(retitled), names(file, was, now, places), _title(file, was, now, change)))


def _prepared(data: bytes) -> Side:
    book = ClosedBook(data, "prepared.xlsx")
    return side(book.package, book.grids())


def _table(package: Package, place: Layout) -> TableInfo | None:
    """The table whose headings are the sheet's."""
    tables = package.sheet(place.title).tables
    return next((each for each in tables if each.header and each.area.top == place.head_row), None)


def _retitled(
    made: Iterable[SheetWords], places: Mapping[str, Places], now: Side, titles: Iterable[str]
) -> list[SheetWords]:
    """The tabs that are called as prepared get their new titles, but for one that another sheet has already."""
    new = {
        each.file.title: now.layouts[key].title
        for key, each in places.items()
        if each.file.title == each.was.title != now.layouts[key].title
    }
    while True:
        taken = {title.casefold() for title in titles if title not in new}
        clash = next((old for old, title in new.items() if title.casefold() in taken), None)
        if clash is None:
            return [replace(each, new=new.get(each.title, each.title)) for each in made]
        del new[clash]


def _title(file: Side, was: Side, now: Side, change: Rewording) -> str | None:
    """The document's title: the prepared one, or what begins with the plan's name."""
    if file.title == was.title:
        return now.title
    old, new = change.names
    if old and new and file.title.startswith(old):
        return new + file.title[len(old) :]
    return None
