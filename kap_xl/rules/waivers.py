"""Waivers: findings that somebody has accepted, with a reason, a post and a date, are told apart from the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kap_xl.columns import BY_KEY
from kap_xl.finding import Finding, Severity
from kap_xl.kinds.near import nearest, nearest_code
from kap_xl.parse import sheet_named, tabs
from kap_xl.rules import rulings
from kap_xl.rules.called import all_rows, names
from kap_xl.rules.of_cells import OF_CELLS
from kap_xl.rules.own.applied import OWN, own_id, own_rules
from kap_xl.rules.rows import Code, parts
from kap_xl.rules.rule import Hit, hit, rule, rules_in
from kap_xl.rules.subjects import OF_PLANS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from kap_xl.model import Plan, Ruling

NEEDED = (("reason", "reason"), ("post", "post"), ("date", "day"))
"""Columns without which a waiver is none, and where a row keeps them."""
OF_RULINGS = rules_in(vars(rulings))
WAIVABLE = {each.id: not each.firm for each in (*OF_PLANS, *OF_RULINGS)}
WAIVABLE_CELLS = {each.id: not each.firm for each in OF_CELLS}
KNOWN = WAIVABLE.keys() | WAIVABLE_CELLS.keys()
FIRM = frozenset(name for name, may in (WAIVABLE | WAIVABLE_CELLS).items() if not may)


@dataclass(frozen=True, slots=True)
class Waived:
    """A finding that was accepted: why, by which post, and when."""

    finding: Finding
    reason: str
    post: str
    date: date | None


def apart(findings: Iterable[Finding], plan: Plan) -> tuple[tuple[Finding, ...], tuple[Waived, ...]]:
    """The findings that still count, and those that a row of the rules sheet waives; both in the order given.

    A waiver that is incomplete or names something unknown waives nothing. One that waives none of these findings is
    itself told, after them.
    """
    every = tuple(findings)
    good = _good(plan)
    if not good:
        return every, ()
    called = names(plan)
    kept: list[Finding] = []
    waived: list[Waived] = []
    used: set[int] = set()
    for finding in every:
        waiver = next((each for each in good.get(finding.rule, ()) if _covers(each, finding, called)), None)
        if waiver is None:
            kept.append(finding)
        else:
            used.add(waiver.row)
            waived.append(Waived(finding, waiver.reason or "", waiver.post or "", waiver.day))
    idle = (each for same in good.values() for each in same if each.row not in used)
    said = (hit(each, "name", each.name, name=each.name or "") for each in sorted(idle, key=lambda one: one.row))
    return (*kept, *(waiver_idle.finding(each) for each in said)), tuple(waived)


@rule("waiver-incomplete", "structure", Severity.WARNING, "rules", firm=True)
def waiver_incomplete(plan: Plan) -> Iterable[Hit]:
    """A waiver without its reason, its post or its day: each empty cell is told, and nothing is waived."""
    for waiver in _waivers(plan):
        for column, field in NEEDED:
            if getattr(waiver, field) is None and column not in waiver.unread:
                yield hit(waiver, column, "", name=waiver.name or "", column=f"@workbook.col.{column}")


@rule("waiver-unbounded", "structure", Severity.WARNING, "rules", firm=True)
def waiver_unbounded(plan: Plan) -> Iterable[Hit]:
    """A waiver that names neither a row nor a sheet: it would silence its rule for the whole plan."""
    for waiver in _waivers(plan):
        if not waiver.of and not waiver.sheet and "row" not in waiver.unread:
            yield hit(waiver, "row", "", name=waiver.name or "")


@rule("waiver-unknown", "structure", Severity.WARNING, "rules", firm=True)
def waiver_unknown(plan: Plan) -> Iterable[Hit]:
    """A waiver of a rule that there is not."""
    known = {own_id(each) for each in own_rules(plan)} | KNOWN | WAIVERS
    for waiver in _waivers(plan):
        if waiver.name and _rule(waiver) not in known:
            yield hit(waiver, "name", waiver.name, "", nearest(waiver.name, known - FIRM), name=waiver.name)


@rule("waiver-firm", "structure", Severity.WARNING, "rules", firm=True)
def waiver_firm(plan: Plan) -> Iterable[Hit]:
    """A waiver of a rule without which rows are mixed up or figures mean nothing."""
    for waiver in _waivers(plan):
        if _rule(waiver) in FIRM | WAIVERS:
            yield hit(waiver, "name", waiver.name, name=waiver.name or "")


@rule("waiver-sheet", "structure", Severity.WARNING, "rules", firm=True)
def waiver_sheet(plan: Plan) -> Iterable[Hit]:
    """A waiver on a sheet that there is not."""
    for waiver in _waivers(plan):
        if waiver.sheet and not sheet_named(waiver.sheet):
            near = nearest(waiver.sheet, (*(tab for _, tab in tabs()), *BY_KEY))
            yield hit(waiver, "sheet", waiver.sheet, "", near, sheet=waiver.sheet)


@rule("waiver-row", "structure", Severity.WARNING, "rules", firm=True)
def waiver_row(plan: Plan) -> Iterable[Hit]:
    """A waiver for a row that there is not, or not on the sheet that it names."""
    named = [waiver for waiver in _waivers(plan) if waiver.of]
    rows = list(all_rows(plan)) if named else []
    for waiver in named:
        sheet = sheet_named(waiver.sheet)
        # of a sheet that there is not, `waiver-sheet` speaks
        there = [(record.uid, called) for key, record, called in rows if key == sheet or not sheet]
        wanted = waiver.of or ""
        if not any(wanted == uid or (called and parts(wanted) == parts(called)) for uid, called in there):
            near = nearest_code(wanted, (called for _, called in there))
            yield hit(waiver, "row", wanted, "", near, row=wanted)


@rule("waiver-idle", "structure", Severity.HINT, "rules", firm=True)
def waiver_idle(_plan: Plan) -> Iterable[Hit]:
    """A waiver that waives nothing any more; `apart` alone can tell, since it sees all findings."""
    return ()


SPOILING = (waiver_incomplete, waiver_unbounded, waiver_unknown, waiver_firm, waiver_sheet, waiver_row)
WAIVERS = frozenset(each.id for each in (*SPOILING, waiver_idle))


def _rule(waiver: Ruling) -> str:
    """The rule that a waiver names; ids have small letters, but the users' own rules may have others."""
    name = (waiver.name or "").strip()
    return name if name.startswith(OWN) else name.lower()


def _waivers(plan: Plan) -> Iterator[Ruling]:
    return (each for each in plan.rulings if each.form == "waiver")


def _good(plan: Plan) -> dict[str, list[Ruling]]:
    """The waivers that waive, by the rule that they name."""
    found: dict[str, list[Ruling]] = {}
    spoiled = {each.record.row for one in SPOILING for each in one.check(plan)} if plan.rulings else set()
    for waiver in _waivers(plan):
        unread = waiver.unread & {"name", "sheet", "row", *(column for column, _ in NEEDED)}
        if waiver.name and waiver.row not in spoiled and not unread:
            found.setdefault(_rule(waiver), []).append(waiver)
    return found


def _covers(waiver: Ruling, finding: Finding, called: Mapping[tuple[str, int], Code]) -> bool:
    spot = finding.spot
    if waiver.sheet and sheet_named(waiver.sheet) != spot.sheet:
        return False
    if not waiver.of or waiver.of == spot.uid:
        return True
    return called.get((spot.sheet, spot.row)) == parts(waiver.of)
