"""Which activity, objective and pillar a row belongs to: its uid decides, its code only where it has no uid."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar
from weakref import ref

from kap_xl.model import Activity, Entry, Indicator, Record
from kap_xl.summaries.figure import NOT_SPECIFIED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kap_xl.model import Plan

R = TypeVar("R", Activity, Entry, Indicator)


class Whose(NamedTuple):
    """The groups an activity is counted in, as codes; the empty code is `not specified`."""

    pillar: str = NOT_SPECIFIED
    objective: str = NOT_SPECIFIED
    lead: str = NOT_SPECIFIED


class Links:
    """The rows of a plan found by uid or code, and each activity's groups; see `links_of`."""

    def __init__(self, plan: Plan) -> None:
        """Index the activities, objectives and pillars of the plan."""
        self._activities = _index(plan.activities)
        self._indicators = _index(plan.indicators)
        self._objectives = _index(plan.listed("objective"))
        self._pillars = _index(plan.listed("pillar"))
        self._whose: dict[tuple[str, int], Whose] = {}
        self._members = {each.code: each.members for each in plan.institutions if each.code and each.members}

    def activity(self, uid: str | None, code: str | None) -> Activity | None:
        """The activity a row refers to; None where it refers to none of the plan."""
        return _find(self._activities, uid, code)

    def indicator(self, uid: str | None, code: str | None) -> Indicator | None:
        """The indicator a row refers to; None where it refers to none of the plan."""
        return _find(self._indicators, uid, code)

    def whose(self, activity: Activity | None) -> Whose:
        """The pillar, objective and lead agency of an activity."""
        if activity is None:
            return Whose()
        key = activity.uid, activity.row
        if key not in self._whose:
            objective = _find(self._objectives, activity.objective_uid, activity.objective)
            self._whose[key] = self._under(objective)._replace(lead=activity.lead or NOT_SPECIFIED)
        return self._whose[key]

    def whose_indicator(self, indicator: Indicator) -> Whose:
        """The pillar and objective of an indicator, through its activity where it belongs to one."""
        activity = _find(self._activities, indicator.of_uid, indicator.of)
        if activity is not None:
            return self.whose(activity)
        objective = _find(self._objectives, indicator.of_uid, indicator.of)
        if objective is not None:
            return self._under(objective)
        pillar = _find(self._pillars, indicator.of_uid, indicator.of)
        return Whose(pillar=(pillar.code if pillar else None) or NOT_SPECIFIED)

    def agencies(self, named: Iterable[str | None]) -> tuple[str, ...]:
        """The bodies behind the codes, groups replaced by their members, each once, in order."""
        found: dict[str, None] = {}
        for code in named:
            for each in self._members.get(code or "", (code or "",)):
                found.setdefault(each)
        found.pop("", None)
        return tuple(found)

    def _under(self, objective: Entry | None) -> Whose:
        if objective is None:
            return Whose()
        pillar = _find(self._pillars, objective.parent_uid, objective.parent)
        return Whose((pillar.code if pillar else None) or NOT_SPECIFIED, objective.code or NOT_SPECIFIED)


def links_of(plan: Plan) -> Links:
    """The links of a plan, made once: summary after summary asks for them. Only those of the last plan are kept."""
    kept = _LAST.get("links")
    if kept is None or kept[0]() is not plan:
        kept = _LAST["links"] = ref(plan), Links(plan)
    return kept[1]


_LAST: dict[str, tuple[ref[Plan], Links]] = {}


def _index(records: Iterable[R]) -> dict[tuple[str, str], R]:
    """The records under ("uid", uid) and ("code", code); of several with one the first counts."""
    found: dict[tuple[str, str], R] = {}
    for record in records:
        for kind, name in (("uid", record.uid), ("code", record.code)):
            if name:
                found.setdefault((kind, name), record)
    return found


def _find(index: dict[tuple[str, str], R], uid: str | None, code: str | None) -> R | None:
    return index.get(("uid", uid)) if uid else index.get(("code", code or ""))


def newest(record: Record) -> tuple[int, str, int]:
    """What decides between two reports of one agency on one thing: return number, day received, place in the sheet."""
    number = getattr(record, "return_no", None)
    received = getattr(record, "received", None)
    return (number or 0, received.isoformat() if received else "", record.row)
