"""Rules on who does what: the lead exists at the time, is named once, and somebody will report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kap_xl.finding import Severity
from kap_xl.rules.rows import is_form, label, per_plan
from kap_xl.rules.rule import Hit, hit, rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kap_xl.model import Institution, Plan


@rule("lead-inactive", "structure", Severity.WARNING, "matrix")
def lead_inactive(plan: Plan) -> Iterable[Hit]:
    """A lead that does not exist yet, or no longer, on the day the activity is due."""
    bodies = register(plan)
    for activity in plan.activities:
        body = bodies.get(activity.lead or "")
        day = activity.due_by or activity.start
        if not activity.active or body is None or day is None:
            continue
        if (body.active_from and day < body.active_from) or (body.active_to and day > body.active_to):
            yield hit(activity, "lead", activity.lead, code=label(activity), body=activity.lead, date=day)


@rule("lead-partner", "row", Severity.HINT, "matrix")
def lead_partner(plan: Plan) -> Iterable[Hit]:
    """A lead that is also named among its own partners or supporters."""
    for activity in plan.activities:
        for column, bodies in (("partners", activity.partners), ("support", activity.support)):
            if activity.active and activity.lead and activity.lead in bodies:
                yield hit(activity, column, activity.lead, code=label(activity), body=activity.lead)


@rule("no-form", "structure", Severity.WARNING, "matrix")
def no_form(plan: Plan) -> Iterable[Hit]:
    """Nobody will be asked: neither the body named nor a member of it gets a form."""
    bodies = register(plan)
    if is_form(plan) or not any(body.reports for body in plan.institutions):
        return
    for activity in plan.activities:
        if activity.active and activity.lead in bodies and not _asked(bodies, activity.lead):
            yield hit(activity, "lead", activity.lead, row=label(activity), bodies=(activity.lead,))
    for indicator in plan.indicators:
        named = [body for body in indicator.responsible if body in bodies]
        if named and not any(_asked(bodies, body) for body in named):
            value = ", ".join(named)
            yield hit(indicator, "responsible", value, "indicators", row=label(indicator), bodies=tuple(named))


@rule("lead-group", "structure", Severity.WARNING, "matrix")
def lead_group(plan: Plan) -> Iterable[Hit]:
    """A lead that is a group: its members get forms, but none of them reports as the lead, so no status ever comes."""
    bodies = register(plan)
    for activity in plan.activities:
        body = bodies.get(activity.lead or "")
        if activity.active and body is not None and body.members and _asked(bodies, activity.lead or ""):
            yield hit(activity, "lead", activity.lead, code=label(activity), body=activity.lead, members=body.members)


@per_plan
def register(plan: Plan) -> dict[str, Institution]:
    """The institutions by code."""
    return {body.code: body for body in plan.institutions if body.code}


def _asked(bodies: dict[str, Institution], code: str) -> bool:
    """Whether a body gets a form, itself or through a member."""
    return any(each in bodies and bodies[each].reports == "yes" for each in with_members(bodies, code))


def with_members(bodies: dict[str, Institution], code: str) -> set[str]:
    """A body and, of a group, all its members; a group may have groups as members."""
    open_, seen = [code], set()
    while open_:
        each = open_.pop()
        if each not in seen:
            seen.add(each)
            open_ += bodies[each].members if each in bodies else ()
    return seen
