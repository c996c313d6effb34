"""The adapter for closed files: values read by calamine, changes made in the package and nowhere else."""

from __future__ import annotations

import io
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from python_calamine import CalamineError, CalamineWorkbook

from kap_xl.books.errors import IntakeError
from kap_xl.books.troubles import Marks, marks
from kap_xl.grid import Grid, Percent, Raw, Trouble
from kap_xl.port import LineOfItems, Mark, NewSheet, Put, Rewording

if TYPE_CHECKING:
    from types import ModuleType

    from kap_xl.books.exactly import Place
    from kap_xl.books.package import Package


class ClosedBook:
    """A workbook as its bytes; whoever takes them from outside has guarded them before."""

    def __init__(self, data: bytes, name: str) -> None:
        self._data = data
        self._name = name
        self._package: Package | None = None
        self._read: tuple[Grid, ...] = ()

    @property
    def name(self) -> str:
        """The file's name."""
        return self._name

    @property
    def package(self) -> Package:
        """The package, opened when it is first needed."""
        if self._package is None:
            from kap_xl.books.package import Package  # noqa: PLC0415 - reading needs no editor, and loading it takes time

            self._package = Package.open(self._data)
        return self._package

    def grids(self, titles: Sequence[str] | None = None) -> tuple[Grid, ...]:
        """The cells of all worksheets as they are now, errors and results that are missing marked as such."""
        if self._package is None and titles is None:
            self._read = self._read or self._grids(None)  # several who ask before anything changes
            return self._read
        return self._grids(titles)

    def _grids(self, titles: Sequence[str] | None) -> tuple[Grid, ...]:
        data = self.to_bytes()
        try:
            workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
            marked = marks(data)
            return tuple(
                _grid(
                    workbook,
                    each.name,
                    marked.sheets.get(each.name, Marks()),
                    visible=str(each.visible).endswith(".Visible"),
                    date1904=marked.date1904,
                )
                for each in workbook.sheets_metadata
                if str(each.typ).endswith("WorkSheet") and (titles is None or each.name in titles)
            )
        except CalamineError as error:
            raise IntakeError("damaged", reason=str(error)) from error

    def put(self, title: str, cells: Sequence[Put]) -> None:
        """Write cells; a Computed one renews the stored result of the formula that stands there."""
        _editor().put(self.package, title, cells)

    def append(self, title: str, table: str, rows: Sequence[LineOfItems], heights: Sequence[float] = ()) -> None:
        """Add rows beneath a table."""
        _editor().append(self.package, title, table, rows, heights)

    def fill(self, title: str, table: str, rows: Sequence[LineOfItems], heights: Sequence[float] = ()) -> None:
        """Replace the rows of a prepared table."""
        _editor().fill(self.package, title, table, rows, heights)

    def place(self, sheets: Sequence[NewSheet]) -> None:
        """Put in whole prepared sheets."""
        _editor().place(self.package, sheets)

    def drop(self, titles: Sequence[str]) -> None:
        """Take whole sheets out."""
        _editor().drop(self.package, titles)

    def reword(self, change: Rewording) -> None:
        """Say in another language what stands as the program made it."""
        _editor().reword(self.package, self.grids(), change)

    def mark(self, marks: Sequence[Mark], sheets: Sequence[NewSheet]) -> None:
        """Lay marks over cells and put in sheets that tell of them."""
        _editor().mark(self.package, marks, sheets)

    def unmark(self, record: str, sheets: Sequence[str]) -> None:
        """Take away all marks and these sheets."""
        _editor().unmark(self.package, record, sheets)

    def rename(self, properties: Mapping[str, str]) -> None:
        """Set document properties."""
        self.package.set_properties(title=properties.get("title"), creator=properties.get("creator"))

    def to_bytes(self) -> bytes:
        """The package as it is now; the very bytes it was opened from when nothing changed."""
        return self._package.to_bytes() if self._package is not None else self._data


def _editor() -> ModuleType:
    from kap_xl.books import edited  # noqa: PLC0415 - see `package`

    return edited


def _grid(workbook: CalamineWorkbook, title: str, marked: Marks, *, visible: bool, date1904: bool) -> Grid:
    rows = plain_rows(workbook, title, marked.troubles)
    return Grid(title, _with_percents(rows, marked.percents), visible, marked.merged, date1904)


def _with_percents(rows: tuple[tuple[Raw, ...], ...], places: Collection[Place]) -> tuple[tuple[Raw, ...], ...]:
    """The rows with the numbers in these places as shares."""
    if not places:
        return rows
    shown = list(rows)
    for row, column in places:
        line = shown[row - 1] if row <= len(shown) else ()
        if column <= len(line) and type(number := line[column - 1]) is float:
            shown[row - 1] = (*line[: column - 1], Percent(number), *line[column:])
    return tuple(shown)


def _raw(value: object) -> Raw:
    """A cell as calamine gives it: times of day and durations, which no column of ours has, as text."""
    if type(value) is datetime and not (value.hour or value.minute or value.second or value.microsecond):
        return value.date()
    return value if isinstance(value, str | int | float | date) else str(value)


def plain_rows(
    workbook: CalamineWorkbook, title: str, marked: Mapping[tuple[int, int], Trouble]
) -> tuple[tuple[Raw, ...], ...]:
    """The cells of a sheet from A1 as calamine reads them, those in trouble marked as such."""
    rows: list[list[Raw]] = [
        [(value or None) if type(value) is str else value if type(value) is float else _raw(value) for value in row]
        for row in workbook.get_sheet_by_name(title).to_python(skip_empty_area=False)
    ]
    for (row, column), trouble in marked.items():
        while len(rows) < row:
            rows.append([])
        line = rows[row - 1]
        line += [None] * (column - len(line))
        line[column - 1] = trouble
    return tuple(map(tuple, rows))
