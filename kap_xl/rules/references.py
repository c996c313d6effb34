"""Rules on cells that name another row: the row exists, is in force, and is the one whose code is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kap_xl.finding import Severity
from kap_xl.kinds.near import nearest_code
from kap_xl.model import Activity, Decision, Entry, Indicator, Meeting, Plan, Record
from kap_xl.rules.rows import Rows, activities, is_form, label, parts, per_plan, rows
from kap_xl.rules.rule import Hit, hit, rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Target = Activity | Indicator | Entry | Decision | Meeting


class Reference(NamedTuple):
    """A cell that names another row: where it stands, its code, its hidden identity, and the row it means.

    Not `certain` is a code that is not found while some row's code could not be read.
    """

    sheet: str
    record: Record
    column: str
    code: str | None
    uid: str | None
    found: Target | None
    certain: bool
    near: str = ""  # for a code that is not found, the one that is meant, if it is clear which


@rule("reference-unknown", "structure", Severity.ERROR, "matrix", form=True, firm=True)
def reference_unknown(plan: Plan) -> Iterable[Hit]:
    """A cell that names a row by a code which no row has."""
    for each in _references(plan):
        if each.found is None and each.certain and each.code and not each.uid:
            yield hit(each.record, each.column, each.code, each.sheet, each.near, code=each.code)


@rule("reference-lost", "structure", Severity.ERROR, "matrix", form=True, firm=True)
def reference_lost(plan: Plan) -> Iterable[Hit]:
    """A cell whose hidden identity is no row's, whatever code it shows."""
    for each in _references(plan):
        if each.found is None and each.uid:
            yield hit(each.record, each.column, each.code, each.sheet, code=each.code)


@rule("reference-disagrees", "structure", Severity.WARNING, "matrix", form=True)
def reference_disagrees(plan: Plan) -> Iterable[Hit]:
    """A cell that shows the code of one row while its hidden identity, which decides, is another row's."""
    for each in _references(plan):
        if not each.uid or not each.code or each.found is None or not each.found.code:
            continue
        if parts(each.code) != parts(each.found.code):
            yield hit(each.record, each.column, each.code, each.sheet, code=each.code, decides=each.found.code)


@rule("reference-dropped", "structure", Severity.WARNING, "indicators")
def reference_dropped(plan: Plan) -> Iterable[Hit]:
    """Something still to be done hangs on an activity that was dropped; past reports and money may."""
    still = {"indicators", "milestones"}
    for each in _references(plan):
        if not isinstance(each.found, Activity) or each.found.active:
            continue
        open_decision = each.sheet == "decisions" and getattr(each.record, "state", None) not in ("done", "dropped")
        if each.sheet in still or each.column == "reference_to" or open_decision:
            yield hit(each.record, each.column, each.code, each.sheet, code=label(each.found))


@rule("money-on-dropped", "money", Severity.HINT, "budget")
def money_on_dropped(plan: Plan) -> Iterable[Hit]:
    """Money that somebody has promised or given for an activity that was dropped."""
    known = activities(plan)
    for line in plan.budget:
        activity = known.find(line.activity_uid, line.activity)
        if activity is not None and not activity.active and line.counted and line.reached("pledged"):
            yield hit(line, "activity", line.activity, code=label(activity))


@per_plan
def _references(plan: Plan) -> tuple[Reference, ...]:
    """Every cell that names a row; in a form only those whose rows the form holds."""
    return tuple(_named(plan))


def _named(plan: Plan) -> Iterator[Reference]:
    matrix = activities(plan)
    yield from _to(matrix, "spending", plan.spending, "activity")
    if is_form(plan):
        return
    objectives, indicators = rows(plan.listed("objective")), rows(plan.indicators)
    in_force = [activity for activity in plan.activities if activity.active]
    yield from _to(objectives, "matrix", in_force, "objective")
    measured = _either(matrix, rows(entry for entry in plan.entries if entry.list in ("objective", "pillar")))
    yield from _to(measured, "indicators", plan.indicators, "of")
    yield from _to(_either(matrix, indicators), "milestones", plan.milestones, "of")
    yield from _to(matrix, "budget", plan.budget, "activity")
    yield from _to(matrix, "budget", plan.budget, "reference_to")
    yield from _to(matrix, "progress", plan.progress, "activity")
    yield from _to(indicators, "values", plan.values, "indicator")
    yield from _to(matrix, "decisions", plan.decisions, "activity")
    yield from _to(rows(plan.meetings), "decisions", plan.decisions, "meeting")
    yield from _to(rows(plan.decisions), "versions", plan.versions, "decision")
    yield from _to(objectives, "programmes", plan.programmes, "objective")


def _to(target: Rows[Target], sheet: str, records: Iterable[Record], column: str) -> Iterator[Reference]:
    for record in records:
        code, uid = getattr(record, column), getattr(record, f"{column}_uid", None)
        if column not in record.unread:
            certain = bool(uid) or not target.unclear
            found = target.find(uid, code)
            near = nearest_code(code, target.codes()) if code and not uid and found is None and certain else ""
            yield Reference(sheet, record, column, code, uid, found, certain, near)


def _either(first: Rows[Target], second: Rows[Target]) -> Rows[Target]:
    """Rows of two sheets; where both have a code, the first one's."""
    by_uid = {**second.by_uid, **first.by_uid}
    by_code = {**second.by_code, **first.by_code}
    return Rows(by_uid, by_code, first.unclear or second.unclear)
