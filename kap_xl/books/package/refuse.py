"""What must not be overwritten in a sheet, said before anything is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from kap_xl.books.errors import PackageError
from kap_xl.books.package import grid, markup, scan, shared
from kap_xl.books.package.grid import Area, a1
from kap_xl.books.package.values import Edit

if TYPE_CHECKING:
    from kap_xl.books.package.parts import Parts
    from kap_xl.books.package.scan import Sheet
    from kap_xl.books.package.workbook import SheetInfo

Edits = Mapping[int, Mapping[int, Edit]]


def unsafe(parts: Parts, info: SheetInfo, found: Sheet, edits: Edits) -> None:
    """Raise PackageError: pivot-cell, array-cell, merged-cell (a value where Excel shows none), table-header."""
    _pivots(parts, info, edits)
    _arrays(found, edits)
    _merges(found, edits)
    _headers(info, edits)


def pivots(parts: Parts, sheet: str) -> tuple[Area, ...]:
    """The areas that pivot tables of a sheet fill."""
    out: list[Area] = []
    for item in parts.related(sheet, "pivotTable"):
        masked = markup.mask(parts.text(item.target))
        places = (markup.attribute(one.attributes, "ref") for one in markup.elements(masked, "location"))
        out += [grid.area(ref) for ref in places if ref]
    return tuple(out)


def _pivots(parts: Parts, info: SheetInfo, edits: Edits) -> None:
    for area in pivots(parts, info.part):
        for row, column in _inside(area, edits):
            raise PackageError("pivot-cell", cell=a1(row, column))


def _inside(area: Area, edits: Edits) -> list[tuple[int, int]]:
    return [(row, column) for row in edits for column in edits[row] if area.holds(row, column)]


def _arrays(found: Sheet, edits: Edits) -> None:
    """Cells that one formula fills together are changed together or not at all."""
    for area in shared.arrays(found):
        touched = [place for place in _inside(area, edits) if not edits[place[0]][place[1]].keeps]
        if touched and len(touched) < (area.bottom - area.top + 1) * (area.right - area.left + 1):
            raise PackageError("array-cell", cell=a1(*touched[0]))


def _merges(found: Sheet, edits: Edits) -> None:
    for area in scan.merges(found):
        for row, column in _inside(area, edits):
            edit = edits[row][column]
            if (row, column) != area[:2] and (edit.formula is not None or edit.value is not None):
                raise PackageError("merged-cell", cell=a1(row, column))


def _headers(info: SheetInfo, edits: Edits) -> None:
    """A header cell and its column's name are one thing: `rename_columns` changes both."""
    for table in info.tables:
        if not table.header:
            continue
        area = table.area
        for row, column in _inside(area._replace(bottom=area.top), edits):
            edit = edits[row][column]
            name = table.columns[column - area.left]
            same = edit.formula is None and isinstance(edit.value, str) and _plain(edit.value) == _plain(name)
            if not (edit.keep_value or same):
                raise PackageError("table-header", cell=a1(row, column), table=table.display)


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
