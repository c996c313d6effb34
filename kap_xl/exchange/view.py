"""The plan's own report columns: a view of the current period, filled from the reports and never read as data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kap_xl.canon import cell_text, typed
from kap_xl.edits import CellEdit, Edits
from kap_xl.exchange.memory import fields
from kap_xl.exchange.returned import report_uid

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kap_xl.exchange.statement import CellKey
    from kap_xl.table import Row
    from kap_xl.workbook import Workbook

VIEWS = (("matrix", "progress"), ("indicators", "values"))


def view_edits(plan: Workbook, cells: Mapping[CellKey, str | None], period: str) -> Edits:
    """Edits that make the plan show its reports for a period; `cells` are all its report cells.

    An activity shows its lead's report. An indicator that several bodies report on shows none: their values combine
    in the summaries, not in a cell.
    """
    made: list[CellEdit] = []
    for sheet, of in VIEWS:
        for row in plan.table(sheet).rows:
            uid = report_uid(sheet, row.uid, period, _reporter(row))
            made += [
                CellEdit(sheet, row.number, column.key, typed(column, cells.get((of, uid, column.key))))
                for column in fields(of)
                if cell_text(row, column) != cells.get((of, uid, column.key))
            ]
    return Edits(tuple(made))


def _reporter(row: Row) -> str:
    """Whose report a row shows: the lead's, or the only responsible body's; empty where there is no such one."""
    responsible = row.value("responsible")
    if isinstance(responsible, tuple):
        return str(responsible[0]) if len(responsible) == 1 else ""
    return str(row.value("lead") or "")
