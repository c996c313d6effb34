"""Which cells are marked, with what fill and what note."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from kap_xl.columns import BY_KEY
from kap_xl.finding import Severity
from kap_xl.phrase import text
from kap_xl.port import Mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kap_xl.finding import Finding
    from kap_xl.grid import Grid, Layout
    from kap_xl.workbook import Workbook

FILLS = MappingProxyType({Severity.ERROR: "DDB9F5", Severity.WARNING: "B5DDEA", Severity.HINT: "DCE3EA"})
"""Backgrounds unlike the red, yellow and green by which a plan says what is late or done; dark ink is legible on them,
and a note says the severity in words."""
MOST_NOTE = 8000
"""Characters of a note, which nobody reads to its end."""


def marks(findings: Iterable[Finding], workbook: Workbook, grids: Sequence[Grid], lang: str) -> tuple[Mark, ...]:
    """A mark for each cell with a finding: the fill of the gravest, a note with all; of a whole sheet there is none."""
    by_title = {grid.title: grid for grid in grids}
    found: dict[tuple[str, int, int], list[Finding]] = {}
    for each in findings:
        grid = by_title.get(each.where.sheet)
        if grid is not None and each.where.cell:
            found.setdefault((grid.title, *marked_cell(each, workbook, grid)), []).append(each)
    return tuple(
        Mark(*place, FILLS[min((each.severity for each in some), key=list(Severity).index)], _note(some, lang))
        for place, some in found.items()
    )


def marked_cell(finding: Finding, workbook: Workbook, grid: Grid) -> tuple[int, int]:
    """The cell to mark: where the finding's own column is hidden, one beside it that can be seen."""
    row, column = _numbers(finding.where.cell)
    place = workbook.layouts.get(finding.spot.sheet)
    if place is not None and place.title == grid.title:
        key = next((key for key, number in place.columns.items() if number == column), "")
        seen = _seen(key, place)
        column = place.columns[seen] if seen else column
    for top, left, bottom, right in grid.merged:
        if top <= row <= bottom and left <= column <= right:
            return top, left
    return row, column


def _seen(key: str, place: Layout) -> str:
    """The column itself, that which it stands behind, or the first that is not hidden; empty where none is known."""
    sheet = BY_KEY.get(place.key)
    if sheet is None or not key:
        return ""
    if place.key == "cover":
        return key if key != "uid" else "value" * ("value" in place.columns)
    tried = (
        key,
        key.removesuffix("_uid"),
        key.removesuffix("_basis"),
        key.removesuffix("_code"),
        "code",
        *place.columns,
    )
    for each in tried:
        column = sheet.column(each)
        if each in place.columns and each != "uid" and (column is None or not column.hidden):
            return each
    return ""


def _numbers(cell: str) -> tuple[int, int]:
    """H17 is row 17, column 8."""
    name = cell.rstrip("0123456789")
    column = 0
    for char in name:
        column = column * 26 + ord(char) - 64
    return int(cell[len(name) :]), column


def _note(findings: Sequence[Finding], lang: str) -> str:
    """Severity, sentence and what to do, of each finding."""
    said = []
    for each in findings:
        severity = text(f"words.severity.{each.severity.value}", lang).upper()
        fix = f"\n→ {each.fix.say(lang)}" if each.fix else ""
        said.append(f"{severity}: {each.message.say(lang)}{fix}")
    return "\n\n".join(said)[:MOST_NOTE]
