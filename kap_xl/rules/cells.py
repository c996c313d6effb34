"""Rules on cells that must not be empty, and on texts that must be there in three languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kap_xl.columns import BY_KEY, Column
from kap_xl.finding import Severity
from kap_xl.fingerprint import of_text
from kap_xl.rules.called import name
from kap_xl.rules.indicators import in_force
from kap_xl.rules.money import lines
from kap_xl.rules.rows import Coded, label
from kap_xl.rules.rule import Hit, hit, rule
from kap_xl.vocabulary import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kap_xl.model import Plan, Record

NEEDED = (
    "matrix",
    "indicators",
    "milestones",
    "budget",
    "institutions",
    "members",
    "lists",
    "meetings",
    "decisions",
    "programmes",
    "legislation",
    "statistics",
    "rules",
)
STANDS_FOR = {"deadline": "due_kind", "date": "day"}  # where a record keeps a column's value under another name
STEMS = {
    "matrix": "activity",
    "indicators": "name",
    "decisions": "text",
    "institutions": "name",
    "lists": "name",
    "legislation": "title",
}
BINDING = ("matrix", "indicators", "decisions")
"""Sheets whose texts are the plan's own words: the authoritative language must have them."""


@rule("required", "row", Severity.ERROR, "matrix")
def required(plan: Plan) -> Iterable[Hit]:
    """Cells that must not be empty are; a text counts as there in whichever language it is."""
    for sheet in NEEDED:
        keys = [column.key for column in BY_KEY[sheet].columns if column.required and not _translated(column)]
        for record in _in_force(plan, sheet):
            for key in keys:
                if _empty(record, key):
                    yield hit(record, key, "", sheet, row=_where(record), column=f"@workbook.col.{key}")


@rule("text-missing", "row", Severity.ERROR, "matrix")
def text_missing(plan: Plan) -> Iterable[Hit]:
    """A row of the plan without its words in any language."""
    first = plan.settings.authoritative_language
    for sheet in BINDING:
        for record, present in _worded(plan, sheet):
            if not present and first in LANGUAGES:
                yield hit(record, f"{STEMS[sheet]}_{first}", "", sheet, row=_where(record))


@rule("original-missing", "row", Severity.ERROR, "matrix")
def original_missing(plan: Plan) -> Iterable[Hit]:
    """A row that has words, but none in the authoritative language, which decides in case of disagreement."""
    first = plan.settings.authoritative_language
    for sheet in BINDING:
        for record, present in _worded(plan, sheet):
            if present and first in LANGUAGES and first not in present:
                column = f"{STEMS[sheet]}_{first}"
                yield hit(record, column, "", sheet, row=_where(record), language=f"@words.lang.{first}")


@rule("translation-missing", "row", Severity.HINT, "matrix")
def translation_missing(plan: Plan) -> Iterable[Hit]:
    """A text that is there in one language and not in another; each empty cell is told."""
    first = plan.settings.authoritative_language
    for sheet, stem in STEMS.items():
        for record, present in _worded(plan, sheet):
            for lang in LANGUAGES if present else ():
                if lang not in present and (lang != first or sheet not in BINDING):
                    yield hit(record, f"{stem}_{lang}", "", sheet, row=_where(record), language=f"@words.lang.{lang}")


@rule("translation-old", "row", Severity.WARNING, "matrix")
def translation_old(plan: Plan) -> Iterable[Hit]:
    """A translation of an original that has been changed since."""
    first = plan.settings.authoritative_language
    for sheet in BINDING:
        for record, present in _worded(plan, sheet):
            now = of_text(getattr(record, f"{STEMS[sheet]}_{first}")) if first in present else None
            for lang in LANGUAGES if now else ():
                column = f"{STEMS[sheet]}_{lang}"
                basis = getattr(record, f"{column}_basis")
                if lang != first and lang in present and basis and basis != now:
                    yield hit(record, column, "", sheet, row=_where(record), language=f"@words.lang.{lang}")


def _translated(column: Column) -> bool:
    return column.key.endswith(tuple(f"_{lang}" for lang in LANGUAGES))


def _in_force(plan: Plan, sheet: str) -> Iterable[Record]:
    """The rows of a sheet without dropped activities and what belongs to them."""
    records: dict[str, Iterable[Record]] = {
        "matrix": (activity for activity in plan.activities if activity.active),
        "indicators": in_force(plan),
        "budget": (line for _, line in lines(plan)),
        "milestones": plan.milestones,
        "decisions": plan.decisions,
        "institutions": plan.institutions,
        "lists": plan.entries,
        "meetings": plan.meetings,
        "members": plan.members,
        "programmes": plan.programmes,
        "legislation": plan.legislation,
        "statistics": plan.statistics,
        "rules": plan.rulings,
    }
    return records[sheet]


def _empty(record: Record, column: str) -> bool:
    """Whether a cell holds nothing at all; a reference also speaks through its hidden identity."""
    value = getattr(record, STANDS_FOR.get(column, column))
    return value in (None, ()) and column not in record.unread and not getattr(record, f"{column}_uid", None)


def _where(record: Record) -> str:
    return label(record) if isinstance(record, Coded) else name(record) or f"({record.row})"


def _worded(plan: Plan, sheet: str) -> Iterator[tuple[Record, frozenset[str]]]:
    """The rows of a sheet with the languages in which their text is there, or could at least be seen."""
    columns = {lang: f"{STEMS[sheet]}_{lang}" for lang in LANGUAGES}
    for record in _in_force(plan, sheet):
        there = (lang for lang, column in columns.items() if getattr(record, column) or column in record.unread)
        yield record, frozenset(there)
