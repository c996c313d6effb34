"""The amounts of the plan as facts: budget lines and payments in plan currency, and what cannot be counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kap_xl.finding import Spot
from kap_xl.summaries.currency import converted, end_of, rates
from kap_xl.summaries.periods import named
from kap_xl.vocabulary import STAGES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from kap_xl.model import Activity, BudgetLine, Payment, Plan
    from kap_xl.summaries.links import Links
    from kap_xl.summaries.periods import Period

FUNDING = STAGES[1:]
"""The stages of money: a line counts at its own stage and at all earlier ones."""
DECISIVE = frozenset({"amount", "currency", "kind"})
"""Cells without which an amount is unknown: one that cannot be read is not one that is blank."""
APART = ("regular budget", "no cost", "to be determined", "reference", "unstaged", "dropped")


class Amount(NamedTuple):
    """A budget line: `low` and `high` in plan currency (None: unknown), or the reason for which it counts `apart`.

    `spot` is its cell on the budget sheet, `top` the cell of its highest amount.
    """

    line: BudgetLine
    activity: Activity | None
    low: Decimal | None
    high: Decimal | None
    spot: Spot
    top: Spot
    apart: str = ""

    @property
    def unknown(self) -> bool:
        """Whether it should count but cannot: no amount is written, or its currency has no rate for the year."""
        return not self.apart and self.low is None

    @property
    def need(self) -> bool:
        """Whether it is an estimate of what is needed, not money from somebody."""
        return self.line.stage == "estimate"

    @property
    def missing(self) -> str:
        """What a sum lacks without it: the activity's code; empty where the amount is known."""
        return self.line.activity or self.line.uid if self.unknown else ""

    @property
    def owner(self) -> tuple[str, int]:
        """What tells one activity's lines from another's, also where the plan lacks the activity."""
        if self.activity is not None:
            return self.activity.uid, self.activity.row
        return self.line.activity_uid or self.line.activity or "", 0

    @property
    def year(self) -> int | None:
        """The year it is for."""
        return self.line.year


def amounts(plan: Plan, links: Links) -> tuple[Amount, ...]:
    """Every budget line by the latest rate on or before the end of its year, in the order of the sheet."""
    known, home = rates(plan), plan.settings.currency
    found = []
    for line in plan.budget:
        activity = links.activity(line.activity_uid, line.activity)
        day = end_of(line.year)
        readable = line.unread.isdisjoint(DECISIVE)
        top = line.amount if line.amount_max is None and "amount_max" not in line.unread else line.amount_max
        low, high = (
            converted(amount, line.currency, day, home, known) if readable and amount is not None else None
            for amount in (line.amount, top)
        )
        high = None if low is None else high  # a line whose lowest is unknown is in no sum
        spot = Spot("budget", line.row, "amount", line.uid)
        highest = spot if line.amount_max is None else Spot("budget", line.row, "amount_max", line.uid)
        found.append(Amount(line, activity, low, high, spot, highest, apart(line, activity)))
    return tuple(found)


def apart(line: BudgetLine, activity: Activity | None) -> str:
    """Why a line is counted apart: its kind, no stage, or an activity that was dropped; empty where it is not."""
    if activity is not None and not activity.active:
        return "dropped"
    if line.kind not in (None, "amount"):
        return line.kind or ""
    return "" if line.stage in STAGES else "unstaged"


class Paid(NamedTuple):
    """A payment in plan currency (None: unknown), its activity, and the period it was made in (None: unknown)."""

    line: Payment
    activity: Activity | None
    amount: Decimal | None
    period: Period | None

    @property
    def apart(self) -> str:
        """Why it is counted apart: its activity was dropped; empty where it is not."""
        return "dropped" if self.activity is not None and not self.activity.active else ""

    @property
    def missing(self) -> str:
        """What a sum lacks without it: the activity's code; empty where the amount is known."""
        return self.line.activity or self.line.uid if self.amount is None else ""

    @property
    def year(self) -> int | None:
        """The year in which its period ends."""
        return self.period.year if self.period is not None else None

    @property
    def spot(self) -> Spot:
        """Its cell on the spending sheet."""
        return Spot("spending", self.line.row, "amount", self.line.uid)


def payments(plan: Plan, of: Period, links: Links) -> Iterable[Paid]:
    """What was spent up to and including a period, by the latest rate on or before the end of the payment's own.

    A payment that names no period the plan knows is unknown: nobody can say whether it was made by then.
    """
    known, home, periods = rates(plan), plan.settings.currency, named(plan)
    for payment in plan.spending:
        made = periods.get(payment.period or "")
        if made is not None and made.end > of.end:
            continue
        activity = links.activity(payment.activity_uid, payment.activity)
        if made is None or payment.unread & DECISIVE:
            if payment.amount is not None or payment.unread & DECISIVE:
                yield Paid(payment, activity, None, made)
        elif payment.amount is not None:
            yield Paid(payment, activity, converted(payment.amount, payment.currency, made.end, home, known), made)
