"""Findings put in their place: from sheet and column keys to the tab and address that Excel shows."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType
from typing import TYPE_CHECKING

from kap_xl.columns import BY_KEY, YEARLY
from kap_xl.finding import CellRef, Finding
from kap_xl.vocabulary import REGISTERS
from kap_xl.workbook import missing_column

if TYPE_CHECKING:
    from kap_xl.workbook import Workbook

ORDER = MappingProxyType({key: number for number, key in enumerate(BY_KEY)})
LISTED = REGISTERS | {"period", "currency"}
"""Words that stand on the lists sheet."""
NAMING = ("", "code", "number", "list")
"""Columns without which, or without the sheet as a whole (""), none of a sheet's rows is found by name."""
REGISTER = "lists lists.list lists.code"
BODIES = "institutions institutions.code"
LEANS_ON = MappingProxyType(
    {
        "period-current": REGISTER,
        "plan-currency": REGISTER,
        "currency-unknown": REGISTER,
        "rate-missing": REGISTER,
        "milestone-outside": REGISTER,
        "pillar-unknown": REGISTER,
        "act-objective": REGISTER,
        "decision-overdue": f"{REGISTER} decisions.state",
        "decision-undated": "decisions.state",
        "decision-nobody": "decisions.state",
        "decision-early": "meetings meetings.number meetings.date",
        "version-no-decision": "decisions",
        "version-unlisted": "versions versions.version",
        "institution-unknown": BODIES,
        "no-form": f"{BODIES} institutions.reports institutions.members",
        "report-outsider": f"{BODIES} institutions.members matrix.lead matrix.partners matrix.support",
        "seat-group": f"{BODIES} institutions.type institutions.members",
        "coordinator-two": "members.group members.from members.to",
        "activity-no-indicator": "indicators indicators.of matrix.code matrix.state",
        "reference-dropped": "decisions.state",
        "amount-missing": "budget.kind",
        "donor-missing": BODIES,
        "source-missing": f"{BODIES} budget.donor",
        "need-missing": f"{REGISTER} budget.source budget.kind",
        "overfunded": "budget.stage budget.kind budget.amount_max",
        "money-none": "budget budget.activity",
        "overspent": "budget budget.activity budget.source budget.amount budget.stage budget.kind",
        "spent-not-started": "progress.period progress.agency",
        "waiver-row": "matrix indicators budget progress values spending decisions lists matrix.code indicators.code "
        "budget.activity progress.activity values.indicator spending.activity decisions.code lists.code",
        "waiver-idle": "matrix indicators budget progress values spending decisions lists",
    }
)
"""Rules that can only be right where certain sheets and columns are there."""


def placed(findings: Iterable[Finding], workbook: Workbook, file: str) -> tuple[Finding, ...]:
    """The findings with file, tab and cell, sorted as the sheets, their rows and their columns are.

    What merely follows from a sheet or a column that is missing is not told; that it is missing is, once.
    """
    kept = _without_consequences(tuple(findings), workbook)
    return tuple(
        sorted((each.at(_place(each, workbook, file)) for each in kept), key=lambda each: _order(each, workbook))
    )


def _without_consequences(findings: tuple[Finding, ...], workbook: Workbook) -> tuple[Finding, ...]:
    told = {(each.spot.sheet, each.spot.column) for each in findings if each.rule == "column-missing"}
    kept: list[Finding] = []
    for each in findings:
        sheet, column = each.spot.sheet, each.spot.column
        if _follows(each, workbook):
            continue
        if each.rule != "column-missing" and _is_gone(sheet, column, workbook):
            if (sheet, column) not in told:
                told.add((sheet, column))
                kept.append(missing_column(sheet, column, workbook.settings, each.severity))
            continue
        kept.append(each)
    return tuple(kept)


def _is_gone(sheet: str, column: str, workbook: Workbook) -> bool:
    """Whether a finding speaks of a column that a sheet should have and has not; years are added as they are needed."""
    table = workbook.tables.get(sheet)
    if table is None or sheet == "cover" or column in table.layout.columns or YEARLY.fullmatch(column):
        return False
    return BY_KEY[sheet].column(column) is not None


def _follows(finding: Finding, workbook: Workbook) -> bool:
    """Whether a finding would not be there if a sheet, or the codes on it, were not missing."""
    lacking = workbook.lacks
    if not lacking:
        return False
    if any(needed.partition(".")[::2] in lacking for needed in LEANS_ON.get(finding.rule, "").split()):
        return True
    sheet = BY_KEY.get(finding.spot.sheet)
    column = sheet.column(finding.spot.column) if sheet is not None else None
    if column is None:
        return False
    if finding.rule.startswith("reference-"):
        targets = column.target.split()
        return any((target, key) in lacking for target in targets for key in NAMING)
    unknown = finding.rule in ("choice-unknown", "period-unknown")
    return unknown and column.words in LISTED and any(("lists", key) in lacking for key in NAMING)


def _place(finding: Finding, workbook: Workbook, file: str) -> CellRef:
    spot = finding.spot
    if finding.where.sheet:
        return CellRef(file, finding.where.sheet, finding.where.cell)
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
