"""Identities for what people typed: rows that have none yet, and references that show only a code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from kap_xl.columns import BY_KEY
from kap_xl.edits import CellEdit, Edits
from kap_xl.uids import fresh

if TYPE_CHECKING:
    from kap_xl.table import Row, Table
    from kap_xl.workbook import Workbook

TYPED = ("matrix", "indicators", "milestones", "budget", "programmes", "meetings", "decisions", "legislation", "lists")
"""Sheets on which people add rows of the plan."""
CODES = {"meetings": "number"}


def identity_edits(plan: Workbook) -> Edits:
    """An identity for each row that has none, and for each reference the identity of the only row with its code.

    A reference that has an identity already keeps it: the identity decides, and a code that disagrees is a finding.
    """
    rows = {key: _identified(plan.table(key)) for key in TYPED}
    cells = [
        CellEdit(key, row.number, "uid", uid) for key, some in rows.items() for row, uid in some if row.uid != uid
    ]
    targets = {key: _by_code(key, some) for key, some in rows.items()}
    for key, some in rows.items():
        for row, _ in some:
            cells += _references(key, row, targets)
    return Edits(tuple(cells))


def _identified(table: Table) -> list[tuple[Row, str]]:
    return [(row, row.uid or fresh()) for row in table.rows if row.cells]


def _by_code(key: str, rows: Iterable[tuple[Row, str]]) -> dict[str, str]:
    """The identities under their codes; a code that two rows have leads nowhere. Of the lists only objectives count."""
    own = [(row, uid) for row, uid in rows if key != "lists" or row.value("list") == "objective"]
    codes = [(str(row.value(CODES.get(key, "code")) or ""), uid) for row, uid in own]
    times = Counter(code for code, _ in codes)
    return {code: uid for code, uid in codes if code and times[code] == 1}


def _references(key: str, row: Row, targets: Mapping[str, Mapping[str, str]]) -> Iterable[CellEdit]:
    for column in BY_KEY[key].columns:
        code = row.value(column.key) if column.target and key != "lists" else None
        if code is None or row.value(f"{column.key}_uid"):
            continue
        found = {targets[each][str(code)] for each in column.target.split() if str(code) in targets.get(each, {})}
        if len(found) == 1:
            yield CellEdit(key, row.number, f"{column.key}_uid", found.pop())
