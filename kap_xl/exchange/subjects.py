"""What reports are about: the activity or indicator behind a report row's identity."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kap_xl.columns import REPORT_SHEETS
from kap_xl.exchange.returned import report_uid

if TYPE_CHECKING:
    from kap_xl.exchange.merge import RowKey
    from kap_xl.exchange.statement import Statement
    from kap_xl.workbook import Workbook

DERIVED = {"matrix": "progress", "indicators": "values"}
"""Sheets of the plan whose reports have an identity that follows from the row reported on."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a report row is about: the row of the plan, its uid and the code that people see."""

    uid: str
    code: str


def subjects(plan: Workbook, statements: Iterable[Statement], present: Collection[RowKey]) -> dict[RowKey, Subject]:
    """For report rows that the plan does not have yet the row of the plan that they are about."""
    wanted: dict[RowKey, Statement] = {}
    for each in statements:
        if each.sheet in DERIVED.values() and (each.sheet, each.row) not in present:
            wanted[each.sheet, each.row] = each
    whose = {(each.source.period, each.source.agency) for each in wanted.values()}
    found: dict[RowKey, Subject] = {}
    for form in DERIVED:
        for row in plan.table(form).rows if whose else ():
            for period, agency in whose:
                key = REPORT_SHEETS[form], report_uid(form, row.uid, period, agency)
                if key in wanted and row.uid:
                    found[key] = Subject(row.uid, str(row.value("code") or ""))
    return found


def without_subject(
    found: Mapping[RowKey, Subject], statements: Iterable[Statement], present: Collection[RowKey]
) -> frozenset[RowKey]:
    """Report rows on what the Secretariat took out of the plan: neither is there a report, nor what it is about."""
    keys = {(each.sheet, each.row) for each in statements if each.sheet in DERIVED.values()}
    return frozenset(keys - set(present) - found.keys())
