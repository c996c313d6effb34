"""The rows of the report's sheets: each cell with what is shown in it and the figure it came from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING

from kap_xl.sheets.report_columns import BY_KEY
from kap_xl.summaries.amounts import APART
from kap_xl.summaries.figure import TOTAL, Cell, Figure, Line, Share, Summary

if TYPE_CHECKING:
    from kap_xl.sheets.names import Names

Value = str | int | Decimal | date | None
NOTHING = "–"
WORDS = MappingProxyType(
    {"status": "status", "latest": "status", "state": "submission_state", "reached": "yesno", "trend": "trend"}
)
"""Columns that hold a code, and the vocabulary its word stands in."""


@dataclass(frozen=True, slots=True)
class Box:
    """A cell of the report: what is shown, and the figure whose cells can be looked up (None: nothing to look up)."""

    value: Value
    figure: Figure | None = None


Row = Mapping[str, Box]


def rows(sheet: str, summary: Summary, names: Names) -> tuple[Row, ...]:
    """A row for each line of a summary and for its total, under the sheet's column keys and `uid`."""
    return tuple(_row(sheet, line, names) for line in summary.every())


def _row(sheet: str, line: Line, names: Names) -> Row:
    cells = line.cells
    if "apart" not in cells and any(name in cells for name in APART):
        cells = {**cells, "apart": together(line, APART)}
    mark = TOTAL if line.key == TOTAL else f"{line.by}:{line.key}"
    made = {"uid": Box(mark)}
    for column in BY_KEY[sheet].columns:
        if column.key == "name":
            made["name"] = Box(names.group(line.by, line.key, line.uid))
        elif column.key == "code" and line.by != "activity":
            made["code"] = Box(_code(sheet, line, names))
        else:
            made[column.key] = box(column.key, cells.get(column.key), names)
    return MappingProxyType(made)


def _code(sheet: str, line: Line, names: Names) -> str:
    """The line's code; where the sheet has no names, `total` and `not specified` stand in its place."""
    if any(column.key == "name" for column in BY_KEY[sheet].columns):
        return "" if line.key == TOTAL else line.key
    return names.group(line.by, line.key)


def box(key: str, cell: Cell, names: Names) -> Box:
    """A cell as it is shown: words for codes, `–` for what is unknown, which is not nought."""
    if isinstance(cell, Figure):
        known = cell.withheld or (NOTHING if cell.value is None else cell.value)
        return Box(known, cell if cell.parts else None)
    if isinstance(cell, Share):
        return Box(NOTHING if cell.value is None else cell.value)
    if isinstance(cell, tuple):
        return Box(", ".join(cell) or NOTHING)
    if key in WORDS:
        return Box(names.word(WORDS[key], str(cell) if cell else None))
    return Box(NOTHING if cell in (None, "") else cell)


def together(line: Line, columns: Iterable[str]) -> Figure:
    """Several counts of a line as one."""
    found = [cell for column in columns if isinstance(cell := line.cells.get(column), Figure)]
    value = sum((each.value for each in found if each.value is not None), start=0)
    return Figure(value, tuple(part for each in found for part in each.parts))


def conflict_rows(conflicts: Iterable[Mapping[str, object]], names: Names) -> tuple[Row, ...]:
    """A row for each open conflict: whose, where, and the three values."""
    return tuple(_conflict(each, names) for each in conflicts)


def _conflict(conflict: Mapping[str, object], names: Names) -> Row:
    shown = {key: _plain(conflict.get(key)) for key in (column.key for column in BY_KEY["conflicts"].columns)}
    field = str(conflict.get("field") or conflict.get("column") or "")
    sheet, heading = names.plan_place(str(conflict.get("sheet") or ""), field)
    shown |= {"sheet": sheet, "column": heading if conflict.get("column") in (None, field) else shown["column"]}
    return MappingProxyType(
        {"uid": Box(_plain(conflict.get("uid"))), **{key: Box(each) for key, each in shown.items()}}
    )


def _plain(value: object) -> Value:
    """A value of a conflict as it may stand in a cell."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, float):
        return Decimal(repr(value))
    return value if isinstance(value, str | int | Decimal | date) else NOTHING if value is None else str(value)
