"""Rules on what is reported of an activity: status, percent, dates and evidence say the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kap_xl.finding import Severity
from kap_xl.rules.reported import done, period_days
from kap_xl.rules.rows import label, plan_days
from kap_xl.rules.rule import Hit, hit, rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kap_xl.model import Plan, Progress
    from kap_xl.phrase import Blank

WHOLE = 100
STANDING = frozenset({"DELAYED", "SUSPENDED", "CANCELLED"})  # statuses that need a reason
UNDER_WAY = frozenset({"NOT_STARTED", "ONGOING", "PARTLY"})


@rule("percent-status", "row", Severity.WARNING, "progress", form=True)
def percent_status(plan: Plan) -> Iterable[Hit]:
    """Done and less than 100 %, not started and more than 0 %, or under way and 100 %."""
    for sheet, report, activity in done(plan):
        percent = report.percent
        if percent is None or report.status is None:
            continue
        low = report.status == "DONE" and percent < WHOLE
        high = report.status == "NOT_STARTED" and percent > 0
        if low or high or (report.status in UNDER_WAY and percent >= WHOLE):
            status = f"@words.status.{report.status}"
            yield hit(report, "percent", percent, sheet, code=label(activity), status=status, percent=percent)


@rule("status-missing", "row", Severity.WARNING, "progress", form=True)
def status_missing(plan: Plan) -> Iterable[Hit]:
    """A report that says what was done, but not how things stand: it counts as no report."""
    for sheet, report, activity in done(plan):
        said = (report.percent, report.done, report.actual_date, report.obstacles, report.next_steps, report.evidence)
        if report.status is None and "status" not in report.unread and any(each is not None for each in said):
            yield hit(report, "status", "", sheet, code=label(activity))


@rule("done-no-evidence", "row", Severity.WARNING, "progress", form=True)
def done_no_evidence(plan: Plan) -> Iterable[Hit]:
    """An activity reported as done without a word on what shows it."""
    for sheet, report, activity in done(plan):
        if report.status == "DONE" and report.evidence is None and "evidence" not in report.unread:
            yield hit(report, "evidence", "", sheet, code=label(activity))


@rule("done-no-date", "time", Severity.HINT, "progress", form=True)
def done_no_date(plan: Plan) -> Iterable[Hit]:
    """An activity reported as done without the day; whether it was in time cannot be told."""
    for sheet, report, activity in done(plan):
        if report.status == "DONE" and report.actual_date is None and "actual_date" not in report.unread:
            yield hit(report, "actual_date", "", sheet, code=label(activity))


@rule("date-future", "time", Severity.WARNING, "progress", form=True)
def date_future(plan: Plan) -> Iterable[Hit]:
    """An activity finished on a day after the period that is reported on."""
    days = period_days(plan)
    for sheet, report, activity in done(plan):
        if report.actual_date and report.period in days and report.actual_date > days[report.period][1]:
            day = report.actual_date
            blanks: dict[str, Blank] = {"period": report.period, "last": days[report.period][1]}
            yield hit(report, "actual_date", day, sheet, code=label(activity), date=day, **blanks)


@rule("date-early", "time", Severity.WARNING, "progress", form=True)
def date_early(plan: Plan) -> Iterable[Hit]:
    """An activity finished on a day before its start."""
    for sheet, report, activity in done(plan):
        if report.actual_date and activity.start and report.actual_date < activity.start:
            day = report.actual_date
            yield hit(report, "actual_date", day, sheet, code=label(activity), date=day, start=activity.start)


@rule("status-overdue", "time", Severity.HINT, "progress", form=True)
def status_overdue(plan: Plan) -> Iterable[Hit]:
    """An activity whose deadline passed in or before the period, reported as if there were time left."""
    days = period_days(plan)
    for sheet, report, activity in done(plan):
        if report.status not in UNDER_WAY or not _to_be_discussed(plan, report) or activity.due_by is None:
            continue
        if report.period not in days:
            continue
        if activity.due_by <= days[report.period][1] and not report.obstacles and "obstacles" not in report.unread:
            blanks: dict[str, Blank] = {"date": activity.due_by, "status": f"@words.status.{report.status}"}
            yield hit(report, "status", report.status, sheet, code=label(activity), **blanks)


@rule("no-reason", "row", Severity.HINT, "progress", form=True)
def no_reason(plan: Plan) -> Iterable[Hit]:
    """An activity that is late, suspended or cancelled, and nobody says why."""
    for sheet, report, activity in done(plan):
        blank = report.obstacles is None and "obstacles" not in report.unread
        if report.status in STANDING and blank and _to_be_discussed(plan, report):
            yield hit(report, "obstacles", "", sheet, code=label(activity), status=f"@words.status.{report.status}")


@rule("continuous-no-evidence", "time", Severity.WARNING, "progress", form=True)
def continuous_no_evidence(plan: Plan) -> Iterable[Hit]:
    """A continuous activity reported as fulfilled without evidence: it does not count for the year."""
    for sheet, report, activity in done(plan):
        if report.status == "CONTINUOUS_OK" and report.evidence is None and "evidence" not in report.unread:
            yield hit(report, "evidence", "", sheet, code=label(activity))


@rule("continuous-once", "time", Severity.WARNING, "progress", form=True)
def continuous_once(plan: Plan) -> Iterable[Hit]:
    """An activity with a deadline of its own, reported as a continuous one would be."""
    _, last = plan_days(plan)
    for sheet, report, activity in done(plan):
        # whoever writes the plan's last day may well mean the whole time of the plan
        once = activity.due_kind == "FIXED" and activity.due_by is not None and (last is None or activity.due_by < last)
        if report.status == "CONTINUOUS_OK" and once:
            yield hit(report, "status", report.status, sheet, code=label(activity))


@rule("status-backwards", "time", Severity.WARNING, "progress")
def status_backwards(plan: Plan) -> Iterable[Hit]:
    """An activity that an agency reports as not done after it had reported it as done."""
    days = period_days(plan)
    dated = [(days[each.report.period][0], each) for each in done(plan) if each.report.period in days]
    finished: dict[tuple[int, str], str] = {}
    for _, (sheet, report, activity) in sorted(dated, key=lambda one: one[0]):
        whose = (id(activity), report.agency or "")
        if report.status == "DONE":
            finished.setdefault(whose, report.period or "")
        elif report.status in UNDER_WAY and finished.get(whose, report.period) != report.period:
            blanks: dict[str, Blank] = {"status": f"@words.status.{report.status}", "period": finished[whose]}
            yield hit(report, "status", report.status, sheet, code=label(activity), **blanks)


def _to_be_discussed(plan: Plan, report: Progress) -> bool:
    """Whether a report is of the current period, or of the form's; nobody explains what was said long ago."""
    return report.period in (plan.settings.current_period, plan.settings.period)
