"""The merge log: a line a cell, or a count of cells, of each return, with what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kap_xl.canon import CLEAR
from kap_xl.edits import CellEdit, Edits, Heading, word
from kap_xl.exchange.memory import value_of
from kap_xl.exchange.questions import column_of, said, tab
from kap_xl.phrase import Phrase, phrase
from kap_xl.uids import derived

if TYPE_CHECKING:
    from kap_xl.exchange.merge import Logged, Merged
    from kap_xl.exchange.statement import Remark, Source
    from kap_xl.reading import Reader
    from kap_xl.table import Row
    from kap_xl.workbook import Workbook


def log_edits(plan: Workbook, merged: Merged, remarks: Iterable[Remark]) -> Edits:
    """New lines, and what has become otherwise in those that are there; a line once written is never taken out."""
    present = plan.table("log").by_uid()
    cells: list[CellEdit] = []
    rows: list[dict[str, object]] = []
    blank: dict[str, dict[str, object]] = {}
    for line in merged.log:
        each = line.statement
        if line.outcome == "blank" and each.base is None and not each.raw:
            _count_blank(blank, line)
        elif each.uid in present:
            cells += _changed_line(present[each.uid], line, plan.reader)
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


def _changed_line(row: Row, line: Logged, reader: Reader) -> Iterable[CellEdit]:
    """What is different in a line that the log already has: another return came, or a decision."""
    column = column_of(line.statement.sheet, line.statement.column)
    before, result = row.value("outcome"), said(column, line.result)
    decided_anew = line.outcome == "decided" and value_of(row, "result", column, reader) != line.result
    if before == line.outcome and (row.value("reason_code") or "") == (line.reason or "") and not decided_anew:
        return
    if before == "decided" and line.outcome == "unchanged":
        return  # what was decided stands there now; that it was decided is worth more
    wanted = {
        "theirs": _theirs(line),
        "outcome": word("outcome", line.outcome),
        "ours": said(column, line.ours),
        "result": result,
        "reason": _reason(line.reason),
        "reason_code": line.reason or None,
    }
    yield from (CellEdit("log", row.number, key, value) for key, value in wanted.items())


def _log_row(line: Logged) -> dict[str, object]:
    each = line.statement
    column = column_of(each.sheet, each.column)
    return _line(each.source, each.sheet) | {
        "uid": each.uid,
        "from_cell": each.cell,
        "code": each.code or None,
        "column": Heading(each.sheet, each.column),
        "outcome": word("outcome", line.outcome),
        "cells": 0 if each.value == CLEAR and not each.raw else 1,
        "base": said(column, each.base),
        "ours": said(column, line.ours),
        "theirs": _theirs(line),
        "result": said(column, line.result),
        "reason": _reason(line.reason),
        "reason_code": line.reason or None,
        "row_uid": each.row,
        "field": f"{each.sheet}.{each.column}",
    }


def _theirs(line: Logged) -> object:
    """What came back: the value, or the text of a cell that has none."""
    each = line.statement
    if each.refused or each.value is None:
        return each.raw or None
    return said(column_of(each.sheet, each.column), each.value)


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
        "sheet": tab(sheet) if sheet else None,
        "received": source.received,
        "return_hash": source.hash,
    }


def _reason(code: str) -> Phrase | None:
    return phrase(f"exchange.reason-{code}") if code else None
