"""Which cell is meant: an address as Excel, a person or a report writes it, found among the sheets of a workbook."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, NamedTuple

from kap_xl.grid import Grid, Layout, layout, letters
from kap_xl.phrase import Phrase, phrase
from kap_xl.sheets.trace import PLAIN_TITLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kap_xl.grid import Raw

CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})")
LAST_COLUMN, LAST_ROW = 16_384, 1_048_576
ASIDE = frozenset({"words", "_kap", "report-trace"})
"""Sheets that are no answer to a cell without a tab."""


class Asked(NamedTuple):
    """A cell as it was asked for; `tab` is None where none was named."""

    tab: str | None
    row: int
    column: int


class Place(NamedTuple):
    """A cell that is there: its sheet, where that keeps things (None: no sheet of ours), and whether it was guessed."""

    grid: Grid
    layout: Layout | None
    row: int
    column: int
    guessed: bool = False

    @property
    def address(self) -> str:
        """The cell as Excel shows it."""
        return f"{letters(self.column)}{self.row}"

    @property
    def key(self) -> str:
        """The column's key; empty for a column that has none."""
        if self.layout is None:
            return ""
        return next((key for key, number in self.layout.columns.items() if number == self.column), "")

    @property
    def raw(self) -> Raw:
        """What stands in the cell."""
        return self.grid.cell(self.row, self.column)

    @property
    def mark(self) -> str:
        """What stands in the row's hidden first column."""
        found = self.grid.cell(self.row, self.layout.columns["uid"] if self.layout else 1)
        return found.strip() if isinstance(found, str) else ""


def asked(text: str) -> Asked | None:
    """The cell that a text such as `'Plan matrix'!$K$17` names; None where it names none, or several."""
    tab, exclamation, cell = text.strip().removeprefix("=").rpartition("!")
    first, _, last = cell.strip().partition(":")
    ends = [_corner(each) for each in (first, last or first)]
    if ends[0] is None or ends[0] != ends[1] or (exclamation and not tab.strip()):
        return None
    return Asked(_unquoted(tab) if exclamation else None, *ends[0])


def _corner(text: str) -> tuple[int, int] | None:
    found = CELL.fullmatch(text.strip())
    if found is None:
        return None
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - 64
    row = int(found[2])
    return (row, column) if column <= LAST_COLUMN and row <= LAST_ROW else None


def _unquoted(tab: str) -> str:
    name = tab.strip()
    if len(name) > 1 and name[0] == name[-1] == "'":
        name = name[1:-1].replace("''", "'")
    return name


def place(text: str, grids: Sequence[Grid]) -> Place | Phrase:
    """The cell that a text names in a workbook, or the sentence that says why there is none."""
    found = asked(text)
    if found is None:
        return phrase("explain.address", text=text)
    if found.tab is None:
        usual = _usual(grids)
        if usual is None:
            return phrase("explain.which-tab", tabs=_tabs(grids))
        return Place(usual, layout(usual), found.row, found.column, guessed=True)
    grid = _named(found.tab, grids)
    if grid is None:
        near = get_close_matches(found.tab.casefold(), [each.casefold() for each in _tabs(grids)], 3, 0.5)
        shown = tuple(tab for each in near for tab in _tabs(grids) if tab.casefold() == each)
        said = phrase("explain.tab-near", tab=found.tab, tabs=shown)
        return said if shown else phrase("explain.tab-unknown", tab=found.tab, tabs=_tabs(grids))
    return Place(grid, layout(grid), found.row, found.column)


def spelt(tab: str, cell: str) -> str:
    """A cell with its tab as a formula spells it."""
    return f"{tab if PLAIN_TITLE.fullmatch(tab) else _in_quotes(tab)}!{cell}"


def _in_quotes(tab: str) -> str:
    return "'" + tab.replace("'", "''") + "'"


def _named(tab: str, grids: Sequence[Grid]) -> Grid | None:
    """The sheet of a title, whatever the case of its letters; else the one that carries the name as its key."""
    wanted = tab.strip().casefold()
    for grid in grids:
        if grid.title.strip().casefold() == wanted:
            return grid
    return next((grid for grid in grids if (of := layout(grid)) is not None and of.key == tab), None)


def _usual(grids: Sequence[Grid]) -> Grid | None:
    """The sheet that a cell without a tab is looked for on: the matrix, else the only sheet that may be meant."""
    found = [(grid, of) for grid in grids if grid.visible and (of := layout(grid)) is not None and of.key not in ASIDE]
    matrix = [grid for grid, of in found if of.key == "matrix"]
    if matrix:
        return matrix[0]
    return found[0][0] if len(found) == 1 else None


def _tabs(grids: Sequence[Grid]) -> tuple[str, ...]:
    return tuple(grid.title for grid in grids if grid.visible)
