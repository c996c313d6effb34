"""Sets of returns: any order, one by one or together, again, into another file; and every cell of each accounted for."""

from __future__ import annotations

import shutil
from itertools import permutations
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from rounds import DESK, data, read
from small import (
    cell,
    column,
    counted,
    edited,
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

from kap_xl.books import strict
from kap_xl.books.closed import ClosedBook
from kap_xl.commands.answer import CommandError
from kap_xl.commands.merge import merge
from kap_xl.port import Put
from kap_xl.uids import is_uid

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl import Workbook as Opened

CODE = "1.1.1"
COMPUTED = {"due_from", "due_by", "spent"}


def four(folder: Path) -> list[Path]:
    """Four returns of two agencies: two with one number that differ, a later one, and another agency's."""
    back = folder / "back"
    mine = form(folder, "MLSW")
    return [
        typed(
            mine,
            back / "a.xlsx",
            ("matrix", CODE, "done", "one"),
            ("matrix", CODE, "percent", 10),
            ("spending", _pot(mine), "amount", 5),
        ),
        typed(
            mine,
            back / "b.xlsx",
            ("matrix", CODE, "done", "two"),
            ("matrix", CODE, "percent", 10),
            ("matrix", "1.1.2", "done", "x"),
        ),
        typed(
            mine, back / "c.xlsx", ("matrix", CODE, "percent", 0), ("matrix", "1.1.2", "done", "[clear]"), return_no=2
        ),
        typed(
            form(folder, "MEST"), back / "d.xlsx", ("matrix", CODE, "done", "partner"), ("indicators", "I1", "value", 7)
        ),
    ]


def _pot(file: Path) -> str:
    """The identity of the first prepared row of spending."""
    return read(file).table("spending").rows[0].uid


def rows(plan: Path) -> dict[str, list[str]]:
    """The rows of every data sheet; new rows come in as returns do, so their order says nothing."""
    return {title: sorted(map(repr, lines)) for title, lines in data(plan).items()}


def test_any_order_gives_the_same_data(tmp_path: Path) -> None:
    """All together, and one by one in each order: the same data sheets and the same questions."""
    folder = office(tmp_path / "o")
    files = four(folder)
    together = shutil.copy(folder / "plan.xlsx", tmp_path / "together.xlsx")
    merge(DESK, together, files)
    goal, asked = (
        rows(together),
        sorted(row.uid for row in read(together).table("conflicts").rows if row.value("state") == "open"),
    )
    assert len(asked) == 2
    for order in permutations(files):
        plan = shutil.copy(folder / "plan.xlsx", tmp_path / "plan.xlsx")
        for file in order:
            merge(DESK, plan, [file])
        assert rows(plan) == goal
        assert sorted(row.uid for row in read(plan).table("conflicts").rows if row.value("state") == "open") == asked


def test_again_in_any_subset_changes_not_one_byte(tmp_path: Path) -> None:
    """What was merged before may be merged again, one or some or all, from the folder or by name."""
    folder = office(tmp_path / "o")
    files = four(folder)
    merged(folder)
    plan = folder / "plan.xlsx"
    once = plan.read_bytes()
    for some in ([files[1]], files[2:], [folder / "back"], [files[3], folder / "back", files[0]]):
        merged(folder, *some)
        assert plan.read_bytes() == once


def test_another_day_or_name_is_the_same_return(tmp_path: Path) -> None:
    """The same bytes under another name, received on another day, change not one byte either."""
    folder = office(tmp_path / "o")
    file = typed(form(folder, "MLSW"), folder / "back" / "m.xlsx", ("matrix", CODE, "done", "x"))
    merged(folder)
    plan = folder / "plan.xlsx"
    once = plan.read_bytes()
    shutil.copy(file, folder / "back" / "a copy.xlsx")
    found = merge(DESK, plan, [folder / "back"], received=DESK.today.replace(year=2007))
    assert plan.read_bytes() == once
    assert [each.rule for each in found.findings] == ["return-twice"]


def test_into_another_file(tmp_path: Path) -> None:
    """With `out` the plan is left alone; merging into it again gives the same; it can be merged into itself later."""
    folder = office(tmp_path / "o")
    files = four(folder)
    plan, out = folder / "plan.xlsx", tmp_path / "out.xlsx"
    before = plan.read_bytes()
    merge(DESK, plan, files, out)
    assert plan.read_bytes() == before
    first = out.read_bytes()
    merge(DESK, plan, list(reversed(files)), out)
    assert out.read_bytes() == first
    merge(DESK, out, files)
    assert out.read_bytes() == first
    merge(DESK, plan, files[:1], out)
    merge(DESK, out, files[1:])
    assert rows(out) == rows_of(first, tmp_path)


def rows_of(content: bytes, folder: Path) -> dict[str, list[str]]:
    """The rows of a plan given as bytes."""
    file = folder / "given.xlsx"
    file.write_bytes(content)
    return rows(file)


def test_typed_rows_get_the_same_identity_in_every_copy(tmp_path: Path) -> None:
    """A row that somebody added without identity has one and the same after two merges into two files."""
    folder = office(tmp_path / "o")
    (file, *_) = four(folder)
    plan = folder / "plan.xlsx"
    place = read(plan).table("milestones").layout
    book = ClosedBook(plan.read_bytes(), plan.name)
    book.put(
        place.title,
        [Put(place.head_row + 1, place.columns["of"], CODE), Put(place.head_row + 1, place.columns["target"], "t")],
    )
    plan.write_bytes(book.to_bytes())
    for name in ("one.xlsx", "two.xlsx"):
        merge(DESK, plan, [file], tmp_path / name)
    (row,) = read(tmp_path / "one.xlsx").table("milestones").rows
    assert (is_uid(row.uid), row.value("of_uid")) == (True, uid("matrix", CODE))
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


def test_a_round_in_which_forms_go_out_again(tmp_path: Path) -> None:
    """An answer to the form that was sent again is a change, the earlier one is history, and what was left stays."""
    folder = holding(tmp_path / "o", ("matrix", CODE, "done", "x"), ("matrix", CODE, "percent", 30))
    plan = folder / "plan.xlsx"
    assert [row.value("value") for row in read(form(folder, "MLSW")).table("cover").rows if row.uid == "return_no"] == [
        2
    ]
    typed(form(folder, "MLSW"), folder / "back" / "a.xlsx", ("matrix", CODE, "done", "y"))
    assert merged(folder).conflicts == 0
    assert (reported(plan, CODE, "MLSW", "done"), reported(plan, CODE, "MLSW", "percent")) == ("y", 30)
    once = plan.read_bytes()
    merged(folder)
    assert plan.read_bytes() == once


def test_nothing_to_merge_is_said(tmp_path: Path) -> None:
    """An empty folder, or one with nothing but the plan, is an error of the call."""
    folder = office(tmp_path / "o")
    for place in (folder / "back", folder):
        with pytest.raises(CommandError):
            merge(DESK, folder / "plan.xlsx", [place])


def test_a_refused_cell_is_taken_when_it_can_be_read(tmp_path: Path) -> None:
    """A donor that the plan did not know is taken from the same return once the plan knows it."""
    folder = office(tmp_path / "o")
    pot = _pot(form(folder, "MLSW"))
    typed(
        form(folder, "MLSW"),
        folder / "back" / "a.xlsx",
        ("spending", pot, "amount", 5),
        ("spending", pot, "donor", "SIDA"),
    )
    merged(folder)
    plan = folder / "plan.xlsx"
    assert [line[2] for line in log(plan, "refused")] == ["SIDA"]
    edited(plan, ("institutions", "IOM", "code", "SIDA"))
    merged(folder)
    assert log(plan, "refused") == []
    assert [row.value("donor") for row in read(plan).table("spending").rows] == ["SIDA"]


# ---- every cell of every return ------------------------------------------------------------------------------------


def filled(book: Opened) -> int:
    """Cells with something in them below the headings of the report sheets, and on sheets that were not in the form."""
    count = 0
    for of in book.worksheets:
        key = next(
            (
                str(each.value)
                for row in of.iter_rows(max_row=10, max_col=10)
                for each in row
                if str(each.value).startswith("kap:")
            ),
            "",
        )
        if key in ("kap:cover", "kap:words", "kap:_kap"):
            continue
        head = (
            next((row[0].row for row in of.iter_rows(max_row=12) for each in row if each.value == "uid"), 0)
            if key
            else 0
        )
        identity = column(of, "uid") if key else 0
        for row in of.iter_rows(min_row=head + 1):
            count += sum(1 for each in row if each.value not in (None, "") and each.column != identity)
    return count


def mangle(book: Opened) -> None:
    """What people do to a form: notes, own columns and sheets, deleted and copied rows, damage, words, errors, dashes."""
    of = sheet(book, "matrix")
    cell(book, "matrix", CODE, "status").value = "u toku"
    cell(book, "matrix", CODE, "percent").value = "a lot"
    cell(book, "matrix", CODE, "done").value = "-"
    cell(book, "matrix", CODE, "actual_date").value = "–"
    cell(book, "matrix", CODE, "evidence").value = "[clear]"
    cell(book, "matrix", CODE, "activity_en").value = "other words"
    cell(book, "matrix", CODE, "output").value = None
    cell(book, "matrix", "1.1.2", "obstacles").value = "=1+1"
    cell(book, "matrix", "1.1.2", "due_by").value = "soon"
    of.insert_rows(row_of(of, "1.1.2"))
    of.cell(row_of(of, "1.1.2") - 1, column(of, "done")).value = "a note row"
    last = of.max_row + 1
    for each in of[row_of(of, CODE)]:
        of.cell(last, each.column).value = each.value
    of.cell(last + 1, 1).value = "kzzzzzzzzzzz"
    of.cell(last + 1, 2).value = "9.9"
    of.insert_cols(5)
    of.cell(row_of(of, CODE), 5).value = "in an own column"
    of.cell(1, 5).value = "ownkey"
    spending = sheet(book, "spending")
    spending.cell(5, column(spending, "amount")).value = 12
    spending.cell(40, column(spending, "amount")).value = 13
    spending.cell(3, 60).value = None
    proposals = sheet(book, "proposals")
    proposals.cell(6, column(proposals, "text")).value = "a new activity"
    proposals.cell(7, column(proposals, "text")).value = "-"
    own = book.create_sheet("Notes")
    own["B2"], own["C9"] = "hello", 5
    book.copy_worksheet(sheet(book, "indicators")).title = "a copy"
    sheet(book, "indicators").cell(5, column(sheet(book, "indicators"), "value")).value = 3


@pytest.mark.parametrize("lang", ["en", "sq"])
def test_every_cell_of_a_mangled_return_is_in_the_log(tmp_path: Path, lang: str) -> None:
    """The log counts as many cells of a return as stand in it, by another library's count; none twice, none never."""
    folder = office(tmp_path / "o", lang)
    file = folder / "back" / "mangled.xlsx"
    book = load_workbook(form(folder, "MLSW"))
    mangle(book)
    book.save(file)
    expected = filled(load_workbook(file))
    merged(folder)
    plan = folder / "plan.xlsx"
    assert counted(plan, "mangled.xlsx") == expected
    told = str([line[2] for line in log(plan)])
    for words in ("a lot", "a note row", "in an own column", "other words", "9.9", "13", "hello", "=1+1", "–"):
        assert words in told
    once = plan.read_bytes()
    merged(folder)
    assert plan.read_bytes() == once
    assert strict.check(once) == ()


def test_an_untouched_return_is_counted_to_the_last_cell(tmp_path: Path) -> None:
    """All cells of a form that came back as it was are unchanged or blank."""
    folder = holding(tmp_path / "o", ("matrix", CODE, "done", "x"))
    for agency in ("MLSW", "MEST", "MOJ"):
        file = folder / "back" / f"{agency}.xlsx"
        shutil.copy(form(folder, agency), file)
    merged(folder)
    plan = folder / "plan.xlsx"
    for file in sorted((folder / "back").iterdir()):
        assert counted(plan, file.name) == filled(load_workbook(file, data_only=True))
    outcomes = {row.value("outcome") for row in read(plan).table("log").rows if row.value("from_file") != "first.xlsx"}
    assert outcomes == {"unchanged", "blank"}
    assert reported(plan, CODE, "MLSW", "done") == "x"
    assert report_of(CODE, "MLSW") in read(plan).table("progress").by_uid()
