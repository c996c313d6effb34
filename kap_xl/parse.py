"""From tables to the plan: nothing can go wrong here any more, since each cell was read before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from kap_xl.columns import BY_KEY, REPORT_SHEETS, YEARLY, Role
from kap_xl.kinds import fold
from kap_xl.model import (
    Act,
    Activity,
    BudgetLine,
    Decision,
    Entry,
    Indicator,
    Institution,
    Line,
    Measurement,
    Meeting,
    Milestone,
    Payment,
    Plan,
    Programme,
    Progress,
    Record,
    Ruling,
    Seat,
    Settings,
    Statistic,
    Submission,
    Version,
)
from kap_xl.phrase import LANGUAGES, text
from kap_xl.reading.cell import KNOWN

if TYPE_CHECKING:
    from kap_xl.table import Row, Table

WHOSE = {"period", "agency"}
CALLED = MappingProxyType(
    {
        "meetings": {"date": "day"},
        "members": {"from": "since", "to": "until"},
        "legislation": {"date": "day"},
        "rules": {"row": "of", "date": "day"},
    }
)
"""Columns whose keys no field of a record can have."""
R = TypeVar("R", bound=Record)


def parse(tables: Mapping[str, Table]) -> Plan:
    """The plan of a workbook's tables, by sheet key; a sheet that is missing has no records."""
    rulings = records(Ruling, tables.get("rules"))
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
        meetings=records(Meeting, tables.get("meetings")),
        members=records(Seat, tables.get("members")),
        legislation=records(Act, tables.get("legislation")),
        statistics=records(Statistic, tables.get("statistics")),
        programmes=records(Programme, tables.get("programmes")),
        versions=records(Version, tables.get("versions")),
        rulings=rulings,
        lines=MappingProxyType({key: _lines(tables.get(key)) for key in _spoken_of(rulings)}),
    )


@lru_cache(maxsize=200)
def sheet_named(words: str | None) -> str:
    """The key of the sheet that is called so: by its key, or by its tab in any language; empty where none is."""
    named = fold(words or "").strip()
    if named in BY_KEY or not named:
        return named
    return next((key for key, tab in tabs() if fold(tab) == named), "")


def tabs() -> Iterator[tuple[str, str]]:
    """Every sheet's key with its tab in each language."""
    return ((key, text(f"workbook.sheet.{key}", lang)) for key in BY_KEY for lang in LANGUAGES)


def records(model: type[R], table: Table | None) -> tuple[R, ...]:
    """One record a row that says anything; prepared rows that hold only their identity are left out."""
    called = CALLED.get(table.key, {}) if table is not None else {}
    return tuple(model.made(_fields(row, called)) for row in _rows(table))


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


def _spoken_of(rulings: Iterable[Ruling]) -> tuple[str, ...]:
    """The sheets that the users' own rules speak of."""
    named = (sheet_named(each.sheet) for each in rulings if each.form == "rule" and each.expression)
    return tuple(dict.fromkeys(key for key in named if key))


def _lines(table: Table | None) -> tuple[Line, ...]:
    """A sheet's rows with whatever could be read of them; a deadline is its last day."""
    made = []
    for row in _rows(table):
        known = _known(row)
        values = {key: getattr(value, "end", value) if key == "deadline" else value for key, value in known.items()}
        unread = frozenset(row.cells.keys() - known.keys())
        made.append(Line.model_construct(uid=row.uid, row=row.number, unread=unread, values=MappingProxyType(values)))
    return tuple(made)


def _known(row: Row) -> dict[str, object]:
    return {key: cell.value for key, cell in row.cells.items() if cell.value is not None and cell.state in KNOWN}


def _fields(row: Row, called: Mapping[str, str] = MappingProxyType({})) -> dict[str, object]:
    """What could be read of a row, under the names of a record's fields, with its identity and number."""
    values = _known(row)
    identity: dict[str, object] = {"uid": row.uid, "row": row.number}
    if len(values) != len(row.cells):
        identity["unread"] = frozenset(row.cells.keys() - values.keys())
    if called:
        values = {called.get(key, key): value for key, value in values.items()}
    return values | identity


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
