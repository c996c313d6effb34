"""The plan as every command that writes needs it: each row and each reference with its identity."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kap_xl.commands.answer import CommandError
from kap_xl.commands.validate import read_plan
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
    """The plan as read, after what people typed got its identities; they are in the book, not yet in the file."""
    plan = read_plan(book, path)
    edits = identity_edits(plan)
    if not edits:
        return plan
    apply(book, plan.layouts, edits, plan.settings.language, {})
    return read_plan(book, path)
