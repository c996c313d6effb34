"""What an agency still owes for a period: reports, values, decisions that fell to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kap_xl.sheets.page import Line, cells, said
from kap_xl.sheets.report_rows import Box
from kap_xl.summaries.links import Links
from kap_xl.summaries.submissions import answered, rows_expected

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

    from kap_xl.finding import Spot
    from kap_xl.model import Activity, Indicator, Plan
    from kap_xl.sheets.names import Names
    from kap_xl.summaries.periods import Period


def silent(plan: Plan, of: Period) -> dict[str, tuple[Spot, ...]]:
    """The rows that each body was asked about for a period and says nothing of."""
    expected = rows_expected(plan)
    told = answered(plan, of, expected)
    return {
        code: tuple(p.spot for p in parts if (p.spot.sheet, p.spot.row) not in told.get(code, {}))
        for code, parts in expected.items()
    }


def owed(plan: Plan, of: Period, code: str, lacking: Collection[Spot], names: Names) -> tuple[Line, ...]:
    """A line for reports and one for values that have not come, naming the rows; one for each open decision."""
    return (*_rows(plan, of, lacking, names), *_decisions(plan, of, code, names))


def _rows(plan: Plan, of: Period, lacking: Collection[Spot], names: Names) -> Iterable[Line]:
    due = next((each.due for each in plan.listed("period") if each.code == of.code), None)
    activities: dict[int, Activity | Indicator] = {each.row: each for each in plan.activities}
    indicators: dict[int, Activity | Indicator] = {each.row: each for each in plan.indicators}
    for sheet, records in (("matrix", activities), ("indicators", indicators)):
        open_ones = [records[spot.row].code or "" for spot in lacking if spot.sheet == sheet and spot.row in records]
        if open_ones:
            label = said(f"owed.{sheet}", names.lang)
            yield _line(f"owed-{sheet}", label, len(open_ones), due, ", ".join(open_ones))


def _decisions(plan: Plan, of: Period, code: str, names: Names) -> Iterable[Line]:
    links = Links(plan)
    for each in plan.decisions:
        if each.state in (None, "open") and code in links.agencies(each.responsible):
            label = f"{said('owed.decision', names.lang)} {each.code or ''}".strip()
            tone = "late" if each.due and each.due <= of.end else ""
            yield _line(each.uid, label, "", each.due, each.title(names.lang), tone)


def _line(mark: str, label: str, count: int | str, due: date | None, which: str, tone: str = "") -> Line:
    boxes = {"label": Box(label), "count": Box(count), "due": Box(due or ""), "which": Box(which)}
    return Line(mark, cells("owed", boxes), tone)
