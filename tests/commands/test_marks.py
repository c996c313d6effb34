"""`kap validate --mark` and `kap marks clear`: a copy with marked cells and a list of findings, and back again."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from faces import FINDING, Said, files, runner
from openpyxl import load_workbook
from rounds import DESK, PERIOD, answer, read
from small import counted, form, log, merged, office, reported, small

from kap_xl.books.closed import ClosedBook
from kap_xl.books.headless import HeadlessBook
from kap_xl.books.save import differing
from kap_xl.books.strict import check
from kap_xl.commands.answer import CommandError
from kap_xl.commands.marks import marks
from kap_xl.commands.validate import validate
from kap_xl.finding import Finding, Severity, Spot
from kap_xl.grid import letters
from kap_xl.port import Put
from kap_xl.rules.waivers import Waived

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    Run = Callable[..., Said]

STROKES = (
    ("matrix", "1.1.1", "lead", "XYZ"),
    ("matrix", "1.1.2", "deadline", "someday"),
    ("matrix", "1.1.10", "state", "perhaps"),
    ("budget", "1.1.1", "amount", "a lot"),
)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """The program, in process."""
    return runner(capsys)


def broken(folder: Path, lang: str = "en", name: str = "plan.xlsx") -> Path:
    """The small plan with mistakes in it."""
    path = folder / name
    path.write_bytes(small(lang))
    known = read(path)
    book = ClosedBook(path.read_bytes(), name)
    for key, code, column, value in STROKES:
        table = known.table(key)
        row = next(row for row in table.rows if code in (row.raw("code"), row.raw("activity")))
        book.put(table.layout.title, [Put(row.number, table.layout.columns[column], value)])
    path.write_bytes(book.to_bytes())
    return path


def listed(path: Path) -> Worksheet:
    """The findings sheet of a marked copy."""
    return next(each for each in load_workbook(path).worksheets if each["A1"].value == "kap:findings")


def places(findings: tuple[Finding, ...]) -> list[tuple[str, str, str]]:
    """Rule, sheet and cell of findings."""
    return [(each.rule, each.where.sheet, each.where.cell) for each in findings]


@pytest.mark.parametrize("lang", ["sq", "sr", "en"])
def test_the_copy_marks_each_cell_and_comes_back(tmp_path: Path, lang: str) -> None:
    """Each cell with a finding has a note that says all; the copy is sound, checks alike, and clears to the bytes."""
    path = broken(tmp_path, lang)
    before = path.read_bytes()
    found = validate(DESK, [path], mark=True).findings
    copy = tmp_path / "plan-marked.xlsx"
    assert path.read_bytes() == before
    assert [fault for fault in check(copy.read_bytes()) if fault not in check(before)] == []
    book = load_workbook(copy)
    for each in found:
        if each.where.cell:
            row = book[each.where.sheet][each.spot.row]
            cells = [one for one in row if one.comment and each.message.say(lang) in one.comment.text]
            assert cells
            assert all(each.fix is None or each.fix.say(lang) in str(cell.comment) for cell in cells)
            assert all(cell.fill.patternType == "solid" for cell in cells)
            columns = book[each.where.sheet].column_dimensions
            assert not any(columns[letters(cell.column or 0)].hidden for cell in cells)
    assert places(validate(DESK, [copy]).findings) == places(found)
    assert not marks(DESK, "clear", copy).findings
    assert differing(before, copy.read_bytes()) == ()
    assert (tmp_path / "kap-backups").is_dir()


def test_the_list_stands_behind_the_cover_in_the_order_of_the_sheets(tmp_path: Path) -> None:
    """One row a finding with a link, and counts that Excel can count again; the workbook opens there."""
    found = validate(DESK, [broken(tmp_path)], mark=True).findings
    path = tmp_path / "plan-marked.xlsx"
    sheet, book = listed(path), load_workbook(path)
    assert book.sheetnames.index(sheet.title) == 1
    assert book.active is book[sheet.title]
    assert [each.title for each in book.worksheets if each.sheet_view.tabSelected] == [sheet.title]
    keys = [cell.value for cell in sheet[1]]
    assert keys == [
        "kap:findings",
        "number",
        "severity",
        "sheet",
        "cell",
        "code",
        "column",
        "value",
        "message",
        "fix",
        "rule",
    ]
    area = sheet.tables["kap_findings"].ref
    rows = [[cell.value for cell in row] for row in sheet[area][1:]]
    assert [(row[10], row[3]) for row in rows] == [(rule, title) for rule, title, _ in places(found)]
    for row, (_, title, cell) in zip(rows, places(found), strict=True):
        at = book[title][cell].column_letter
        assert f"!{cell})" in row[4] or (book[title].column_dimensions[at].hidden and f"!{at}" not in row[4])
    assert [row[5] for row in rows if row[10] == "institution-unknown"] == ["1.1.1"]
    counted = {row[1].value: row[4].value for row in sheet.iter_rows(min_row=8 + len(found)) if row[4].value}
    assert counted.keys() == {rule for rule, _, _ in places(found)}
    assert all(str(formula).startswith("=COUNTIF(") for formula in counted.values())


def test_a_marked_copy_is_written_over_with_a_backup_and_nothing_else_is(tmp_path: Path) -> None:
    """A file of that name that is no marked copy stays, and the answer says so."""
    path = broken(tmp_path)
    validate(DESK, [path], mark=True)
    first = (tmp_path / "plan-marked.xlsx").read_bytes()
    validate(replace(DESK, today=date(2006, 8, 1)), [path], mark=True)
    (kept,) = (tmp_path / "kap-backups").iterdir()
    assert kept.read_bytes() == first
    other = tmp_path / "own-marked.xlsx"
    other.write_bytes(small())
    with pytest.raises(CommandError, match=r"marks\.not-copy"):
        validate(DESK, [broken(tmp_path, name="own.xlsx")], mark=True)
    assert other.read_bytes() == small()


def test_a_marked_copy_is_marked_anew(tmp_path: Path) -> None:
    """Old marks go first: two validations leave what one leaves; without findings none are left."""
    path = broken(tmp_path)
    validate(DESK, [path], mark=True)
    copy = tmp_path / "plan-marked.xlsx"
    once = copy.read_bytes()
    validate(DESK, [copy], mark=True)
    assert set(differing(once, copy.read_bytes())) <= {"customXml/item1.xml", listed_part(once)}
    assert places(validate(DESK, [copy]).findings) == places(validate(DESK, [path]).findings)
    marks(DESK, "clear", copy)
    assert differing(path.read_bytes(), copy.read_bytes()) == ()


def listed_part(data: bytes) -> str:
    """The member with the findings sheet: it names the file."""
    from package_samples import members

    return next(name for name, text in members(data).items() if b"kap:findings" in text and "worksheets" in name)


def test_the_copy_of_another_program_is_cleared_too(tmp_path: Path) -> None:
    """Saved by openpyxl with a cell corrected: marks go, the correction stays, looks are the former ones."""
    path = broken(tmp_path)
    validate(DESK, [path], mark=True)
    copy = tmp_path / "plan-marked.xlsx"
    book, plain = load_workbook(copy), load_workbook(path)
    spot = next(each.where for each in validate(DESK, [path]).findings if each.rule == "deadline-unreadable")
    book[spot.sheet][spot.cell].value = "end of 2006"
    book.save(copy)
    marks(DESK, "clear", copy)
    after = load_workbook(copy)
    assert after.sheetnames == plain.sheetnames
    assert after[spot.sheet][spot.cell].value == "end of 2006"
    for sheet in plain.worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.has_style):
            now = after[sheet.title][cell.coordinate]
            assert (now.fill.fgColor.rgb, now.fill.patternType) == (cell.fill.fgColor.rgb, cell.fill.patternType)
            assert (now.number_format, now.comment) == (cell.number_format, None)


def test_a_marked_return_is_merged_like_any_other(tmp_path: Path) -> None:
    """A protected form with marks loses nothing: the same cells are taken and accounted for."""
    strokes = (
        ("matrix", "1.1.1", "status", "DONE"),
        ("matrix", "1.1.1", "percent", 140),
        ("matrix", "1.1.2", "done", "All of it"),
    )
    plain, other = office(tmp_path / "a"), office(tmp_path / "b")
    answer(form(plain, "MLSW"), plain / "back" / "r.xlsx", *strokes)
    answer(form(other, "MLSW"), other / "r.xlsx", *strokes)
    validate(DESK, [other / "r.xlsx"], mark=True, out=other / "back" / "r.xlsx")
    assert load_workbook(other / "back" / "r.xlsx").worksheets[2].protection.sheet
    merged(plain)
    merged(other)
    assert reported(other / "plan.xlsx", "1.1.2", "MLSW", "done") == "All of it"
    assert log(plain / "plan.xlsx") == log(other / "plan.xlsx")
    assert counted(plain / "plan.xlsx", "r.xlsx") == counted(other / "plan.xlsx", "r.xlsx")


def test_openpyxl_marks_and_clears_alike(tmp_path: Path) -> None:
    """Through the other adapter the same cells have notes, and none afterwards."""
    desk = replace(DESK, open_bytes=HeadlessBook, lossless=False)
    path = broken(tmp_path)
    validate(desk, [path], mark=True, out=tmp_path / "other.xlsx")
    validate(DESK, [path], mark=True)
    noted = [
        {(sheet.title, cell.coordinate, cell.comment.text) for sheet in load_workbook(tmp_path / name).worksheets
         for row in sheet.iter_rows() for cell in row if cell.comment}
        for name in ("other.xlsx", "plan-marked.xlsx")
    ]  # fmt: skip
    assert noted[0] == noted[1] != set()
    marks(desk, "clear", tmp_path / "other.xlsx")
    book = load_workbook(tmp_path / "other.xlsx")
    assert book.sheetnames == load_workbook(path).sheetnames
    assert not [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.comment]


def test_what_cannot_be_done_is_said(run: Run, tmp_path: Path) -> None:
    """An unknown action, `--out` for several or without `--mark`, another ending, the plan itself: nothing is written."""
    path = broken(tmp_path)
    before = files(tmp_path)
    wrong = {
        "marks.action-unknown": ("marks", "remove", path),
        "marks.out-many": ("validate", path, path, "--mark", "--out", tmp_path / "x.xlsx"),
        "marks.out-alone": ("validate", path, "--out", tmp_path / "x.xlsx"),
        "marks.suffix": ("validate", path, "--mark", "--out", tmp_path / "x.xlsm"),
        "face.out-is-given": ("validate", path, "--mark", "--out", path),
    }
    for code, given in wrong.items():
        assert run(*given, "--format", "json").error == code
    said = run("marks", "clear", path, "--format", "json")
    assert (said.status, said.data["cleared"]) == (0, False)
    assert files(tmp_path) == before


def test_waived_findings_stand_apart(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They count for nothing, and are told with reason, post and day: in the text, as data, on the findings sheet."""
    waive = {"institution-unknown", "choice-unknown", "deadline-unreadable", "amount-unreadable", "formula-unknown"}

    def apart(findings: tuple[Finding, ...], _plan: object) -> tuple[tuple[Finding, ...], tuple[Waived, ...]]:
        every = tuple(findings)
        kept = tuple(each for each in every if each.rule not in waive)
        known = (each for each in every if each.rule in waive)
        idle = Finding("waiver-idle", Severity.HINT, Spot("rules"), every[0].message)
        return (*kept, idle), tuple(Waived(each, "We know", "Secretariat", date(2006, 1, 2)) for each in known)

    monkeypatch.setattr("kap_xl.commands.validate.apart", apart)
    path = broken(tmp_path)
    said = run("validate", path, "--mark", "--format", "json")
    assert said.status == 0
    waived = said.data["waived"]
    assert isinstance(waived, list)
    assert {each["rule"] for each in waived} <= waive
    assert [list(each) for each in waived[:1]] == [[*FINDING, "reason", "post", "date"]]
    assert (waived[0]["reason"], waived[0]["post"], waived[0]["date"]) == ("We know", "Secretariat", "2006-01-02")
    assert waived[0]["cell"]
    assert "We know" in run("validate", path).out
    shown = [[cell.value for cell in row] for row in listed(tmp_path / "plan-marked.xlsx").iter_rows()]
    assert sum(row[9] == "We know" for row in shown) == len(waived)


def test_a_check_alone_loads_no_editor() -> None:
    """Who only validates waits for neither the package editor nor XlsxWriter nor pandas."""
    program = "import sys, kap_xl.commands.validate; print([m for m in sys.modules if m.split('.')[0] in ('xlsxwriter', 'openpyxl', 'pandas') or m in ('kap_xl.books.edited', 'kap_xl.commands.marks', 'kap_xl.books.package.package')])"
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_the_copy_of_a_form_is_named_after_it(tmp_path: Path) -> None:
    """It lies beside the form, so that it is clear whose it is and for which period."""
    folder = office(tmp_path / "o")
    path = answer(form(folder, "MLSW"), folder / "forms" / f"{PERIOD}_MLSW.xlsx", ("matrix", "1.1.1", "percent", 140))
    assert validate(DESK, [path], mark=True).data["marked"] == [str(path.with_name(f"{PERIOD}_MLSW-marked.xlsx"))]
