"""Rules on the cells of one budget line: an amount says what it is, and what it is agrees with the amount."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kap_xl.finding import Severity
from kap_xl.model import BudgetLine, Payment, Plan
from kap_xl.rules.rows import activities, label, per_plan, plan_days
from kap_xl.rules.rule import Hit, hit, rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

WITHOUT_AMOUNT = frozenset({"no cost", "reference", "to be determined"})  # the regular budget may name its amount

FIELDS = frozenset({*BudgetLine.model_fields, *Payment.model_fields})


@rule("amount-missing", "money", Severity.ERROR, "budget")
def amount_missing(plan: Plan) -> Iterable[Hit]:
    """A line that is to hold an amount and holds none."""
    for code, line in lines(plan):
        meant = line.kind == "amount" or (line.kind is None and not line.unread & {"kind"})
        if meant and line.amount is None and "amount" not in line.unread:
            yield hit(line, "amount", "", code=code)


@rule("amount-negative", "money", Severity.ERROR, "budget")
def amount_negative(plan: Plan) -> Iterable[Hit]:
    """An amount below zero."""
    for code, line in lines(plan):
        for column, amount in (("amount", line.amount), ("amount_max", line.amount_max)):
            if amount is not None and amount < 0:
                yield hit(line, column, amount, code=code, amount=amount)


@rule("amount-turned", "money", Severity.ERROR, "budget")
def amount_turned(plan: Plan) -> Iterable[Hit]:
    """A range whose highest amount is below its lowest."""
    for code, line in lines(plan):
        low, high = line.amount, line.amount_max
        if low is not None and high is not None and 0 <= high < low:
            yield hit(line, "amount_max", high, code=code, amount=low, highest=high)


@rule("amount-uncounted", "money", Severity.WARNING, "budget")
def amount_uncounted(plan: Plan) -> Iterable[Hit]:
    """An amount on a line of a kind that has none, so that no total contains it."""
    for code, line in lines(plan):
        if line.kind in WITHOUT_AMOUNT and line.amount:
            kind = f"@words.money_kind.{line.kind}"
            yield hit(line, "kind", line.kind, code=code, kind=kind, amount=line.amount)


@rule("kind-missing", "money", Severity.HINT, "budget")
def kind_missing(plan: Plan) -> Iterable[Hit]:
    """An amount whose kind is blank; it is counted as an amount."""
    for code, line in lines(plan):
        if line.kind is None and line.amount is not None and "kind" not in line.unread:
            yield hit(line, "kind", "", code=code, amount=line.amount)


@rule("currency-missing", "money", Severity.WARNING, "budget")
def currency_missing(plan: Plan) -> Iterable[Hit]:
    """An amount without a currency."""
    for code, line in lines(plan):
        if line.counted and line.currency is None and "currency" not in line.unread:
            yield hit(line, "currency", "", code=code, amount=line.amount, currency=plan.settings.currency)


@rule("stage-missing", "money", Severity.ERROR, "budget")
def stage_missing(plan: Plan) -> Iterable[Hit]:
    """An amount that is neither need nor funding, because its stage is blank."""
    for code, line in lines(plan):
        if line.counted and line.stage is None and "stage" not in line.unread:
            yield hit(line, "stage", "", code=code, amount=line.amount)


@rule("year-outside", "money", Severity.WARNING, "budget")
def year_outside(plan: Plan) -> Iterable[Hit]:
    """Money in a year in which the plan does not run."""
    first, last = plan_days(plan)
    for code, line in lines(plan):
        if line.year and ((first and line.year < first.year) or (last and line.year > last.year)):
            # years are blanks as text: as numbers they would get a thousands separator
            yield hit(line, "year", line.year, code=code, year=str(line.year), first=first, last=last)


@rule("money-none", "money", Severity.HINT, "matrix")
def money_none(plan: Plan) -> Iterable[Hit]:
    """An activity without any line of money, not even one that says that it costs nothing."""
    if not plan.budget:
        return
    known = activities(plan)
    found = (known.find(line.activity_uid, line.activity) for line in plan.budget)
    paid = {id(activity) for activity in found if activity is not None}
    for activity in plan.activities:
        if activity.active and id(activity) not in paid and "code" not in activity.unread:
            yield hit(activity, "code", activity.code, code=label(activity))


def clear(line: BudgetLine | Payment) -> bool:
    """Whether every cell that says what the money is could be read; formulas beside it do not matter."""
    return not line.unread & FIELDS


@per_plan
def lines(plan: Plan) -> tuple[tuple[str, BudgetLine], ...]:
    """The budget lines of activities in force, and those whose activity is unknown, with what people call it."""
    return tuple(_lines(plan))


def _lines(plan: Plan) -> Iterator[tuple[str, BudgetLine]]:
    known = activities(plan)
    for line in plan.budget:
        activity = known.find(line.activity_uid, line.activity)
        if activity is None:
            yield line.activity or f"({line.row})", line
        elif activity.active:
            yield label(activity), line
