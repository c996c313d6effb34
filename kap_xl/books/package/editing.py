"""What the package does to cells and to tables, step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kap_xl.books.package import cells, fill, refuse, scan, shared, stretch, tables
from kap_xl.books.package.grid import Area

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kap_xl.books.package.opened import Opened
    from kap_xl.books.package.values import Edit, Item, RowLook


def set_cells(opened: Opened, title: str, edits: Iterable[Edit]) -> None:
    """Write single cells of a sheet; nothing is written when one of them cannot be."""
    by_row: dict[int, dict[int, Edit]] = {}
    for edit in edits:
        by_row.setdefault(edit.row, {})[edit.column] = edit
    if not by_row:
        return
    info = opened.sheet(title)
    with opened.placed(title):
        found = scan.sheet(opened.parts.text(info.part))
        refuse.unsafe(opened.parts, info, found, by_row)
        found = shared.unshared(found, by_row)
        writer = opened.writer(found)
        text = cells.rewrite(found, by_row, writer)
        if text != found.text:
            columns = [column for line in by_row.values() for column in line]
            used = Area(min(by_row), min(columns), max(by_row), max(columns))
            text = cells.with_dimension(text, used, found.data.start)
        opened.put(info, text, writer)


def place_rows(
    opened: Opened,
    title: str,
    display: str,
    rows: Sequence[Sequence[Item]],
    looks: Sequence[RowLook | None],
    *,
    replace: bool,
) -> None:
    """Put rows into a table, in place of its own or beneath them; the table and what leans on it follow."""
    info, table = opened.sheet(title), opened.table(title, display)
    with opened.placed(title, table.display):
        found = scan.sheet(opened.parts.text(info.part))
        pattern = tables.prototype(opened.parts, found, table, table.first if replace else table.last)
        anew = replace or (table.first == table.last and pattern.empty)
        top = table.first if anew else table.last + 1
        growth = stretch.Growth(table.area, table.first, table.last, top + len(rows) - 1)
        tables.refuse_obstacles(found, table, info.tables, growth.new_last)
        writer = opened.writer(found)
        writer.values = True
        writer.formulas = anew and any(column.formula for column in pattern.columns)
        band = Area(top, table.area.left, max(table.last, growth.new_last), table.area.right)
        text = fill.banded(found, band, rows, looks, fill.Filler(pattern, writer))
        if growth.last != growth.new_last:
            tail = len(text) - (len(found.text) - found.data.end)
            text = stretch.sheet(text, growth, tail)
            opened.parts.write(table.part, stretch.table(opened.parts.text(table.part), growth))
            stretch.names(opened.parts, opened.workbook, info.title, growth)
            stretch.charts(opened.parts, info.title, growth)
        used = band._replace(bottom=growth.new_last)
        opened.put(info, cells.with_dimension(text, used, found.data.start), writer)
