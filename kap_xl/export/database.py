"""Tables as a SQLite database: typed columns, keys, and a table that explains every column."""

from __future__ import annotations

import sqlite3
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from typing import TYPE_CHECKING

from kap_xl.export.csv_text import number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kap_xl.export.tables import Field, Plain, Tidy

MICRO = "_micro"
"""Ending of the column that holds an amount as a whole number of millionths: sums of whole numbers are exact."""
MILLION = Decimal(1_000_000)
_SQL = {"text": "TEXT", "date": "TEXT", "amount": "TEXT", "number": "NUMERIC"}


def as_database(tables: Iterable[Tidy]) -> bytes:
    """The database file; the same tables give the same content."""
    database = sqlite3.connect(":memory:")
    made = tuple(tables)
    names = {table.name for table in made}
    with database:
        for table in made:
            database.execute(_definition(table, names))
            marks = ", ".join("?" for field in table.fields for _ in _columns(field))
            database.executemany(f"INSERT INTO {quoted(table.name)} VALUES ({marks})", map(tuple, _rows(table)))  # noqa: S608 - names of our own, quoted
            if any(field.money for field in table.fields):
                database.execute(_numbers(table))
    data = database.serialize()
    database.close()
    return data


def quoted(name: str) -> str:
    """A name as SQL takes it, whatever word it is."""
    return '"' + name.replace('"', '""') + '"'


def _columns(field: Field) -> Iterator[str]:
    yield field.name
    if field.money:
        yield field.name + MICRO


def _definition(table: Tidy, names: set[str]) -> str:
    lines = []
    for field in table.fields:
        empty = " NOT NULL" if field.name in table.keys else ""
        kind = _SQL.get(field.type, "INTEGER")
        lines.append(f"{quoted(field.name)} {kind}{empty}{_check(field)}")
        if field.money:
            lines.append(f"{quoted(field.name + MICRO)} INTEGER")
    lines.append(f"PRIMARY KEY ({', '.join(map(quoted, table.keys))})")
    lines += [
        f"FOREIGN KEY ({quoted(field.name)}) REFERENCES {quoted(field.target)} ({quoted('uid')})"
        for field in table.fields
        if field.target in names
    ]
    return f"CREATE TABLE {quoted(table.name)} ({', '.join(lines)})"


def _check(field: Field) -> str:
    return f" CHECK ({quoted(field.name)} IN (0, 1))" if field.type == "boolean" else ""


def _numbers(table: Tidy) -> str:
    """A view with amounts as plain numbers, to look at; what adds up to the last cent are the millionths."""
    shown = (
        f"{quoted(field.name + MICRO)} / 1000000.0 AS {quoted(field.name)}" if field.money else quoted(field.name)
        for field in table.fields
    )
    return f"CREATE VIEW {quoted(table.name + '_numbers')} AS SELECT {', '.join(shown)} FROM {quoted(table.name)}"  # noqa: S608 - as above


def _rows(table: Tidy) -> Iterator[list[str | int | float | None]]:
    for row in table.rows:
        line: list[str | int | float | None] = []
        for value, field in zip(row, table.fields, strict=True):
            line.append(_stored(value, field))
            if field.money:
                line.append(micro(value) if isinstance(value, Decimal) else None)
        yield line


def micro(amount: Decimal) -> int:
    """An amount in whole millionths."""
    return int((amount * MILLION).to_integral_value(ROUND_HALF_EVEN))


def _stored(value: Plain, field: Field) -> str | int | float | None:
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        if field.money:
            return number(value)
        return int(value) if value == value.to_integral_value() and abs(value) < 2**53 else float(value)
    return value
