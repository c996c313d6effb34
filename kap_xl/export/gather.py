"""A plan as tidy tables: one a sheet, and a longer one where a sheet is wide or a cell holds several things."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from kap_xl.columns import BY_KEY, SETTINGS, YEARLY, Role
from kap_xl.export.amounts import budget_amounts, spending_amounts
from kap_xl.export.cells import plain_value, raw_text
from kap_xl.export.tables import OWN, TYPES, Field, Plain, Tidy

if TYPE_CHECKING:
    from kap_xl.columns import Column
    from kap_xl.export.amounts import Converted
    from kap_xl.table import Row, Table
    from kap_xl.workbook import Workbook

LEFT_OUT = frozenset({"cover", "words", "_kap"})
"""Sheets that hold no data of the plan; the cover's settings have a table of their own."""
VIEWED = frozenset({"matrix", "indicators"})
"""Sheets whose report columns only show what stands on the reports' own sheets."""
UID = Field("uid")
UNREAD = tuple(Field(name) for name in ("table", "uid", "column", "text"))


def gather(work: Workbook) -> tuple[Tidy, ...]:
    """Every table of an export, in the order of the sheets; those without a row too."""
    found: list[Tidy] = [_settings(work)]
    unread: list[tuple[Plain, ...]] = []
    for key in BY_KEY:
        if key in LEFT_OUT or key not in work.tables:
            continue
        table = work.tables[key]
        uids = dict(_uids(table))
        found.append(_wide(table, uids, work))
        found += _long(table, uids)
        unread += _unread(table, uids)
    return (*found, Tidy("unread", UNREAD, ("table", "uid", "column"), tuple(unread)))


def _settings(work: Workbook) -> Tidy:
    cover = work.tables.get("cover")
    known = {column.key: column for column in SETTINGS}
    rows = tuple(
        (row.uid, _text(plain_value(known[row.uid], row.cells["value"])))
        for row in (cover.rows if cover is not None else ())
        if row.uid in known and "value" in row.cells
    )
    return Tidy("settings", (Field("setting"), Field("value")), ("setting",), rows)


def _text(value: Plain) -> str | None:
    return None if value is None else str(value)


def _uids(table: Table) -> Iterator[tuple[int, str]]:
    """The identity of each row by its number; one that stands twice, or is missing, is told apart by the row."""
    seen: set[str] = set()
    for row in table.rows:
        uid = row.uid if row.uid and row.uid not in seen else f"{row.uid}#{row.number}"
        seen.add(uid)
        yield row.number, uid


def _kept(table: Table) -> list[tuple[str, Column]]:
    """The columns that hold data of their own, in the order of the schema, whatever order a person gave them."""
    sheet = BY_KEY[table.key]
    columns = ((column.key, column) for column in sheet.columns if column.key in table.layout.columns)
    return [
        (key, column)
        for key, column in columns
        if key != "uid"
        and column.kind != "hash"
        and column.role is not Role.FORMULA
        and not (table.key in VIEWED and column.role is Role.REPORT)
    ]


def _field(table: Table, key: str, column: Column) -> Field:
    target = ""
    if key.endswith("_uid") and (of := BY_KEY[table.key].column(key.removesuffix("_uid"))) is not None:
        target = of.target if " " not in of.target else ""
    unit = "%" if column.kind == "percent" else ""
    return Field(key, TYPES.get(column.kind, "text"), unit, target, table.key, key)


def _own(table: Table, name: str, kind: str, code: str, unit: str = "") -> Field:
    """A field that no column of the workbook has; its texts are the export's."""
    return Field(name, kind, unit, sheet=table.key, key=f"{OWN}{code}")


def _wide(table: Table, uids: Mapping[int, str], work: Workbook) -> Tidy:
    kept = _kept(table)
    fields = [UID, *(_field(table, key, column) for key, column in kept)]
    more: Mapping[str, Converted] = {}
    home = work.settings.currency
    if table.key in ("budget", "spending"):
        more = (budget_amounts if table.key == "budget" else spending_amounts)(work.plan)
        fields += [
            _own(table, "rate_date", "date", "rate_date"),
            _own(table, "rate", "number", "rate", home),
            _own(table, "amount_plan", "amount", "amount_plan", home),
        ]
    due = {each.uid: (each.due_from, each.due_by) for each in work.plan.activities} if table.key == "matrix" else {}
    rows = []
    for row in table.rows:
        values = {key: plain_value(column, row.cells[key]) for key, column in kept if key in row.cells}
        if row.uid in due:
            values["due_from"], values["due_by"] = due[row.uid]
        tail = more.get(row.uid, (None, None, None)) if table.key in ("budget", "spending") else ()
        rows.append((uids[row.number], *(values.get(key) for key, _ in kept), *tail))
    return Tidy(table.key, tuple(fields), ("uid",), tuple(rows))


def _long(table: Table, uids: Mapping[int, str]) -> Iterator[Tidy]:
    """The targets of all years, and the bodies of a cell that names several, each in a row of its own."""
    owner = Field("uid", target=table.key, sheet=table.key, key="uid")
    years = sorted(key for key in table.layout.columns if YEARLY.fullmatch(key))
    if table.key == "indicators":
        column = BY_KEY["indicators"].column("target_2000")
        rows = tuple(
            (uids[row.number], int(years_of[1]), target)
            for row in table.rows
            for key in years
            if column is not None and key in row.cells and (years_of := YEARLY.fullmatch(key)) is not None
            if (target := plain_value(column, row.cells[key])) is not None
        )
        fields = (owner, _own(table, "year", "year", "target_year"), _own(table, "target", "number", "year_target"))
        yield Tidy("indicator_targets", fields, ("uid", "year"), rows)
    for key, column in _kept(table):
        if column.kind == "institutions":
            whom = Field("institution", sheet=table.key, key=key)
            bodies = (owner, _own(table, "position", "integer", "position"), whom)
            yield Tidy(f"{table.key}_{key}", bodies, ("uid", "position"), tuple(_bodies(table.rows, uids, key)))


def _bodies(rows: Iterable[Row], uids: Mapping[int, str], key: str) -> Iterator[tuple[Plain, ...]]:
    for row in rows:
        codes = row.value(key)
        for number, code in enumerate(codes if isinstance(codes, tuple) else (), 1):
            yield uids[row.number], number, str(code)


def _unread(table: Table, uids: Mapping[int, str]) -> Iterator[tuple[Plain, ...]]:
    """What stands in a cell that could not be read: it has no value in its table, and is not lost."""
    for row in table.rows:
        for key, column in _kept(table):
            cell = row.cells.get(key)
            if cell is not None and plain_value(column, cell) is None and column.key not in ("due_from", "due_by"):
                yield table.key, uids[row.number], key, raw_text(cell)
