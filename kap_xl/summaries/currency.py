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
    """The dated rates of each currency, oldest first: plan currency for one unit; of two on one day the lower row."""
    found: dict[str, list[tuple[date, int, Decimal]]] = {}
    for entry in plan.listed("rate"):
        if entry.code and entry.start is not None and entry.rate is not None:
            found.setdefault(entry.code, []).append((entry.start, entry.row, entry.rate))
    return {code: tuple((day, rate) for day, _, rate in sorted(each)) for code, each in found.items()}


def converted(amount: Decimal, currency: str | None, on: date | None, home: str, known: Rates) -> Decimal | None:
    """The amount by the latest rate on or before a day; None where there is no such rate, or no day to look for one.

    An amount without a currency is in the plan's own. Nothing is rounded: figures are, where they are shown.
    """
    if currency in (None, "", home):
        return amount
    if on is None:
        return None
    fitting = [rate for day, rate in known.get(str(currency), ()) if day <= on]
    return amount * fitting[-1] if fitting else None


def end_of(year: int | None) -> date | None:
    """The last day of a year."""
    return date(year, 12, 31) if year is not None else None
