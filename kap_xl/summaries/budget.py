"""Budget, funding, spending and gap in plan currency, by objective, pillar, lead, year, source, donor and category."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from kap_xl.summaries.amounts import APART, FUNDING, Amount, Paid, amounts, payments
from kap_xl.summaries.figure import NOT_SPECIFIED, Cell, Figure, Share, Summary
from kap_xl.summaries.gap import GAPS, shortfall
from kap_xl.summaries.links import Links, links_of
from kap_xl.summaries.tally import Fact, fact_of, figures, register, tally

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kap_xl.model import Plan
    from kap_xl.summaries.periods import Period

MONEY = ("need", "need_high", *FUNDING, "spent", "spent_period", *GAPS)
SHARES = {"coverage": ("committed", "need"), "execution": ("spent", "committed")}
COLUMNS = (*MONEY, *SHARES, "unknown", *APART)
OF_ACTIVITIES = ("pillar", "objective", "agency")
GROUPS = (*OF_ACTIVITIES, "year", "source", "donor", "category")
Grouped = tuple[Amount, "Mapping[str, str]"]
"""A budget line and its group of each kind."""


def budget(plan: Plan, of: Period, by: str) -> Summary:
    """Amounts in plan currency (Decimal, unrounded; None where nothing is stated) by one of GROUPS.

    `need` is the estimates at their lowest, `need_high` at their highest. `requested`, `pledged`, `committed` and
    `received` count a line that stands at that stage or further on. `spent` is up to the period's end,
    `spent_period` in it. `gap` is need less committed, never below nought, of each activity, then summed;
    `gap_high` the same from the highest need; `not_received` need less received. A gap belongs to an activity or to
    its year: by source, donor or category gap and coverage are unknown, since the money of one covers a need that
    names another or none. The gaps of the years need not add up to the plan's, which sets one year's surplus against
    another's need.
    `unknown` counts lines without an amount or a rate and payments without a period; they are in no sum. The other
    columns count lines apart, `dropped` also the payments of activities that were dropped.
    """
    return divided(plan, ledger(plan, of), by)


class Ledger(NamedTuple):
    """The facts of budget and spending, each under every group; the gaps of activities and of their years apart.

    `totals` are the figures of the whole plan, which are the same however it is divided.
    """

    amounts: tuple[Fact, ...]
    gaps: tuple[Fact, ...]
    yearly: tuple[Fact, ...]
    totals: Mapping[str, Figure]


def ledger(plan: Plan, of: Period) -> Ledger:
    """The facts that every division of the budget is made from."""
    links = links_of(plan)
    lines = amounts(plan, links)
    grouped = tuple((amount, _groups(links, amount)) for amount in lines)
    stated = (*_stated(grouped), *_spent(plan, of, links))
    short = tuple(_gaps(grouped, yearly=False))
    return Ledger(stated, short, tuple(_gaps(grouped, yearly=True)), figures((*stated, *short)))


def divided(plan: Plan, facts: Ledger, by: str) -> Summary:
    """The budget by one group; see `budget`."""
    own = facts.gaps if by in OF_ACTIVITIES else facts.yearly if by == "year" else ()
    keys = register(plan, by, (fact.groups.get(by, NOT_SPECIFIED) for fact in facts.amounts))
    shape = _shape if by in (*OF_ACTIVITIES, "year") else _undivided
    return tally(("budget", by), (*facts.amounts, *own), keys, COLUMNS, shape, totals=facts.totals)


def _stated(lines: Iterable[Grouped]) -> Iterable[Fact]:
    """What each budget line is counted as."""
    for amount, groups in lines:
        if amount.apart:
            yield fact_of(amount.apart, 1, amount.spot, groups)
            continue
        if amount.unknown:
            yield fact_of("unknown", 1, amount.spot, groups)
        if amount.need:
            yield fact_of("need", amount.low, amount.spot, groups, amount.missing)
            lacking = (amount.line.activity or amount.line.uid) if amount.high is None else ""
            yield fact_of("need_high", amount.high, amount.top, groups, lacking)
        for stage in FUNDING:
            if amount.line.reached(stage):
                yield fact_of(stage, amount.low, amount.spot, groups, amount.missing)


def _spent(plan: Plan, of: Period, links: Links) -> Iterable[Fact]:
    """What was spent up to a period, and in it."""
    for paid in payments(plan, of, links):
        groups = _groups(links, paid)
        if paid.apart:
            yield fact_of(paid.apart, 1, paid.spot, groups)
            continue
        if paid.amount is None:
            yield fact_of("unknown", 1, paid.spot, groups)
        yield fact_of("spent", paid.amount, paid.spot, groups, paid.missing)
        if paid.period == of:
            yield fact_of("spent_period", paid.amount, paid.spot, groups, paid.missing)


def _gaps(lines: Iterable[Grouped], *, yearly: bool) -> Iterable[Fact]:
    """The gaps of each activity, or of each activity's year; a line that is unknown leaves its gap incomplete."""
    owned: dict[tuple[str, int, int | None], list[Amount]] = {}
    groups: dict[int, Mapping[str, str]] = {}
    for amount, of in lines:
        owned.setdefault((*amount.owner, amount.line.year if yearly else None), []).append(amount)
        groups[id(amount)] = of
    for each in owned.values():
        for name in GAPS:
            for amount, spot, adds in shortfall(each, name):
                missing = "" if adds is not None else amount.line.activity or amount.line.uid
                yield fact_of(name, adds, spot, groups[id(amount)], missing)


def _groups(links: Links, amount: Amount | Paid) -> Mapping[str, str]:
    """Every group an amount is counted in: its activity's, its own source, donor and category, its year."""
    whose = links.whose(amount.activity)
    line = amount.line
    return {
        "pillar": whose.pillar,
        "objective": whose.objective,
        "agency": whose.lead,
        "year": str(amount.year) if amount.year else NOT_SPECIFIED,
        "source": line.source or NOT_SPECIFIED,
        "donor": line.donor or NOT_SPECIFIED,
        "category": line.category or NOT_SPECIFIED,
    }


def _shape(found: Mapping[str, Figure]) -> Mapping[str, Cell]:
    """Unknown where nothing is stated; where any budget line is, a stage that no money has reached is nought."""
    stated = any(name in found for name in ("need", *FUNDING))
    nothing = Figure(Decimal(0)) if stated else Figure()
    money = {name: found.get(name, nothing if name in FUNDING else Figure()) for name in MONEY}
    counts = {name: found.get(name, Figure(0)) for name in ("unknown", *APART)}
    return money | {name: Share(money[part], money[base]) for name, (part, base) in SHARES.items()} | counts


def _undivided(found: Mapping[str, Figure]) -> Mapping[str, Cell]:
    """The same without coverage, where need and the money that covers it may stand in different lines."""
    return {**_shape(found), "coverage": None}
