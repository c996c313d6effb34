"""Indicators that count victims, witnesses or suspects, made fit to be shown: small numbers and what tells them go."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from kap_xl.privacy import GUARDED, shown_count, shown_running, shown_share, shown_total

if TYPE_CHECKING:
    from kap_xl.summaries.attain import Result
    from kap_xl.summaries.figure import Figure, Number
    from kap_xl.summaries.people import Group

WITHHELD = "*"
"""What stands for a share that is withheld, where no bound can be named."""


def guarded(result: Result, k: int) -> Result:
    """The result as it may be shown: a value of 1 to k - 1 becomes `<k`, and so does what would tell it.

    Its cells are still named, but not what each adds; attainment goes with the value or the baseline it is made of.
    """
    counts = result.indicator.counts
    if counts not in GUARDED:
        return result
    baseline = _shown(result.baseline, shown_count(result.baseline.value, counts, k))
    to_date = _total(result, k)
    in_period = _period(result, to_date, k)
    change, trend = _change(result, in_period, k)
    attainment, reached = _bare(result.attainment), result.reached
    if to_date.withheld or baseline.withheld:
        attainment = attainment.withhold(WITHHELD) if attainment.value is not None else attainment
    if to_date.withheld:
        reached = None
    return result._replace(
        baseline=baseline,
        in_period=in_period,
        to_date=to_date,
        attainment=attainment,
        reached=reached,
        change=change,
        trend=trend,
        people=_people(result, to_date, k),
    )


def _period(result: Result, to_date: Figure, k: int) -> Figure:
    """The figure of the period: of a running total it is what the figure to date may not tell."""
    running = result.indicator.over_time == "cumulative" and result.in_period.value is not None
    if running and to_date.withheld:
        return result.in_period.withhold(to_date.withheld)
    return _figure(result.in_period, result.indicator.counts, k)


def _change(result: Result, in_period: Figure, k: int) -> tuple[Figure, str | None]:
    """The change, unless it is small, or tells a period that is withheld; then its direction goes too."""
    change = result.change
    if change.value is None:
        return _bare(change), None
    small = 0 < abs(Decimal(change.value)) < k
    if small or in_period.withheld or isinstance(_then(result, k), str):
        return change.withhold(WITHHELD), None
    return _bare(change), result.trend


def _then(result: Result, k: int) -> Number | str | None:
    """The figure of the period before, as it may be shown."""
    now, change = result.in_period.value, result.change.value
    return None if now is None or change is None else shown_count(now - change, result.indicator.counts, k)


def _people(result: Result, to_date: Figure, k: int) -> tuple[Group, ...]:
    """Women, men, girls and boys: all or none, since one that is hidden could be found from the others."""
    running = result.indicator.over_time == "cumulative"
    told = [group for group in result.people if group.figure.value is not None]
    shown = [shown_running(group.series, k) if running else shown_total(group.series, k) for group in told]
    small = [shown_count(group.figure.value, result.indicator.counts, k) for group in told]
    if to_date.withheld or any(isinstance(each, str) for each in (*shown, *small)):
        return tuple(group._replace(figure=_hidden(group.figure)) for group in result.people)
    return tuple(group._replace(figure=_bare(group.figure)) for group in result.people)


def _hidden(figure: Figure) -> Figure:
    return figure if figure.value is None else figure.withhold(WITHHELD)


def _total(result: Result, k: int) -> Figure:
    """The figure to date, which must not tell a hidden period by subtraction either."""
    figure, way = result.to_date, (result.indicator.over_time, result.indicator.over_agencies or "sum")
    if figure.way != "ratio" and figure.value is not None:
        if way == ("sum", "sum"):
            return _shown(figure, shown_total(result.series, k))
        if way[0] == "cumulative":
            return _shown(figure, shown_running(result.series, k))
    return _figure(figure, result.indicator.counts, k)


def _figure(figure: Figure, counts: str | None, k: int) -> Figure:
    if figure.way != "ratio":
        return _shown(figure, shown_count(figure.value, counts, k))
    top, base = (
        sum((part.adds or 0 for part in figure.parts if part.spot.column == column), start=0)
        for column in ("numerator", "denominator")
    )
    return _bare(figure) if shown_share(top, base, counts, k) is not None else figure.withhold(WITHHELD)


def _shown(figure: Figure, shown: Number | str | None) -> Figure:
    return figure.withhold(shown) if isinstance(shown, str) else _bare(figure)


def _bare(figure: Figure) -> Figure:
    """The figure with its value, its cells without theirs."""
    return replace(figure.withhold(""), value=figure.value)
