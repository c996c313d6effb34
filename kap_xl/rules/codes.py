"""Rules on codes and hidden identities: each row has its own, and an activity's begins with its objective's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kap_xl.finding import Severity
from kap_xl.rules.rows import Code, Coded, is_form, label, parts, rows
from kap_xl.rules.rule import Hit, hit, rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kap_xl.model import Plan, Record


@rule("code-twice", "structure", Severity.ERROR, "matrix", firm=True)
def code_twice(plan: Plan) -> Iterable[Hit]:
    """Two rows with one code; a dropped activity may leave its code to another."""
    seen: dict[tuple[str, str, Code], int] = {}
    for sheet, kind, record in _coded(plan):
        if not record.code:
            continue
        first = seen.setdefault((sheet, kind, parts(record.code)), record.row)
        if first != record.row:
            column = "number" if sheet == "meetings" else "code"
            yield hit(record, column, record.code, sheet, code=record.code, first=str(first))


@rule("uid-twice", "structure", Severity.ERROR, "matrix", form=True, firm=True)
def uid_twice(plan: Plan) -> Iterable[Hit]:
    """Two rows of a sheet with one hidden identity, as when a whole row was copied; dropped rows keep theirs."""
    for sheet, records in _sheets(plan).items():
        seen: dict[str, int] = {}
        for record in records:
            if record.uid and seen.setdefault(record.uid, record.row) != record.row:
                yield hit(record, "", "", sheet, row=str(record.row), first=str(seen[record.uid]))


@rule("uid-missing", "structure", Severity.WARNING, "matrix", form=True, firm=True)
def uid_missing(plan: Plan) -> Iterable[Hit]:
    """A form's row without an identity, as when somebody typed below the table: nobody could take it back.

    In a plan people type new rows as they please; the command that next changes the plan gives them theirs.
    """
    sheets = _sheets(plan) if is_form(plan) else {}
    for sheet, records in sheets.items():
        for record in records:
            if not record.uid:
                yield hit(record, "", "", sheet, row=str(record.row))


@rule("code-not-under-objective", "structure", Severity.WARNING, "matrix")
def code_not_under_objective(plan: Plan) -> Iterable[Hit]:
    """An activity whose code does not begin with the code of its objective."""
    objectives = rows(plan.listed("objective"))
    for activity in plan.activities:
        if not activity.active or not activity.code:
            continue
        objective = objectives.find(activity.objective_uid, activity.objective)
        if objective is None or not objective.code:
            continue
        own, above = parts(activity.code), parts(objective.code)
        if own[: len(above)] != above or len(own) == len(above):
            yield hit(activity, "code", activity.code, code=activity.code, objective=objective.code)


@rule("pillar-unknown", "structure", Severity.WARNING, "lists")
def pillar_unknown(plan: Plan) -> Iterable[Hit]:
    """An objective that is under no pillar of the list; where a plan has no pillars, none is asked for."""
    pillars = rows(plan.listed("pillar"))
    for objective in plan.listed("objective"):
        if not pillars.by_code or objective.unread & {"parent"}:
            continue
        if pillars.find(objective.parent_uid, objective.parent) is None:
            yield hit(objective, "parent", objective.parent, row=label(objective))


def _coded(plan: Plan) -> Iterator[tuple[str, str, Coded]]:
    """Every row that has a code of its own, with its sheet and, on the lists sheet, its list."""
    for entry in plan.entries:
        if entry.list and entry.list != "rate":
            yield "lists", entry.list, entry
    for institution in plan.institutions:
        yield "institutions", "", institution
    for activity in plan.activities:
        if activity.active:
            yield "matrix", "", activity
    for indicator in plan.indicators:
        yield "indicators", "", indicator
    for decision in plan.decisions:
        yield "decisions", "", decision
    for meeting in plan.meetings:
        yield "meetings", "", meeting
    for act in plan.legislation:
        yield "legislation", "", act


def _sheets(plan: Plan) -> dict[str, tuple[Record, ...]]:
    """The sheets whose rows people type or copy; in a form only those that an agency fills in."""
    filled: dict[str, tuple[Record, ...]] = {
        "matrix": plan.activities,
        "indicators": plan.indicators,
        "spending": plan.spending,
    }
    if is_form(plan):
        return filled
    return filled | {
        "milestones": plan.milestones,
        "budget": plan.budget,
        "progress": plan.progress,
        "values": plan.values,
        "institutions": plan.institutions,
        "lists": plan.entries,
        "decisions": plan.decisions,
        "meetings": plan.meetings,
        "members": plan.members,
        "legislation": plan.legislation,
        "statistics": plan.statistics,
        "programmes": plan.programmes,
        "versions": plan.versions,
        "rules": plan.rulings,
    }
