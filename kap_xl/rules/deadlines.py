"""Rules on time limits: inside the plan, in order, and with a day on which something can be overdue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kap_xl.finding import Severity
from kap_xl.rules.reported import period_days
from kap_xl.rules.rows import activities, label, plan_days
from kap_xl.rules.rule import Hit, hit, rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kap_xl.model import Plan

WITHOUT_DAY = frozenset({"TBD", "RELATIVE", "OPEN"})  # a bare length has none either; reading has said so already


@rule("deadline-outside", "time", Severity.WARNING, "matrix")
def deadline_outside(plan: Plan) -> Iterable[Hit]:
    """A deadline before the plan begins or after it ends."""
    first, last = plan_days(plan)
    for activity in plan.activities:
        day = activity.due_by
        if activity.active and day and ((first and day < first) or (last and day > last)):
            yield hit(activity, "deadline", day, code=label(activity), date=day, first=first, last=last)


@rule("deadline-before-start", "time", Severity.WARNING, "matrix")
def deadline_before_start(plan: Plan) -> Iterable[Hit]:
    """An activity that is due before it starts."""
    for activity in plan.activities:
        if activity.active and activity.start and activity.due_by and activity.due_by < activity.start:
            day, start = activity.due_by, activity.start
            yield hit(activity, "deadline", day, code=label(activity), date=day, start=start)


@rule("deadline-without-day", "time", Severity.HINT, "matrix")
def deadline_without_day(plan: Plan) -> Iterable[Hit]:
    """A deadline that names no last day, so that the activity never becomes overdue."""
    for activity in plan.activities:
        if activity.active and activity.due_by is None and activity.due_kind in WITHOUT_DAY:
            yield hit(activity, "deadline", "", code=label(activity))


@rule("milestone-outside", "time", Severity.WARNING, "milestones")
def milestone_outside(plan: Plan) -> Iterable[Hit]:
    """A milestone in a period that lies wholly outside the plan."""
    days, (first, last) = period_days(plan), plan_days(plan)
    for milestone in plan.milestones:
        if milestone.period not in days:
            continue
        begins, ends = days[milestone.period]
        if (first and ends < first) or (last and begins > last):
            yield hit(milestone, "period", milestone.period, period=milestone.period, first=first, last=last)


@rule("milestone-late", "time", Severity.WARNING, "milestones")
def milestone_late(plan: Plan) -> Iterable[Hit]:
    """A milestone in a period that begins after the activity itself is due."""
    days, known = period_days(plan), activities(plan)
    for milestone in plan.milestones:
        activity = known.find(milestone.of_uid, milestone.of)
        if activity is None or not activity.active or milestone.period not in days or activity.due_by is None:
            continue
        if days[milestone.period][0] > activity.due_by:
            code = label(activity)
            yield hit(milestone, "period", milestone.period, period=milestone.period, code=code, date=activity.due_by)
