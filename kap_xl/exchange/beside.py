"""What else stands in a return: a changed cover, columns and sheets of the agency's own, lost sheets."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kap_xl.canon import short, words_of
from kap_xl.exchange.statement import Remark, Source
from kap_xl.grid import Grid, letters
from kap_xl.port import LIST_KEY, RECORD_KEY
from kap_xl.table import known_columns

if TYPE_CHECKING:
    from kap_xl.exchange.identity import Base
    from kap_xl.table import Table

SHOWN = 50
"""Cells of an agency's own sheet that the log repeats."""


def cover_remarks(source: Source, covers: Iterable[Table]) -> Iterable[Remark]:
    """Agency and period written over by hand: whose form it is for when is told by the hidden sheet alone."""
    for table in covers:
        for row in table.rows:
            sent = {"agency": source.agency, "period": source.period}.get(row.uid)
            now = words_of(row.raw("value"))
            if sent is not None and now not in ("", sent):
                place = f"{table.layout.title}!{table.layout.letter('value')}{row.number}"
                yield Remark(source, "cover", "", row.uid, place, "plan_changed", 1, "", sent, now)


def sheet_missing(source: Source, sheet: str, base: Base) -> Iterable[Remark]:
    """One remark for a sheet that did not come back although rows of the plan were on it."""
    if any(key[0] == sheet and key not in base.prepared for key in base.cells):
        yield Remark(source, sheet, "", "", "", "missing", 0, reason="sheet-missing")


def foreign_cells(source: Source, table: Table, grid: Grid) -> Iterable[Remark]:
    """Cells beside our columns: an agency's own notes, which the plan has no place for; listed, not lost."""
    ours = {table.layout.columns[key] for key in (*known_columns(table.layout), "uid")}
    for number, row in enumerate(grid.rows[table.layout.head_row :], table.layout.head_row + 1):
        for column, raw in enumerate(row, 1):
            if column not in ours and (words := words_of(raw)):
                place = f"{grid.title}!{letters(column)}{number}"
                yield Remark(source, table.key, "", "", place, "refused", 1, "", None, words, "column-unknown")


def foreign_sheet(source: Source, grid: Grid) -> Iterable[Remark]:
    """A sheet that was not in the form, as one line: how many cells it has, and how it begins."""
    if grid.cell(1, 1) in (LIST_KEY, RECORD_KEY):
        return  # a marked copy came back: what the program itself put in is nobody's data
    words = [words for row in grid.rows for raw in row if (words := words_of(raw))]
    if words:
        shown = short(" | ".join(words[:SHOWN]))
        yield Remark(source, "", "", "", grid.title, "refused", len(words), "", None, shown, "sheet-unknown")
