"""A plan as people type it: no identities, no days beside the words of deadlines; and forms as they go out."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from rounds import DESK, read, sent
from small import cell, office, sheet, small

from kap_xl.commands.split import split
from kap_xl.commands.validate import validate

if TYPE_CHECKING:
    from pathlib import Path


def bare(folder: Path) -> Path:
    """The small plan without its identities and days, one deadline reworded, as it would be typed."""
    plan = folder / "typed.xlsx"
    plan.write_bytes(small())
    book = load_workbook(plan)
    matrix = sheet(book, "matrix")
    cell(book, "matrix", "1.1.1", "deadline").value = "K2 2006"
    columns = {str(each.value): number for number, each in enumerate(matrix[1], 1)}
    for row in range(5, matrix.max_row + 1):
        for number in (1, columns["due_from"], columns["due_by"]):
            matrix.cell(row, number).value = None
    book.save(plan)
    return plan


def test_a_typed_plan_is_not_blamed_for_its_hidden_columns(tmp_path: Path) -> None:
    """Rows that people just typed have no identity yet, and nobody can type one."""
    rules = {each.rule for each in validate(DESK, (bare(tmp_path),)).findings}
    assert "uid-missing" not in rules


def test_the_days_of_deadlines_stand_beside_their_words(tmp_path: Path) -> None:
    """In the plan and in the forms, so that Excel can colour what is late."""
    plan = bare(tmp_path)
    split(DESK, plan, "2005-H2", tmp_path / "forms")
    workbooks = [read(plan), *(read(each) for each in sorted((tmp_path / "forms").iterdir()))]
    rows = [row for each in workbooks for row in each.table("matrix").rows if row.value("code") == "1.1.1"]
    assert len(rows) > 1
    assert {(row.value("due_from"), row.value("due_by")) for row in rows} == {(date(2006, 4, 1), date(2006, 6, 30))}
    known = {row.uid: row for row in workbooks[0].table("matrix").rows}
    assert {each.uid: each.due_by for each in workbooks[0].plan.activities} == {
        uid: row.value("due_by") for uid, row in known.items()
    }


def test_a_deadline_that_was_reworded_gets_other_days(tmp_path: Path) -> None:
    """And one that can no longer be read has none."""
    plan = bare(tmp_path)
    for words, wanted in (("31.12.2006", date(2006, 12, 31)), ("some day", None)):
        book = load_workbook(plan)
        cell(book, "matrix", "1.1.1", "deadline").value = words
        book.save(plan)
        split(DESK, plan, "2005-H2", tmp_path / words)
        row = next(row for row in read(plan).table("matrix").rows if row.value("code") == "1.1.1")
        assert (row.value("due_from"), row.value("due_by")) == (None, wanted)


def test_a_form_as_it_goes_out_has_no_findings(tmp_path: Path) -> None:
    """Rows that are ready for a pot of money ask for nothing where nothing was spent."""
    _, forms = sent(tmp_path)
    answer = validate(DESK, (forms,))
    assert {each.rule for each in answer.findings} == set()
    ready = [row for each in forms.iterdir() for row in read(each).table("spending").rows if row.value("activity")]
    assert ready


@pytest.mark.parametrize(("column", "value"), [("source", None), ("activity", "1.1.2"), ("currency", "USD")])
def test_a_ready_row_that_somebody_began_is_asked_for_its_amount(tmp_path: Path, column: str, value: object) -> None:
    """Who changes what a ready row is for means to say something."""
    folder = office(tmp_path / "office")
    path = next(each for each in sorted((folder / "forms").iterdir()) if _ready(each))
    book = load_workbook(path)
    spending = sheet(book, "spending")
    place = next(each for each in spending[1] if each.value == column)
    spending[5][place.column - 1].value = value  # type: ignore[assignment]  # a text or nothing
    book.save(path)
    found = {(each.rule, each.spot.column) for each in validate(DESK, (path,)).findings if each.spot.row == 5}
    assert ("payment-incomplete", "amount") in found


def _ready(path: Path) -> bool:
    return bool(read(path).table("spending").rows[0].value("activity"))
