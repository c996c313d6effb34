"""What an explanation is made of: the cells behind a figure, how they make it, and what it lacks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from kap_xl.grid import Trouble
from kap_xl.phrase import Phrase, show_date, text
from kap_xl.reading import plain
from kap_xl.rules import check
from kap_xl.sheets.headings import heading
from kap_xl.sheets.names import Names
from kap_xl.sheets.places import placed
from kap_xl.summaries import summarise
from kap_xl.table.told import shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kap_xl.finding import Finding, Spot
    from kap_xl.grid import Grid, Raw
    from kap_xl.summaries.figure import Figure, Number, Part, Summary
    from kap_xl.workbook import Workbook

CODES = ("code", "activity", "indicator", "of")
"""The columns that say of a row which activity or indicator it is about."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A cell behind a figure: where it is, what it is, what it holds, what it adds (None: withheld, or nothing)."""

    sheet: str
    cell: str
    uid: str = ""
    code: str = ""
    what: str = ""
    value: str = ""
    adds: Number | None = None


@dataclass(frozen=True, slots=True)
class Explained:
    """A cell explained: `about` and `way` are keys for programs, `title` and `told` words for people.

    `value` is what the cell shows; `total` what the parts make today, None where that is unknown or no number;
    `stale` says that the two differ.
    """

    sheet: str
    cell: str
    about: str
    value: str
    title: str = ""
    way: str = ""
    total: Number | None = None
    pieces: tuple[Piece, ...] = ()
    missing: tuple[str, ...] = ()
    withheld: bool = False
    stale: bool = False
    told: tuple[Phrase, ...] = ()


@dataclass(frozen=True)
class View:
    """A workbook as read, with its sheets as they stand, seen in one language."""

    work: Workbook
    grids: Sequence[Grid]
    lang: str

    @cached_property
    def names(self) -> Names:
        """The names of the plan's registers."""
        return Names(self.work.plan, self.lang)

    @cached_property
    def summaries(self) -> dict[str, Mapping[str, Summary]]:
        """The summaries made so far, by period."""
        return {}

    def found(self, period: str) -> Mapping[str, Summary]:
        """The summaries of a period, made once; ValueError for a period that the plan does not know."""
        if period not in self.summaries:
            self.summaries[period] = summarise(self.work.plan, period)
        return self.summaries[period]

    @cached_property
    def findings(self) -> Mapping[tuple[str, str], tuple[Finding, ...]]:
        """What the rules say of each cell, by tab and address."""
        found: dict[tuple[str, str], tuple[Finding, ...]] = {}
        for each in placed((*self.work.findings, *check(self.work.plan)), self.work, ""):
            key = each.where.sheet, each.where.cell
            found[key] = (*found.get(key, ()), each)
        return found

    @cached_property
    def by_title(self) -> Mapping[str, Grid]:
        """The sheets by their titles."""
        return {grid.title: grid for grid in self.grids}

    @cached_property
    def codes(self) -> Mapping[tuple[str, int], str]:
        """The activity or indicator that each row is about, by sheet key and row."""
        found = {}
        for key, table in self.work.tables.items():
            for row in table.rows:
                code = next((str(value) for name in CODES if (value := row.raw(name)) is not None), "")
                found[key, row.number] = code
        return found

    def raw(self, spot: Spot) -> Raw:
        """What stands in a cell of the plan."""
        of = self.work.layouts.get(spot.sheet)
        if of is None or spot.column not in of.columns or not spot.row:
            return None
        return self.by_title[of.title].cell(spot.row, of.columns[spot.column])


def piece(view: View, part: Part, what: str = "") -> Piece:
    """The cell behind a part of a figure; where the part is withheld the cell does not tell it either."""
    spot = part.spot
    of = view.work.layouts.get(spot.sheet)
    known = of is not None and spot.row and spot.column in of.columns
    cell = f"{of.letter(spot.column)}{spot.row}" if of is not None and known else ""
    value = "" if part.adds is None else said(view.raw(spot), view.lang)
    named = what or (heading(spot.sheet, spot.column, view.lang) if spot.column else "")
    code = view.codes.get((spot.sheet, spot.row), "")
    return Piece(of.title if of else spot.sheet, cell, spot.uid, code, named, value, part.adds)


def pieces(view: View, figure: Figure) -> tuple[Piece, ...]:
    """The cells behind a figure."""
    return tuple(piece(view, part) for part in figure.parts)


def said(raw: Raw, lang: str) -> str:
    """What stands in a cell, on one line."""
    if raw is None:
        return ""
    if isinstance(raw, Trouble):
        return raw.text or text("explain.uncached", lang)
    if isinstance(raw, date):
        return show_date(raw, lang)
    return shown(plain(raw))
