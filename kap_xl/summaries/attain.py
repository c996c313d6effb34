"""What was reached of an indicator: its figures in a period and to date, against baseline and target."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from kap_xl.finding import Spot
from kap_xl.summaries.figure import Figure, Number, Part
from kap_xl.summaries.links import Links, links_of
from kap_xl.summaries.measure import Measured, combine, counting, measured
from kap_xl.summaries.people import Group, groups
from kap_xl.summaries.periods import Period, before, listed, up_to

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kap_xl.model import Indicator, Measurement, Plan

HELD = frozenset({"latest", "cumulative", None})
"""Ways over time in which the newest value of any year holds; the others are reckoned within the year."""


class Result(NamedTuple):
    """An indicator with its figure of the period, its figure to date, and how far that is from baseline to target.

    `series` holds the figure of each period behind the figure to date (running totals where the values are such);
    `change` is the figure of the period less that of the period before, `trend` what that means; `people` the figure
    to date by women, men, girls and boys.
    """

    indicator: Indicator
    baseline: Figure
    in_period: Figure
    to_date: Figure
    target: Figure
    attainment: Figure
    reached: bool | None
    series: tuple[Number, ...] = ()
    change: Figure = Figure()
    trend: str | None = None
    people: tuple[Group, ...] = ()


class Time(NamedTuple):
    """A period, the one before it, and the listed periods of its year up to it."""

    of: Period
    before: Period | None
    year: tuple[Period, ...]


def results(plan: Plan, of: Period) -> tuple[Result, ...]:
    """The result of every indicator, in the order of the sheet."""
    links, periods = links_of(plan), up_to(plan, of)
    time = Time(of, before(plan, of), tuple(each for each in listed(plan) if each.year == of.year and each <= of))
    said: dict[tuple[str, int], list[Measurement]] = {}
    for report in plan.values:
        indicator = links.indicator(report.indicator_uid, report.indicator)
        if indicator is not None:
            said.setdefault((indicator.uid, indicator.row), []).append(report)
    return tuple(
        _result(indicator, measured(said.get((indicator.uid, indicator.row), ()), periods), time, links)
        for indicator in plan.indicators
    )


def _result(indicator: Indicator, each: tuple[Measured, ...], time: Time, links: Links) -> Result:
    of, earlier = time.of, time.before
    expected = links.agencies(indicator.responsible)
    now = tuple(item for item in each if item.period == of)
    held = indicator.over_time in HELD
    of_target = each if held else tuple(item for item in each if item.period.year == of.year)
    ends = (of,) if held else time.year or (of,)
    in_period = _of_period(indicator, now, expected, of)
    to_date = replace(combine(indicator, of_target), missing=_missing(expected, counting(of_target), ends, of))
    then = tuple(item for item in each if item.period == earlier)
    change = _change(in_period, _of_period(indicator, then, expected, earlier) if earlier else Figure(), earlier)
    target = _planned(indicator, f"target_{of.year}", dict(indicator.targets).get(of.year))
    return Result(
        indicator,
        _planned(indicator, "baseline", indicator.baseline),
        in_period,
        to_date,
        target,
        _attainment(indicator, to_date, target),
        _reached(indicator, to_date, target),
        _series(indicator, of_target, running=held),
        change,
        _trend(indicator, change),
        groups(indicator, of_target, held=held),
    )


def _of_period(indicator: Indicator, each: tuple[Measured, ...], expected: Iterable[str], of: Period) -> Figure:
    """The figure of one period, with those who have no part in it."""
    return replace(combine(indicator, each), missing=_missing(expected, counting(each), (of,), of))


def _change(now: Figure, then: Figure, earlier: Period | None) -> Figure:
    """What a period has more than the one before, where both are known; it lacks what either of them lacks."""
    if now.value is None or then.value is None or earlier is None:
        return Figure(way="change")
    parts = (*now.parts, *then.parts)
    if now.way == then.way == "sum":
        parts = (*now.parts, *(Part(part.spot, None if part.adds is None else -part.adds) for part in then.parts))
    lacking = (*now.missing, *(f"{code} ({earlier.code})" for code in then.missing))
    return Figure(now.value - then.value, parts, lacking, way="sum" if now.way == then.way == "sum" else "change")


def _trend(indicator: Indicator, change: Figure) -> str | None:
    """Whether a change is for the better or for the worse by the indicator's direction; None where it is unknown."""
    if change.value is None:
        return None
    if change.value == 0:
        return "same"
    if indicator.direction not in ("up", "down"):
        return "higher" if change.value > 0 else "lower"
    return "better" if (change.value > 0) == (indicator.direction == "up") else "worse"


def _series(indicator: Indicator, each: tuple[Measured, ...], *, running: bool) -> tuple[Number, ...]:
    """The combined value of each period in turn, or of everything up to it where the newest value holds."""
    found = []
    for period in sorted({item.period for item in each}):
        chosen = [item for item in each if item.period == period or (running and item.period < period)]
        value = combine(indicator, chosen).value
        if value is not None:
            found.append(value)
    return tuple(found)


def _missing(
    expected: Iterable[str], each: Iterable[Measured], periods: Iterable[Period], of: Period
) -> tuple[str, ...]:
    """The agencies without a value in some of the periods; those that lack earlier ones only, with their names."""
    there = {(item.agency, item.period) for item in each}
    wanted = tuple(periods)
    found = []
    for code in expected:
        lacking = [period for period in wanted if (code, period) not in there]
        if lacking:
            found.append(code if of in lacking else f"{code} ({', '.join(period.code for period in lacking)})")
    return tuple(found)


def _planned(indicator: Indicator, column: str, value: Number | None) -> Figure:
    """A figure that the plan itself states."""
    if value is None:
        return Figure()
    return Figure(value, (Part(Spot("indicators", indicator.row, column, indicator.uid), value),))


def _attainment(indicator: Indicator, to_date: Figure, target: Figure) -> Figure:
    """The share of the way from baseline to target; without a baseline value / target, for `down` target / value."""
    share = _way(indicator, to_date.value, target.value)
    start = _planned(indicator, "baseline", indicator.baseline)
    parts = (*to_date.parts, *start.parts, *target.parts) if share is not None else ()
    return Figure(share, parts, to_date.missing, way="attainment")


def _way(indicator: Indicator, value: Decimal | int | None, target: Decimal | int | None) -> Decimal | None:
    if value is None or target is None:
        return None
    now, goal, begin = Decimal(value), Decimal(target), indicator.baseline
    if begin is not None and begin != goal:
        return (now - begin) / (goal - begin)
    if now == goal:
        return Decimal(1)
    if indicator.direction == "down":
        return _part(goal, now)
    return _part(now, goal)


def _part(value: Decimal, of: Decimal) -> Decimal | None:
    """How much one is of the other; of nought only what is not below it has a share: all."""
    if of:
        return value / of
    return Decimal(1) if value >= 0 else None


def _reached(indicator: Indicator, to_date: Figure, target: Figure) -> bool | None:
    """Whether the value stands at the target or beyond it; None where either is unknown."""
    if to_date.value is None or target.value is None:
        return None
    return to_date.value <= target.value if indicator.direction == "down" else to_date.value >= target.value
