"""A version as tables again, and the activities of the version in force on a day."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from kap_xl.canon import typed
from kap_xl.columns import BY_KEY
from kap_xl.grid import Layout
from kap_xl.parse import parse
from kap_xl.table import Row, Table
from kap_xl.table.cover import COLUMNS as COVER
from kap_xl.uids import is_uid
from kap_xl.versions.content import SHEETS, codes_of
from kap_xl.versions.history import History, history, in_force, rebuilt, recorded

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from kap_xl.model import Activity
    from kap_xl.reading import Cell, Reader
    from kap_xl.versions.content import Content, RowKey

Roster = tuple["Activity", ...]


def as_tables(
    content: Content, reader: Reader, present: Mapping[str, Table], sheets: tuple[str, ...] = SHEETS
) -> dict[str, Table]:
    """A content as typed tables; rows that the plan still has keep their Excel row, others have row 0."""
    codes = codes_of(content)
    made = {}
    for sheet in sheets:
        known = present.get(sheet)
        numbers = {uid: row.number for uid, row in known.by_uid().items()} if known is not None else {}
        rows = [
            Row(numbers.get(key[1], 0), key[1], _cells(key, cells, codes, reader))
            for key, cells in content.items()
            if key[0] == sheet
        ]
        rows.sort(key=lambda row: (not row.number, row.number))
        made[sheet] = Table(known.layout if known is not None else Layout(sheet, "", 0, 0, {"uid": 1}), tuple(rows))
    return made


def rosters(tables: Mapping[str, Table], reader: Reader) -> Callable[[date], Roster | None] | None:
    """The activities of the version in force on a day; None where no version was closed.

    Nothing is rebuilt before it is asked for. A version that cannot be rebuilt as it was has no roster: None.
    """
    if not recorded(tables):
        return None

    @cache
    def known() -> History:
        return history(tables, reader)

    @cache
    def of_version(number: int) -> Roster | None:
        found = rebuilt(known(), number)
        if not found.sound:
            return None
        return parse(as_tables(found.content, reader, tables, ("matrix",))).activities

    def on(day: date) -> Roster | None:
        version = in_force(known(), day)
        return of_version(version.number) if version is not None else None

    return on


def _cells(key: RowKey, cells: Mapping[str, str], codes: Mapping[str, str], reader: Reader) -> Mapping[str, Cell]:
    found: dict[str, Cell] = {}
    for name, value in cells.items():
        column = COVER[key[1]] if key[0] == "cover" else BY_KEY[key[0]].column(name)
        if column is None:
            continue
        if column.target and is_uid(value):
            identity = BY_KEY[key[0]].column(f"{name}_uid")
            pairs = [(column, codes.get(value)), *([(identity, value)] if identity is not None else [])]
        else:
            pairs = [(column, value)]
        for each, text in pairs:
            raw = text if each.kind == "institutions" else typed(each, text)
            cell = reader.read(each, raw)  # type: ignore[arg-type]  # typed() gives what a cell can hold
            if cell is not None:
                found[name if each is column else each.key] = cell
    return MappingProxyType(found)
