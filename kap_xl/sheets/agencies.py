"""The page of an agency within the plan: its figures, what it owes, its activities and its indicators in a period."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kap_xl.phrase import text
from kap_xl.privacy import TEAM_COPY
from kap_xl.sheets.agency_figures import figures
from kap_xl.sheets.agency_owed import owed, silent
from kap_xl.sheets.names import Names
from kap_xl.sheets.page import Block, Line, cells, said
from kap_xl.sheets.report import subtitle
from kap_xl.sheets.report_rows import NOTHING, Box, box
from kap_xl.summaries import by_activity
from kap_xl.summaries.figure import Figure, Summary
from kap_xl.summaries.links import Links
from kap_xl.summaries.periods import Period
from kap_xl.summaries.periods import period as find_period
from kap_xl.summaries.standing import Standing, due_next, overdue, standings
from kap_xl.summaries.submissions import rows_expected

if TYPE_CHECKING:
    from kap_xl.finding import Spot
    from kap_xl.model import Activity, Institution, Plan

ROLES = ("lead", "partner", "support")
INDICATOR = ("baseline", "target", "in_period", "to_date", "attainment", "reached", "missing")


@dataclass(frozen=True, slots=True)
class Page:
    """One agency: its code, its name, the line under it, and the blocks of the page from top to bottom."""

    code: str
    title: str
    subtitle: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class _Work:
    """What every page is made from."""

    plan: Plan
    of: Period
    names: Names
    found: Mapping[str, Summary]
    links: Links
    standings: tuple[Standing, ...]
    money: Mapping[tuple[str, int], Mapping[str, Figure]]
    silent: Mapping[str, tuple[Spot, ...]]


def pages(plan: Plan, period: str, lang: str, found: Mapping[str, Summary], k: int = TEAM_COPY) -> tuple[Page, ...]:
    """A page for each body that reports, leads an activity or answers for an indicator, in the order of the register.

    `found` are the summaries of the period, in which counts of victims below `k` were withheld.
    """
    of, links = find_period(plan, period), Links(plan)
    told, money = standings(plan, of, links), by_activity.money(plan, of)
    work = _Work(plan, of, Names(plan, lang), found, links, told, money, silent(plan, of))
    under = subtitle(plan, of, lang)
    return tuple(
        Page(each.code or "", _title(each, lang), under, tuple(_blocks(work, each.code or "", k)))
        for each in _bodies(plan, links)
    )


def _bodies(plan: Plan, links: Links) -> Iterable[Institution]:
    """The institutions that have anything to do in the plan; groups stand for their members."""
    active = [each for each in plan.activities if each.active]
    busy = {*rows_expected(plan), *(each.lead for each in active)}
    busy |= {code for each in plan.indicators for code in links.agencies(each.responsible)}
    done: set[str | None] = set()
    for body in plan.institutions:
        if body.code in busy and body.code not in done and not body.members:
            done.add(body.code)
            yield body


def _title(body: Institution, lang: str) -> str:
    name = body.name(lang)
    return name if name == body.code else f"{body.code} – {name}"


def _blocks(work: _Work, code: str, k: int) -> Iterable[Block]:
    lang = work.names.lang
    yield Block("figures", said("block.figures", lang), figures(work.found, code, work.names))
    owing = owed(work.plan, work.of, code, work.silent.get(code, ()), work.names)
    yield Block("owed", said("block.owed", lang), owing, said("owed-nothing", lang))
    mine = [(each, role) for each in work.standings if (role := _role(each.activity, code, work.links))]
    late = [pair for pair in mine if overdue(pair[0], work.of)]
    due = [pair for pair in mine if due_next(pair[0], work.of) and pair not in late]
    rest = [pair for pair in mine if pair not in late and pair not in due]
    for key, some in (("late", late), ("due", due), ("activities", rest)):
        if some:
            lines = tuple(_activity(work, standing, role, key) for standing, role in some)
            yield Block(key, text(f"agencies.block.{key}", lang, n=len(lines)), lines)
    answered = tuple(_indicators(work, code))
    if answered:
        note = text("report.note.indicators", lang, k=k, most=k - 1)
        yield Block("indicators", said("block.indicators", lang), answered, note=note)


def _role(activity: Activity, code: str, links: Links) -> str:
    """What a body is in an activity, itself or as a member of a named group; empty where it has no part in it."""
    named = ((activity.lead,), activity.partners, activity.support)
    return next((role for role, codes in zip(ROLES, named, strict=True) if code in links.agencies(codes)), "")


def _activity(work: _Work, standing: Standing, role: str, tone: str) -> Line:
    activity, lang = standing.activity, work.names.lang
    own = work.money.get((activity.uid, activity.row), {})
    days = (work.of.end - activity.due_by).days if tone == "late" and activity.due_by else None
    made = {
        "code": Box(activity.code or ""),
        "name": Box(activity.title(lang)),
        "role": Box(said(f"role.{role}", lang)),
        "due": Box(activity.due_by or _without_day(activity, lang)),
        "status": Box(work.names.word("status", standing.status)),
        "days": Box("" if days is None else days),
        **{key: box(key, own.get(key), work.names) for key in by_activity.COLUMNS},
    }
    return Line(activity.uid, cells("activities", made), tone)


def _without_day(activity: Activity, lang: str) -> str:
    """What stands for the deadline of an activity that goes on, or whose day is not known."""
    return said("continuous", lang) if activity.due_kind in ("CONTINUOUS", "RECURRING", "OPEN") else NOTHING


def _indicators(work: _Work, code: str) -> Iterable[Line]:
    rows = {each.uid: each for each in work.plan.indicators}
    for line in work.found["indicators"].lines:
        responsible = line.cells["responsible"]
        if isinstance(responsible, tuple) and code in responsible:
            made = {
                "code": Box(line.key),
                "name": Box(rows[line.uid].title(work.names.lang) if line.uid in rows else line.key),
                "unit": Box(line.cells["unit"] if isinstance(line.cells["unit"], str) else ""),
                **{key: box(key, line.cells[key], work.names) for key in INDICATOR},
            }
            lacks = line.cells["missing"]
            late = isinstance(lacks, tuple) and any(each.split(" ")[0] == code for each in lacks)
            yield Line(line.uid, cells("indicators", made), "late" if late else "")
