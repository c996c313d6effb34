"""Identities for what people typed: rows that have none yet, and references that show only a code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from kap_xl.canon import words_of
from kap_xl.columns import BY_KEY, REPORT_SHEETS, Role
from kap_xl.edits import CellEdit, Edits
from kap_xl.exchange.returned import report_uid
from kap_xl.uids import derived

if TYPE_CHECKING:
    from kap_xl.table import Row, Table
    from kap_xl.workbook import Workbook

TYPED = (
    "matrix",
    "indicators",
    "milestones",
    "budget",
    "programmes",
    "meetings",
    "decisions",
    "legislation",
    "lists",
    "institutions",
    "members",
)
"""Sheets on which people add rows of the plan."""
REPORTED = ("progress", "values", "spending")
"""Sheets on which the Secretariat writes down what it was told by telephone."""
CODES = {"meetings": "number"}

Identified = list[tuple["Row", str]]


def identity_edits(plan: Workbook) -> Edits:
    """An identity for each row that has none, and for each reference the identity of the only row with its code.

    A reference that has an identity already keeps it: the identity decides, and a code that disagrees is a finding.
    The identities follow from what was typed, so that two copies of a plan get the same ones.
    """
    rows = {key: _identified(plan.table(key)) for key in TYPED}
    targets = {key: _by_code(key, some) for key, some in rows.items()}
    references = [edit for key, some in rows.items() for row, _ in some for edit in _references(key, row, targets)]
    for key in REPORTED:
        table = plan.table(key)
        found = {row.number: list(_references(key, row, targets)) for row in table.rows}
        references += [edit for some in found.values() for edit in some]
        rows[key] = _reports(table, {number: str(some[0].value) for number, some in found.items() if some})
    cells = [CellEdit(key, row.number, "uid", uid) for key, some in rows.items() for row, uid in some if row.uid != uid]
    return Edits((*cells, *references))


def _identified(table: Table) -> Identified:
    taken = {row.uid for row in table.rows if row.uid}
    found: Identified = []
    formulas = {column.key for column in BY_KEY[table.key].columns if column.role is Role.FORMULA}
    for row in table.rows:
        if row.cells.keys() - formulas:
            uid = row.uid or _from_words(table.key, row, taken)
            taken.add(uid)
            found.append((row, uid))
    return found


def _from_words(sheet: str, row: Row, taken: set[str]) -> str:
    """The identity that follows from a row's words; of rows with the same words each has its own."""
    words = [f"{key}={words_of(cell.raw)}" for key, cell in sorted(row.cells.items())]
    tries = (derived("typed", sheet, *words, str(number)) for number in range(len(taken) + 1))
    return next(uid for uid in tries if uid not in taken)


def _reports(table: Table, subjects: Mapping[int, str]) -> Identified:
    """Report rows typed into the plan: that of an activity or indicator follows from whose it is, for what and when."""
    forms = {of: form for form, of in REPORT_SHEETS.items()}
    name = {"progress": "activity", "values": "indicator"}.get(table.key)
    taken = {row.uid for row in table.rows if row.uid}
    found: Identified = []
    for row in table.rows:
        subject = str(row.value(f"{name}_uid") or subjects.get(row.number, "")) if name else ""
        whose = [str(row.value(key) or "") for key in ("period", "agency")]
        if row.uid or not row.cells or (name and not (subject and all(whose))):
            continue
        uid = report_uid(forms[table.key], subject, *whose) if name else _from_words(table.key, row, taken)
        if uid not in taken:  # a second report on the same is left for a person to sort out
            taken.add(uid)
            found.append((row, uid))
    return found


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
