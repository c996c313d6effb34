"""The results of the workbook's formulas, computed apart from Excel, to be stored beside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from kap_xl.sheets.formulas import UNKNOWN
from kap_xl.summaries.currency import converted, end_of, rates

if TYPE_CHECKING:
    from datetime import date

    from kap_xl.model import Activity, BudgetLine, Plan

MONEY = ("needed", "funded", "gap")
Result = Decimal | str | None
"""A number, the sign for an amount that cannot be known, or a blank."""


def budget_results(plan: Plan) -> dict[str, dict[str, object]]:
    """`rate_date`, `amount_plan` and `stage_code` of each budget line, by its row uid."""
    known = rates(plan)
    return {
        line.uid: {
            "rate_date": _rate_date(line, plan.settings.currency, known) or "",
            "amount_plan": _amount(line, plan) if line.counted else "",
            "stage_code": line.stage or "",
        }
        for line in plan.budget
    }


def _rate_date(line: BudgetLine, home: str, known: Mapping[str, Iterable[tuple[date, Decimal]]]) -> date | None:
    if line.currency in (None, home) or line.year is None:
        return None
    last = end_of(line.year)
    return max((day for day, _ in known.get(str(line.currency), ()) if last is not None and day <= last), default=None)


def _amount(line: BudgetLine, plan: Plan) -> Result:
    """The lower amount in plan currency."""
    if line.amount is None:
        return None
    value = converted(line.amount, line.currency, end_of(line.year), plan.settings.currency, rates(plan))
    return UNKNOWN if value is None else value


def matrix_results(plan: Plan) -> dict[str, dict[str, object]]:
    """`needed`, `funded`, `gap` and `spent` (in the current period) of each activity, by its uid."""
    lines: dict[str, list[BudgetLine]] = {}
    for line in plan.budget:
        if line.activity_uid and line.counted:
            lines.setdefault(line.activity_uid, []).append(line)
    return {activity.uid: _activity(activity, lines.get(activity.uid, []), plan) for activity in plan.activities}


def _activity(activity: Activity, lines: Iterable[BudgetLine], plan: Plan) -> dict[str, object]:
    needed = _sum(_amount(line, plan) for line in lines if line.stage == "estimate")
    funded = _sum(_amount(line, plan) for line in lines if line.reached("committed"))
    gap: Result = UNKNOWN if UNKNOWN in (needed, funded) else None
    if isinstance(needed, Decimal) and gap is None:
        gap = max(Decimal(0), needed - (funded if isinstance(funded, Decimal) else 0))
    return {
        "needed": _blank(needed),
        "funded": _blank(funded),
        "gap": _blank(gap),
        "spent": _blank(_sum(_paid(activity, plan))),
    }


def _paid(activity: Activity, plan: Plan) -> Iterable[Result]:
    period = plan.settings.current_period
    last = next((entry.end for entry in plan.listed("period") if entry.code == period), None)
    known = rates(plan)
    for payment in plan.spending:
        if payment.activity_uid == activity.uid and payment.period == period and payment.amount is not None:
            value = converted(payment.amount, payment.currency, last, plan.settings.currency, known)
            yield UNKNOWN if value is None else value


def _sum(amounts: Iterable[Result]) -> Result:
    """The sum; unknown where one amount is, blank where there is none."""
    found = [amount for amount in amounts if amount is not None]
    if not found:
        return None
    numbers = [amount for amount in found if isinstance(amount, Decimal)]
    return sum(numbers, Decimal(0)) if len(numbers) == len(found) else UNKNOWN


def _blank(result: Result) -> object:
    """A blank result as the formula gives it: empty text."""
    return "" if result is None else result
