"""Facts into figures: every figure that adds up is a group of facts of one measure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from kap_xl.summaries.figure import NOT_SPECIFIED, TOTAL, Cell, Figure, Line, Number, Part, Summary

if TYPE_CHECKING:
    from kap_xl.finding import Spot
    from kap_xl.model import Plan


class Fact(NamedTuple):
    """One cell that counts for one measure, under the keys of every group it belongs to.

    `missing` names what could not be counted here: then its part adds None and the figure is incomplete.
    """

    measure: str
    part: Part
    groups: Mapping[str, str]
    missing: str = ""


def fact_of(measure: str, adds: Number | None, spot: Spot, groups: Mapping[str, str], missing: str = "") -> Fact:
    """The fact that a cell counts for a measure; its part is made once, and stands in every figure it goes into."""
    return Fact(measure, Part(spot, adds), groups, missing)


Shape = Callable[[Mapping[str, Figure]], Mapping[str, Cell]]


def tally(
    of: tuple[str, str],
    facts: Iterable[Fact],
    keys: Iterable[str],
    columns: tuple[str, ...],
    shape: Shape,
    totals: Mapping[str, Figure] | Iterable[Fact] | None = None,
) -> Summary:
    """The summary `of` (name, group): a line for each of `keys` and for each other key of the facts, then the total.

    `shape` makes a line's cells from the figures of its measures; a measure without facts is absent from them.
    `totals` are the figures of the total line, or the facts they are made of, where these are not those of the lines.
    """
    name, by = of
    every = tuple(facts)
    grouped: defaultdict[str, defaultdict[str, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    for fact in every:
        grouped[fact.groups.get(by, NOT_SPECIFIED)][fact.measure].append(fact)
    total = totals if isinstance(totals, Mapping) else figures(every if totals is None else totals)
    lines = tuple(
        Line(key, by, MappingProxyType(shape({each: _figure(some) for each, some in grouped.get(key, {}).items()})))
        for key in _ordered(keys, grouped)
    )
    return Summary(name, by, columns, lines, Line(TOTAL, by, MappingProxyType(shape(total))))


def figures(facts: Iterable[Fact]) -> dict[str, Figure]:
    """The figure of each measure of the facts, however they are grouped."""
    found: defaultdict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        found[fact.measure].append(fact)
    return {measure: _figure(some) for measure, some in found.items()}


def _figure(facts: Iterable[Fact]) -> Figure:
    """Plain sums: Decimals stay Decimals, and nothing is rounded."""
    added = [(part.adds, part) for _, part, _, _ in facts if part.adds is not None]
    parts = tuple([part for _, part in added])
    value = sum([adds for adds, _ in added], start=0) if added else None
    missing = tuple(dict.fromkeys([missing for _, _, _, missing in facts if missing]))
    return Figure(value, parts, missing)


def _ordered(keys: Iterable[str], found: Iterable[str]) -> tuple[str, ...]:
    """The given keys, then the others in their order as text, `not specified` last."""
    given = tuple(dict.fromkeys(keys))
    others = sorted(set(found) - set(given) - {NOT_SPECIFIED})
    last = (NOT_SPECIFIED,) if NOT_SPECIFIED in found else ()
    return (*given, *others, *last)


def register(plan: Plan, by: str, present: Iterable[str]) -> tuple[str, ...]:
    """The keys of a group in the order of the registers: every pillar and objective, of the rest those present."""
    if by in ("pillar", "objective"):
        return tuple(entry.code for entry in plan.listed(by) if entry.code)
    if by in ("agency", "donor"):
        known = [each.code for each in plan.institutions if each.code]
    else:
        known = [entry.code for entry in plan.listed(by) if entry.code]
    there = set(present)
    return tuple(code for code in known if code in there)
