"""The merge law through real files: every row of its table, typed into forms and into the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from rounds import PERIOD, data, read
from small import (
    REPORT,
    cell,
    edited,
    emptied,
    form,
    holding,
    log,
    merged,
    office,
    report_of,
    reported,
    row_of,
    sheet,
    typed,
    uid,
)

if TYPE_CHECKING:
    from pathlib import Path

CODE = "1.1.1"
DONE = ("matrix", CODE, "done", "x")
OURS = ("progress", report_of(CODE, "MLSW"), "done", "y")


def back(
    folder: Path, *strokes: tuple[str, str, str, object], name: str = "a.xlsx", return_no: int | None = None
) -> Path:
    """A return of MLSW in the folder `back`."""
    return typed(form(folder, "MLSW"), folder / "back" / name, *strokes, return_no=return_no)


def stays(folder: Path) -> None:
    """Merging the same folder again leaves the plan's bytes alone."""
    once = (folder / "plan.xlsx").read_bytes()
    merged(folder)
    assert (folder / "plan.xlsx").read_bytes() == once


@pytest.mark.parametrize(
    ("ours", "theirs", "stands", "outcome", "open_"),
    [
        ("x", "y", "y", "taken", 0),
        ("y", "x", "y", "unchanged", 0),
        ("y", "y", "y", "unchanged", 0),
        ("y", "z", "y", "conflict", 1),
        ("x", None, "x", "blank", 0),
        ("y", None, "y", "blank", 0),
        (None, "z", None, "conflict", 1),
        (None, None, None, "blank", 0),
        ("y", "[clear]", None, "cleared", 0),
        ("x", " [Fshi] ", None, "cleared", 0),
        ("x", "[obriši]", None, "cleared", 0),
        (None, "[OBRIŠI]", None, "cleared", 0),
        ("x", "[clear] please", "[clear] please", "taken", 0),
        ("x", "clear", "clear", "taken", 0),
    ],
)
def test_a_cell_that_was_sent(
    tmp_path: Path, ours: str | None, theirs: str | None, stands: str | None, outcome: str, open_: int
) -> None:
    """A cell sent as x has the value and the outcome that the law gives to ours and theirs, and keeps them."""
    folder = holding(tmp_path / "o", DONE)
    plan = folder / "plan.xlsx"
    if ours != "x":
        edited(plan, (*OURS[:3], ours))
    back(folder, (*DONE[:3], theirs))
    found = merged(folder)
    assert found.conflicts == open_
    assert reported(plan, CODE, "MLSW", "done") == stands
    lines = [
        row
        for row in read(plan).table("log").rows
        if row.value("from_file") == "a.xlsx" and row.value("field") == "progress.done"
    ]
    assert [row.value("outcome") for row in lines] == [outcome]
    stays(folder)


@pytest.mark.parametrize(
    ("ours", "theirs", "stands", "open_"),
    [(None, "y", "y", 0), ("y", "y", "y", 0), ("y", "z", "y", 1), ("y", None, "y", 0), ("y", "[clear]", None, 0)],
)
def test_a_cell_of_a_row_that_was_not_sent(
    tmp_path: Path, ours: str | None, theirs: str | None, stands: str | None, open_: int
) -> None:
    """A report that both sides made meanwhile is compared cell by cell against nothing."""
    folder = office(tmp_path / "o")
    plan = folder / "plan.xlsx"
    if ours:
        merged(folder, typed(form(folder, "MLSW"), folder / "first.xlsx", ("matrix", CODE, "obstacles", "none")))
        edited(plan, (*OURS[:3], ours))
    back(folder, (*DONE[:3], theirs), return_no=2)
    assert merged(folder).conflicts == open_
    assert reported(plan, CODE, "MLSW", "done") == stands
    stays(folder)


def test_clear_in_the_code_empties_the_rows_report(tmp_path: Path) -> None:
    """The word in the code cell empties each report cell of the row, and the code of the plan stays."""
    folder = holding(tmp_path / "o", DONE, ("matrix", CODE, "percent", 30), ("matrix", "1.1.2", "done", "other"))
    back(folder, ("matrix", CODE, "code", "[fshi]"))
    merged(folder)
    plan = folder / "plan.xlsx"
    assert [reported(plan, CODE, "MLSW", name) for name in REPORT] == [None] * len(REPORT)
    assert reported(plan, "1.1.2", "MLSW", "done") == "other"
    assert log(plan, "plan_changed") == []
    stays(folder)


def test_what_stands_beside_a_cleared_code_is_not_lost_from_the_log(tmp_path: Path) -> None:
    """A word typed into a row whose report is to be emptied is in the log."""
    folder = holding(tmp_path / "o", DONE)
    back(folder, ("matrix", CODE, "obstacles", "new words"), ("matrix", CODE, "code", "[clear]"))
    merged(folder)
    plan = folder / "plan.xlsx"
    assert reported(plan, CODE, "MLSW", "obstacles") is None
    assert "new words" in str(log(plan))


def test_a_clear_that_the_secretariat_undid_is_a_question(tmp_path: Path) -> None:
    """A cell emptied by a merge and filled again by the Secretariat is not emptied again in silence."""
    folder = holding(tmp_path / "o", DONE)
    back(folder, (*DONE[:3], "[clear]"))
    merged(folder)
    plan = folder / "plan.xlsx"
    edited(plan, (*OURS[:3], "kept"))
    assert merged(folder).conflicts == 1
    assert reported(plan, CODE, "MLSW", "done") == "kept"


def test_an_edit_after_the_merge_is_kept(tmp_path: Path) -> None:
    """What the Secretariat types over a merged value stays, as a question; so does a cell that it empties."""
    folder = office(tmp_path / "o")
    plan = folder / "plan.xlsx"
    back(folder, DONE, ("matrix", CODE, "obstacles", "o"))
    merged(folder)
    edited(plan, OURS, (*OURS[:2], "obstacles", None))
    assert merged(folder).conflicts == 2
    assert (reported(plan, CODE, "MLSW", "done"), reported(plan, CODE, "MLSW", "obstacles")) == ("y", None)


@pytest.mark.parametrize(
    ("column", "value"),
    [("status", "perhaps"), ("percent", "many"), ("actual_date", "soon"), ("percent", "=1/0"), ("status", "#N/A")],
)
def test_what_cannot_be_read_is_refused_with_its_text(tmp_path: Path, column: str, value: str) -> None:
    """An unreadable cell keeps ours; its raw text and the reason stand in the log."""
    folder = holding(tmp_path / "o", ("matrix", CODE, "status", "ongoing"), ("matrix", CODE, "percent", 20))
    file = back(folder)
    book = load_workbook(file)
    where = cell(book, "matrix", CODE, column)
    where.value = value
    if value.startswith("#"):
        where.data_type = "e"
    book.save(file)
    merged(folder)
    plan = folder / "plan.xlsx"
    assert (reported(plan, CODE, "MLSW", "status"), reported(plan, CODE, "MLSW", "percent")) == ("ONGOING", 20)
    (line,) = log(plan, "refused")
    assert line[:2] == (CODE, f"progress.{column}")
    assert line[2] == ("=1/0" if value.startswith("=") else value)
    assert line[3]
    stays(folder)


@pytest.mark.parametrize("how", ["deleted", "blanked"])
def test_a_row_that_did_not_come_back_is_kept_and_listed(tmp_path: Path, how: str) -> None:
    """A row deleted in the return leaves the report as it is, and the log names it."""
    folder = holding(tmp_path / "o", DONE)
    file = back(folder, ("matrix", "1.1.2", "done", "other"))
    book = load_workbook(file)
    of = sheet(book, "matrix")
    at = row_of(of, CODE)
    if how == "deleted":
        of.delete_rows(at)
    else:
        for each in of[at]:
            each.value = None
    book.save(file)
    merged(folder)
    plan = folder / "plan.xlsx"
    assert reported(plan, CODE, "MLSW", "done") == "x"
    assert reported(plan, "1.1.2", "MLSW", "done") == "other"
    assert [line[0] for line in log(plan, "missing")] == [CODE]
    stays(folder)


@pytest.mark.parametrize("touched", [False, True])
def test_a_report_that_the_secretariat_deleted(tmp_path: Path, touched: bool) -> None:  # noqa: FBT001 - a case
    """A report row taken out of the plan stays out; where the agency edited it there is a question on the row."""
    folder = holding(tmp_path / "o", DONE)
    plan = folder / "plan.xlsx"
    emptied(plan, "progress", report_of(CODE, "MLSW"))
    back(folder, *([(*DONE[:3], "z")] if touched else []))
    assert merged(folder).conflicts == int(touched)
    assert reported(plan, CODE, "MLSW", "done") is None
    stays(folder)


@pytest.mark.parametrize("touched", [False, True])
def test_an_activity_that_the_secretariat_deleted(tmp_path: Path, touched: bool) -> None:  # noqa: FBT001 - a case
    """A report on an activity that is no longer in the plan stays out; where there is one, as a question on the row."""
    folder = office(tmp_path / "o")
    plan = folder / "plan.xlsx"
    emptied(plan, "matrix", uid("matrix", CODE))
    back(folder, *([DONE] if touched else []))
    assert merged(folder).conflicts == int(touched)
    assert reported(plan, CODE, "MLSW", "done") is None
    assert [row.value("row_uid") for row in read(plan).table("conflicts").rows] == [report_of(CODE, "MLSW")] * int(
        touched
    )
    stays(folder)


def test_a_deleted_row_comes_back_by_decision(tmp_path: Path) -> None:
    """`theirs` on the row brings it in with its activity, and it stays."""
    folder = holding(tmp_path / "o", DONE, ("matrix", CODE, "obstacles", "o"))
    plan = folder / "plan.xlsx"
    emptied(plan, "progress", report_of(CODE, "MLSW"))
    back(folder, (*DONE[:3], "z"))
    merged(folder)
    (asked,) = read(plan).table("conflicts").rows
    edited(plan, ("conflicts", asked.uid, "choice", "theirs"))
    assert merged(folder).conflicts == 0
    row = read(plan).table("progress").by_uid()[report_of(CODE, "MLSW")]
    assert [row.value(key) for key in ("activity", "activity_uid", "agency", "period", "done", "obstacles")] == [
        CODE, uid("matrix", CODE), "MLSW", PERIOD, "z", "o",
    ]  # fmt: skip
    stays(folder)


@pytest.mark.parametrize("choice", ["ours", "tonat", "naše"])
def test_a_deleted_row_stays_out_by_decision(tmp_path: Path, choice: str) -> None:
    """`ours` on the row, in any language, leaves it out for good."""
    folder = holding(tmp_path / "o", DONE)
    plan = folder / "plan.xlsx"
    emptied(plan, "progress", report_of(CODE, "MLSW"))
    back(folder, (*DONE[:3], "z"))
    merged(folder)
    (asked,) = read(plan).table("conflicts").rows
    edited(plan, ("conflicts", asked.uid, "choice", choice))
    assert merged(folder).conflicts == 0
    assert reported(plan, CODE, "MLSW", "done") is None
    stays(folder)


@pytest.mark.parametrize(
    ("column", "ours", "theirs", "choice", "stands"),
    [
        ("done", "y", "z", "ours", "y"),
        ("done", "y", "z", "theirs", "z"),
        ("done", "y", "z", "both together", "both together"),
        ("done", "y", "z", "=1+1", "=1+1"),
        ("done", "y", "z", "[clear]", None),
        ("percent", 20, 60, "theirs", 60),
        ("percent", 20, 60, 45, 45),
        ("percent", 20, 60, "45 %", 45),
        ("percent", 20, 60, 0, 0),
        ("status", "delayed", "ongoing", "theirs", "ONGOING"),
        ("status", "delayed", "ongoing", "u toku", "ONGOING"),
        ("actual_date", "2006-03-01", "2006-05-01", "1.4.2006", "2006-04-01"),
    ],
)
def test_a_decision_is_applied_and_stays(
    tmp_path: Path, column: str, ours: object, theirs: object, choice: object, stands: object
) -> None:
    """Ours, theirs, or a value typed on the sheet is put in by the next merge and left there by those after it."""
    folder = office(tmp_path / "o")
    plan = folder / "plan.xlsx"
    merged(folder, typed(form(folder, "MLSW"), folder / "first.xlsx", ("matrix", CODE, "next_steps", "n")))
    edited(plan, (*OURS[:2], column, ours))
    back(folder, ("matrix", CODE, column, theirs), return_no=2)
    assert merged(folder).conflicts == 1
    (asked,) = read(plan).table("conflicts").rows
    edited(plan, ("conflicts", asked.uid, "choice", choice))
    assert merged(folder).conflicts == 0
    value = reported(plan, CODE, "MLSW", column)
    assert (str(value) if column == "actual_date" else value) == stands
    assert [row.value("state") for row in read(plan).table("conflicts").rows] == ["decided"]
    stays(folder)
    edited(plan, (*OURS[:2], column, "" if column == "done" else None))
    merged(folder)
    assert reported(plan, CODE, "MLSW", column) is None


def test_a_decision_that_cannot_be_read_is_not_applied(tmp_path: Path) -> None:
    """Words on a percentage leave the question open, change nothing, and are pointed out."""
    folder = office(tmp_path / "o")
    plan = folder / "plan.xlsx"
    merged(folder, typed(form(folder, "MLSW"), folder / "first.xlsx", ("matrix", CODE, "percent", 10)))
    edited(plan, (*OURS[:2], "percent", 20))
    back(folder, ("matrix", CODE, "percent", 60), return_no=2)
    merged(folder)
    (asked,) = read(plan).table("conflicts").rows
    edited(plan, ("conflicts", asked.uid, "choice", "as agreed by telephone"))
    found = merged(folder)
    assert found.conflicts == 1
    assert [each.rule for each in found.findings] == ["choice-unreadable"]
    assert reported(plan, CODE, "MLSW", "percent") == 20


def test_a_decision_may_be_changed(tmp_path: Path) -> None:
    """Another choice typed later replaces the first, as long as nobody edited the cell itself meanwhile."""
    folder = holding(tmp_path / "o", DONE)
    plan = folder / "plan.xlsx"
    edited(plan, OURS)
    back(folder, (*DONE[:3], "z"))
    merged(folder)
    (asked,) = read(plan).table("conflicts").rows
    for choice, stands in (("theirs", "z"), ("ours", "y"), ("third", "third"), ("theirs", "z")):
        edited(plan, ("conflicts", asked.uid, "choice", choice))
        merged(folder)
        assert reported(plan, CODE, "MLSW", "done") == stands
        stays(folder)


def test_the_higher_return_number_wins(tmp_path: Path) -> None:
    """The second return stands, as a change and no conflict, whatever the files are called."""
    folder = office(tmp_path / "o")
    back(folder, DONE, ("matrix", CODE, "percent", 10), name="b.xlsx")
    back(folder, (*DONE[:3], "second"), name="a.xlsx", return_no=2)
    assert merged(folder).conflicts == 0
    plan = folder / "plan.xlsx"
    assert (reported(plan, CODE, "MLSW", "done"), reported(plan, CODE, "MLSW", "percent")) == ("second", 10)
    assert [line[1:3] for line in log(plan, "superseded")] == [("progress.done", "x")]
    stays(folder)


def test_equal_numbers_and_different_values_are_a_question(tmp_path: Path) -> None:
    """Two first returns that differ leave the base until somebody chooses, and equal cells are no question."""
    folder = holding(tmp_path / "o", DONE)
    plan = folder / "plan.xlsx"
    back(folder, (*DONE[:3], "one"), ("matrix", CODE, "percent", 10), name="a.xlsx")
    back(folder, (*DONE[:3], "two"), ("matrix", CODE, "percent", 10), name="b.xlsx")
    assert merged(folder).conflicts == 2
    assert (reported(plan, CODE, "MLSW", "done"), reported(plan, CODE, "MLSW", "percent")) == ("x", 10)
    stays(folder)
    second = next(row for row in read(plan).table("conflicts").rows if row.value("theirs") == "two")
    edited(plan, ("conflicts", second.uid, "choice", "their"[:0] + "theirs"))
    assert merged(folder).conflicts == 0
    assert reported(plan, CODE, "MLSW", "done") == "two"
    stays(folder)


def test_zero_is_not_blank(tmp_path: Path) -> None:
    """A zero comes into a row that is there, and is emptied when the word says so."""
    folder = holding(tmp_path / "o", DONE)
    plan = folder / "plan.xlsx"
    back(folder, ("matrix", CODE, "percent", 0))
    merged(folder)
    assert reported(plan, CODE, "MLSW", "percent") == 0
    back(folder, ("matrix", CODE, "percent", "[clear]"), name="b.xlsx", return_no=2)
    merged(folder)
    assert reported(plan, CODE, "MLSW", "percent") is None
    stays(folder)


def test_the_plans_own_cells_are_never_taken(tmp_path: Path) -> None:
    """Changed plan cells of every sheet stand in the log with old and new value, and nowhere in the data sheets."""
    folder = office(tmp_path / "o")
    plan = folder / "plan.xlsx"
    before = data(plan)
    back(
        folder,
        ("matrix", CODE, "activity_sq", "tjetër"),
        ("matrix", CODE, "deadline", "2009"),
        ("matrix", CODE, "lead", "MOJ"),
        ("matrix", "1.1.2", "needed", 999999),
        ("matrix", "1.1.2", "risk", "a new risk"),
        ("matrix", "1.1.2", "output", None),
        ("indicators", "I1", "target_2006", 1),
        ("matrix", "1.1.2", "code", "9.9.9"),
    )
    merged(folder)
    assert data(plan) == before
    rows = [row for row in read(plan).table("log").rows if row.value("outcome") == "plan_changed"]
    assert sorted((str(row.value("field")), str(row.value("base")), str(row.value("theirs"))) for row in rows) == [
        ("indicators.target_2006", "120", "1"),
        ("matrix.activity_sq", "Veprimtaria 1.1.1 e MLSW", "tjetër"),
        ("matrix.code", "1.1.2", "9.9.9"),
        ("matrix.deadline", "end of 2006", "2009"),
        ("matrix.lead", "MLSW", "MOJ"),
        ("matrix.needed", "830", "999999"),
        ("matrix.output", "Output 1.1.2", "None"),
        ("matrix.risk", "None", "a new risk"),
    ]
    stays(folder)


def test_a_deleted_column_is_not_an_emptied_one(tmp_path: Path) -> None:
    """Columns that did not come back change nothing; cells of unknown columns are listed."""
    folder = holding(tmp_path / "o", DONE, ("matrix", CODE, "percent", 30))
    plan = folder / "plan.xlsx"
    file = back(folder, ("matrix", CODE, "obstacles", "o"))
    book = load_workbook(file)
    of = sheet(book, "matrix")
    of.delete_cols(cell(book, "matrix", CODE, "done").column)
    of.delete_cols(cell(book, "matrix", CODE, "risk").column)
    of.cell(4, of.max_column + 1).value = "Our remarks"
    of.cell(row_of(of, CODE), of.max_column).value = "seen by the director"
    book.save(file)
    merged(folder)
    assert [reported(plan, CODE, "MLSW", name) for name in ("done", "percent", "obstacles")] == ["x", 30, "o"]
    assert log(plan, "plan_changed") == []
    assert [line[2] for line in log(plan, "refused")] == ["seen by the director"]
    stays(folder)


def test_the_origin_of_a_row_is_kept(tmp_path: Path) -> None:
    """A report names the return by its fingerprint, the file and the span of cells, from the first column to the last."""
    folder = office(tmp_path / "o")
    back(folder, *(("matrix", CODE, name, "x") for name in ("done", "obstacles", "evidence")), name="Raporti ynë.xlsx")
    merged(folder)
    row = read(folder / "plan.xlsx").table("progress").by_uid()[report_of(CODE, "MLSW")]
    assert (row.value("from_file"), row.value("from_cells")) == ("Raporti ynë.xlsx", "Plan matrix!AA5:AE5")
    lines = [each for each in read(folder / "plan.xlsx").table("log").rows if each.value("outcome") == "taken"]
    assert sorted(str(each.value("from_cell")) for each in lines) == [
        "Plan matrix!AA5",
        "Plan matrix!AB5",
        "Plan matrix!AE5",
    ]
    assert {each.value("return_hash") for each in lines} == {row.value("return_hash")}


def test_values_of_indicators_come_in(tmp_path: Path) -> None:
    """Two agencies report on one indicator, each in a row of its own."""
    folder = office(tmp_path / "o")
    back(folder, ("indicators", "I1", "value", "40"), ("indicators", "I1", "women", 30))
    typed(
        form(folder, "MEST"),
        folder / "back" / "b.xlsx",
        ("indicators", "I1", "value", 2),
        ("indicators", "I1", "note", "sh"),
    )
    merged(folder)
    rows = read(folder / "plan.xlsx").table("values").rows
    keys = ("indicator", "indicator_uid", "agency", "period", "value", "women", "note")
    assert sorted([tuple(map(row.value, keys)) for row in rows], key=str) == [
        ("I1", uid("indicators", "I1"), "MEST", PERIOD, 2, None, "sh"),
        ("I1", uid("indicators", "I1"), "MLSW", PERIOD, 40, 30, None),
    ]
    stays(folder)
