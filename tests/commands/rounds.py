"""A six-month round in a folder, for tests: the sample plan, its forms, and answers typed into them."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from kap_xl.books.closed import ClosedBook
from kap_xl.commands.merge import merge
from kap_xl.commands.new import sample_bytes
from kap_xl.commands.split import split
from kap_xl.commands.validate import read_ours
from kap_xl.desk import Desk
from kap_xl.port import Put

if TYPE_CHECKING:
    from kap_xl.commands.answer import Answer
    from kap_xl.grid import Grid, Value
    from kap_xl.workbook import Workbook

PERIOD = "2006-H1"
DESK = Desk(today=date(2006, 7, 20))
ABOUT_THE_ROUND = {"submissions", "log", "conflicts", "_kap"}
"""Sheets that remember the round; all others are the plan's data."""


@cache
def sample(lang: str = "en") -> bytes:
    """The sample plan, made once."""
    return sample_bytes(lang)


def sent(folder: Path, lang: str = "en", desk: Desk = DESK) -> tuple[Path, Path]:
    """A plan that was split: its path and the folder of its forms."""
    plan, forms = folder / "plan.xlsx", folder / "forms"
    plan.write_bytes(sample(lang))
    split(desk, plan, PERIOD, forms)
    return plan, forms


def read(path: Path) -> Workbook:
    """A workbook of ours as read."""
    return read_ours(DESK.open(path), path)


def data(path: Path) -> dict[str, tuple[tuple[object, ...], ...]]:
    """The cells of every data sheet of a plan, by tab."""
    known = read(path)
    aside = {table.layout.title for key, table in known.tables.items() if key in ABOUT_THE_ROUND}
    return {grid.title: grid.rows for grid in grids(path) if grid.title not in aside}


def grids(path: Path) -> tuple[Grid, ...]:
    """The cells of every sheet."""
    return ClosedBook(path.read_bytes(), path.name).grids()


def answer(form: Path, to: Path, *typed: tuple[str, str, str, Value], return_no: int = 1) -> Path:
    """A copy of a form into which (sheet, code or uid, column, value) were typed."""
    known = read(form)
    book = ClosedBook(form.read_bytes(), form.name)
    for sheet, code, column, value in typed:
        table = known.table(sheet)
        row = next(row for row in table.rows if code in (row.uid, row.value("code")))
        book.put(table.layout.title, [Put(row.number, table.layout.columns[column], value)])
    if return_no != 1:
        cover = known.table("cover")
        row = next(row for row in cover.rows if row.uid == "return_no")
        book.put(cover.layout.title, [Put(row.number, cover.layout.columns["value"], return_no)])
    to.parent.mkdir(parents=True, exist_ok=True)
    to.write_bytes(book.to_bytes())
    return to


def merged(plan: Path, *returns: Path) -> Answer:
    """The answer of merging returns into a plan."""
    return merge(DESK, plan, returns)


def reported(plan: Path, code: str, agency: str, column: str, period: str = PERIOD) -> object:
    """What the plan holds of an agency's report on an activity; None where there is none."""
    rows = read(plan).table("progress").rows
    keys = ("activity", "agency", "period")
    return next((row.value(column) for row in rows if tuple(map(row.value, keys)) == (code, agency, period)), None)
