"""The port: what a command needs of a workbook, whether closed, open in Excel, or held by a library in a test."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from kap_xl.grid import Grid, Value


@dataclass(frozen=True, slots=True)
class Computed:
    """An item whose cell holds its column's own formula; `value` is the result to store with it."""

    value: Value


Item = Value | Computed


@dataclass(frozen=True, slots=True)
class Put:
    """One cell to write, counted from 1; a Computed item keeps the formula that stands there.

    Its row is made at least `height` points high, unless somebody gave it a height of its own.
    """

    row: int
    column: int
    item: Item
    height: float = 0.0


LineOfItems = Mapping[int, Item]
"""A row to add: items by 1-based column of the sheet; columns that are not named stay blank."""


@dataclass(frozen=True, slots=True)
class NewSheet:
    """A prepared sheet to put in: the package that holds it (.xlsx), its title there, its title here.

    A sheet of that title, or the one named by `instead`, gives way; a new one stands after the tab `after`, or last.
    """

    title: str
    data: bytes
    source: str
    instead: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Rewording:
    """Two texts of one structure: prepared packages (.xlsx) in the language of a workbook and in the one it is to get.

    `names` are the plan's names in the two languages, empty where it has none; `heights` the points that rows need
    more, by sheet title and row.
    """

    was: bytes
    now: bytes
    names: tuple[str, str]
    heights: Mapping[str, Mapping[int, float]]


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark on a cell, counted from 1: a fill (six hexadecimal digits, red green blue) and a note."""

    sheet: str
    row: int
    column: int
    fill: str
    note: str


RECORD, RECORD_KEY = "_kap_marks", "kap:marks"
"""The hidden sheet that knows how marked cells looked, and what stands in its A1."""
LIST_KEY = "kap:findings"
"""What stands in A1 of the sheet that lists findings."""


class Book(Protocol):
    """A workbook under a command: whole ranges in, whole ranges out."""

    @property
    def name(self) -> str:
        """The file's name, for findings and sentences."""

    def grids(self, titles: Sequence[str] | None = None) -> tuple[Grid, ...]:
        """The cells of all sheets, or of those named, from A1."""

    def put(self, title: str, cells: Sequence[Put]) -> None:
        """Write single cells of a sheet; text is never taken for a formula."""

    def append(self, title: str, table: str, rows: Sequence[LineOfItems], heights: Sequence[float] = ()) -> None:
        """Add rows beneath a table, looking like its last one; the table grows. Heights are in points."""

    def fill(self, title: str, table: str, rows: Sequence[LineOfItems], heights: Sequence[float] = ()) -> None:
        """Replace all rows of a prepared table, each looking like its first one. Heights are in points."""

    def place(self, sheets: Sequence[NewSheet]) -> None:
        """Put in whole prepared sheets with their looks, tables and links; nothing else changes."""

    def drop(self, titles: Sequence[str]) -> None:
        """Take whole sheets out, with what only they leaned on; names of sheets that are not there are ignored."""

    def reword(self, change: Rewording) -> None:
        """Say as `change.now` what is said as in `change.was`; keys, data and what a person worded stay."""

    def mark(self, marks: Sequence[Mark], sheets: Sequence[NewSheet]) -> None:
        """Lay marks over cells, put in sheets that tell of them, and open at the first of these; `unmark` undoes all.

        What the cells looked like is kept in the sheet RECORD, which must not be there yet.
        """

    def unmark(self, record: str, sheets: Sequence[str]) -> None:
        """Take away all marks and these sheets; `record` is the one with RECORD_KEY by its present title, or empty.

        Where nobody changed the workbook since, all is byte for byte as before; else values stay and looks come back.
        """

    def rename(self, properties: Mapping[str, str]) -> None:
        """Set document properties: title, creator."""

    def to_bytes(self) -> bytes:
        """The workbook as it would be saved now."""
