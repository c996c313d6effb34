"""Where things stand on a prepared sheet: rows, columns, and how formulas, names and rules refer to them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from kap_xl.columns import Column, Role, Sheet
from kap_xl.grid import letters
from kap_xl.sheets.headings import tab, table_name, title

if TYPE_CHECKING:
    from collections.abc import Mapping

# rows as Excel counts them
KEY_ROW, TITLE_ROW, BAND_ROW, HEAD_ROW, FIRST_ROW = 1, 2, 3, 4, 5
REACH = 1000
LONG_REACH = 5000
LONG = frozenset({"budget", "progress", "values", "spending", "log", "changes", "words"})
LOCKED_VIEW = frozenset({"matrix", "indicators"})
"""Sheets whose report columns show the current period in a plan; the reports themselves stand on their own sheets."""


WIDE = 40
"""From this width on (in characters) a column is the row's main text."""
FROZEN: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("progress", "values", "spending", "submissions", "log"), "agency"),
        "milestones": "period",
        "proposals": "period",
        "budget": "year",
        "conflicts": "choice",
        "meetings": "date",
        "rules": "name",
        "changes": "column",
    }
)
"""The last column that stays when scrolling, on sheets whose main text is not what tells the rows apart."""


@dataclass(frozen=True, slots=True)
class Place:
    """A column on its sheet: its 1-based number, heading, formula if it has one, and whether it is folded away."""

    column: Column
    number: int
    heading: str
    formula: str | None
    folded: bool

    @property
    def key(self) -> str:
        """The column's key."""
        return self.column.key

    @property
    def letter(self) -> str:
        """The column's letters."""
        return letters(self.number)

    @property
    def shown(self) -> bool:
        """Whether the column is seen when the workbook is opened."""
        return not (self.column.hidden or self.folded)


@dataclass(frozen=True)
class Page:
    """A sheet as it is prepared in one language, for a plan or for an agency's form.

    `order` is the language in which it was first made, where that is another: columns and words stay where they are.
    """

    sheet: Sheet
    lang: str
    form: bool
    places: tuple[Place, ...]
    rows: int = 1
    order: str = ""

    @property
    def key(self) -> str:
        """The sheet's key."""
        return self.sheet.key

    @property
    def tab(self) -> str:
        """The tab's name."""
        return tab(self.key, self.lang)

    @property
    def title(self) -> str:
        """The title in row 2."""
        return title(self.key, self.lang)

    @property
    def table(self) -> str:
        """The name of the Excel table."""
        return table_name(self.key)

    @property
    def last_row(self) -> int:
        """The last prepared row of the table."""
        return FIRST_ROW + self.rows - 1

    @property
    def reach(self) -> int:
        """The last row that drop-downs and conditional formats cover."""
        return max(LONG_REACH if self.key in LONG else REACH, self.last_row)

    @property
    def locked_view(self) -> bool:
        """Whether the report columns are only looked at here."""
        return not self.form and self.key in LOCKED_VIEW

    @cached_property
    def _by_key(self) -> dict[str, Place]:
        return {place.key: place for place in self.places}

    def place(self, key: str) -> Place | None:
        """The place of a column; None where the sheet has it not."""
        return self._by_key.get(key)

    def cell(self, key: str) -> str:
        """A column's first data cell for a rule that runs down the rows, such as `$S5`."""
        return f"${self._by_key[key].letter}{FIRST_ROW}"

    def span(self, first: str, last: str = "") -> str:
        """The range of one column, or of several, from the first data row to the reach."""
        ends = self._by_key[first].letter, self._by_key[last or first].letter
        return f"{ends[0]}{FIRST_ROW}:{ends[1]}{self.reach}"

    def range(self, key: str) -> str:
        """A column from the first data row to far below, as a defined name refers to it."""
        letter = self._by_key[key].letter
        return f"{self.quoted}!${letter}${FIRST_ROW}:${letter}${LONG_REACH}"

    def anchor(self, key: str) -> str:
        """The heading cell of a column, from which a defined name counts its rows."""
        return f"{self.quoted}!${self._by_key[key].letter}${HEAD_ROW}"

    @property
    def quoted(self) -> str:
        """The tab as formulas and links quote it."""
        return "'" + self.tab.replace("'", "''") + "'"

    @cached_property
    def frozen(self) -> int:
        """How many columns stay when scrolling: up to the row's main text, else the first that is seen."""
        if (last := self.place(FROZEN.get(self.key, ""))) is not None:
            return last.number
        for place in self.places:
            if place.shown and place.column.width >= WIDE:
                return place.number
        return next((place.number for place in self.places if place.shown), 1)

    @property
    def start(self) -> Place | None:
        """Where the cursor stands at first: in the first column that scrolls, in a form the first of them to fill."""
        shown = [place for place in self.places if place.shown and place.number > self.frozen]
        reported = [place for place in shown if self.form and place.column.role is Role.REPORT]
        return next(iter((*reported, *shown)), None)

    @cached_property
    def report_start(self) -> Place | None:
        """The first report column of a wide sheet, where paper goes on to the next page."""
        if self.key not in LOCKED_VIEW:
            return None
        return next((place for place in self.places if place.column.role is Role.REPORT), None)
