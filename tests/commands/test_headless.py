"""Every command through a second library: new workbooks held by openpyxl come out as those edited in their package."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from rounds import DESK, PERIOD, sample

from kap_xl.books.closed import ClosedBook
from kap_xl.books.headless import HeadlessBook
from kap_xl.commands.merge import merge
from kap_xl.commands.report import report
from kap_xl.commands.split import split
from kap_xl.commands.summarise import summarise
from kap_xl.commands.validate import read_ours, validate
from kap_xl.grid import Grid, Trouble
from kap_xl.port import Put
from kap_xl.sample.people import strokes
from kap_xl.sheets.values import cell_value

if TYPE_CHECKING:
    from pathlib import Path

    from kap_xl.desk import Desk

ADAPTERS = {"closed": DESK, "headless": replace(DESK, open_bytes=HeadlessBook, lossless=False)}
FILLED = ("AOGG", "MLSW", "MEST", "KPS")
FREE = {"workbook_id", "form_hash", "return_hash", "findings", "cells"}
"""What differs from run to run or from saver to saver: fingerprints, the plan's identity, and what is counted of
formulas whose results openpyxl loses."""


def cells(grids: tuple[Grid, ...]) -> dict[tuple[str, int, int], object]:
    """Every cell that is not blank, by tab, row and column; results that a saver loses are left out."""
    return {
        (grid.title, row, column): float(value)
        if isinstance(value, int | float) and not isinstance(value, bool)
        else value
        for grid in grids
        for row, line in enumerate(grid.rows, 1)
        for column, value in enumerate(line, 1)
        if value not in (None, "") and not isinstance(value, Trouble)
    }


def test_both_read_the_same() -> None:
    """Openpyxl and calamine read the sample plan cell by cell alike."""
    data = sample("sq")
    assert cells(HeadlessBook(data, "plan.xlsx").grids()) == cells(ClosedBook(data, "plan.xlsx").grids())


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The same round played by each adapter: split, filled in, merged."""
    return {name: play(tmp_path_factory.mktemp(name), desk) for name, desk in ADAPTERS.items()}


def play(folder: Path, desk: Desk) -> Path:
    """One round in a folder; the answers are the same words in the same cells."""
    plan = folder / "plan.xlsx"
    plan.write_bytes(sample("en"))
    split(desk, plan, PERIOD, folder / "forms")
    work = read_ours(desk.open(plan), plan)
    returns = folder / "returns"
    returns.mkdir()
    for agency in FILLED:
        form = folder / "forms" / f"{PERIOD}_{agency}.xlsx"
        own = read_ours(desk.open(form), form)
        book = desk.open(form)
        for each in strokes(own, work.plan, agency, "careless", "en"):
            place = own.layouts[each.sheet]
            book.put(place.title, [Put(each.row, place.columns[each.column], cell_value(None, each.value, "en"))])
        (returns / form.name).write_bytes(book.to_bytes())
    merge(desk, plan, (returns,), received=DESK.today)
    return plan


@pytest.mark.parametrize("part", ["plan", *FILLED])
def test_what_both_write_is_alike(played: dict[str, Path], part: str) -> None:
    """After a whole round the plan and the returned forms hold the same cells, whoever wrote them."""
    made = {}
    for name, plan in played.items():
        path = plan if part == "plan" else plan.parent / "returns" / f"{PERIOD}_{part}.xlsx"
        book = read_ours(DESK.open(path), path)
        grids = ClosedBook(path.read_bytes(), path.name).grids()
        free = {
            (table.layout.title, row.number, column)
            for table in book.tables.values()
            for key, column in table.layout.columns.items()
            for row in table.rows
            if key in FREE or (table.key == "_kap" and row.value("column") in FREE)
        }
        log = book.table("log")  # a line's identity follows from the return's fingerprint
        free |= {(log.layout.title, row.number, log.layout.columns["uid"]) for row in log.rows}
        made[name] = {place: value for place, value in cells(grids).items() if place not in free}
    headless, closed = made["headless"], made["closed"]
    formulas = closed.keys() - headless.keys()  # openpyxl does not store results
    assert headless == {place: value for place, value in closed.items() if place not in formulas}
    assert all(place[0] in ("Plan matrix", "Budget", "Words", "Cover") for place in formulas)


@pytest.mark.parametrize("command", ["validate", "summarise"])
def test_both_say_the_same(played: dict[str, Path], command: str, tmp_path: Path) -> None:
    """Findings and figures do not depend on the reader."""
    answers = []
    for name, desk in ADAPTERS.items():
        plan = tmp_path / name / "plan.xlsx"
        plan.parent.mkdir()
        plan.write_bytes(played["closed"].read_bytes())
        answer = validate(desk, (plan,)) if command == "validate" else summarise(desk, plan, PERIOD)
        data = {key: value for key, value in answer.data.items() if key != "files"}
        answers.append(([each.said("en") for each in answer.findings], str(data)))
    assert answers[0] == answers[1]


def test_both_report_the_same(played: dict[str, Path], tmp_path: Path) -> None:
    """The report is made of the same cells."""
    made = []
    for name, desk in ADAPTERS.items():
        report(desk, played["closed"], PERIOD, tmp_path / f"{name}.xlsx")
        made.append(cells(ClosedBook((tmp_path / f"{name}.xlsx").read_bytes(), name).grids()))
    assert made[0] == made[1]
