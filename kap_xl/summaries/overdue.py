"""The overdue list: activities whose time ran out before the period's end, the latest first."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from kap_xl.summaries.figure import Figure, Line, Part, Summary
from kap_xl.summaries.gap import gaps
from kap_xl.summaries.links import links_of
from kap_xl.summaries.standing import Standing, here, overdue, standings

if TYPE_CHECKING:
    from datetime import date

    from kap_xl.model import Plan
    from kap_xl.summaries.periods import Period

COLUMNS = ("code", "lead", "due", "days_late", "status", "latest", "latest_period", "gap")


def overdue_list(plan: Plan, of: Period) -> Summary:
    """One line an activity: lead, due date, days late at the period's end, status, what was said last, funding gap.

    `status` is that of the period; `latest` and `latest_period` the lead's last word and when it was given.
    """
    lacking = gaps(plan)
    late = [
        (standing.activity.due_by, standing)
        for standing in standings(plan, of, links_of(plan))
        if overdue(standing, of)
    ]
    lines = [_line(standing, due, of, lacking) for due, standing in late if due is not None]
    lines.sort(key=lambda line: (str(line.cells["due"]), line.key))
    return Summary("overdue", "activity", COLUMNS, tuple(lines))


def _line(standing: Standing, due: date, of: Period, lacking: dict[tuple[str, int], Figure]) -> Line:
    activity, latest = standing.activity, standing.latest
    late = (of.end - due).days
    cells = {
        "code": activity.code,
        "lead": activity.lead,
        "due": due,
        "days_late": Figure(late, (Part(here(activity, "deadline"), late),), way="days"),
        "status": standing.status,
        "latest": latest.status if latest else None,
        "latest_period": latest.period if latest else None,
        "gap": lacking.get((activity.uid, activity.row), Figure()),
    }
    return Line(activity.code or "", "activity", MappingProxyType(cells), activity.uid)
