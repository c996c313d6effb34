"""Amounts in the plan's currency, by the rates that the plan itself lists."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kap_xl.model import Plan

Rates = Mapping[str, tuple[tuple[date, Decimal], ...]]


def rates(plan: Plan) -> Rates:
    """The dated rates of each currency, oldest first: plan currency for one unit; of two on one day the lower row.

    A rate of nought is none: it would make nothing of every amount.
    """
    found: dict[str, list[tuple[date, int, Decimal]]] = {}
    for entry in plan.listed("rate"):
        if entry.code and entry.start is not None and entry.rate is not None and entry.rate > 0:
            found.setdefault(entry.code, []).append((entry.start, entry.row, entry.rate))
    return {code: tuple((day, rate) for day, _, rate in sorted(each)) for code, each in found.items()}


def converted(amount: Decimal, currency: str | None, on: date | None, home: str, known: Rates) -> Decimal | None:
    """The amount by the latest rate on or before a day; None where there is no such rate, or no day to look for one.

    An amount without a currency is in the plan's own. Nothing is rounded: figures are, where they are shown.
    """
    if currency in (None, "", home):
        return amount
    dated = rate_of(currency, on, known)
    return None if dated is None else amount * dated[1]


def rate_of(currency: str | None, on: date | None, known: Rates) -> tuple[date, Decimal] | None:
    """The latest rate on or before a day, with its own day."""
    if on is None:
        return None
    fitting = [dated for dated in known.get(str(currency), ()) if dated[0] <= on]
    return fitting[-1] if fitting else None


def end_of(year: int | None) -> date | None:
    """The last day of a year."""
    return date(year, 12, 31) if year is not None else None
