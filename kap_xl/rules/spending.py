"""Rules on what was spent: each payment has its amount and source, and no source pays more than it gave."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from kap_xl.finding import Severity
from kap_xl.rules.money import clear, lines
from kap_xl.rules.rows import activities, is_form, label, per_plan
from kap_xl.rules.rule import Hit, hit, rule
from kap_xl.uids import pot_uid

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kap_xl.model import Payment, Plan
    from kap_xl.phrase import Blank

Pot = tuple[str, str]
"""Activity and source."""
Sums = dict[str, Decimal]
"""Amounts by currency."""


@rule("payment-incomplete", "money", Severity.ERROR, "spending", form=True)
def payment_incomplete(plan: Plan) -> Iterable[Hit]:
    """A payment without amount, activity or source: each empty cell is told.

    A row that a form has ready for a pot of money is none as long as it has no amount: nothing was spent from it.
    """
    for code, payment in payments(plan):
        if is_form(plan) and payment.amount is None and "amount" not in payment.unread and _is_ready(plan, payment):
            continue
        for column in ("activity", "source", "amount"):
            blank = getattr(payment, column) is None and column not in payment.unread
            if blank and not (column == "activity" and payment.activity_uid):
                yield hit(payment, column, "", row=code, column=f"@workbook.col.{column}")


@rule("payment-donor", "money", Severity.WARNING, "spending", form=True)
def payment_donor(plan: Plan) -> Iterable[Hit]:
    """A payment from donor money without the name of the donor."""
    for code, payment in payments(plan):
        if payment.source == "DONOR" and payment.donor is None and "donor" not in payment.unread:
            yield hit(payment, "donor", "", code=code)


@rule("payment-twice", "money", Severity.WARNING, "spending", form=True)
def payment_twice(plan: Plan) -> Iterable[Hit]:
    """Two payments of one agency alike in everything: in one period they belong in one line."""
    seen: dict[tuple[object, ...], int] = {}
    for code, payment in payments(plan):
        if payment.amount is None or not clear(payment):
            continue
        what = (payment.source, payment.donor, payment.category, payment.currency, payment.amount)
        first = seen.setdefault((code, payment.period, payment.agency, *what), payment.row)
        if first != payment.row:
            yield hit(payment, "amount", payment.amount, code=code, amount=payment.amount, first=str(first))


@rule("overspent", "money", Severity.WARNING, "spending")
def overspent(plan: Plan) -> Iterable[Hit]:
    """More spent on an activity from a source than the source committed; sums in two currencies are not compared."""
    committed, unknown = _committed(plan)
    in_force = {label(activity) for activity in plan.activities if activity.active}
    spent: dict[Pot, Sums] = {}
    last: dict[Pot, Payment] = {}
    for code, payment in payments(plan):
        if code in in_force and payment.amount is not None and payment.source and clear(payment):
            pot = (code, payment.source)
            _add(spent, pot, payment.currency or plan.settings.currency, payment.amount)
            last[pot] = payment
    for pot, paid in spent.items():
        given = committed.get(pot, {})
        if pot in unknown or len(paid.keys() | given.keys()) != 1:
            continue
        ((currency, amount),) = paid.items()
        limit = given.get(currency, Decimal(0))
        if amount > limit:
            blanks: dict[str, Blank] = {"amount": amount, "committed": limit, "currency": currency}
            yield hit(last[pot], "amount", last[pot].amount, code=pot[0], source=_called(pot[1], plan), **blanks)


@per_plan
def payments(plan: Plan) -> tuple[tuple[str, Payment], ...]:
    """The payments on activities in force, and those whose activity is unknown, with what people call it."""
    return tuple(_payments(plan))


def _payments(plan: Plan) -> Iterator[tuple[str, Payment]]:
    known = activities(plan)
    for payment in plan.spending:
        activity = known.find(payment.activity_uid, payment.activity)
        if activity is None:
            yield payment.activity or f"({payment.row})", payment
        elif activity.active:
            yield label(activity), payment


def _is_ready(plan: Plan, payment: Payment) -> bool:
    """Whether a form's row still speaks of the pot of money for which it was made ready."""
    activity = activities(plan).find(payment.activity_uid, payment.activity)
    if activity is None:
        return False
    pot = (activity.uid, payment.source, payment.donor, payment.category, payment.currency)
    return payment.uid == pot_uid(plan.settings.agency or "", plan.settings.period or "", pot)


def _called(source: str, plan: Plan) -> str:
    """What a source of money is called in the plan's language."""
    lang = plan.settings.language
    return next((entry.name(lang) for entry in plan.listed("source") if entry.code == source), source)


def _committed(plan: Plan) -> tuple[dict[Pot, Sums], set[Pot]]:
    """What was committed from each pot, and the pots of which that is not known."""
    committed: dict[Pot, Sums] = {}
    unknown: set[Pot] = set()
    sources = {payment.source for payment in plan.spending if payment.source}
    for code, line in lines(plan):
        given = line.reached("committed")
        hidden = given and (not line.source or line.amount is None)
        if not clear(line) or line.kind == "regular budget" or hidden:
            unknown |= {(code, source) for source in ([line.source] if line.source else sources)}
        elif line.counted and line.amount is not None and line.source and given:
            most = max(line.amount, line.amount_max or line.amount)
            _add(committed, (code, line.source), line.currency or plan.settings.currency, most)
    return committed, unknown


def _add(sums: dict[Pot, Sums], pot: Pot, currency: str, amount: Decimal) -> None:
    """The amount on top of what the sums hold; they are the caller's own and go no further."""
    mine = sums.setdefault(pot, {})
    mine[currency] = mine.get(currency, Decimal(0)) + amount
