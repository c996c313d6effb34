"""Rules on who reports and when: one report a key, from a body with a part in it, for a period that has come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kap_xl.finding import Severity
from kap_xl.rules.institutions import register, with_members
from kap_xl.rules.reported import done, measured, period_days
from kap_xl.rules.rows import label
from kap_xl.rules.rule import Hit, hit, rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kap_xl.model import Plan, Report


@rule("report-twice", "structure", Severity.ERROR, "progress")
def report_twice(plan: Plan) -> Iterable[Hit]:
    """Two reports of one agency on one thing for one period."""
    seen: dict[tuple[str, int, str, str], int] = {}
    told: Iterable[tuple[str, Report, int, str]] = (
        *((sheet, report, id(activity), label(activity)) for sheet, report, activity in done(plan)),
        *((sheet, report, id(indicator), label(indicator)) for sheet, report, indicator in measured(plan)),
    )
    for sheet, report, about, code in told:
        if not report.period or not report.agency:
            continue
        first = seen.setdefault((sheet, about, report.period, report.agency), report.row)
        if first != report.row:
            blanks = {"period": report.period, "agency": report.agency, "first": str(first)}
            yield hit(report, "agency", report.agency, sheet, code=code, **blanks)


@rule("report-outsider", "structure", Severity.WARNING, "progress")
def report_outsider(plan: Plan) -> Iterable[Hit]:
    """A report from a body that is neither lead, partner nor support of the activity, nor a member of one."""
    bodies = register(plan)
    for sheet, report, activity in done(plan):
        named = {activity.lead, *activity.partners, *activity.support}
        # a group's members report under their own names; a lead that is missing or unread may well be the agency
        members = {member for each in named if each for member in with_members(bodies, each)}
        unclear = activity.lead is None or activity.unread & {"partners", "support"}
        if report.agency and report.agency not in members and not unclear:
            yield hit(report, "agency", report.agency, sheet, code=label(activity), agency=report.agency)


@rule("report-early", "time", Severity.WARNING, "progress")
def report_early(plan: Plan) -> Iterable[Hit]:
    """A report for a period that begins after the current one."""
    days, current = period_days(plan), plan.settings.current_period
    if current not in days:
        return
    told = (*(each[:2] for each in done(plan)), *(each[:2] for each in measured(plan)))
    for sheet, report in told:
        if report.period in days and days[report.period][0] > days[current][1]:
            yield hit(report, "period", report.period, sheet, period=report.period, current=current)
