"""The implementation rate: of the activities planned for a year, how many were carried out in time for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from kap_xl.summaries.figure import NOT_SPECIFIED, Cell, Figure, Share, Summary
from kap_xl.summaries.links import Links, links_of, newest
from kap_xl.summaries.periods import Period, up_to
from kap_xl.summaries.standing import here, reports
from kap_xl.summaries.tally import Fact, fact_of, tally

if TYPE_CHECKING:
    from kap_xl.model import Activity, Plan, Progress

Said = Mapping[tuple[str, int], tuple["Progress", ...]]
"""The reports on each activity, oldest first, by its uid and row."""
COLUMNS = ("planned", "implemented", "not_implemented", "no_answer", "rate", "band")
RENEWED = frozenset({"CONTINUOUS", "RECURRING"})
"""Deadlines whose fulfilment is judged anew every year."""
BANDS = ((90, ">90"), (70, "70-90"), (50, "50-69.99"), (30, "30-49.99"))
LOWEST = "<30"


def implementation(plan: Plan, of: Period) -> Summary:
    """One line a year up to the period's: planned = implemented + not_implemented + no_answer, and the rate.

    Planned for a year are the activities active in the version in force on its first day and due in it; those with a
    stretch of time, an open end or a continuous deadline for every year they cover. Before the first version that one
    counts; a plan without closed versions counts as it stands. Implemented is what the lead's latest report (that of
    the version or of today) up to the year's end, or the period's where that is earlier, calls done; an activity that
    goes on counts for a year only where a report of that year says so and shows evidence. Without a report that names
    a status in the year there is no answer. Activities without a date stand in the line without a year; they have no
    rate, and the total leaves them out.
    """
    periods = up_to(plan, of)
    now = reports(plan, of, links_of(plan))
    facts = []
    for year in range(_first_year(plan, of), of.year + 1):
        listed = in_force(plan, date(year, 1, 1))
        due = [each for each in listed if each.active and year in planned_for(each, plan)]
        then = now if listed is plan.activities else _reports_then(plan, of, listed, now)
        for activity in due:
            facts += _facts(activity, year, then.get((activity.uid, activity.row), ()), periods)
    undated = [
        fact_of("planned", 1, here(activity, "deadline"), {"year": NOT_SPECIFIED})
        for activity in plan.activities
        if activity.active and not planned_for(activity, plan)
    ]
    keys = sorted({fact.groups["year"] for fact in facts})
    return tally(("implementation", "year"), (*facts, *undated), keys, COLUMNS, _shape, totals=facts)


def in_force(plan: Plan, day: date) -> tuple[Activity, ...]:
    """The activities of the version in force on a day; those that stand in the plan where no version is known."""
    found = plan.in_force(day) if plan.in_force is not None else None
    return plan.activities if found is None else found


def _first_year(plan: Plan, of: Period) -> int:
    """The first year for which something was ever planned; the year after the period's where nothing was."""
    first = in_force(plan, date.min)
    days = (*(years for each in (*first, *plan.activities) if (years := planned_for(each, plan))),)
    starts = [years.start for years in days]
    settled = plan.settings.start
    return min([*starts, *([settled.year] if settled and starts else [])], default=of.year + 1)


def _reports_then(plan: Plan, of: Period, listed: tuple[Activity, ...], now: Said) -> Said:
    """The reports on the activities of a version: by those who led then, and by those who lead now."""
    past = plan.model_copy(update={"activities": listed})
    periods = up_to(plan, of)
    found = dict(now)
    for key, some in reports(past, of, Links(past)).items():
        every = {(report.uid, report.row): report for report in (*now.get(key, ()), *some)}
        found[key] = tuple(sorted(every.values(), key=lambda each: (periods[each.period or ""], newest(each))))
    return found


def planned_for(activity: Activity, plan: Plan) -> range:
    """The years an activity is planned for; none where no date is known."""
    last = activity.due_by
    if last is None and activity.due_kind == "OPEN":
        last = plan.settings.end
    if last is None:
        return range(0)
    stretch = activity.due_kind in RENEWED or activity.due_kind in ("PERIOD", "OPEN")
    first = (activity.due_from or activity.start or plan.settings.start or last) if stretch else last
    return range(min(first, last).year, last.year + 1)


def _facts(activity: Activity, year: int, own: Iterable[Progress], periods: Mapping[str, Period]) -> list[Fact]:
    """How the activity counts for one year."""
    groups = {"year": str(year)}
    end = date(year, 12, 31)
    known = [report for report in own if periods[report.period or ""].end <= end]
    in_year = bool(known) and periods[known[-1].period or ""].year == year
    spot = here(activity, "deadline")
    outcome = "not_implemented" if in_year else "no_answer"
    if known and fulfils(known[-1], activity, in_year=in_year):
        outcome = "implemented"
    return [fact_of("planned", 1, spot, groups), fact_of(outcome, 1, spot, groups)]


def fulfils(report: Progress, activity: Activity, *, in_year: bool) -> bool:
    """Whether a report says that the activity was carried out for a year it is, or is not, of."""
    renewed = activity.due_kind in RENEWED
    if report.status == "DONE" and not renewed:
        return True
    return report.status in ("DONE", "CONTINUOUS_OK") and in_year and bool(report.evidence)


def rate(implemented: Figure, *others: Figure) -> Share:
    """The implemented of all that were planned: of the implemented and every other outcome, no answer included."""
    every = (implemented, *others)
    base = Figure(
        sum((each.value for each in every if each.value is not None), start=0),
        tuple(part for each in every for part in each.parts),
    )
    return Share(implemented, base)


def band(share: Share) -> str | None:
    """The band of a rate as monitoring reports name it; exactly 90 % is in 70-90."""
    if share.value is None:
        return None
    percent = share.value * 100
    if percent == BANDS[0][0]:
        return BANDS[1][1]
    return next((name for least, name in BANDS if percent >= least), LOWEST)


def _shape(found: Mapping[str, Figure]) -> Mapping[str, Cell]:
    names = ("planned", "implemented", "not_implemented", "no_answer")
    counts = {name: found.get(name, Figure(0)) for name in names}
    share = rate(*(counts[name] for name in names[1:]))
    return counts | {"rate": share, "band": band(share)}
