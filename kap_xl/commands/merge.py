"""`merge`: returns brought into the plan without losing a cell, in any order, again and again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from kap_xl.books.budget import assert_budget
from kap_xl.commands.answer import Answer, CommandError
from kap_xl.commands.complete import complete, require_sheets
from kap_xl.commands.returns import Taken, gather
from kap_xl.commands.validate import read_plan
from kap_xl.edits import CellEdit, Edits
from kap_xl.exchange.memory import recalled, state, together, unreadable_choices
from kap_xl.exchange.merge import Merged, State
from kap_xl.exchange.merge import merge as merge_statements
from kap_xl.exchange.outcome import plan_edits
from kap_xl.exchange.subjects import subjects, without_subject
from kap_xl.exchange.submissions import Receipt, receipt_edits, returned_hashes
from kap_xl.exchange.view import view_edits
from kap_xl.finding import Finding, Severity, Spot
from kap_xl.phrase import phrase
from kap_xl.sheets.places import placed
from kap_xl.sheets.stale import stale_results
from kap_xl.sheets.write import apply, register_names

if TYPE_CHECKING:
    from pathlib import Path

    from kap_xl.desk import Desk
    from kap_xl.exchange.merge import RowKey
    from kap_xl.exchange.subjects import Subject
    from kap_xl.workbook import Workbook

BUDGET = (
    "xl/worksheets/*.xml", "xl/tables/*.xml", "xl/styles.xml", "xl/workbook.xml", "xl/sharedStrings.xml",
    "xl/calcChain.xml", "xl/_rels/workbook.xml.rels", "[[]Content_Types].xml",
)  # fmt: skip
"""The members of a plan that this command may change."""
NEEDED = ("cover", "progress", "values", "spending", "proposals", "submissions", "conflicts", "log", "_kap")
"""Sheets of a plan without which a merge would lose what it has to keep."""


def merge(
    desk: Desk, plan: Path, returns: Iterable[Path], out: Path | None = None, received: date | None = None
) -> Answer:
    """Merge returns into the plan (or into `out`); what cannot be taken is a finding that says what to ask for.

    Raises CommandError where nothing is to be merged or the plan lacks a sheet, BookError for a plan that cannot be
    read or saved.
    """
    book = desk.open(plan)
    before = book.to_bytes()
    work = complete(book, plan)
    require_sheets(work, NEEDED, plan)
    target = out or plan
    found = gather(desk, work, returns, (plan, target), received)
    if not found.files:
        raise CommandError(phrase("face.no-returns", n=0))
    statements = together(recalled(work), (each for some in found.taken for each in some.returned.statements))
    now = state(work)
    about = subjects(work, statements, now.rows)
    now = now.without(without_subject(about, statements, now.rows))
    merged = merge_statements(now, statements)
    edits = _edits(work, now, found.taken, merged, about)
    if edits:
        apply(book, work.layouts, edits, work.settings.language, register_names(work.plan, work.settings.language))
        apply(book, work.layouts, stale_results(read_plan(book, plan)), work.settings.language, {})
    after = book.to_bytes()
    if after != before or out is not None:
        if desk.lossless:
            assert_budget(before, after, BUDGET)
        desk.save(target, book, backup=target.exists())
    return _answer(work, found.taken, (*found.findings, *_choices(work, plan)), merged, target)


def _edits(plan: Workbook, now: State, taken: Iterable[Taken], merged: Merged, about: dict[RowKey, Subject]) -> Edits:
    known = returned_hashes(plan)
    new = [each for each in taken if each.source.hash not in known]
    remarks = [remark for each in new for remark in each.returned.remarks]
    receipts = [Receipt(each.source, len(each.findings), each.blank_rows) for each in new]
    period = _current(plan, merged)
    view = view_edits(plan, {**now.cells, **merged.cells}, period)
    return plan_edits(plan, merged, remarks, about) + receipt_edits(plan, receipts) + view + _cover(plan, period)


def _current(plan: Workbook, merged: Merged) -> str:
    """The period that the plan shows: the latest of those on which something was taken."""
    now = plan.settings.current_period or ""
    return max([now, *(each.period for each in merged.rows.values())])


def _cover(plan: Workbook, period: str) -> Edits:
    if period == (plan.settings.current_period or ""):
        return Edits()
    row = next((row for row in plan.table("cover").rows if row.uid == "current_period"), None)
    return Edits((CellEdit("cover", row.number, "value", period),) if row is not None else ())


def _choices(plan: Workbook, path: Path) -> tuple[Finding, ...]:
    """Decisions on the conflicts sheet that cannot be applied."""
    message, fix = phrase("exchange.choice-unreadable"), phrase("exchange.choice-unreadable-fix")
    found = (
        Finding("choice-unreadable", Severity.ERROR, Spot("conflicts", row.number, "choice", row.uid), message, fix,
                str(row.raw("choice")))
        for row in unreadable_choices(plan)
    )  # fmt: skip
    return placed(found, plan, path.name)


def _answer(
    plan: Workbook, taken: tuple[Taken, ...], findings: tuple[Finding, ...], merged: Merged, path: Path
) -> Answer:
    outcomes: dict[str, int] = {}
    for line in merged.log:
        outcomes[line.outcome] = outcomes.get(line.outcome, 0) + 1
    opened = sum(1 for each in merged.conflicts if not each.decided)
    notes = [
        phrase("face.merged", n=len(taken), path=str(path)),
        phrase("face.merged-cells", taken=outcomes.get("taken", 0), refused=outcomes.get("refused", 0)),
        *([phrase("face.conflicts", n=opened)] if opened else []),
    ]
    data = {
        "file": str(path),
        "returns": [each.source.file for each in taken],
        "refused": [each.where.file for each in findings if each.rule in ("return-refused", "return-unreadable")],
        "outcomes": outcomes,
        "conflicts": opened,
    }
    return Answer(findings, tuple(notes), data, conflicts=opened, lang=plan.settings.language)
