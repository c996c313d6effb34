"""Where each activity stands in a period: what its lead reported for it, and what it reported last."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kap_xl.finding import Spot
from kap_xl.summaries.links import Links, newest
from kap_xl.summaries.periods import SIX_MONTHS, Period, months_later, up_to
from kap_xl.vocabulary import FINISHED

if TYPE_CHECKING:
    from datetime import date

    from kap_xl.model import Activity, Plan, Progress

NO_REPORT = "NO_REPORT"
NOT_RETURNED = "NOT_RETURNED"


class Standing(NamedTuple):
    """An activity in a period: its status there, the report that says so, and the lead's latest that names a status.

    Without a report the status is NO_REPORT (the form came back) or NOT_RETURNED (it did not).
    """

    activity: Activity
    status: str
    report: Progress | None
    latest: Progress | None
    of_year: bool = False  # whether the latest is of the year of the period

    @property
    def spot(self) -> Spot:
        """The cell that says the status: in the report, or the activity's own line where there is none."""
        if self.report is not None:
            return Spot("progress", self.report.row, "status", self.report.uid)
        return here(self.activity, "lead")

    @property
    def finished(self) -> bool:
        """Whether the latest known status leaves nothing to do: done, cancelled, or continuous and fulfilled."""
        return self.latest is not None and self.latest.status in FINISHED


def here(activity: Activity, column: str = "code") -> Spot:
    """A cell of the activity's line in the matrix."""
    return Spot("matrix", activity.row, column, activity.uid)


def standings(plan: Plan, of: Period, links: Links) -> tuple[Standing, ...]:
    """The standing of every active activity, in the order of the matrix.

    The status counted is that of the period itself; `latest` is the newest up to and including it, by which overdue
    and implemented are judged, so that an activity done a year ago is not overdue when its agency falls silent.
    """
    said, periods = reports(plan, of, links), up_to(plan, of)
    found = []
    for activity in plan.activities:
        if not activity.active:
            continue
        own = said.get((activity.uid, activity.row), ())
        report = next((each for each in reversed(own) if each.period == of.code), None)
        status = report.status if report and report.status else silence(plan, of, activity.lead)
        latest = own[-1] if own else None
        of_year = latest is not None and periods[latest.period or ""].year == of.year
        found.append(Standing(activity, status, report, latest, of_year))
    return tuple(found)


def reports(plan: Plan, of: Period, links: Links) -> dict[tuple[str, int], tuple[Progress, ...]]:
    """The lead's reports that name a status, up to a period, oldest first, by the activity's uid and row."""
    periods = up_to(plan, of)
    found: dict[tuple[str, int], list[Progress]] = {}
    for report in plan.progress:
        activity = links.activity(report.activity_uid, report.activity)
        if activity is None or report.period not in periods or report.agency != activity.lead:
            continue
        if report.status and report.status != NO_REPORT:
            found.setdefault((activity.uid, activity.row), []).append(report)
    return {
        key: tuple(sorted(each, key=lambda report: (periods[report.period or ""], newest(report))))
        for key, each in found.items()
    }


def silence(plan: Plan, of: Period, agency: str | None) -> str:
    """What the lack of a report means: NOT_RETURNED where the form is out, or others were sent one, else NO_REPORT."""
    sent = [each for each in plan.submissions if each.period == of.code]
    own = [each for each in sent if each.agency == agency]
    if own:
        return NO_REPORT if any(each.state == "returned" for each in own) else NOT_RETURNED
    return NOT_RETURNED if sent else NO_REPORT


def overdue(standing: Standing, of: Period) -> bool:
    """Whether the deadline passed before the period's last day and the activity is not finished."""
    due = standing.activity.due_by
    return due is not None and due < of.end and not standing.finished


def due_next(standing: Standing, of: Period) -> bool:
    """Whether the deadline falls on the period's last day or in the six months after it, and there is work left."""
    due = standing.activity.due_by
    return due is not None and of.end <= due <= _horizon(of.end) and not standing.finished


def _horizon(end: date) -> date:
    return months_later(end, SIX_MONTHS)
