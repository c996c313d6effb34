"""From tables to the plan: nothing can go wrong here any more, since each cell was read before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeVar

from kap_xl.columns import BY_KEY, REPORT_SHEETS, YEARLY, Role
from kap_xl.model import (
    Activity,
    BudgetLine,
    Decision,
    Entry,
    Indicator,
    Institution,
    Measurement,
    Milestone,
    Payment,
    Plan,
    Progress,
    Record,
    Settings,
    Submission,
)

if TYPE_CHECKING:
    from kap_xl.table import Row, Table

WHOSE = {"period", "agency"}
R = TypeVar("R", bound=Record)


def parse(tables: Mapping[str, Table]) -> Plan:
    """The plan of a workbook's tables, by sheet key; a sheet that is missing has no records."""
    return Plan.model_construct(
        settings=settings(tables.get("cover")),
        entries=records(Entry, tables.get("lists")),
        activities=tuple(_activity(row) for row in _rows(tables.get("matrix"))),
        indicators=tuple(_indicator(row) for row in _rows(tables.get("indicators"))),
        milestones=records(Milestone, tables.get("milestones")),
        budget=records(BudgetLine, tables.get("budget")),
        progress=records(Progress, tables.get("progress")),
        values=records(Measurement, tables.get("values")),
        spending=records(Payment, tables.get("spending")),
        institutions=records(Institution, tables.get("institutions")),
        decisions=records(Decision, tables.get("decisions")),
        submissions=records(Submission, tables.get("submissions")),
    )


def records(model: type[R], table: Table | None) -> tuple[R, ...]:
    """One record a row that says anything; prepared rows that hold only their identity are left out."""
    return tuple(model.made(_fields(row)) for row in _rows(table))


def settings(table: Table | None) -> Settings:
    """The cover's settings: the uid of a cover row is the setting's name."""
    if table is None:
        return Settings()
    rows = tuple((row.uid, row.number) for row in table.rows)
    known = {row.uid: value for row in table.rows if (value := row.value("value")) is not None}
    unread = frozenset(row.uid for row in table.rows if row.cells and row.uid not in known)
    return Settings.made(known | {"rows": rows, "unread": unread, "given": frozenset(known)})


def _rows(table: Table | None) -> tuple[Row, ...]:
    """The rows that say anything: one with nothing but formula results, or whose report it is, was only prepared."""
    if table is None:
        return ()
    formulas = {column.key for column in BY_KEY[table.key].columns if column.role is Role.FORMULA}
    prepared = formulas | (WHOSE if table.key in REPORT_SHEETS.values() else set())
    return tuple(row for row in table.rows if not row.cells.keys() <= prepared)


def _fields(row: Row) -> dict[str, object]:
    values = {key: cell.value for key, cell in row.cells.items() if cell.value is not None and cell.known}
    identity = {"uid": row.uid, "row": row.number}
    if len(values) == len(row.cells):
        return values | identity
    return values | identity | {"unread": frozenset(row.cells.keys() - values.keys())}


def _activity(row: Row) -> Activity:
    fields = _fields(row)
    deadline = fields.pop("deadline", None)
    read = {
        "due_kind": getattr(deadline, "kind", None),
        "due_from": getattr(deadline, "start", None),
        "due_by": getattr(deadline, "end", None),
    }
    return Activity.made(fields | read)


def _indicator(row: Row) -> Indicator:
    fields = _fields(row)
    years = sorted((int(found[1]), value) for key, value in fields.items() if (found := YEARLY.fullmatch(key)))
    return Indicator.made(fields | {"targets": tuple(years)})
