"""From a returned form to statements: each report cell, and a remark for everything else that stands in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kap_xl.canon import CLEAR, asks_to_clear, cell_text, short, storable, words_of
from kap_xl.columns import BY_KEY, REPORT_SHEETS, Column, Role
from kap_xl.exchange.beside import cover_remarks, foreign_cells, foreign_sheet, sheet_missing
from kap_xl.exchange.identity import Base
from kap_xl.exchange.statement import CellKey, Remark, Source, Statement
from kap_xl.grid import Grid
from kap_xl.table import Row, Table, known_columns
from kap_xl.uids import derived, is_uid

COMPUTED = frozenset({"due_from", "due_by", "spent"})
"""Columns of a form that the program or a formula fills: what stands there is nobody's statement."""

Copies = Mapping[str, Sequence[tuple[Table, Grid]]]
"""The sheets of a return by key; there may be copies of one."""


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


def read_return(source: Source, sheets: Copies, strangers: Iterable[Grid], base: Base) -> Returned:
    """The statements and remarks of a return; its sheets and rows may stand in any order, and more than once.

    `strangers` are the sheets that were not in the form.
    """
    statements: list[Statement] = []
    remarks: list[Remark] = list(cover_remarks(source, [table for table, _ in sheets.get("cover", ())]))
    for key in REPORT_SHEETS:
        copies = sheets.get(key, ())
        if not copies:
            remarks += sheet_missing(source, key, base)
            continue
        seen: set[str] = set()
        for table, grid in copies:
            said, noted = _Sheet(source, key, table, grid, base).read(seen)
            statements += said
            remarks += noted
            remarks += foreign_cells(source, table, grid)
        remarks += _missing(source, copies[0][0], base, seen)
    remarks += [each for grid in strangers for each in foreign_sheet(source, grid)]
    return _weighed(statements, remarks)


def _weighed(statements: list[Statement], remarks: list[Remark]) -> Returned:
    """Of a cell that stands in a return more than once, those left as sent give way to those that were filled in."""
    changed: set[CellKey] = {each.key for each in statements if each.value not in (None, each.base)}
    idle = [each for each in statements if each.value is not None and each.value == each.base and each.key in changed]
    told = [
        Remark(each.source, each.sheet, each.row, "", each.cell, "unchanged", 1, each.code, each.base, each.value)
        for each in idle
    ]
    kept = set(idle)
    return Returned(tuple(each for each in statements if each not in kept), (*remarks, *told))


def _missing(source: Source, table: Table, base: Base, seen: set[str]) -> Iterable[Remark]:
    """Rows that were sent and did not come back: kept, and listed."""
    for sheet, uid in base.cells:
        if sheet == table.key and uid not in seen and (sheet, uid) not in base.prepared:
            code = base.cells[sheet, uid].get("code", "")
            yield Remark(source, sheet, uid, "", table.layout.title, "missing", 0, code)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One sheet of a return under the eyes of what was sent."""

    source: Source
    sheet: str
    table: Table
    grid: Grid
    base: Base

    def read(self, seen: set[str]) -> tuple[list[Statement], list[Remark]]:
        """What its rows say; the identities of rows that were sent are added to `seen`."""
        statements: list[Statement] = []
        remarks: list[Remark] = []
        for each in self.table.rows:
            row = self._known(each)
            if (self.sheet, row.uid) not in self.base.cells:
                remarks += self._refused(row)
                continue
            seen.add(row.uid)
            said = self._statements(row)
            statements += said
            remarks += self._plan_cells(row, idle=not said)
            if said and asks_to_clear(row.raw("code")):
                remarks += self._overruled(row)
        return statements, remarks

    def _known(self, row: Row) -> Row:
        """The row under the identity as it was sent, should somebody have written that in capitals."""
        lower = row.uid.lower()
        known = (self.sheet, row.uid) in self.base.cells or (self.sheet, lower) not in self.base.cells
        return row if known else Row(row.number, lower, row.cells)

    def _statements(self, row: Row) -> list[Statement]:
        """One a report cell; none for a row that was made ready and left alone, which is no report."""
        sent = self.base.cells[self.sheet, row.uid]
        prepared = (self.sheet, row.uid) in self.base.prepared
        everything = asks_to_clear(row.raw("code"))
        uid = report_uid(self.sheet, row.uid, self.source.period, self.source.agency)
        code = self._code(row)
        columns = [column for column in report_columns(self.sheet) if column.key in self.table.layout.columns]
        made = []
        for column in columns:
            value, refused = self._value(row, column, everything=everything)
            raw = self._text(row, column.key) if refused or value in (None, CLEAR) else ""
            base = None if prepared else sent.get(column.key)
            place = self._place(row, column.key)
            made.append(
                Statement(
                    self.source, REPORT_SHEETS[self.sheet], uid, column.key, base, value, place, code, raw, refused
                )
            )
        idle = prepared and all(each.value in (None, sent.get(each.column)) and not each.refused for each in made)
        return [] if idle else made

    def _value(self, row: Row, column: Column, *, everything: bool) -> tuple[str | None, str]:
        """The canonical value of a report cell, and the reason where it cannot be used."""
        cell = row.cells.get(column.key)
        if everything or (cell is not None and asks_to_clear(cell.raw)):
            return CLEAR, ""
        if cell is None:
            return None, ""
        if not cell.known or not storable(cell.value):
            return None, "unreadable" if cell.known else cell.state.value
        return cell_text(row, column), ""

    def _plan_cells(self, row: Row, *, idle: bool) -> Iterable[Remark]:
        """Cells of the plan that came back otherwise than they went out: listed, never taken; the rest is counted."""
        sent = self.base.cells[self.sheet, row.uid]
        reports = {column.key for column in report_columns(self.sheet)}
        columns = {key: column for key, column in known_columns(self.table.layout).items() if key != "uid"}
        same = 0
        for key, column in columns.items():
            filled = int(bool(self._text(row, key)))
            if key in reports or key in COMPUTED:
                same += filled if idle or key in COMPUTED else 0
                continue
            now = cell_text(row, column)
            if now == sent.get(key) or (key == "code" and asks_to_clear(row.raw(key))):
                same += filled
            else:
                place, code = self._place(row, key), self._code(row)
                yield Remark(
                    self.source, self.sheet, row.uid, key, place, "plan_changed", filled, code, sent.get(key), now
                )
        if same:
            place = self._place(row, "uid")
            yield Remark(self.source, self.sheet, row.uid, "", place, "unchanged", same, self._code(row))

    def _overruled(self, row: Row) -> Iterable[Remark]:
        """What stands in a row whose report is to be emptied: it is not taken, but not lost either."""
        for column in report_columns(self.sheet):
            text = self._text(row, column.key)
            if text and not asks_to_clear(text):
                place, code = self._place(row, column.key), self._code(row)
                yield Remark(
                    self.source, self.sheet, row.uid, column.key, place, "refused", 0, code, None, text, "row-cleared"
                )

    def _refused(self, row: Row) -> Iterable[Remark]:
        """A row that was not sent: without identity, or with one that is not of this form."""
        texts = [text for key in known_columns(self.table.layout) if key != "uid" and (text := self._text(row, key))]
        if texts:
            reason = "row-unknown" if is_uid(row.uid) else "row-without-uid"
            place, words = f"{self.table.layout.title}!{row.number}", short(" | ".join(texts))
            yield Remark(
                self.source, self.sheet, row.uid, "", place, "refused", len(texts), self._code(row), None, words, reason
            )

    def _text(self, row: Row, key: str) -> str:
        """The text of a cell as it stands, also of one that says nothing, such as a dash."""
        return words_of(self.grid.cell(row.number, self.table.layout.columns[key]))

    def _place(self, row: Row, key: str) -> str:
        return f"{self.table.layout.title}!{self.table.layout.letter(key)}{row.number}"

    def _code(self, row: Row) -> str:
        """The code that people see in the row: the activity's or the indicator's."""
        sent = self.base.cells.get((self.sheet, row.uid), {})
        return sent.get("code") or sent.get("activity") or str(row.value("code") or row.value("activity") or "")
