"""Rules on indicators as planned: where they start, where they are to go, and in which direction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kap_xl.finding import Severity
from kap_xl.rules.rows import activities, label, plan_days
from kap_xl.rules.rule import Hit, hit, rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from decimal import Decimal

    from kap_xl.model import Indicator, Plan
    from kap_xl.phrase import Blank


@rule("indicator-no-baseline", "time", Severity.HINT, "indicators")
def indicator_no_baseline(plan: Plan) -> Iterable[Hit]:
    """An indicator without a value to start from."""
    for indicator in in_force(plan):
        if indicator.baseline is None and "baseline" not in indicator.unread:
            yield hit(indicator, "baseline", "", code=label(indicator))


@rule("indicator-no-target", "time", Severity.WARNING, "indicators")
def indicator_no_target(plan: Plan) -> Iterable[Hit]:
    """An indicator without a target in any year."""
    for indicator in in_force(plan):
        if not indicator.targets and not any(column.startswith("target_") for column in indicator.unread):
            yield hit(indicator, _target_column(plan), "", code=label(indicator))


@rule("target-year-outside", "time", Severity.WARNING, "indicators")
def target_year_outside(plan: Plan) -> Iterable[Hit]:
    """A target for a year in which the plan does not run."""
    first, last = plan_days(plan)
    for indicator in in_force(plan):
        for year, target in indicator.targets:
            if (first and year < first.year) or (last and year > last.year):
                column = f"target_{year}"
                yield hit(indicator, column, target, code=label(indicator), year=str(year), first=first, last=last)


@rule("target-direction", "time", Severity.WARNING, "indicators")
def target_direction(plan: Plan) -> Iterable[Hit]:
    """A target worse than the baseline: one of baseline, target and direction is wrong."""
    for indicator in in_force(plan):
        if indicator.baseline is None or indicator.direction is None:
            continue
        for year, target in indicator.targets:
            if _worse(indicator, target, indicator.baseline):
                blanks: dict[str, Blank] = {"target": target, "baseline": indicator.baseline, "year": str(year)}
                direction = f"@words.direction.{indicator.direction}"
                yield hit(indicator, f"target_{year}", target, code=label(indicator), direction=direction, **blanks)
                break


@rule("activity-no-indicator", "row", Severity.HINT, "matrix")
def activity_no_indicator(plan: Plan) -> Iterable[Hit]:
    """An activity that nothing measures: no indicator in its row, none on the indicators sheet."""
    known = activities(plan)
    found = (known.find(indicator.of_uid, indicator.of) for indicator in plan.indicators)
    measured = {id(activity) for activity in found if activity is not None}
    for activity in plan.activities:
        blank = not activity.indicator and not activity.unread & {"indicator", "code"}
        if activity.active and blank and id(activity) not in measured:
            yield hit(activity, "indicator", "", code=label(activity))


def in_force(plan: Plan) -> Iterator[Indicator]:
    """The indicators, without those of dropped activities."""
    known = activities(plan)
    for indicator in plan.indicators:
        activity = known.find(indicator.of_uid, indicator.of)
        if activity is None or activity.active:
            yield indicator


def _worse(indicator: Indicator, value: Decimal, than: Decimal) -> bool:
    return value < than if indicator.direction == "up" else value > than if indicator.direction == "down" else False


def _target_column(plan: Plan) -> str:
    """Where a first target would stand: the first year for which the plan has any, else the first that it runs."""
    years = [year for indicator in plan.indicators for year, _ in indicator.targets]
    start = plan.settings.start
    return f"target_{min(years)}" if years else f"target_{start.year}" if start else ""
