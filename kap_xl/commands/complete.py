"""The plan as every command that writes needs it: identities of rows and references, deadlines as they are read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kap_xl.commands.answer import CommandError
from kap_xl.commands.validate import read_plan
from kap_xl.edits import CellEdit, Edits
from kap_xl.exchange.identities import identity_edits
from kap_xl.phrase import phrase
from kap_xl.sheets.write import apply

if TYPE_CHECKING:
    from pathlib import Path

    from kap_xl.port import Book
    from kap_xl.workbook import Workbook


def require_sheets(plan: Workbook, sheets: Iterable[str], path: Path) -> None:
    """Raise CommandError where a sheet was deleted that this work needs, before anything is changed."""
    lacking = next((each for each in sheets if each not in plan.tables), None)
    if lacking is not None:
        raise CommandError(phrase("exchange.plan-sheet-missing", sheet=f"@workbook.sheet.{lacking}", path=path.name))


def complete(book: Book, path: Path) -> Workbook:
    """The plan as read, after what people typed got its identities; they are in the book, not yet in the file.

    So are the days that the words of each deadline stand for: what colours a plan in Excel compares days.
    """
    plan = read_plan(book, path)
    edits = identity_edits(plan) + due_edits(plan)
    if not edits:
        return plan
    apply(book, plan.layouts, edits, plan.settings.language, {})
    return read_plan(book, path)


def due_edits(plan: Workbook) -> Edits:
    """The first and last day of each deadline, where the hidden columns do not say so already."""
    read = {each.row: each for each in plan.plan.activities}
    cells = [
        CellEdit("matrix", row.number, key, getattr(read[row.number], key))
        for row in plan.table("matrix").rows
        if row.number in read
        for key in ("due_from", "due_by")
        if row.value(key) != getattr(read[row.number], key)
    ]
    return Edits(tuple(cells))
