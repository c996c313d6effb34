"""What agencies reported, wherever it stands: on the report sheets of a plan, or in the rows of an agency's form."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from kap_xl.model import Activity, Indicator, Measurement, Plan, Progress
from kap_xl.rules.rows import activities, is_form, per_plan, rows

if TYPE_CHECKING:
    from collections.abc import Iterator

PERIOD = re.compile(r"((?:19|20|21)\d\d)(?:-([HQ])([1-4]))?")
MONTHS = {"H": 6, "Q": 3, None: 12}


class Done(NamedTuple):
    """A report on an activity in force: its sheet, the report, the activity."""

    sheet: str
    report: Progress
    activity: Activity


class Measured(NamedTuple):
    """A report on an indicator: its sheet, the report, the indicator."""

    sheet: str
    report: Measurement
    indicator: Indicator


@per_plan
def done(plan: Plan) -> tuple[Done, ...]:
    """The reports on activities in force; those on unknown or dropped ones are left out."""
    return tuple(_done(plan))


@per_plan
def measured(plan: Plan) -> tuple[Measured, ...]:
    """The reports on indicators; those on unknown ones are left out."""
    return tuple(_measured(plan))


def _done(plan: Plan) -> Iterator[Done]:
    if is_form(plan):
        for activity in plan.activities:
            if activity.active:
                yield Done("matrix", _progress(plan, activity), activity)
        return
    known = activities(plan)
    for report in plan.progress:
        found = known.find(report.activity_uid, report.activity)
        if found is not None and found.active:
            yield Done("progress", report, found)


def _measured(plan: Plan) -> Iterator[Measured]:
    if is_form(plan):
        for indicator in plan.indicators:
            yield Measured("indicators", _measurement(plan, indicator), indicator)
        return
    known = rows(plan.indicators)
    for report in plan.values:
        found = known.find(report.indicator_uid, report.indicator)
        if found is not None:
            yield Measured("values", report, found)


@per_plan
def period_days(plan: Plan) -> dict[str, tuple[date, date]]:
    """First and last day of each period with days in order: as the lists say, in a form as its code does."""
    known = {
        entry.code: (entry.start, entry.end)
        for entry in plan.listed("period")
        if entry.code and entry.start and entry.end and entry.start <= entry.end
    }
    own = plan.settings.period
    if own and own not in known and (days := _by_code(own)) is not None:
        known[own] = days
    return known


def _by_code(code: str) -> tuple[date, date] | None:
    """The days of a code such as 2006-H1, 2006-Q3 or 2006."""
    found = PERIOD.fullmatch(code.strip())
    if found is None or (found[2] == "H" and int(found[3]) > 2):  # noqa: PLR2004 - a year has two halves
        return None
    length = MONTHS[found[2]]
    year, first = int(found[1]), (int(found[3] or 1) - 1) * length + 1
    after = date(year + (first + length > 12), (first + length - 1) % 12 + 1, 1)  # noqa: PLR2004 - months of a year
    return date(year, first, 1), after - timedelta(days=1)


def _progress(plan: Plan, activity: Activity) -> Progress:
    return Progress.model_construct(
        **{name: getattr(activity, name) for name in ("uid", "row", "unread", *SAID)},
        activity=activity.code,
        activity_uid=activity.uid,
        period=plan.settings.period,
        agency=plan.settings.agency,
    )


def _measurement(plan: Plan, indicator: Indicator) -> Measurement:
    return Measurement.model_construct(
        **{name: getattr(indicator, name) for name in ("uid", "row", "unread", *COUNTED)},
        indicator=indicator.code,
        indicator_uid=indicator.uid,
        period=plan.settings.period,
        agency=plan.settings.agency,
    )


SAID = ("status", "percent", "done", "obstacles", "next_steps", "actual_date", "evidence")
COUNTED = ("value", "numerator", "denominator", "women", "men", "girls", "boys", "note")
