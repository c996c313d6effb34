"""From a merge to edits of the plan: report rows, the conflicts sheet, the merge log."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kap_xl.columns import BY_KEY, Column
from kap_xl.edits import CellEdit, Edits, Heading, word
from kap_xl.exchange.canon import typed
from kap_xl.exchange.memory import FORM_OF, row_identity, uid_of_code
from kap_xl.exchange.returned import report_uid
from kap_xl.phrase import Phrase, phrase
from kap_xl.uids import derived
from kap_xl.vocabulary import VOCABULARIES

if TYPE_CHECKING:
    from kap_xl.exchange.merge import Conflict, Logged, Merged
    from kap_xl.exchange.statement import Remark, Source
    from kap_xl.table import Row
    from kap_xl.workbook import Workbook


@dataclass(frozen=True, slots=True)
class Subject:
    """What a report row is about: the row of the plan, its uid and the code that people see."""

    uid: str
    code: str


def plan_edits(plan: Workbook, merged: Merged, remarks: Iterable[Remark]) -> Edits:
    """Everything that a merge changes in the plan, and nothing that already stands there."""
    return _report_edits(plan, merged) + _conflict_edits(plan, merged) + _log_edits(plan, merged, remarks)


def _report_edits(plan: Workbook, merged: Merged) -> Edits:
    cells: list[CellEdit] = []
    rows: dict[str, list[dict[str, object]]] = {}
    subjects = _subjects(plan, merged.rows)
    for sheet in FORM_OF:
        present = {row_identity(plan, sheet, row): row for row in plan.table(sheet).rows}
        values: dict[str, dict[str, object]] = {}
        for (of, uid, key), value in merged.cells.items():
            if of == sheet:
                values.setdefault(uid, {})[key] = typed(_column(sheet, key), value)
        for uid in dict.fromkeys((*values, *(row for of, row in merged.rows if of == sheet))):
            source = merged.rows.get((sheet, uid))
            wanted = values.get(uid, {}) | (_origin(source, merged, uid) if source is not None else {})
            if uid in present:
                cells += _changed(sheet, present[uid], wanted | ({} if present[uid].uid else {"uid": uid}))
            elif source is not None:
                rows.setdefault(sheet, []).append(_new_row(plan, sheet, uid, source, subjects.get(uid), wanted))
    return Edits(tuple(cells), {sheet: tuple(made) for sheet, made in rows.items()})


def _column(sheet: str, key: str) -> Column:
    column = BY_KEY[sheet].column(key)
    if column is None:
        raise KeyError(sheet, key)
    return column


def _changed(sheet: str, row: Row, wanted: Mapping[str, object]) -> Iterable[CellEdit]:
    """The cells of a present row that do not yet hold what is wanted."""
    for key, value in wanted.items():
        now = row.uid if key == "uid" else row.value(key)
        if (now or None) != (value or None) and str(now) != str(value):
            yield CellEdit(sheet, row.number, key, value)


def _subjects(plan: Workbook, rows: Iterable[tuple[str, str]]) -> dict[str, Subject]:
    """For each report row the plan row it is about, found again from the identity that follows from it."""
    wanted = {uid for _, uid in rows}
    keys = {(each.period, each.agency) for each in plan.plan.submissions}
    found = {}
    for form in ("matrix", "indicators"):
        for row in plan.table(form).rows:
            for period, agency in keys:
                uid = report_uid(form, row.uid, period or "", agency or "")
                if uid in wanted:
                    found[uid] = Subject(row.uid, str(row.value("code") or ""))
    return found


def _new_row(
    plan: Workbook, sheet: str, uid: str, source: Source, subject: Subject | None, values: Mapping[str, object]
) -> dict[str, object]:
    row: dict[str, object] = {"uid": uid, "period": source.period, "agency": source.agency, **values}
    if subject is not None:
        key = "activity" if sheet == "progress" else "indicator"
        row |= {key: subject.code, f"{key}_uid": subject.uid}
    elif row.get("activity"):
        row["activity_uid"] = uid_of_code(plan, "matrix", str(row["activity"])) or None
    return row


def _origin(source: Source, merged: Merged, uid: str) -> dict[str, object]:
    """Where a row's words came from: the return, and the span of its cells there."""
    said = [line.statement for line in merged.log if line.statement.row == uid and line.statement.source == source]
    places = [each.cell for each in said if each.value is not None]
    first, last = (places[0], places[-1].partition("!")[2]) if places else ("", "")
    return {
        "received": source.received,
        "return_no": source.return_no,
        "from_file": source.file,
        "from_cells": f"{first}:{last}" if len(places) > 1 else first,
        "return_hash": source.hash,
    }


def _conflict_edits(plan: Workbook, merged: Merged) -> Edits:
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
    column = None if whole else _column(each.sheet, each.column)
    return {
        "uid": conflict.uid,
        "period": each.source.period,
        "agency": each.source.agency,
        "sheet": _tab(each.sheet),
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


def _tab(sheet: str) -> Phrase:
    return Phrase(f"workbook.sheet.{sheet}")


def _log_edits(plan: Workbook, merged: Merged, remarks: Iterable[Remark]) -> Edits:
    present = plan.table("log").by_uid()
    cells: list[CellEdit] = []
    rows: list[dict[str, object]] = []
    blank: dict[str, dict[str, object]] = {}
    for line in merged.log:
        each = line.statement
        if line.outcome == "blank" and each.base is None:
            _count_blank(blank, line)
        elif each.uid in present:
            cells += _changed_line(present[each.uid], line)
        else:
            rows.append(_log_row(line))
    new = [*rows, *blank.values(), *(_remark_row(each) for each in remarks)]
    fresh = {str(row["uid"]): row for row in new if row["uid"] not in present}
    return Edits(tuple(cells), {"log": tuple(fresh.values())} if fresh else {})


def _count_blank(blank: dict[str, dict[str, object]], line: Logged) -> None:
    """Cells that were sent blank and came back blank are counted, one line a row."""
    each = line.statement
    uid = derived("blank", each.source.hash, each.sheet, each.row)
    if uid in blank:
        blank[uid]["cells"] = int(str(blank[uid]["cells"])) + 1
    else:
        blank[uid] = _log_row(line) | {"uid": uid, "column": None, "field": f"{each.sheet}."}


def _changed_line(row: Row, line: Logged) -> Iterable[CellEdit]:
    """What is different in a line that the log already has: another return came, or a decision."""
    column = _column(line.statement.sheet, line.statement.column)
    if row.value("outcome") == line.outcome and (row.value("reason_code") or "") == (line.reason or ""):
        return
    wanted = {
        "outcome": word("outcome", line.outcome),
        "ours": said(column, line.ours),
        "result": said(column, line.result),
        "reason": _reason(line.reason),
        "reason_code": line.reason or None,
    }
    yield from (CellEdit("log", row.number, key, value) for key, value in wanted.items())


def _log_row(line: Logged) -> dict[str, object]:
    each = line.statement
    column = _column(each.sheet, each.column)
    theirs = each.raw if each.refused else each.value
    return _line(each.source, each.sheet) | {
        "uid": each.uid,
        "from_cell": each.cell,
        "code": each.code or None,
        "column": Heading(each.sheet, each.column),
        "outcome": word("outcome", line.outcome),
        "cells": 1,
        "base": said(column, each.base),
        "ours": said(column, line.ours),
        "theirs": theirs if each.refused else said(column, theirs),
        "result": said(column, line.result),
        "reason": _reason(line.reason),
        "reason_code": line.reason or None,
        "row_uid": each.row,
        "field": f"{each.sheet}.{each.column}",
    }


def _remark_row(remark: Remark) -> dict[str, object]:
    column = Heading(remark.sheet, remark.column) if remark.column else None
    return _line(remark.source, remark.sheet) | {
        "uid": remark.uid,
        "from_cell": remark.cell or None,
        "code": remark.code or None,
        "column": column,
        "outcome": word("outcome", remark.outcome),
        "cells": remark.cells,
        "base": remark.base,
        "theirs": remark.value,
        "reason": _reason(remark.reason),
        "reason_code": remark.reason or None,
        "row_uid": remark.row or None,
        "field": f"{remark.sheet}.{remark.column}",
    }


def _line(source: Source, sheet: str) -> dict[str, object]:
    return {
        "period": source.period,
        "agency": source.agency,
        "return_no": source.return_no,
        "from_file": source.file,
        "sheet": _tab(sheet),
        "received": source.received,
        "return_hash": source.hash,
    }


def _reason(code: str) -> Phrase | None:
    return phrase(f"exchange.reason-{code}") if code else None
