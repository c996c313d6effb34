"""The cover: a sheet on which each row is a setting with a kind of its own."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING

from kap_xl.columns import FORM_SETTINGS, SETTINGS
from kap_xl.reading import State
from kap_xl.table.rows import Row, Table
from kap_xl.table.told import findings

if TYPE_CHECKING:
    from kap_xl.columns import Column
    from kap_xl.finding import Finding
    from kap_xl.grid import Grid, Layout, Raw
    from kap_xl.reading import Cell, Reader

LANGUAGES = frozenset({"language", "authoritative_language"})
PERIODS = frozenset({"current_period", "period"})


def _as_read(column: Column) -> Column:
    """A setting as its cell is read: some that are written as plain codes have their own words."""
    if column.key in LANGUAGES:
        return replace(column, kind="choice", words="lang")
    return replace(column, words="currency") if column.key == "currency" else column


COLUMNS = MappingProxyType({column.key: _as_read(column) for column in (*SETTINGS, *FORM_SETTINGS)})


def read_cover(grid: Grid, layout: Layout, reader: Reader) -> tuple[Table, tuple[Finding, ...]]:
    """The cover as a table, where the uid of a row is the setting's name, and what could not be read in it."""
    place = layout.columns.get("value")
    rows: list[Row] = []
    found: list[Finding] = []
    for number in range(layout.head_row + 1, len(grid.rows) + 1):
        name = str(grid.cell(number, layout.columns["uid"]) or "").strip()
        if name not in COLUMNS or place is None:
            continue
        cell = _cell(COLUMNS[name], grid.cell(number, place), reader)
        row = Row(number, name, {"value": cell} if cell is not None else {})
        rows.append(row)
        found += findings("cover", {"value": COLUMNS[name]}, [row])
    return Table(layout, tuple(rows)), tuple(found)


def _cell(column: Column, raw: Raw, reader: Reader) -> Cell | None:
    cell = reader.read(column, raw)
    if cell is None or not cell.known:
        return cell
    if column.key in PERIODS:
        # a period that is on no list keeps its words: what is the matter with it depends on the kind of workbook
        period = reader.read(replace(column, kind="period"), raw)
        return period if period is not None and period.known else cell
    if column.kind == "number" and not _counts(cell.value):
        return cell._replace(value=None, state=State.UNREADABLE, reason="cells.number-not-whole")
    return cell


def _counts(value: object) -> bool:
    """Whether a number counts something: versions and returns are 1, 2, 3 and so on."""
    return isinstance(value, Decimal) and value >= 1 and value == value.to_integral_value()
