"""Rules on currencies: each is on the list and can be turned into the plan's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kap_xl.finding import Severity
from kap_xl.kinds.near import nearby
from kap_xl.rules.money import lines
from kap_xl.rules.rule import Hit, hit, rule
from kap_xl.rules.spending import payments
from kap_xl.vocabulary import LANGUAGES

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
            near = _meant(line.currency or "", plan)
            yield hit(line, "currency", line.currency, sheet, near, code=code, currency=line.currency)


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


def _meant(typed: str, plan: Plan) -> str:
    """The one listed currency of which the code or a name is near; a code may have a slip in its last letter."""
    listed = [each for each in plan.listed("currency") if each.code]
    words = [(word, str(each.code)) for each in listed for word in (each.code, *map(each.name, LANGUAGES)) if word]
    near = nearby(typed, words) or {code for _, code in words if len(typed) == len(code) and code[:-1] == typed[:-1]}
    return next(iter(near)) if len(near) == 1 else ""


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
