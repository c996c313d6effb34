"""The rows of a sheet: typed cells under column keys, each row with its Excel number and its identity."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from kap_xl.columns import BY_KEY
from kap_xl.reading import Cell
from kap_xl.table.told import findings, merged

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kap_xl.columns import Column
    from kap_xl.finding import Finding
    from kap_xl.grid import Grid, Layout, Raw
    from kap_xl.reading import Reader

UNSEEN = Cell(None, None)
"""Stands for a cell whose like was not read before."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its Excel number, its identity (empty where it has none), and its cells that are not blank, by key."""

    number: int
    uid: str
    cells: Mapping[str, Cell]

    def value(self, key: str) -> object:
        """The typed value of a cell; None where it is blank or could not be read."""
        cell = self.cells.get(key)
        return cell.value if cell is not None and cell.known else None

    def raw(self, key: str) -> object:
        """The cell as it stands; None where it is blank."""
        cell = self.cells.get(key)
        return cell.raw if cell is not None else None


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet's rows with where they were found."""

    layout: Layout
    rows: tuple[Row, ...]

    @property
    def key(self) -> str:
        """The sheet's key."""
        return self.layout.key

    def by_uid(self) -> dict[str, Row]:
        """The rows under their identities; of rows with the same one the first."""
        found: dict[str, Row] = {}
        for row in self.rows:
            if row.uid:
                found.setdefault(row.uid, row)
        return found


def read_table(grid: Grid, layout: Layout, reader: Reader) -> tuple[Table, tuple[Finding, ...]]:
    """The table of a sheet of ours and a finding for each cell that could not be read as its column wants."""
    columns = known_columns(layout)
    rows = tuple(_rows(grid, layout, columns, reader))
    return Table(layout, rows), (*findings(layout.key, columns, rows), *merged(grid, layout, columns, rows))


def known_columns(layout: Layout) -> dict[str, Column]:
    """The schema's columns that a sheet has, by key; columns that users added are left alone."""
    sheet = BY_KEY[layout.key]
    found = {key: sheet.column(key) for key in layout.columns}
    return {key: column for key, column in found.items() if column is not None}


def _rows(grid: Grid, layout: Layout, columns: Mapping[str, Column], reader: Reader) -> Iterable[Row]:
    read = ((key, column) for key, column in columns.items() if key != "uid")
    places = [(key, layout.columns[key] - 1, column, reader.seen_as(column)) for key, column in read]
    uid_place = layout.columns["uid"] - 1
    for number, raw in enumerate(grid.rows[layout.head_row :], layout.head_row + 1):
        width = len(raw)
        cells = {}
        for key, place, column, seen in places:
            if place < width and (value := raw[place]) is not None:
                # asked for here, since calling for each cell costs more than most cells' reading
                cell = seen.get(value if type(value) is str else (type(value), value), UNSEEN)
                if cell is UNSEEN:
                    cell = reader.read(column, value)
                if cell is not None:
                    cells[key] = cell
        uid = _uid(raw[uid_place]) if uid_place < width else ""
        if cells or uid:
            yield Row(number, uid, MappingProxyType(cells))


def _uid(raw: Raw) -> str:
    """An identity is text; whatever else stands in its place is none."""
    return raw.strip() if isinstance(raw, str) else ""
