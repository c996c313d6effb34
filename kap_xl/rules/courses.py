"""Rules on indicators over the years and over agencies: targets follow their direction, shares can be combined."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from kap_xl.finding import Severity
from kap_xl.rules.indicators import in_force
from kap_xl.rules.measurements import PEOPLE, percentage
from kap_xl.rules.reported import measured
from kap_xl.rules.rows import label, plan_days
from kap_xl.rules.rule import Hit, hit, rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kap_xl.model import Plan


@rule("target-falls", "time", Severity.WARNING, "indicators")
def target_falls(plan: Plan) -> Iterable[Hit]:
    """A running total that is to rise, with a target below that of an earlier year."""
    for indicator in in_force(plan):
        if indicator.over_time != "cumulative" or indicator.direction != "up":
            continue
        for (before, higher), (year, target) in pairwise(indicator.targets):
            if target < higher:
                blanks = {"year": str(year), "before": str(before)}
                column = f"target_{year}"
                yield hit(indicator, column, target, code=label(indicator), target=target, higher=higher, **blanks)


@rule("baseline-late", "time", Severity.WARNING, "indicators")
def baseline_late(plan: Plan) -> Iterable[Hit]:
    """A baseline measured after the plan had ended."""
    _, last = plan_days(plan)
    for indicator in in_force(plan):
        day = indicator.baseline_date
        if day and last and day > last:
            yield hit(indicator, "baseline_date", day, code=label(indicator), date=day, last=last)


@rule("counts-missing", "row", Severity.HINT, "indicators")
def counts_missing(plan: Plan) -> Iterable[Hit]:
    """An indicator whose reports divide people into groups, and that does not say which people it counts."""
    told: set[int] = set()
    for _, report, indicator in measured(plan):
        blank = indicator.counts is None and "counts" not in indicator.unread
        if blank and id(indicator) not in told and any(getattr(report, group) is not None for group in PEOPLE):
            told.add(id(indicator))
            yield hit(indicator, "counts", "", "indicators", code=label(indicator))


@rule("share-without-parts", "time", Severity.HINT, "values")
def share_without_parts(plan: Plan) -> Iterable[Hit]:
    """A percentage of one of several agencies without numerator and denominator: it cannot be combined with theirs."""
    for sheet, report, indicator in measured(plan):
        parts = (report.numerator, report.denominator)
        alone = parts == (None, None) and not report.unread & {"numerator", "denominator"}
        if report.value is not None and alone and percentage(indicator) and len(indicator.responsible) > 1:
            yield hit(report, "numerator", "", sheet, code=label(indicator))


@rule("share-over-whole", "time", Severity.WARNING, "values", form=True)
def share_over_whole(plan: Plan) -> Iterable[Hit]:
    """A part that is greater than its whole."""
    for sheet, report, indicator in measured(plan):
        part, whole = report.numerator, report.denominator
        if part is not None and whole is not None and part > whole > 0 and percentage(indicator):
            yield hit(report, "numerator", part, sheet, code=label(indicator), part=part, whole=whole)


@rule("count-not-whole", "time", Severity.ERROR, "values", form=True)
def count_not_whole(plan: Plan) -> Iterable[Hit]:
    """A count of people that is below zero or not whole; averages over agencies or over time need not be whole."""
    for sheet, report, indicator in measured(plan):
        counted = indicator.counts not in (None, "NONE") and not percentage(indicator)
        averaged = "average" in (indicator.over_time, indicator.over_agencies)
        shared = report.numerator is not None or report.denominator is not None
        value = report.value
        if value is None or not counted or shared or averaged:
            continue
        if value < 0 or value != value.to_integral_value():
            yield hit(report, "value", value, sheet, code=label(indicator), count=value)
