"""Indicators that count victims, witnesses or suspects, made fit to be shown: small numbers and what tells them go."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kap_xl.privacy import GUARDED, shown_count, shown_running, shown_share, shown_total

if TYPE_CHECKING:
    from kap_xl.summaries.attain import Result
    from kap_xl.summaries.figure import Figure, Number

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
    in_period = _figure(result.in_period, counts, k)
    to_date = _total(result, k)
    attainment, reached = _bare(result.attainment), result.reached
    if to_date.withheld or baseline.withheld:
        attainment = attainment.withhold(WITHHELD) if attainment.value is not None else attainment
    if to_date.withheld:
        reached = None
    return result._replace(
        baseline=baseline, in_period=in_period, to_date=to_date, attainment=attainment, reached=reached
    )


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
