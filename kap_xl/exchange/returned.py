"""From a returned form to statements: each report cell, and a remark for everything else that came back changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kap_xl.columns import BY_KEY, REPORT_SHEETS, Column, Role
from kap_xl.exchange.canon import CLEAR, asks_to_clear, cell_text, str_of
from kap_xl.exchange.identity import Base
from kap_xl.exchange.statement import Remark, Source, Statement
from kap_xl.grid import Grid, letters
from kap_xl.table import Row, Table, known_columns
from kap_xl.uids import derived, is_uid

COMPUTED = frozenset({"due_from", "due_by", "spent"})
"""Columns of a form that the program or a formula fills: what stands there is nobody's statement."""


@dataclass(frozen=True, slots=True)
class Returned:
    """Everything a return says."""

    statements: tuple[Statement, ...]
    remarks: tuple[Remark, ...]


def report_uid(sheet: str, row_uid: str, period: str, agency: str) -> str:
    """The identity of a report's row in the plan: it follows from whose report on what for when."""
    if sheet in ("spending", "proposals"):
        return row_uid  # these rows are made ready with their identity
    return derived("report", REPORT_SHEETS[sheet], row_uid, period, agency)


def report_columns(sheet: str) -> tuple[Column, ...]:
    """The columns of a form's sheet that an agency fills in and the plan takes."""
    return tuple(
        column for column in BY_KEY[sheet].columns if column.role is Role.REPORT and column.key not in COMPUTED
    )


def read_return(source: Source, tables: Mapping[str, Table], grids: Mapping[str, Grid], base: Base) -> Returned:
    """The statements and remarks of a return; its sheets and rows may stand in any order."""
    statements: list[Statement] = []
    remarks: list[Remark] = []
    for sheet in REPORT_SHEETS:
        table = tables.get(sheet)
        if table is None:
            remarks += _sheet_missing(source, sheet, base)
            continue
        said, noted = _Sheet(source, sheet, table, base).read()
        statements += said
        remarks += noted
        remarks += _foreign_cells(source, table, grids[sheet])
    return Returned(tuple(statements), tuple(remarks))


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One sheet of a return under the eyes of what was sent."""

    source: Source
    sheet: str
    table: Table
    base: Base

    def read(self) -> tuple[list[Statement], list[Remark]]:
        statements: list[Statement] = []
        remarks: list[Remark] = []
        seen: set[str] = set()
        for row in self.table.rows:
            if (self.sheet, row.uid) in self.base.cells:
                seen.add(row.uid)
                statements += self._statements(row)
                remarks += self._plan_cells(row)
            elif row.cells:
                remarks.append(self._refused(row))
        sent = [uid for sheet, uid in self.base.cells if sheet == self.sheet and uid not in seen]
        remarks += [self._missing(uid) for uid in sent if (self.sheet, uid) not in self.base.prepared]
        return statements, remarks

    def _statements(self, row: Row) -> Iterable[Statement]:
        sent = self.base.cells[self.sheet, row.uid]
        prepared = (self.sheet, row.uid) in self.base.prepared
        columns = [column for column in report_columns(self.sheet) if column.key in self.table.layout.columns]
        everything = asks_to_clear(row.raw("code"))
        read = {column.key: self._value(row, column, everything=everything) for column in columns}
        if prepared and all(value in (None, sent.get(key)) and not refused for key, (value, refused) in read.items()):
            return  # a row made ready and left alone is no report
        uid = report_uid(self.sheet, row.uid, self.source.period, self.source.agency)
        for key, (value, refused) in read.items():
            raw = str(str_of(row.raw(key)) or "") if refused else ""
            base = None if prepared else sent.get(key)
            place, code = self._place(row, key), self._code(row)
            yield Statement(self.source, REPORT_SHEETS[self.sheet], uid, key, base, value, place, code, raw, refused)

    def _value(self, row: Row, column: Column, *, everything: bool) -> tuple[str | None, str]:
        """The canonical value of a report cell, and the reason where it cannot be used."""
        cell = row.cells.get(column.key)
        if everything or (cell is not None and asks_to_clear(cell.raw)):
            return CLEAR, ""
        if cell is None:
            return None, ""
        return (cell_text(row, column), "") if cell.known else (None, cell.state.value)

    def _plan_cells(self, row: Row) -> Iterable[Remark]:
        """Cells of the plan that came back otherwise than they went out: listed, never taken; the rest is counted."""
        sent = self.base.cells[self.sheet, row.uid]
        own = {column.key for column in report_columns(self.sheet)} | COMPUTED | {"uid"}
        columns = {key: column for key, column in known_columns(self.table.layout).items() if key not in own}
        same = 0
        for key, column in columns.items():
            now = cell_text(row, column)
            if now == sent.get(key) or (key == "code" and asks_to_clear(row.raw(key))):
                same += now is not None
            else:
                place = self._place(row, key)
                uid, code = row.uid, self._code(row)
                yield Remark(self.source, self.sheet, uid, key, place, "plan_changed", 1, code, sent.get(key), now)
        if same:
            place = self._place(row, "uid")
            yield Remark(self.source, self.sheet, row.uid, "", place, "unchanged", same, self._code(row))

    def _refused(self, row: Row) -> Remark:
        """A row that was not sent: without identity, or with one that is not of this form."""
        reason = "row-unknown" if is_uid(row.uid) else "row-without-uid"
        words = " | ".join(str(str_of(cell.raw)) for cell in row.cells.values())
        place = f"{self.table.layout.title}!{row.number}"
        return Remark(
            self.source, self.sheet, row.uid, "", place, "refused", len(row.cells), self._code(row), None, words, reason
        )

    def _missing(self, uid: str) -> Remark:
        """A row that was sent and did not come back: kept, and listed."""
        code = self.base.cells[self.sheet, uid].get("code", "")
        return Remark(self.source, self.sheet, uid, "", self.table.layout.title, "missing", 0, code)

    def _place(self, row: Row, key: str) -> str:
        return f"{self.table.layout.title}!{self.table.layout.letter(key)}{row.number}"

    def _code(self, row: Row) -> str:
        """The code that people see in the row: the activity's or the indicator's."""
        sent = self.base.cells.get((self.sheet, row.uid), {})
        return sent.get("code") or sent.get("activity") or str(row.value("code") or row.value("activity") or "")


def _sheet_missing(source: Source, sheet: str, base: Base) -> list[Remark]:
    rows = sum(1 for key in base.cells if key[0] == sheet and key not in base.prepared)
    return [Remark(source, sheet, "", "", "", "missing", 0, reason="sheet-missing")] if rows else []


def _foreign_cells(source: Source, table: Table, grid: Grid) -> Iterable[Remark]:
    """Cells beside our columns: an agency's own notes, which the plan has no place for; listed, not lost."""
    ours = set(table.layout.columns.values())
    for number, row in enumerate(grid.rows[table.layout.head_row :], table.layout.head_row + 1):
        for column, raw in enumerate(row, 1):
            if raw is not None and raw != "" and column not in ours:
                place = f"{grid.title}!{letters(column)}{number}"
                words = str(str_of(raw))
                yield Remark(source, table.key, "", "", place, "refused", 1, "", None, words, "column-unknown")
