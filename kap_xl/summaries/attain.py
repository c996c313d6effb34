"""What was reached of an indicator: its figures in a period and to date, against baseline and target."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from kap_xl.finding import Spot
from kap_xl.summaries.figure import Figure, Number, Part
from kap_xl.summaries.links import Links
from kap_xl.summaries.measure import Measured, combine, measured
from kap_xl.summaries.periods import Period, listed, up_to

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kap_xl.model import Indicator, Measurement, Plan

HELD = frozenset({"latest", "cumulative", None})
"""Ways over time in which the newest value of any year holds; the others are reckoned within the year."""


class Result(NamedTuple):
    """An indicator with its figure of the period, its figure to date, and how far that is from baseline to target.

    `series` holds the figure of each period behind the figure to date (running totals where the values are such).
    """

    indicator: Indicator
    baseline: Figure
    in_period: Figure
    to_date: Figure
    target: Figure
    attainment: Figure
    reached: bool | None
    series: tuple[Number, ...] = ()


def results(plan: Plan, of: Period) -> tuple[Result, ...]:
    """The result of every indicator, in the order of the sheet."""
    links, periods = Links(plan), up_to(plan, of)
    said: dict[tuple[str, int], list[Measurement]] = {}
    for report in plan.values:
        indicator = links.indicator(report.indicator_uid, report.indicator)
        if indicator is not None:
            said.setdefault((indicator.uid, indicator.row), []).append(report)
    return tuple(
        _result(plan, indicator, measured(said.get((indicator.uid, indicator.row), ()), periods), of, links)
        for indicator in plan.indicators
    )


def _result(plan: Plan, indicator: Indicator, each: tuple[Measured, ...], of: Period, links: Links) -> Result:
    expected = links.agencies(indicator.responsible)
    now = tuple(item for item in each if item.period == of)
    held = indicator.over_time in HELD
    counting = each if held else tuple(item for item in each if item.period.year == of.year)
    ends = (of,) if held else tuple(item for item in listed(plan) if item.year == of.year and item <= of) or (of,)
    in_period = replace(combine(indicator, now), missing=_missing(expected, now, (of,), of))
    to_date = replace(combine(indicator, counting), missing=_missing(expected, each, ends, of))
    target = _planned(indicator, f"target_{of.year}", dict(indicator.targets).get(of.year))
    return Result(
        indicator,
        _planned(indicator, "baseline", indicator.baseline),
        in_period,
        to_date,
        target,
        _attainment(indicator, to_date, target),
        _reached(indicator, to_date, target),
        _series(indicator, counting, running=held),
    )


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
    return Figure(share, to_date.parts if share is not None else (), to_date.missing, way="attainment")


def _way(indicator: Indicator, value: Decimal | int | None, target: Decimal | int | None) -> Decimal | None:
    if value is None or target is None:
        return None
    now, goal, begin = Decimal(value), Decimal(target), indicator.baseline
    if begin is not None and begin != goal:
        return (now - begin) / (goal - begin)
    if now == goal:
        return Decimal(1)
    if indicator.direction == "down":
        now, goal = goal, now
    return now / goal if goal else Decimal(1)


def _reached(indicator: Indicator, to_date: Figure, target: Figure) -> bool | None:
    """Whether the value stands at the target or beyond it; None where either is unknown."""
    if to_date.value is None or target.value is None:
        return None
    return to_date.value <= target.value if indicator.direction == "down" else to_date.value >= target.value
