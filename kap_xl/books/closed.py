"""The adapter for closed files: values read by calamine, changes made in the package and nowhere else."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date

from python_calamine import CalamineError, CalamineWorkbook

from kap_xl.books.errors import IntakeError
from kap_xl.books.package import Edit, Formula, Package, RowLook
from kap_xl.books.package import Item as PackageItem
from kap_xl.books.troubles import troubles
from kap_xl.grid import Grid, Raw, Trouble
from kap_xl.port import Computed, Item, LineOfItems, Put


class ClosedBook:
    """A workbook as its bytes; whoever takes them from outside has guarded them before."""

    def __init__(self, data: bytes, name: str) -> None:
        self._data = data
        self._name = name
        self._package: Package | None = None

    @property
    def name(self) -> str:
        """The file's name."""
        return self._name

    @property
    def package(self) -> Package:
        """The package, opened when it is first needed."""
        if self._package is None:
            self._package = Package.open(self._data)
        return self._package

    def grids(self, titles: Sequence[str] | None = None) -> tuple[Grid, ...]:
        """The cells of all worksheets as they are now, errors and results that are missing marked as such."""
        data = self.to_bytes()
        try:
            workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
            marked = troubles(data)
            return tuple(
                Grid(
                    each.name,
                    _rows(workbook, each.name, marked.get(each.name, {})),
                    str(each.visible).endswith(".Visible"),
                )
                for each in workbook.sheets_metadata
                if str(each.typ).endswith("WorkSheet") and (titles is None or each.name in titles)
            )
        except CalamineError as error:
            raise IntakeError("damaged", reason=str(error)) from error

    def put(self, title: str, cells: Sequence[Put]) -> None:
        """Write cells; a Computed one renews the stored result of the formula that stands there."""
        self.package.set_cells(title, [_edit(each) for each in cells])

    def append(self, title: str, table: str, rows: Sequence[LineOfItems], heights: Sequence[float] = ()) -> None:
        """Add rows beneath a table."""
        self.package.append_rows(title, table, self._lines(title, table, rows), [RowLook(each) for each in heights])

    def fill(self, title: str, table: str, rows: Sequence[LineOfItems], heights: Sequence[float] = ()) -> None:
        """Replace the rows of a prepared table."""
        self.package.fill_table(title, table, self._lines(title, table, rows), [RowLook(each) for each in heights])

    def rename(self, properties: Mapping[str, str]) -> None:
        """Set document properties."""
        self.package.set_properties(title=properties.get("title"), creator=properties.get("creator"))

    def to_bytes(self) -> bytes:
        """The package as it is now; the very bytes it was opened from when nothing changed."""
        return self._package.to_bytes() if self._package is not None else self._data

    def _lines(self, title: str, table: str, rows: Sequence[LineOfItems]) -> list[list[PackageItem]]:
        area = self.package.table(title, table).area
        columns = range(area.left, area.right + 1)
        return [[_item(row.get(column)) for column in columns] for row in rows]


def _item(item: Item) -> PackageItem:
    return Formula(None, item.value) if isinstance(item, Computed) else item


def _edit(put: Put) -> Edit:
    if isinstance(put.item, Computed):
        return Edit(put.row, put.column, put.item.value, keep_formula=True)
    return Edit(put.row, put.column, put.item)


def _raw(value: object) -> Raw:
    """A cell as calamine gives it: blanks as None, times of day and durations, which no column of ours has, as text."""
    if value == "":
        return None
    return value if isinstance(value, str | int | float | date) else str(value)


def _rows(
    workbook: CalamineWorkbook, title: str, marked: Mapping[tuple[int, int], Trouble]
) -> tuple[tuple[Raw, ...], ...]:
    rows: list[list[Raw]] = [
        [_raw(value) for value in row]
        for row in workbook.get_sheet_by_name(title).to_python(skip_empty_area=False)
    ]
    for (row, column), trouble in marked.items():
        while len(rows) < row:
            rows.append([])
        line = rows[row - 1]
        line += [None] * (column - len(line))
        line[column - 1] = trouble
    return tuple(map(tuple, rows))
