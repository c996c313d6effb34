"""Rules on currencies: each is on the list and can be turned into the plan's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kap_xl.finding import Severity
from kap_xl.rules.money import lines
from kap_xl.rules.rule import Hit, hit, rule
from kap_xl.rules.spending import payments

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kap_xl.model import BudgetLine, Payment, Plan


CODE = re.compile("[A-Z]{3}")


@rule("currency-unknown", "money", Severity.ERROR, "budget")
def currency_unknown(plan: Plan) -> Iterable[Hit]:
    """A currency that is not on the plan's list; a form carries no list."""
    listed = {each.code for each in plan.listed("currency")}
    for sheet, code, line in _amounts(plan):
        if listed and line.currency not in listed and line.currency != plan.settings.currency:
            yield hit(line, "currency", line.currency, sheet, code=code, currency=line.currency)


@rule("rate-missing", "money", Severity.ERROR, "budget")
def rate_missing(plan: Plan) -> Iterable[Hit]:
    """An amount in a listed currency for which the plan has no exchange rate at all."""
    if own_unknown(plan):
        return  # told once, on the cover
    listed = {each.code for each in plan.listed("currency")} - {plan.settings.currency}
    rated = {each.code for each in plan.listed("rate")}
    for sheet, code, line in _amounts(plan):
        if line.currency in listed and line.currency not in rated:
            own = plan.settings.currency
            yield hit(line, "currency", line.currency, sheet, code=code, currency=line.currency, own=own)


def own_unknown(plan: Plan) -> bool:
    """Whether the plan's own currency cannot be meant: it has no three letters, or all amounts are in others listed."""
    own, listed = plan.settings.currency, {each.code for each in plan.listed("currency")}
    used = {line.currency for _, _, line in _amounts(plan)}
    return CODE.fullmatch(own) is None or (own not in listed | used and bool(used & listed))


def _amounts(plan: Plan) -> Iterator[tuple[str, str, BudgetLine | Payment]]:
    """Every amount that has a currency, planned or spent, with its sheet and activity."""
    for code, line in lines(plan):
        if line.counted and line.currency:
            yield "budget", code, line
    for code, payment in payments(plan):
        if payment.amount is not None and payment.currency:
            yield "spending", code, payment
