"""Stored results of the plan's formulas that are no longer what the formulas come to."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from kap_xl.edits import CellEdit, Edits
from kap_xl.grid import Trouble
from kap_xl.sheets.results import budget_results, matrix_results

if TYPE_CHECKING:
    from kap_xl.workbook import Workbook

NEAR = Decimal("0.005")
"""What a stored result may differ by: Excel computes with binary numbers."""


def stale_results(work: Workbook) -> Edits:
    """Edits that renew each stored result which differs; what was typed over a formula is not touched by them.

    A formula without any result keeps none: whoever saved the file left them all out, and that is a finding.

    Whoever opens the file in Excel gets them computed anew; other readers see what is stored.
    """
    plan = work.plan
    cells = [
        CellEdit(sheet, row.number, key, value, cached=True)
        for sheet, found in (("matrix", matrix_results(plan)), ("budget", budget_results(plan)))
        for row in work.table(sheet).rows
        for key, value in found.get(row.uid, {}).items()
        if not _same(row.raw(key), value)
    ]
    return Edits(tuple(cells))


def _same(stored: object, value: object) -> bool:
    if isinstance(stored, Trouble):
        return True
    if isinstance(stored, int | float | Decimal) and isinstance(value, int | float | Decimal):
        return abs(Decimal(str(stored)) - Decimal(str(value))) <= NEAR
    return (stored or None) == (value or None)
