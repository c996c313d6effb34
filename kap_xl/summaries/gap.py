"""The funding gap: what an activity needs and nobody has committed, never below zero, activity by activity."""

from __future__ import annotations

from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING

from kap_xl.summaries.amounts import Amount, amounts
from kap_xl.summaries.figure import Figure, Part
from kap_xl.summaries.links import links_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kap_xl.finding import Spot
    from kap_xl.model import Plan

Key = tuple[str, int]
ZERO = Decimal(0)
GAPS: Mapping[str, tuple[bool, str]] = MappingProxyType(
    {"gap": (False, "committed"), "gap_high": (True, "committed"), "not_received": (False, "received")}
)
"""The gaps: whether need is taken at its highest, and the stage from which money covers it."""


def gaps(plan: Plan) -> dict[Key, Figure]:
    """The gap of each activity that states a need, by its uid and row; `missing` where a line of it is unknown."""
    lines: dict[Key, list[Amount]] = {}
    for amount in amounts(plan, links_of(plan)):
        if amount.activity is not None:
            lines.setdefault(amount.owner, []).append(amount)
    return {key: figure for key, each in lines.items() if (figure := _figure(each)) is not None}


def _figure(lines: Iterable[Amount]) -> Figure | None:
    """The gap of one activity's lines; None where they state no need."""
    made = shortfall(lines, "gap")
    if not made:
        return None
    parts = tuple(Part(spot, adds) for _, spot, adds in made if adds is not None)
    missing = tuple(dict.fromkeys(amount.missing for amount, _, _ in made if amount.missing))
    return Figure(sum((adds for _, _, adds in made if adds is not None), start=ZERO) if parts else None, parts, missing)


def shortfall(lines: Iterable[Amount], name: str) -> tuple[tuple[Amount, Spot, Decimal | None], ...]:
    """The lines that make the gap of one activity, their cells and what each adds: need as plus, cover as minus.

    An activity whose need is covered has a gap of nought, made of its lines of need; one without need has no lines.
    Lines whose amount is unknown add None.
    """
    highest, stage = GAPS[name]
    counted = [amount for amount in lines if not amount.apart]
    if not any(each.need for each in counted):
        return ()
    known = [amount for amount in counted if not amount.unknown]
    need = [
        (each, each.top if highest else each.spot, each.high if highest else each.low) for each in known if each.need
    ]
    cover = [(each, each.spot, -(each.low or ZERO)) for each in known if each.line.reached(stage)]
    unknown = [(each, each.spot, None) for each in counted if each.unknown and (each.need or each.line.reached(stage))]
    if sum((adds or ZERO for _, _, adds in (*need, *cover)), start=ZERO) > 0:
        return (*need, *cover, *unknown)
    return (*((each, spot, adds if adds is None else ZERO) for each, spot, adds in need), *unknown)
