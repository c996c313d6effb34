"""Rules on the registers that figures are computed with: periods, currencies and their rates."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from kap_xl.finding import Severity
from kap_xl.rules.rows import label
from kap_xl.rules.rule import Hit, hit, rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kap_xl.model import Entry, Plan


@rule("period-dates", "time", Severity.ERROR, "lists", firm=True)
def period_dates(plan: Plan) -> Iterable[Hit]:
    """A period without its first or last day, or one that ends before it begins."""
    for period in plan.listed("period"):
        if period.unread & {"start", "end"}:
            continue
        if period.start is None or period.end is None or period.end < period.start:
            column = "start" if period.start is None else "end"
            yield hit(period, column, period.end if column == "end" else "", period=label(period))


@rule("period-overlap", "time", Severity.ERROR, "lists", firm=True)
def period_overlap(plan: Plan) -> Iterable[Hit]:
    """Two periods that share days, so that one day would be reported twice."""
    dated = [period for period in plan.listed("period") if period.start and period.end and period.start <= period.end]
    for before, period in pairwise(sorted(dated, key=lambda each: (each.start, each.end, each.row))):
        if period.start and before.end and period.start <= before.end:
            yield hit(period, "start", period.start, period=label(period), other=label(before), date=before.end)


@rule("period-due", "time", Severity.WARNING, "lists")
def period_due(plan: Plan) -> Iterable[Hit]:
    """A period whose reports are due before it is over."""
    for period in plan.listed("period"):
        if period.due and period.end and period.due < period.end:
            yield hit(period, "due", period.due, period=label(period), date=period.end)


@rule("rate-unusable", "money", Severity.ERROR, "lists")
def rate_unusable(plan: Plan) -> Iterable[Hit]:
    """An exchange rate without its day, or that is not above zero."""
    for rate in plan.listed("rate"):
        if rate.start is None and "start" not in rate.unread:
            yield hit(rate, "start", "", currency=label(rate))
        elif "rate" not in rate.unread and (rate.rate is None or rate.rate <= 0):
            yield hit(rate, "rate", rate.rate, currency=label(rate))


@rule("period-gap", "time", Severity.WARNING, "lists")
def period_gap(plan: Plan) -> Iterable[Hit]:
    """Days between two periods that belong to none."""
    dated = [period for period in plan.listed("period") if period.start and period.end and period.start <= period.end]
    if len(dated) < len(plan.listed("period")):
        return  # the days that are missing may be those of a period without its days
    last: Entry | None = None
    for period in sorted(dated, key=lambda each: (each.start, each.end, each.row)):
        if last is not None and last.end and period.start and (period.start - last.end).days > 1:
            yield hit(period, "start", period.start, period=label(period), other=label(last), date=last.end)
        if last is None or (period.end and last.end and period.end > last.end):
            last = period


@rule("rate-twice", "money", Severity.ERROR, "lists")
def rate_twice(plan: Plan) -> Iterable[Hit]:
    """Two different exchange rates of one currency for one day."""
    seen: dict[tuple[str, object], Entry] = {}
    for rate in plan.listed("rate"):
        if not rate.code or rate.start is None or rate.rate is None:
            continue
        first = seen.setdefault((rate.code.upper(), rate.start), rate)
        if first.rate != rate.rate:
            yield hit(rate, "rate", rate.rate, currency=rate.code, date=rate.start, first=str(first.row))
