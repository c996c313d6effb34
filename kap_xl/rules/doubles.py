"""Rules on money that is entered twice, and on costs that are said to stand at another activity."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kap_xl.finding import Severity
from kap_xl.rules.money import clear, lines
from kap_xl.rules.rows import activities, label
from kap_xl.rules.rule import Hit, hit, rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kap_xl.model import BudgetLine, Plan


@rule("money-twice", "money", Severity.WARNING, "budget")
def money_twice(plan: Plan) -> Iterable[Hit]:
    """Two lines alike in everything, even the note."""
    seen: dict[tuple[object, ...], int] = {}
    for code, line in lines(plan):
        if line.counted and clear(line):
            first = seen.setdefault((*_money(code, line), line.stage, line.note), line.row)
            if first != line.row:
                yield hit(line, "amount", line.amount, code=code, amount=line.amount, first=str(first))


@rule("stage-twice", "money", Severity.WARNING, "budget")
def stage_twice(plan: Plan) -> Iterable[Hit]:
    """The same funding on two lines at two stages: a line counts at every stage it has passed already."""
    seen: dict[tuple[object, ...], BudgetLine] = {}
    for code, line in lines(plan):
        if not line.counted or not line.reached("requested") or not clear(line):
            continue
        first = seen.setdefault(_money(code, line), line)
        if first.stage != line.stage:
            stage = f"@words.stage.{first.stage}"
            yield hit(line, "stage", line.stage, code=code, amount=line.amount, first=str(first.row), stage=stage)


@rule("cost-elsewhere-missing", "money", Severity.ERROR, "budget")
def cost_elsewhere_missing(plan: Plan) -> Iterable[Hit]:
    """A line that says that the cost stands at another activity, without saying at which."""
    for code, line in lines(plan):
        blank = not line.reference_to and not line.reference_to_uid and "reference_to" not in line.unread
        if line.kind == "reference" and blank:
            yield hit(line, "reference_to", "", code=code)


@rule("cost-elsewhere-circle", "money", Severity.ERROR, "budget")
def cost_elsewhere_circle(plan: Plan) -> Iterable[Hit]:
    """Costs that refer to one another in a circle, or to themselves, so that they stand nowhere."""
    known = activities(plan)
    steps: dict[int, set[int]] = {}
    found: list[tuple[BudgetLine, str, str, int, int]] = []
    for line in plan.budget:
        own = known.find(line.activity_uid, line.activity)
        other = known.find(line.reference_to_uid, line.reference_to)
        if line.kind == "reference" and own is not None and other is not None and own.active:
            steps.setdefault(id(own), set()).add(id(other))
            found.append((line, label(own), label(other), id(own), id(other)))
    circle = _circles(steps)
    for line, code, other_code, own_id, other_id in found:
        if own_id in circle and other_id in circle:
            yield hit(line, "reference_to", line.reference_to, code=code, other=other_code)


def _money(code: str, line: BudgetLine) -> tuple[object, ...]:
    who = (line.activity_uid or code, line.year, line.source, line.donor, line.category)
    return (*who, line.currency, line.amount, line.amount_max)


def _circles(steps: Mapping[int, set[int]]) -> set[int]:
    """The nodes that lie on circles, or between two: what is left without ends and without beginnings."""
    return set(_endless(_turned(_endless(steps))))


def _endless(steps: Mapping[int, set[int]]) -> dict[int, set[int]]:
    """The graph without its ends, and without what becomes an end when they are gone."""
    back = _turned(steps)
    left = {node: len(steps.get(node, ())) for node in steps.keys() | back.keys()}
    ends = [node for node, count in left.items() if not count]
    gone = set(ends)
    while ends:
        for node in back.get(ends.pop(), ()):
            left[node] -= 1
            if not left[node]:
                ends.append(node)
                gone.add(node)
    return {node: others - gone for node, others in steps.items() if node not in gone}


def _turned(steps: Mapping[int, set[int]]) -> dict[int, set[int]]:
    turned: dict[int, set[int]] = {}
    for node, others in steps.items():
        for other in others:
            turned.setdefault(other, set()).add(node)
    return turned
