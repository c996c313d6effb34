"""Progress: how many activities stand where, by pillar, objective and lead agency, and in the whole plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kap_xl.finding import Spot
from kap_xl.summaries.figure import Cell, Figure, Share, Summary
from kap_xl.summaries.links import links_of
from kap_xl.summaries.rates import fulfils
from kap_xl.summaries.standing import NO_REPORT, NOT_RETURNED, Standing, due_next, here, overdue, standings
from kap_xl.summaries.tally import Fact, fact_of, register, tally
from kap_xl.vocabulary import VOCABULARIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kap_xl.model import Plan
    from kap_xl.summaries.periods import Period

STATUSES = (*VOCABULARIES["status"], NOT_RETURNED)
STANDS = ("done", "on_schedule", "late", "not_started", "stopped")
"""How what was reported stands; with NO_REPORT and NOT_RETURNED they add up to the total."""
COUNTS = ("total", "reported", *STATUSES, *STANDS, "implemented", "overdue", "due_next")
SHARES = {"share_reported": "reported", "share_implemented": "implemented", "share_overdue": "overdue"}
COLUMNS = (*COUNTS, *SHARES)
GROUPS = ("pillar", "objective", "agency")
DONE = frozenset({"DONE", "CONTINUOUS_OK"})
STOPPED = frozenset({"SUSPENDED", "CANCELLED"})


def progress(plan: Plan, of: Period, by: str) -> Summary:
    """Active activities by `pillar`, `objective` or `agency` (the lead): one count a status, and shares of the total.

    The status columns add up to the total. A status is the lead's report for this very period; an activity without
    one is NO_REPORT where its lead's form came back, NOT_RETURNED where it did not. `reported` counts those with
    one: of these `done` are finished, `stopped` suspended or cancelled, `late` said to be so or past their deadline,
    and of the rest `not_started` have not begun and `on_schedule` have. `implemented`, `overdue` and `due_next` go by
    the lead's latest report up to and including the period; what goes on or comes again is implemented only with
    evidence of the same year. Activities without a known objective stand in a line of their own.
    """
    return divided(plan, tuple(counted(plan, of)), by)


def divided(plan: Plan, facts: tuple[Fact, ...], by: str) -> Summary:
    """The activities as counted, by one group; see `progress`."""
    keys = register(plan, by, (fact.groups[by] for fact in facts))
    return tally(("progress", by), facts, keys, COLUMNS, shares)


def counted(plan: Plan, of: Period) -> Iterable[Fact]:
    """A fact for each activity and each column it is counted in."""
    links = links_of(plan)
    for standing in standings(plan, of, links):
        whose = links.whose(standing.activity)
        groups = {"pillar": whose.pillar, "objective": whose.objective, "agency": whose.lead}
        matrix = here(standing.activity)
        yield fact_of("total", 1, matrix, groups)
        yield fact_of(standing.status, 1, standing.spot, groups)
        if standing.status not in (NO_REPORT, NOT_RETURNED):
            yield fact_of("reported", 1, standing.spot, groups)
            yield fact_of(stands(standing, of), 1, standing.spot, groups)
        if standing.latest is not None and fulfils(standing.latest, standing.activity, in_year=standing.of_year):
            spot = Spot("progress", standing.latest.row, "status", standing.latest.uid)
            yield fact_of("implemented", 1, spot, groups)
        if overdue(standing, of):
            yield fact_of("overdue", 1, here(standing.activity, "deadline"), groups)
        if due_next(standing, of):
            yield fact_of("due_next", 1, here(standing.activity, "deadline"), groups)


def stands(standing: Standing, of: Period) -> str:
    """Which of STANDS an activity with a report for the period is."""
    if standing.status in DONE:
        return "done"
    if standing.status in STOPPED:
        return "stopped"
    if standing.status == "DELAYED" or overdue(standing, of):
        return "late"
    return "not_started" if standing.status == "NOT_STARTED" else "on_schedule"


def shares(found: Mapping[str, Figure]) -> Mapping[str, Cell]:
    """Counts, zero where nothing was counted, since counting is complete; and their shares of the total."""
    counts = {name: found.get(name, Figure(0)) for name in COUNTS}
    return counts | {name: Share(counts[of], counts["total"]) for name, of in SHARES.items()}
