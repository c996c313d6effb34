"""The conflicts sheet: a row a question, which stays when it is decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kap_xl.columns import BY_KEY, Column
from kap_xl.edits import CellEdit, Edits, Heading, word
from kap_xl.phrase import Phrase
from kap_xl.uids import derived
from kap_xl.vocabulary import VOCABULARIES

if TYPE_CHECKING:
    from kap_xl.exchange.merge import Conflict, Merged
    from kap_xl.workbook import Workbook


def conflict_edits(plan: Workbook, merged: Merged) -> Edits:
    """New questions, and a new state for those that were decided or need no answer any more."""
    present = plan.table("conflicts").by_uid()
    cells: list[CellEdit] = []
    rows = []
    asked = {each.uid: each for each in merged.conflicts}
    for uid, each in asked.items():
        state = "decided" if each.decided else "open"
        if uid not in present:
            rows.append(_conflict_row(each))
        elif present[uid].value("state") != state:
            cells.append(CellEdit("conflicts", present[uid].number, "state", word("conflict_state", state)))
    for uid, row in present.items():
        if uid not in asked and row.value("state") == "open":
            cells.append(CellEdit("conflicts", row.number, "state", word("conflict_state", "decided")))
    return Edits(tuple(cells), {"conflicts": tuple(rows)} if rows else {})


def _conflict_row(conflict: Conflict) -> dict[str, object]:
    each = conflict.statement
    # a question about a whole row has no column
    whole = conflict.uid == derived("conflict", each.sheet, each.row, "", each.source.hash)
    column = None if whole else column_of(each.sheet, each.column)
    return {
        "uid": conflict.uid,
        "period": each.source.period,
        "agency": each.source.agency,
        "sheet": tab(each.sheet),
        "code": each.code or None,
        "column": Heading(each.sheet, each.column) if column else None,
        "base": said(column, each.base),
        "ours": said(column, conflict.ours),
        "theirs": said(column, each.value),
        "return_no": each.source.return_no,
        "from_file": each.source.file,
        "from_cell": each.cell,
        "state": word("conflict_state", "decided" if conflict.decided else "open"),
        "row_uid": each.row,
        "field": f"{each.sheet}.{'' if whole else each.column}",
        "return_hash": each.source.hash,
    }


def said(column: Column | None, value: str | None) -> object:
    """A canonical value as people read it: a word of a vocabulary in their language, everything else as it is."""
    if column is not None and value is not None and value in VOCABULARIES.get(column.words, ()):
        return word(column.words, value)
    return value


def tab(sheet: str) -> Phrase:
    """The tab of a sheet, in the workbook's language."""
    return Phrase(f"workbook.sheet.{sheet}")


def column_of(sheet: str, key: str) -> Column:
    """A column of the schema that a statement names; raises KeyError."""
    column = BY_KEY[sheet].column(key)
    if column is None:
        raise KeyError(sheet, key)
    return column
