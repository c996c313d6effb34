"""A closed workbook under change: what the port's cells and rows mean to the package."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from kap_xl.books.package import CellMark, Edit, Formula, Package, RowLook
from kap_xl.books.package import Item as PackageItem
from kap_xl.port import RECORD, RECORD_KEY, Computed, Item, LineOfItems, Mark, NewSheet, Put, Rewording

if TYPE_CHECKING:
    from kap_xl.grid import Grid


def put(package: Package, title: str, cells: Sequence[Put]) -> None:
    """Write cells; a Computed one renews the stored result of the formula that stands there."""
    package.set_cells(title, [_edit(each) for each in cells])


def append(
    package: Package, title: str, table: str, rows: Sequence[LineOfItems], heights: Sequence[float] = ()
) -> None:
    """Add rows beneath a table; heights in points."""
    package.append_rows(title, table, _lines(package, title, table, rows), [RowLook(each) for each in heights])


def fill(package: Package, title: str, table: str, rows: Sequence[LineOfItems], heights: Sequence[float] = ()) -> None:
    """Replace the rows of a prepared table; heights in points."""
    package.fill_table(title, table, _lines(package, title, table, rows), [RowLook(each) for each in heights])


def place(package: Package, sheets: Sequence[NewSheet]) -> None:
    """Put in whole prepared sheets; each source package is opened once."""
    sources: dict[int, Package] = {}
    for each in sheets:
        source = sources.setdefault(id(each.data), Package.open(each.data))
        titles = [info.title for info in package.sheets]
        old = each.instead if each.instead in titles else each.title
        if old in titles:
            if old != each.title:
                package.rename_sheet(old, each.title)
            package.replace_sheet(each.title, source, each.source)
        else:
            after = titles.index(each.after) + 1 if each.after in titles else None
            package.add_sheet(each.title, source, each.source, after)


def drop(package: Package, titles: Sequence[str]) -> None:
    """Take whole sheets out."""
    for each in titles:
        if any(info.title == each for info in package.sheets):
            package.remove_sheet(each)


def reword(package: Package, grids: Iterable[Grid], change: Rewording) -> None:
    """Say in another language what stands as the program made it."""
    from kap_xl.books.rewording import reword as said  # noqa: PLC0415 - it reads prepared packages as closed books

    said(package, grids, change)


def mark(package: Package, marks: Sequence[Mark], sheets: Sequence[NewSheet]) -> None:
    """Lay marks over cells and put in sheets that tell of them, with the way back to what was there."""
    place(package, sheets)
    given = [CellMark(each.sheet, each.row, each.column, each.fill, each.note) for each in marks]
    package.mark(given, RECORD, RECORD_KEY)
    for each in sheets[:1]:
        package.choose(each.title)
    package.keep_way_back()


def unmark(package: Package, record: str, sheets: Sequence[str]) -> None:
    """Take away all marks and these sheets, by the way back where it is open."""
    if package.go_back():
        return
    package.unmark(record)
    drop(package, (*sheets, record))
    package.forget_way_back()


def _lines(package: Package, title: str, table: str, rows: Sequence[LineOfItems]) -> list[list[PackageItem]]:
    area = package.table(title, table).area
    columns = range(area.left, area.right + 1)
    return [[_item(row.get(column)) for column in columns] for row in rows]


def _item(item: Item) -> PackageItem:
    return Formula(None, item.value) if isinstance(item, Computed) else item


def _edit(given: Put) -> Edit:
    if isinstance(given.item, Computed):
        return Edit(given.row, given.column, given.item.value, keep_formula=True, height=given.height)
    return Edit(given.row, given.column, given.item, height=given.height)
