"""Rules on an activity's money as a whole: what is given has a need to fill, and no more is given than needed."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from kap_xl.finding import Severity
from kap_xl.rules.money import clear, lines
from kap_xl.rules.reported import done
from kap_xl.rules.rows import activities, label
from kap_xl.rules.rule import Hit, hit, rule
from kap_xl.rules.sources import UNFUNDED
from kap_xl.rules.spending import payments

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kap_xl.model import BudgetLine, Plan


@rule("need-missing", "money", Severity.HINT, "budget")
def need_missing(plan: Plan) -> Iterable[Hit]:
    """Money promised or given for an activity of which nobody has estimated the need; told at its first line."""
    for code, of_one in _by_activity(plan).items():
        given = [line for line in of_one if line.counted and line.reached("pledged")]
        needed = any(line.stage in ("estimate", None) or line.source == UNFUNDED or not line.counted for line in of_one)
        if given and not needed:
            yield hit(given[0], "stage", given[0].stage, code=code)


@rule("overfunded", "money", Severity.HINT, "budget")
def overfunded(plan: Plan) -> Iterable[Hit]:
    """More committed to an activity than the most that it needs; sums in two currencies are not compared."""
    for code, of_one in _by_activity(plan).items():
        counted = [line for line in of_one if line.counted]
        need = [line for line in counted if line.stage == "estimate"]
        given = [line for line in counted if line.reached("committed")]
        money = {line.currency or plan.settings.currency for line in (*need, *given)}
        if not need or not given or len(money) != 1 or not all(clear(line) for line in of_one):
            continue
        most = sum((max(line.amount or Decimal(0), line.amount_max or Decimal(0)) for line in need), Decimal(0))
        committed = sum((line.amount or Decimal(0) for line in given), Decimal(0))
        if committed > most:
            last = given[-1]
            yield hit(last, "amount", last.amount, code=code, committed=committed, most=most, currency=money.pop())


@rule("spent-not-started", "money", Severity.WARNING, "spending")
def spent_not_started(plan: Plan) -> Iterable[Hit]:
    """Money that an agency spent in a period on an activity which it says has not started."""
    waiting = {
        (label(activity), report.agency, report.period)
        for _, report, activity in done(plan)
        if report.status == "NOT_STARTED" and report.agency and report.period
    }
    for code, payment in payments(plan):
        if payment.amount and payment.amount > 0 and (code, payment.agency, payment.period) in waiting:
            yield hit(payment, "amount", payment.amount, code=code, amount=payment.amount, agency=payment.agency)


@rule("payment-negative", "money", Severity.HINT, "spending", form=True)
def payment_negative(plan: Plan) -> Iterable[Hit]:
    """A payment below zero, which is right for money paid back alone."""
    for code, payment in payments(plan):
        if payment.amount is not None and payment.amount < 0:
            yield hit(payment, "amount", payment.amount, code=code, amount=payment.amount)


def _by_activity(plan: Plan) -> dict[str, list[BudgetLine]]:
    found: dict[str, list[BudgetLine]] = {}
    known = activities(plan)
    for code, line in lines(plan):
        if known.find(line.activity_uid, line.activity) is not None:
            found.setdefault(code, []).append(line)
    return found
