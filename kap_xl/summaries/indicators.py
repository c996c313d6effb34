"""Indicators in a period: what was measured, against which target, and whose figure is lacking."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from kap_xl.finding import Spot
from kap_xl.summaries.attain import Result, results
from kap_xl.summaries.figure import Cell, Figure, Line, Part, Share, Summary
from kap_xl.summaries.links import Links, links_of
from kap_xl.summaries.people import PEOPLE
from kap_xl.summaries.safe import guarded
from kap_xl.summaries.tally import Fact, fact_of, register, tally

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kap_xl.model import Plan
    from kap_xl.summaries.periods import Period

COLUMNS = (
    *("code", "unit", "baseline", "target", "in_period", "change", "trend", "to_date", "attainment", "reached"),
    *PEOPLE,
    *("responsible", "missing"),
)
COUNTS = ("total", "measured", "complete", "with_target", "reached")
GROUPS = ("pillar", "objective", "agency")


def indicators(plan: Plan, of: Period, k: int | None = None) -> Summary:
    """One line an indicator: baseline, target of the period's year, value in the period and to date, attainment.

    `to_date` holds what the target of the year is measured by: the sum, average or highest of the year's periods so
    far; for `latest` and `cumulative` (a reported running total) the newest value up to the period, of any year.
    Agencies are combined after time. `missing` names the responsible agencies without a value for a period that
    counts (an earlier one by its code); a sum is then incomplete. `attainment` is the way from baseline to target that
    was gone (1 = reached), for `down` the same way downward. `change` is the value in the period less that of the
    period before, where both are known, and `trend` whether that is better, worse or the same by the indicator's
    direction (higher or lower where it has none). `women`, `men`, `girls` and `boys` are the value to date by them,
    where everybody tells. With `k`, counts of victims, witnesses and suspects below k are withheld.
    """
    return shown(plan, results(plan, of), k)


def shown(plan: Plan, found: tuple[Result, ...], k: int | None) -> Summary:
    """The results as they may be shown; see `indicators`."""
    links = links_of(plan)
    if k is not None:
        found = tuple(guarded(result, k) for result in found)
    return Summary("indicators", "indicator", COLUMNS, tuple(_line(links, result) for result in found))


def attained(plan: Plan, of: Period, by: str) -> Summary:
    """Counts of indicators by pillar, objective or responsible agency, where an indicator counts for each of them.

    `measured` have a value to date, `complete` one from everybody, `with_target` a target for the year, `reached` it.
    """
    return counted(plan, results(plan, of), by)


def counted(plan: Plan, found: tuple[Result, ...], by: str) -> Summary:
    """The results counted by one group; see `attained`."""
    links = links_of(plan)
    facts: list[Fact] = []
    once: list[Fact] = []
    for result in found:
        whose = links.whose_indicator(result.indicator)
        bodies = links.agencies(result.indicator.responsible) or ("",)
        made = tuple(_counted(result))
        once += [fact_of(name, 1, spot, {}) for name, spot in made]
        for body in bodies if by == "agency" else bodies[:1]:
            groups = {"pillar": whose.pillar, "objective": whose.objective, "agency": body}
            facts += [fact_of(name, 1, spot, groups) for name, spot in made]
    keys = register(plan, by, (fact.groups[by] for fact in facts))
    columns = (*COUNTS, "share_reached")
    return tally(("attained", by), facts, keys, columns, _shape, totals=once)


def _counted(result: Result) -> Iterable[tuple[str, Spot]]:
    spot = Spot("indicators", result.indicator.row, "code", result.indicator.uid)
    known = result.to_date.value is not None
    yield "total", spot
    if known:
        yield "measured", spot
    if known and not result.to_date.missing:
        yield "complete", spot
    if result.target.value is not None:
        yield "with_target", spot
    if result.reached:
        yield "reached", spot


def _shape(found: Mapping[str, Figure]) -> Mapping[str, Cell]:
    counts = {name: found.get(name, Figure(0)) for name in COUNTS}
    return counts | {"share_reached": Share(counts["reached"], counts["with_target"])}


def _line(links: Links, result: Result) -> Line:
    indicator = result.indicator
    cells: dict[str, Cell] = {
        "itself": Figure(1, (Part(Spot("indicators", indicator.row, "code", indicator.uid)),)),
        "code": indicator.code,
        "unit": indicator.unit,
        "baseline": result.baseline,
        "target": result.target,
        "in_period": result.in_period,
        "change": result.change,
        "trend": result.trend,
        "to_date": result.to_date,
        "attainment": result.attainment,
        "reached": None if result.reached is None else "yes" if result.reached else "no",
        **{group.name: group.figure for group in result.people},
        "responsible": links.agencies(indicator.responsible),
        "missing": result.to_date.missing,
    }
    return Line(indicator.code or "", "indicator", MappingProxyType(cells), indicator.uid)
