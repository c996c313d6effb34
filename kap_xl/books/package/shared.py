"""Formulas that several cells share: before one of them may be overwritten."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kap_xl.books.errors import PackageError
from kap_xl.books.package import formulas, grid, markup, scan
from kap_xl.books.package.grid import Area, a1

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from kap_xl.books.package.scan import Cell, Row, Sheet
    from kap_xl.books.package.values import Edit


class Written(NamedTuple):
    """A cell's formula element, by its offsets in the cell's inner text."""

    kind: str
    group: str
    area: str
    text: str
    start: int
    end: int
    array: bool


def formula(cell: Cell) -> Written | None:
    """The formula element of a cell."""
    item = next(markup.elements(cell.inner, "f"), None)
    if item is None:
        return None
    values = markup.attributes(item.attributes)
    kind = values.get("t", "normal")
    text = markup.content(cell.inner[item.inner : item.inner_end])
    return Written(kind, values.get("si", ""), values.get("ref", ""), text, item.start, item.end, kind == "array")


def unshared(found: Sheet, edits: Mapping[int, Mapping[int, Edit]]) -> Sheet:
    """The sheet in which no formula leans on a shared one that these edits overwrite."""
    if "shared" not in found.masked:
        return found
    groups = {
        written.group
        for row in scan.rows(found)
        if row.number in edits
        for cell in scan.cells(found, row)
        if cell.column in edits[row.number] and not edits[row.number][cell.column].keeps
        if (written := formula(cell)) and written.kind == "shared" and written.text
    }
    return scan.sheet(_expanded(found, groups)) if groups else found


def _expanded(found: Sheet, groups: Collection[str]) -> str:
    """The sheet with every formula of those groups written out."""
    masters: dict[str, tuple[int, int, formulas.Template]] = {}
    out: list[str] = []
    at = 0
    for row, cell, written in _shared(found):
        if written.group not in groups:
            continue
        if written.text:
            masters[written.group] = row.number, cell.column, formulas.template(written.text)
        if written.group not in masters:
            raise PackageError("shared-formula", cell=a1(row.number, cell.column))
        top, left, master = masters[written.group]
        text = written.text or master.at(row.number - top, cell.column - left)
        start = found.text.index(">", cell.start + len(cell.attributes)) + 1
        out += [found.text[at : start + written.start]]
        out.append(f"<{found.prefix}f>{markup.escape(text)}</{found.prefix}f>")
        at = start + written.end
    out.append(found.text[at:])
    return "".join(out)


def _shared(found: Sheet) -> Iterator[tuple[Row, Cell, Written]]:
    for row in scan.rows(found):
        if found.masked.find("shared", row.inner, row.inner_end) < 0:
            continue
        for cell in scan.cells(found, row):
            written = formula(cell) if "shared" in cell.inner else None
            if written is not None and written.kind == "shared":
                yield row, cell, written


def own_formula(found: Sheet, place: tuple[int, int], cell: Cell) -> Written | None:
    """The formula of a cell, a shared one written out for that cell."""
    written = formula(cell)
    if written is None or written.kind != "shared" or written.text:
        return written
    for row, other, master in _shared(found):
        if master.group == written.group and master.text:
            text = formulas.template(master.text).at(place[0] - row.number, place[1] - other.column)
            return written._replace(kind="normal", text=text)
    raise PackageError("shared-formula", cell=a1(*place))


def arrays(found: Sheet) -> tuple[Area, ...]:
    """The areas that one formula fills together: array formulas and data tables of more than one cell."""
    if "array" not in found.masked and "dataTable" not in found.masked:
        return ()
    out: list[Area] = []
    for item in markup.elements(found.masked, "f", found.data.inner, found.data.inner_end):
        if "array" in item.attributes or "dataTable" in item.attributes:
            values = markup.attributes(item.attributes)
            if values.get("t") in {"array", "dataTable"} and ":" in values.get("ref", ""):
                out.append(grid.area(values["ref"]))
    return tuple(out)
