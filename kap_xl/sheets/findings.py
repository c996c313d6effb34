"""What stands on the findings sheet: what was found and waived, and how often."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kap_xl.columns import BY_KEY
from kap_xl.finding import Severity
from kap_xl.grid import letters
from kap_xl.phrase import has, text
from kap_xl.sheets.headings import tab
from kap_xl.sheets.marked import marked_cell

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from kap_xl.finding import Finding
    from kap_xl.grid import Grid, Layout
    from kap_xl.rules.waivers import Waived
    from kap_xl.workbook import Workbook

LONGEST = 300
"""Characters of a cell's content that are shown."""
NAMES = ("code", "activity", "of", "indicator")
"""Columns with what a row is called; those of money and reports by what they are about."""


@dataclass(frozen=True, slots=True)
class Line:
    """One finding as the sheet shows it; `title` is the tab its link leads to, empty where there is nowhere to go."""

    severity: Severity
    sheet: str
    cell: str
    code: str
    column: str
    value: str
    message: str
    fix: str
    rule: str
    title: str = ""
    reason: str = ""
    post: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """The findings sheet: what was found, what was waived, and how often, by severity, sheet and rule."""

    file: str
    on: date
    lines: tuple[Line, ...]
    waived: tuple[Line, ...]

    @property
    def severities(self) -> Mapping[Severity, int]:
        """How many findings of each severity, the gravest first."""
        counted = Counter(line.severity for line in self.lines)
        return {severity: counted[severity] for severity in Severity if counted[severity]}

    @property
    def sheets(self) -> Mapping[str, int]:
        """How many findings on each sheet, in the order of the sheets."""
        return Counter(line.sheet for line in self.lines)

    @property
    def rules(self) -> Mapping[str, int]:
        """How many findings of each rule, the most frequent first."""
        return dict(Counter(line.rule for line in self.lines).most_common())


def listed(
    findings: Sequence[Finding],
    waived: Sequence[Waived],
    workbook: Workbook,
    grids: Sequence[Grid],
    lang: str,
    on: date,
) -> Listed:
    """The content of the findings sheet in one language; findings are in the order of the sheets already."""
    known = (workbook, {grid.title: grid for grid in grids}, _codes(workbook))
    file = next((each.where.file for each in (*findings, *(one.finding for one in waived))), "")
    lines = tuple(_line(each, known, lang) for each in findings)
    apart = tuple(_line(each.finding, known, lang, each) for each in waived)
    return Listed(file, on, lines, apart)


def _line(
    finding: Finding, known: tuple[Workbook, Mapping[str, Grid], Mapping[tuple[str, int], str]], lang: str,
    waiver: Waived | None = None,
) -> Line:  # fmt: skip
    workbook, grids, codes = known
    said = finding.said(lang)
    place = workbook.layouts.get(finding.spot.sheet)
    title = finding.where.sheet if finding.where.sheet in grids else ""
    return Line(
        finding.severity,
        title or _tab(finding.spot.sheet, lang),
        _shown_cell(finding, workbook, grids.get(title)),
        codes.get((finding.spot.sheet, finding.spot.row), ""),
        _heading(finding, place, grids.get(title), lang),
        said["value"][:LONGEST],
        said["message"],
        said["fix"],
        finding.rule,
        title,
        waiver.reason if waiver else "",
        waiver.post if waiver else "",
        waiver.date if waiver else None,
    )


def _shown_cell(finding: Finding, workbook: Workbook, grid: Grid | None) -> str:
    """The cell that is marked: one that can be seen, also where the finding is about a hidden one."""
    if grid is None or not finding.where.cell:
        return finding.where.cell
    row, column = marked_cell(finding, workbook, grid)
    return f"{letters(column)}{row}"


def _tab(key: str, lang: str) -> str:
    """The usual tab of a sheet that is not there."""
    return tab(key, lang) if key in BY_KEY else key


def _codes(workbook: Workbook) -> dict[tuple[str, int], str]:
    """The codes of rows by sheet and Excel row."""
    return {
        (key, row.number): str(value)
        for key, table in workbook.tables.items()
        if key != "cover"
        for row in table.rows
        if (value := next((row.raw(name) for name in NAMES if row.raw(name) is not None), None)) is not None
    }


def _heading(finding: Finding, place: Layout | None, grid: Grid | None, lang: str) -> str:
    """A column as people know it: its heading in this workbook, or the label of a setting."""
    column = finding.spot.column
    if finding.spot.sheet == "cover" and column:
        code = f"workbook.setting.{column}"
        return text(code, lang) if has(code, lang) else column
    if place is None or grid is None or column not in place.columns:
        return column
    said = grid.cell(place.head_row, place.columns[column])
    return said if isinstance(said, str) else column
