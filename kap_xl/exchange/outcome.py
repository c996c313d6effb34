"""From a merge to edits of the plan: the report rows that change and those that come in, with where they came from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from kap_xl.canon import canonical, cell_text, typed
from kap_xl.edits import CellEdit, Edits
from kap_xl.exchange.logbook import log_edits
from kap_xl.exchange.memory import FORM_OF, row_identity, uid_of_code
from kap_xl.exchange.questions import column_of, conflict_edits

if TYPE_CHECKING:
    from kap_xl.exchange.merge import Merged, RowKey
    from kap_xl.exchange.statement import Remark, Source, Statement
    from kap_xl.exchange.subjects import Subject
    from kap_xl.table import Row
    from kap_xl.workbook import Workbook

PLACE = re.compile(r"(.*!)([A-Z]+)(\d+)")


def plan_edits(plan: Workbook, merged: Merged, remarks: Iterable[Remark], subjects: Mapping[RowKey, Subject]) -> Edits:
    """Everything that a merge changes in the plan, and nothing that already stands there."""
    return _report_edits(plan, merged, subjects) + conflict_edits(plan, merged) + log_edits(plan, merged, remarks)


def _report_edits(plan: Workbook, merged: Merged, subjects: Mapping[RowKey, Subject]) -> Edits:
    cells: list[CellEdit] = []
    rows: dict[str, list[dict[str, object]]] = {}
    said = _said(merged)
    for sheet in FORM_OF:
        present = {row_identity(plan, sheet, row): row for row in reversed(plan.table(sheet).rows)}
        values: dict[str, dict[str, object]] = {}
        for (of, uid, key), value in merged.cells.items():
            if of == sheet:
                values.setdefault(uid, {})[key] = typed(column_of(sheet, key), value)
        for uid in dict.fromkeys((*values, *(row for of, row in merged.rows if of == sheet))):
            source = merged.rows.get((sheet, uid))
            wanted = values.get(uid, {}) | _referring(plan, sheet, values.get(uid, {}))
            if source is not None:
                wanted |= _origin(source, said.get((sheet, uid), ()))
            if uid in present:
                cells += _changed(sheet, present[uid], wanted | ({} if present[uid].uid else {"uid": uid}))
            elif source is not None:
                row = {"uid": uid, "period": source.period, "agency": source.agency, **wanted}
                rows.setdefault(sheet, []).append(
                    row | _about(sheet, subjects.get((sheet, uid)), said.get((sheet, uid), ()))
                )
    return Edits(tuple(cells), {sheet: tuple(made) for sheet, made in rows.items()})


def _changed(sheet: str, row: Row, wanted: Mapping[str, object]) -> Iterable[CellEdit]:
    """The cells of a present row that do not yet hold what is wanted."""
    for key, value in wanted.items():
        now = (row.uid or None) if key == "uid" else cell_text(row, column_of(sheet, key))
        if now != canonical(value):
            yield CellEdit(sheet, row.number, key, value)


def _referring(plan: Workbook, sheet: str, values: Mapping[str, object]) -> dict[str, object]:
    """The identity beside a code that a return fills in: it follows the code, and is none where no row has it."""
    if sheet not in ("spending", "proposals") or "activity" not in values:
        return {}
    return {"activity_uid": uid_of_code(plan, "matrix", str(values["activity"] or "")) or None}


def _about(sheet: str, subject: Subject | None, said: Iterable[Statement]) -> dict[str, object]:
    """The activity or indicator of a new report row; where the plan has it no longer, the code in the return."""
    if sheet not in ("progress", "values"):
        return {}
    key = "activity" if sheet == "progress" else "indicator"
    code = subject.code if subject is not None else next((each.code for each in said if each.code), "")
    return {key: code or None, f"{key}_uid": subject.uid if subject is not None else None}


def _said(merged: Merged) -> dict[RowKey, list[Statement]]:
    """What was said of each row, by all returns."""
    found: dict[RowKey, list[Statement]] = {}
    for line in merged.log:
        found.setdefault((line.statement.sheet, line.statement.row), []).append(line.statement)
    return found


def _origin(source: Source, said: Iterable[Statement]) -> dict[str, object]:
    """Where a row's words came from: the return, and the span of its cells there, from the first column to the last."""
    places = sorted(
        (_order(each.cell) for each in said if each.source == source and each.value is not None),
        key=lambda each: each[:2],
    )
    first, last = (places[0][2], places[-1][2].rpartition("!")[2]) if places else ("", "")
    return {
        "received": source.received,
        "return_no": source.return_no,
        "from_file": source.file,
        "from_cells": f"{first}:{last}" if len(places) > 1 else first,
        "return_hash": source.hash,
    }


def _order(place: str) -> tuple[int, str, str]:
    """A place such as `Plan matrix!AB12` with what sorts it by column, as Excel counts columns."""
    found = PLACE.fullmatch(place)
    return (len(found[2]), found[2], place) if found else (0, "", place)
