"""Data rows of an Excel table: all of them replaced, or some added below."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kap_xl.books.errors import PackageError
from kap_xl.books.package import formulas, markup, scan, shared
from kap_xl.books.package.grid import Area

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kap_xl.books.package.parts import Parts
    from kap_xl.books.package.scan import Cell, Row, Sheet
    from kap_xl.books.package.workbook import TableInfo

# what a row of a table hands on to the next one; height and hiding are its own
_OWN: Final = ("r", "ht", "customHeight", "hidden", "collapsed", "spans")


@dataclass(frozen=True, slots=True)
class Column:
    """How a new cell of one table column looks: its style (None: no `s` at all) and its formula, if it has one."""

    number: int
    style: int | None
    formula: formulas.Template | None = None
    array: bool = False


@dataclass(frozen=True, slots=True)
class Prototype:
    """A data row that new rows are made after: its number, its columns, what stands in its row tag."""

    row: int
    columns: tuple[Column, ...]
    attributes: str
    empty: bool


def prototype(parts: Parts, found: Sheet, table: TableInfo, number: int) -> Prototype:
    """The given data row of the table as a pattern; styles fall back to the row's and the column's."""
    row = next((row for row in scan.rows(found) if row.number == number), None)
    cells = {cell.column: cell for cell in scan.cells(found, row)} if row else {}
    own = calculated(parts, table)
    area = table.area
    fallback = scan.row_style(row.attributes) if row else None
    spread = scan.column_styles(found)
    columns: list[Column] = []
    for column in range(area.left, area.right + 1):
        cell = cells.get(column)
        if cell is not None:
            style = scan.style_of(cell.attributes)
        elif fallback is not None:
            style = fallback
        else:
            style = next((index for first, last, index in spread if first <= column <= last), None)
        text, array = _formula(found, (number, column), cell, own.get(column - area.left))
        columns.append(Column(column, style, text, array))
    filled = any(_filled(cell) for cell in cells.values() if area.left <= cell.column <= area.right)
    return Prototype(number, tuple(columns), _inherited(row), not filled)


def _formula(
    found: Sheet, place: tuple[int, int], cell: Cell | None, own: str | None
) -> tuple[formulas.Template | None, bool]:
    """A column's formula: that of its cell, else that of the table; a lone formula in a plain column is not one."""
    if own is None:
        return None, False
    written = shared.own_formula(found, place, cell) if cell is not None else None
    if written is not None and written.text:
        return formulas.template(written.text), written.array
    return formulas.template(own), False


def _filled(cell: Cell) -> bool:
    return bool(cell.inner) and "<" in cell.inner and shared.formula(cell) is None


def _inherited(row: Row | None) -> str:
    if row is None:
        return ""
    tag = f"<row{row.attributes}>"
    for name in _OWN:
        tag = markup.with_attribute(tag, name, None)
    return tag[4:-1].rstrip()


def calculated(parts: Parts, table: TableInfo) -> dict[int, str]:
    """The formulas of calculated columns, by the place of the column in the table, from 0."""
    masked = markup.mask(parts.text(table.part))
    out: dict[int, str] = {}
    for place, item in enumerate(markup.elements(masked, "tableColumn")):
        own = next(markup.elements(masked, "calculatedColumnFormula", item.inner, item.inner_end), None)
        if own is not None:
            out[place] = markup.content(parts.text(table.part)[own.inner : own.inner_end])
    return out


def filled_below(found: Sheet, area: Area) -> tuple[int, int] | None:
    """The first cell of an area that holds something, as (row, column)."""
    for row in scan.rows(found):
        if area.top <= row.number <= area.bottom:
            for cell in scan.cells(found, row):
                if area.left <= cell.column <= area.right and "<" in cell.inner:
                    return row.number, cell.column
    return None


def refuse_obstacles(found: Sheet, table: TableInfo, others: Sequence[TableInfo], new_last: int) -> None:
    """Raise PackageError where the table cannot take its rows to there: table-totals, rows-below, merged-cell."""
    if table.totals and new_last != table.last:
        raise PackageError("table-totals", table=table.display)
    if new_last <= table.last:
        return
    area = table.area._replace(top=table.last + 1, bottom=new_last)
    obstacle = filled_below(found, area)
    if obstacle is None:
        near = (item.area for item in others if item.part != table.part and item.area.meets(area))
        obstacle = next(((item.top, item.left) for item in near), None)
    if obstacle is not None:
        raise PackageError("rows-below", table=table.display, cell=str(Area(*obstacle, *obstacle)))
    merged = next((item for item in scan.merges(found) if item.meets(area)), None)
    if merged is not None:
        raise PackageError("merged-cell", table=table.display, cell=str(merged))
