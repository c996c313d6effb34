"""What a plan consists of: the canonical cells of its own rows, under their identities, and a fingerprint of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from kap_xl.canon import cell_text
from kap_xl.columns import BY_KEY, SETTINGS, Column, Role
from kap_xl.reading import State
from kap_xl.uids import is_uid

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kap_xl.table import Row, Table

RowKey = tuple[str, str]
"""Sheet key and row uid; a setting of the cover is a row of its own."""
Content = Mapping[RowKey, Mapping[str, str]]
"""The cells of a plan that are not blank, canonical, by row and column key; a reference is the identity it names."""
NOTHING: Content = MappingProxyType({})

SHEETS = (
    "cover",
    "matrix",
    "indicators",
    "milestones",
    "budget",
    "programmes",
    "legislation",
    "institutions",
    "members",
    "lists",
)
"""Sheets whose rows are the plan; reports, meetings, decisions and the records of the program are not."""
OF_THE_WORKBOOK = frozenset({"language", "plan_version", "current_period", "sample"})
"""Settings that speak of the workbook and not of the plan."""
OF_THE_PLAN = frozenset(column.key for column in SETTINGS) - OF_THE_WORKBOOK
HASH_LENGTH = 20


def plan_column(sheet: str, key: str) -> Column | None:
    """The column of a key where it is a part of the plan; None for reports, formulas and what the program keeps."""
    column = BY_KEY[sheet].column(key)
    if column is None or column.role is not Role.PLAN or (sheet == "cover" and key != "value"):
        return None
    return column


def content_of(tables: Mapping[str, Table], before: Content = NOTHING) -> Content:
    """The content of a plan as it stands.

    What cannot be seen is as it was `before`: a sheet or column that is missing was not emptied, and a formula whose
    result was not saved is not blank. Of rows with one identity the first counts, rows without one do not.
    """
    found: dict[RowKey, dict[str, str]] = {}
    for sheet in SHEETS:
        table = tables.get(sheet)
        if table is None:
            found |= {key: dict(cells) for key, cells in before.items() if key[0] == sheet}
            continue
        for uid, row in table.by_uid().items():
            if sheet == "cover" and uid not in OF_THE_PLAN:
                continue
            cells = _cells(table, row, before.get((sheet, uid), {}))
            if cells:
                found[sheet, uid] = cells
    return found


def twice(tables: Mapping[str, Table]) -> Iterable[tuple[str, Row, Row]]:
    """Rows whose identity another row of the sheet has before them: the sheet, the row, and the first."""
    for sheet in SHEETS:
        table = tables.get(sheet)
        first = table.by_uid() if table is not None else {}
        for row in table.rows if table is not None else ():
            if row.uid and row.cells and first[row.uid] is not row:
                yield sheet, row, first[row.uid]


def digest(content: Content) -> str:
    """The fingerprint of a content, whatever the order of its rows and columns."""
    cells = sorted((*row, key, value) for row, some in content.items() for key, value in some.items())
    return hashlib.sha256(json.dumps(cells).encode()).hexdigest()[:HASH_LENGTH]


def codes_of(content: Content) -> dict[str, str]:
    """The code that people know each row by, by uid."""
    return {uid: cells["code"] for (_, uid), cells in content.items() if "code" in cells}


def _cells(table: Table, row: Row, before: Mapping[str, str]) -> dict[str, str]:
    present = table.layout.columns
    cells = {key: value for key, value in before.items() if not _seen(table.key, key, value, present)}
    for key in _keys(table.key, row):
        column = plan_column(table.key, key)
        if column is None or key in cells:
            continue
        cell = row.cells.get(key)
        unknown = cell is not None and cell.state is State.UNCACHED
        value = before.get(key) if unknown else _value(row, column)
        if value is not None:
            cells[key] = value
    return cells


def _keys(sheet: str, row: Row) -> Iterable[str]:
    """The columns that may say something in a row; a reference may only have its hidden identity."""
    references = (column.key for column in BY_KEY[sheet].columns if column.target)
    return dict.fromkeys((*row.cells, *references))


def _value(row: Row, column: Column) -> str | None:
    named = row.value(f"{column.key}_uid") if column.target else None
    return str(named) if named else cell_text(row, column)


def _seen(sheet: str, key: str, value: str, present: Mapping[str, int]) -> bool:
    """Whether the workbook has the column that says what a cell is."""
    column = BY_KEY[sheet].column(key)
    if column is None:
        return False
    if column.target and f"{key}_uid" not in present:
        return key in present and not is_uid(value)
    return key in present
