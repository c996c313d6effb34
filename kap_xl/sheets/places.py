"""Findings put in their place: from sheet and column keys to the tab and address that Excel shows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kap_xl.columns import BY_KEY
from kap_xl.finding import CellRef, Finding

if TYPE_CHECKING:
    from kap_xl.workbook import Workbook

ORDER = {key: number for number, key in enumerate(BY_KEY)}


def placed(findings: Iterable[Finding], workbook: Workbook, file: str) -> tuple[Finding, ...]:
    """The findings with file, tab and cell, sorted as the sheets, their rows and their columns are."""
    return tuple(
        sorted((each.at(_place(each, workbook, file)) for each in findings), key=lambda each: _order(each, workbook))
    )


def _place(finding: Finding, workbook: Workbook, file: str) -> CellRef:
    spot = finding.spot
    table = workbook.tables.get(spot.sheet)
    if table is None:
        return CellRef(file, spot.sheet, "")
    place = table.layout
    column = "value" if spot.sheet == "cover" and spot.column else spot.column
    letter = place.letter(column) or place.letter("code") or place.letter("uid")
    return CellRef(file, place.title, f"{letter}{spot.row}" if spot.row else "")


def _order(finding: Finding, workbook: Workbook) -> tuple[int, int, int, str]:
    spot = finding.spot
    table = workbook.tables.get(spot.sheet)
    column = table.layout.columns.get(spot.column, 0) if table is not None else 0
    return ORDER.get(spot.sheet, len(ORDER)), spot.row, column, finding.rule
