"""A grid: what is in the cells of one sheet, before anything is read into them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

Value = str | int | float | Decimal | bool | date | None
UID_HEADING = "uid"
KEY_PREFIX = "kap:"
SEARCHED = 40  # rows and columns in which the key cell is looked for, when people inserted some before it
USUAL_HEAD = 3  # rows between the keys and the headings in a workbook as made
IDENTITY = re.compile("k[a-z2-9]{11}")  # what a row's identity looks like
COPY = re.compile(r"(?: ?\(\d+\)|_\d+| Copy\d*| Kopie\d*)\Z")
"""What programs put behind the title of a sheet that somebody copied."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """What stands in a cell that has no value: an Excel error (`#REF!`), or a formula without a stored result."""

    text: str
    uncached: bool = False
    formula: str = ""  # of a formula without a result, where it is known: for telling people, never for computing


class Percent(float):
    """A number in a cell that is shown with a percent sign: 0.5 is 50 %."""

    __slots__ = ()


Raw = Value | Trouble
Merge = tuple[int, int, int, int]
"""First row, first column, last row and last column of cells that somebody merged; only the first holds anything."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet's title and its cells from A1, row by row; rows may have different lengths, None is an empty cell.

    `date1904` says that day numbers which do not look like days count from 1904.
    """

    title: str
    rows: tuple[tuple[Raw, ...], ...]
    visible: bool = True
    merged: tuple[Merge, ...] = ()
    date1904: bool = False

    def cell(self, row: int, column: int) -> Raw:
        """The cell at a 1-based row and column; None outside the used range."""
        if row < 1 or column < 1 or row > len(self.rows) or column > len(self.rows[row - 1]):
            return None
        return self.rows[row - 1][column - 1]


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a sheet of ours keeps things: 1-based numbers of the key row, the heading row and each key's column."""

    key: str
    title: str
    key_row: int
    head_row: int
    columns: Mapping[str, int]
    twice: tuple[tuple[str, int], ...] = ()

    def letter(self, column: str) -> str:
        """The letters of a column key's column as Excel shows them; empty for a column that is not there."""
        return letters(self.columns[column]) if column in self.columns else ""


def letters(column: int) -> str:
    """A 1-based column number as Excel writes it: 28 is AB."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def is_copy(title: str) -> bool:
    """Whether a title looks like that of a copied sheet."""
    return COPY.search(title) is not None


def layout(grid: Grid) -> Layout | None:
    """The layout of a sheet of ours, wherever its rows and columns were moved; None for any other sheet."""
    for row_number, row in enumerate(grid.rows[:SEARCHED], 1):
        for column, value in enumerate(row[:SEARCHED], 1):
            if isinstance(value, str) and value.strip().startswith(KEY_PREFIX):
                return _layout(grid, row_number, column, value.strip().removeprefix(KEY_PREFIX))
    return None


def _layout(grid: Grid, key_row: int, uid_column: int, key: str) -> Layout:
    columns: dict[str, int] = {"uid": uid_column}
    twice = []
    for number, value in enumerate(grid.rows[key_row - 1], 1):
        if number == uid_column or not isinstance(value, str) or not value.strip():
            continue
        name = value.strip()
        if name in columns:
            twice.append((name, number))
        else:
            columns[name] = number
    return Layout(key, grid.title, key_row, _head_row(grid, key_row, uid_column), columns, tuple(twice))


def _head_row(grid: Grid, key_row: int, uid_column: int) -> int:
    """The row whose uid cell holds the heading `uid`; where it was overwritten, the row above the first identity."""
    below = range(key_row + 1, min(key_row + SEARCHED, len(grid.rows)) + 1)
    cells = {row: grid.cell(row, uid_column) for row in below}
    for row, value in cells.items():
        if isinstance(value, str) and value.strip().casefold() == UID_HEADING:
            return row
    found = (row for row, value in cells.items() if isinstance(value, str) and IDENTITY.fullmatch(value))
    first = next(found, key_row + USUAL_HEAD + 1)
    return max(first - 1, key_row)
