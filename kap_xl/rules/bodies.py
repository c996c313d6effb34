"""Rules on institutions as such, on the seats that they have, and on what others do beside the plan."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kap_xl.finding import Severity
from kap_xl.kinds.near import nearest_code
from kap_xl.rules.institutions import register, with_members
from kap_xl.rules.rows import label, rows
from kap_xl.rules.rule import Hit, hit, rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kap_xl.model import Plan

PARTED = re.compile(r"[;,\s]+")


@rule("body-dates", "time", Severity.WARNING, "institutions")
def body_dates(plan: Plan) -> Iterable[Hit]:
    """An institution that ended before it began."""
    for body in plan.institutions:
        if body.active_from and body.active_to and body.active_to < body.active_from:
            yield hit(body, "active_to", body.active_to, code=label(body), first=body.active_from, last=body.active_to)


@rule("group-circle", "structure", Severity.WARNING, "institutions")
def group_circle(plan: Plan) -> Iterable[Hit]:
    """A group that is a member of itself, straight or through another."""
    bodies = register(plan)
    for body in plan.institutions:
        inside = {each for member in body.members for each in with_members(bodies, member)}
        if body.code and body.code in inside:
            yield hit(body, "members", ", ".join(body.members), code=body.code)


@rule("seat-dates", "time", Severity.WARNING, "members")
def seat_dates(plan: Plan) -> Iterable[Hit]:
    """A seat that was left before it was taken."""
    for seat in plan.members:
        if seat.since and seat.until and seat.until < seat.since:
            yield hit(seat, "to", seat.until, first=seat.since, last=seat.until)


@rule("seat-group", "structure", Severity.WARNING, "members")
def seat_group(plan: Plan) -> Iterable[Hit]:
    """A seat in a body that is no group."""
    bodies = register(plan)
    for seat in plan.members:
        body = bodies.get(seat.group or "")
        if body is not None and body.type is not None and body.type != "GROUP" and not body.members:
            yield hit(seat, "group", seat.group, group=seat.group)


@rule("coordinator-two", "structure", Severity.WARNING, "members")
def coordinator_two(plan: Plan) -> Iterable[Hit]:
    """Two coordinators of one group at the same time."""
    taken = [seat for seat in plan.members if seat.role == "coordinator" and not seat.unread]
    for number, seat in enumerate(taken):
        for other in taken[:number]:
            apart = (seat.since and other.until and other.until <= seat.since) or (
                other.since and seat.until and seat.until <= other.since
            )
            if seat.group == other.group and not apart:
                yield hit(seat, "role", seat.role, first=str(other.row))
                break


@rule("programme-dates", "time", Severity.WARNING, "programmes")
def programme_dates(plan: Plan) -> Iterable[Hit]:
    """A programme that ends before it starts."""
    for each in plan.programmes:
        if each.start and each.end and each.end < each.start:
            yield hit(each, "end", each.end, first=each.start, last=each.end)


@rule("programme-amount", "money", Severity.WARNING, "programmes")
def programme_amount(plan: Plan) -> Iterable[Hit]:
    """A programme whose amount is below zero."""
    for each in plan.programmes:
        if each.amount is not None and each.amount < 0:
            yield hit(each, "amount", each.amount, amount=each.amount)


@rule("act-objective", "structure", Severity.WARNING, "legislation")
def act_objective(plan: Plan) -> Iterable[Hit]:
    """An act that is said to serve an objective which is not on the list."""
    objectives = rows(plan.listed("objective"))
    codes = [each.code or "" for each in plan.listed("objective")]
    for act in plan.legislation if codes and not objectives.unclear else ():
        for code in filter(None, PARTED.split(act.objectives or "")):
            if objectives.find(None, code) is None:
                near = nearest_code(code, codes)
                yield hit(act, "objectives", act.objectives, "", near, code=label(act), objective=code)
