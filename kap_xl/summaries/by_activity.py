"""The money of each activity: what it needs, what was committed and spent, and what nobody has committed."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from kap_xl.summaries.amounts import amounts, payments
from kap_xl.summaries.figure import Figure, Part
from kap_xl.summaries.gap import gaps
from kap_xl.summaries.links import links_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kap_xl.finding import Spot
    from kap_xl.model import Activity, Plan
    from kap_xl.summaries.gap import Key
    from kap_xl.summaries.periods import Period

COLUMNS = ("need", "committed", "spent", "gap")


def money(plan: Plan, of: Period) -> Mapping[Key, Mapping[str, Figure]]:
    """Figures in plan currency by the activity's uid and row, under those of COLUMNS that are stated.

    `spent` is up to the period's end. A figure whose `missing` names something lacks amounts that are unknown.
    """
    links = links_of(plan)
    found: dict[Key, dict[str, list[tuple[Spot, Decimal | None]]]] = {}
    for amount in amounts(plan, links):
        if amount.activity is not None and not amount.apart:
            name = "need" if amount.need else "committed" if amount.line.reached("committed") else ""
            if name:
                _add(found, amount.activity, name, amount.spot, amount.low)
    for paid in payments(plan, of, links):
        if paid.activity is not None and not paid.apart:
            _add(found, paid.activity, "spent", paid.spot, paid.amount)
    made: dict[Key, dict[str, Figure]] = {
        key: {name: _figure(each) for name, each in some.items()} for key, some in found.items()
    }
    for key, figure in gaps(plan).items():
        made.setdefault(key, {})["gap"] = figure
    return made


def _add(
    found: dict[tuple[str, int], dict[str, list[tuple[Spot, Decimal | None]]]],
    activity: Activity,
    name: str,
    spot: Spot,
    adds: Decimal | None,
) -> None:
    found.setdefault((activity.uid, activity.row), {}).setdefault(name, []).append((spot, adds))


def _figure(each: list[tuple[Spot, Decimal | None]]) -> Figure:
    known = tuple(Part(spot, adds) for spot, adds in each if adds is not None)
    total = sum((part.adds or 0 for part in known), start=Decimal(0)) if known else None
    missing = tuple(dict.fromkeys(spot.uid for spot, adds in each if adds is None))
    return Figure(total, known, missing)
