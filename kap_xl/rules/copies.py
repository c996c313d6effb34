"""Rules on rows that are there twice under different codes, and on names that two institutions share."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kap_xl.finding import Severity
from kap_xl.kinds import fold
from kap_xl.rules.indicators import in_force
from kap_xl.rules.rows import label, parts
from kap_xl.rules.rule import Hit, hit, rule
from kap_xl.vocabulary import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kap_xl.model import Act, Activity, Decision, Indicator, Plan, Record

PARTED = re.compile(r"[;,\n|]")
Same = tuple[object, ...]


@rule("row-twice", "structure", Severity.WARNING, "matrix")
def row_twice(plan: Plan) -> Iterable[Hit]:
    """A row with the words, the bodies and the days of another: often a copy that was to be changed."""
    seen: dict[Same, Record] = {}
    for sheet, column, record, same in _rows(plan):
        first = seen.setdefault((sheet, *same), record)
        code = getattr(record, "code", None)
        # of two rows with one code, or one identity, other rules speak
        copied = code is not None and parts(code) == parts(getattr(first, "code", None) or "")
        if first.row != record.row and not copied and (not record.uid or first.uid != record.uid):
            yield hit(record, column, "", sheet, first=str(first.row))


@rule("name-twice", "structure", Severity.WARNING, "institutions")
def name_twice(plan: Plan) -> Iterable[Hit]:
    """A name, an alias or a code by which two institutions are called, so that a cell with it names neither."""
    seen: dict[str, tuple[str, int]] = {}
    for body in plan.institutions:
        named = (("code", body.code), *((f"name_{lang}", getattr(body, f"name_{lang}")) for lang in LANGUAGES))
        aliases = (("aliases", alias) for alias in PARTED.split(body.aliases or ""))
        told: set[str] = set()
        for column, name in (*named, *aliases):
            folded = fold(name or "").strip()
            other, row = seen.setdefault(folded, (label(body), body.row)) if folded else ("", body.row)
            codes = column == "code" and parts(other) == parts(name or "")
            if row != body.row and other not in told and not codes:
                told.add(other)
                yield hit(body, column, name, name=(name or "").strip(), code=label(body), other=other)


def _rows(plan: Plan) -> Iterator[tuple[str, str, Record, Same]]:
    """The rows that can be copies: sheet, column to look at, the row, and by what it would be the same as another."""
    first = plan.settings.authoritative_language
    lang = first if first in LANGUAGES else LANGUAGES[0]
    for activity in plan.activities:
        if activity.active:
            bodies = (activity.lead, activity.partners, activity.support)
            days = (activity.start, activity.due_from, activity.due_by, activity.due_kind)
            yield from _worded("matrix", f"activity_{lang}", activity, lang, (activity.objective, *bodies, *days))
    for indicator in in_force(plan):
        same: Same = (indicator.of_uid or indicator.of, indicator.unit, indicator.level, indicator.responsible)
        yield from _worded("indicators", f"name_{lang}", indicator, lang, same)
    for decision in plan.decisions:
        same = (decision.meeting, decision.activity, decision.due)
        yield from _worded("decisions", f"text_{lang}", decision, lang, same)
    for act in plan.legislation:
        yield from _worded("legislation", f"title_{lang}", act, lang, (act.day, act.reference))
    for milestone in plan.milestones:
        if milestone.target and milestone.period and not milestone.unread:
            where = milestone.of_uid or milestone.of
            yield "milestones", "target", milestone, (where, milestone.period, fold(milestone.target).strip())


def _worded(
    sheet: str, column: str, row: Activity | Indicator | Decision | Act, lang: str, rest: Same
) -> Iterator[tuple[str, str, Record, Same]]:
    words = row.title(lang).strip()
    if words and not row.unread:
        yield sheet, column, row, (words.casefold(), *rest)
