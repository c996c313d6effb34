"""Amounts in the plan's currency with the rate that was used, for whoever computes with an export."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from kap_xl.summaries.currency import end_of, rate_of, rates

if TYPE_CHECKING:
    from kap_xl.model import Plan
    from kap_xl.summaries.currency import Rates

Converted = tuple[date | None, Decimal | None, Decimal | None]
"""The rate's day, the rate (1 for the plan's own currency), and the amount; None where it cannot be known."""


def budget_amounts(plan: Plan) -> Mapping[str, Converted]:
    """The lower amount of each line that is an amount, by the rate at the end of its year, by the line's uid."""
    known, home = rates(plan), plan.settings.currency
    return {
        line.uid: _converted(line.amount if line.counted else None, line.currency, end_of(line.year), home, known)
        for line in plan.budget
    }


def spending_amounts(plan: Plan) -> Mapping[str, Converted]:
    """Each payment by the rate on the last day of its period."""
    known, home = rates(plan), plan.settings.currency
    ends = {entry.code: entry.end for entry in plan.listed("period")}
    return {
        each.uid: _converted(each.amount, each.currency, ends.get(each.period), home, known) for each in plan.spending
    }


def _converted(amount: Decimal | None, currency: str | None, on: date | None, home: str, known: Rates) -> Converted:
    if amount is None:
        return None, None, None
    if currency in (None, "", home):
        return None, Decimal(1), amount
    dated = rate_of(currency, on, known)
    return (None, None, None) if dated is None else (dated[0], dated[1], amount * dated[1])
