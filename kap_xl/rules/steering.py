"""Rules on meetings, decisions and versions of the plan: what was decided is done, and changes were decided."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from kap_xl.finding import Severity
from kap_xl.rules.reported import period_days
from kap_xl.rules.rows import label
from kap_xl.rules.rule import Hit, hit, rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kap_xl.model import Decision, Plan


@rule("decision-overdue", "time", Severity.HINT, "decisions")
def decision_overdue(plan: Plan) -> Iterable[Hit]:
    """A decision that is still open although its day passed before the current period ended."""
    current = plan.settings.current_period or ""
    days = period_days(plan)
    for decision in _open(plan) if current in days else ():
        if decision.due and decision.due <= days[current][1]:
            yield hit(decision, "due", decision.due, code=label(decision), date=decision.due)


@rule("decision-undated", "time", Severity.HINT, "decisions")
def decision_undated(plan: Plan) -> Iterable[Hit]:
    """An open decision that nobody has to carry out by any day."""
    for decision in _open(plan):
        if decision.due is None and "due" not in decision.unread:
            yield hit(decision, "due", "", code=label(decision))


@rule("decision-nobody", "structure", Severity.HINT, "decisions")
def decision_nobody(plan: Plan) -> Iterable[Hit]:
    """An open decision for which no institution is responsible."""
    for decision in _open(plan):
        if not decision.responsible and "responsible" not in decision.unread:
            yield hit(decision, "responsible", "", code=label(decision))


@rule("decision-early", "time", Severity.WARNING, "decisions")
def decision_early(plan: Plan) -> Iterable[Hit]:
    """A decision due before the meeting that took it."""
    held = {meeting.number: meeting.day for meeting in plan.meetings}
    for decision in plan.decisions:
        day = held.get(decision.meeting)
        if decision.due and day and decision.due < day:
            yield hit(decision, "due", decision.due, code=label(decision), date=decision.due, meeting=day)


@rule("version-no-decision", "structure", Severity.WARNING, "versions")
def version_no_decision(plan: Plan) -> Iterable[Hit]:
    """A version of the plan after the first, by nobody's decision."""
    versions = [version for version in plan.versions if version.version is not None]
    first = min((version.version for version in versions if version.version is not None), default=0)
    for version in versions:
        decided = version.decision or version.decision_uid or "decision" in version.unread
        if version.version is not None and version.version > first and not decided:
            yield hit(version, "decision", "", version=version.version)


@rule("version-order", "time", Severity.WARNING, "versions")
def version_order(plan: Plan) -> Iterable[Hit]:
    """A version in force from a day before the version that it follows."""
    dated = [
        (each.version, each.in_force_from, each)
        for each in plan.versions
        if each.version is not None and each.in_force_from is not None
    ]
    for (before, from_, _), (number, day, version) in pairwise(sorted(dated, key=lambda each: (each[0], each[2].row))):
        if day < from_ or number == before:
            column = "in_force_from" if day < from_ else "version"
            yield hit(version, column, getattr(version, column), version=number, date=day, other=before, before=from_)


@rule("version-unlisted", "structure", Severity.WARNING, "cover")
def version_unlisted(plan: Plan) -> Iterable[Hit]:
    """The cover's version of the plan is not among the versions."""
    listed = {version.version for version in plan.versions}
    number = plan.settings.plan_version
    stated = "plan_version" in plan.settings.given
    if stated and None not in listed and listed and number not in listed:
        row = dict(plan.settings.rows).get("plan_version", 0)
        where = plan.settings.model_copy(update={"uid": "plan_version", "row": row})
        yield hit(where, "value", number, version=number)


def _open(plan: Plan) -> Iterator[Decision]:
    return (each for each in plan.decisions if each.state in (None, "open") and "state" not in each.unread)
