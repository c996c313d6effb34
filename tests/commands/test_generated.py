"""Sheets that commands make within a plan: summaries and agency sheets; the plan's own sheets stay what they are."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook, load_workbook
from python_calamine import CalamineWorkbook
from rounds import DESK, PERIOD, answer, merged, read, sent
from small import office

from kap_xl.books import strict
from kap_xl.books.budget import BudgetError, assert_kept
from kap_xl.books.closed import ClosedBook
from kap_xl.books.headless import HeadlessBook
from kap_xl.commands.agencies import agencies
from kap_xl.commands.answer import CommandError
from kap_xl.commands.generated import free_title, present
from kap_xl.commands.summarise import summarise
from kap_xl.commands.validate import validate
from kap_xl.desk import Desk
from kap_xl.port import NewSheet, Put
from kap_xl.sheets.report_columns import SHEETS
from kap_xl.summaries import summarise as summaries
from kap_xl.summaries.figure import Figure
from kap_xl.summaries.links import Links

if TYPE_CHECKING:
    from pathlib import Path

    from kap_xl.grid import Grid

COMMANDS = {"summarise": summarise, "agencies": agencies}


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample plan into which two agencies reported."""
    folder = tmp_path_factory.mktemp("generated")
    plan, forms = sent(folder)
    back = folder / "back"
    for code in ("MLSW", "MEST"):
        form = forms / f"{PERIOD}_{code}.xlsx"
        first = next(row for row in read(form).table("matrix").rows if row.value("lead") == code)
        typed = (str(first.uid), "status"), (str(first.uid), "evidence")
        answer(form, back / form.name, *(("matrix", *each, "done") for each in typed))
    merged(plan, back)
    return plan


@pytest.fixture
def plan(reported: Path, tmp_path: Path) -> Path:
    """A copy of it to be changed."""
    copy = tmp_path / "plan.xlsx"
    copy.write_bytes(reported.read_bytes())
    return copy


def parts(path: Path) -> dict[str, bytes]:
    """The parts of a workbook."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def grid(path: Path, key: str) -> Grid:
    """The generated sheet of a key."""
    book = ClosedBook(path.read_bytes(), path.name)
    title = present(book)[key]
    return next(each for each in book.grids() if each.title == title)


@pytest.mark.parametrize("name", COMMANDS)
def test_the_sheets_of_the_plan_stay_as_they_are(plan: Path, name: str) -> None:
    """Every sheet of data keeps its bytes, the package is sound, and what is validated does not change."""
    before, found = parts(plan), validate(DESK, [plan]).findings
    COMMANDS[name](DESK, plan, PERIOD)
    after = parts(plan)
    assert {key for key in before if key.startswith("xl/worksheets/sheet") and before[key] != after[key]} == set()
    assert strict.check(plan.read_bytes()) == ()
    assert validate(DESK, [plan]).findings == found


@pytest.mark.parametrize("name", COMMANDS)
def test_made_again_nothing_changes(plan: Path, name: str) -> None:
    """The same sheets are made from the same plan: no second copy, no second backup."""
    COMMANDS[name](DESK, plan, PERIOD)
    once = plan.read_bytes()
    COMMANDS[name](DESK, plan, PERIOD)
    assert plan.read_bytes() == once
    titles = CalamineWorkbook.from_path(plan).sheet_names
    assert len(titles) == len({title.casefold() for title in titles})


def test_both_stand_side_by_side(plan: Path) -> None:
    """Summaries for one period and agencies for another do not take each other's place; each says its period."""
    summarise(DESK, plan, "2005-H2")
    agencies(DESK, plan, PERIOD)
    keys = present(ClosedBook(plan.read_bytes(), plan.name))
    assert {"agencies", "agency-MLSW", "report-progress", "matrix", "cover"} <= keys.keys()
    assert grid(plan, "report-progress").cell(2, 1) == "period:2005-H2"
    assert grid(plan, "agency-MLSW").cell(2, 1) == f"period:{PERIOD}"


def test_another_period_takes_the_place(plan: Path) -> None:
    """The sheets are renewed where they stand, under their titles, in another language under others."""
    summarise(DESK, plan, "2005-H2")
    before = CalamineWorkbook.from_path(plan).sheet_names
    summarise(DESK, plan, PERIOD)
    assert CalamineWorkbook.from_path(plan).sheet_names == before
    summarise(Desk(today=DESK.today, lang="sr"), plan, PERIOD)
    after = CalamineWorkbook.from_path(plan).sheet_names
    assert len(after) == len(before)
    assert after != before
    assert strict.check(plan.read_bytes()) == ()


def test_a_summary_shows_what_was_summed(plan: Path) -> None:
    """Each figure on the sheets is that of the summary, as another reader sees it."""
    summarise(DESK, plan, PERIOD)
    found = summaries(read(plan).plan, PERIOD)
    sheet = grid(plan, "report-budget_agencies")
    keys = {key: number for number, key in enumerate(sheet.rows[0], 1) if key}
    seen = 0
    for row in range(6, len(sheet.rows) + 1):
        mark = sheet.cell(row, 1)
        if not isinstance(mark, str) or mark == "total":
            continue
        line = found["budget.agency"].line(mark.partition(":")[2])
        for column in ("need", "committed", "spent", "gap"):
            cell, shown = line.cells[column], sheet.cell(row, keys[column])
            assert isinstance(cell, Figure)
            assert shown == ("–" if cell.value is None else float(cell.value))
            seen += 1
    assert seen > 80
    assert {f"report-{of.key}" for of in SHEETS} - present(ClosedBook(plan.read_bytes(), "")).keys() == {
        "report-trace",
        "report-conflicts",
    }


def test_an_agency_sheet_tells_where_it_stands(plan: Path) -> None:
    """Its figures are its line of the summaries; what it owes are the rows it did not report on."""
    agencies(DESK, plan, PERIOD)
    work = read(plan)
    found = summaries(work.plan, PERIOD)
    sheet = grid(plan, "agency-MLSW")
    marks = {str(line[0]): line for line in sheet.rows if line and line[0]}
    for mark in (each for each in marks if each.count("|") == 2):
        summary, key, column = mark.split("|")
        cell = found[summary].line(key).cells[column]
        assert isinstance(cell, Figure)
        assert Decimal(str(marks[mark][3])) == cell.value
    led = [row for row in work.table("matrix").rows if row.value("lead") == "MLSW" and row.value("state") != "dropped"]
    assert {row.uid for row in led} <= marks.keys()
    links = Links(work.plan)
    asked = {
        each.code
        for each in work.plan.activities
        if each.active and "MLSW" in links.agencies((each.lead, *each.partners, *each.support))
    }
    owed = str(marks["owed-matrix"][5]).split(", ")
    assert len(owed) == marks["owed-matrix"][3]
    assert set(owed) <= asked
    reported = next(
        row for row in work.table("progress").rows if row.value("agency") == "MLSW" and row.value("evidence")
    )
    assert reported.value("activity") not in owed


def test_the_index_leads_to_every_agency(plan: Path) -> None:
    """Each code is a link to its sheet, and each sheet leads back."""
    agencies(DESK, plan, PERIOD)
    book = load_workbook(plan)
    keys = present(ClosedBook(plan.read_bytes(), plan.name))
    index = book[keys["agencies"]]
    assert book.sheetnames.index(keys["agencies"]) == 1
    links = {cell.value: cell.hyperlink.location for row in index.iter_rows() for cell in row if cell.hyperlink}
    pages = {key.removeprefix("agency-"): title for key, title in keys.items() if key.startswith("agency-")}
    assert links.keys() == pages.keys()
    for code, title in pages.items():
        assert str(links[code]).rpartition("!")[0].strip("'") == title
        back = [cell.hyperlink.location for row in book[title].iter_rows() for cell in row if cell.hyperlink]
        assert [str(each).rpartition("!")[0].strip("'") for each in back] == [keys["agencies"]]


def test_sheets_of_agencies_that_have_nothing_to_do_go(tmp_path: Path) -> None:
    """An agency without any part in the plan loses its sheet the next time; the users' own sheets stay."""
    plan = office(tmp_path) / "plan.xlsx"
    agencies(DESK, plan, PERIOD)
    book = ClosedBook(plan.read_bytes(), plan.name)
    first = {key for key in present(book) if key.startswith("agency-")}
    assert len(first) == 3
    page = ClosedBook(plan.read_bytes(), plan.name)
    page.place([NewSheet("GONE", one_sheet("kap:agency-GONE"), "Sheet")])
    plan.write_bytes(page.to_bytes())
    assert "agency-GONE" in present(ClosedBook(plan.read_bytes(), plan.name))
    agencies(DESK, plan, PERIOD)
    assert {key for key in present(ClosedBook(plan.read_bytes(), plan.name)) if key.startswith("agency-")} == first


def one_sheet(key: str) -> bytes:
    """A workbook of one sheet with a key in its first cell."""
    book, out = Workbook(), io.BytesIO()
    book.worksheets[0].cell(1, 1).value = key
    book.save(out)
    return out.getvalue()


def test_a_sheet_of_the_users_with_an_agencys_name_stays(tmp_path: Path) -> None:
    """The agency's sheet takes another title then."""
    plan = office(tmp_path) / "plan.xlsx"
    book = load_workbook(plan)
    book.create_sheet("MLSW").append(["notes of mine"])
    out = io.BytesIO()
    book.save(out)
    plan.write_bytes(out.getvalue())
    for _ in range(2):
        agencies(DESK, plan, PERIOD)
        there = present(ClosedBook(plan.read_bytes(), plan.name))
        assert there["agency-MLSW"] == "MLSW (2)"
        assert load_workbook(plan)["MLSW"]["A1"].value == "notes of mine"


def test_a_form_is_refused(tmp_path: Path) -> None:
    """Both need the whole plan."""
    form = next((office(tmp_path) / "forms").glob("*.xlsx"))
    before = form.read_bytes()
    for command in COMMANDS.values():
        with pytest.raises(CommandError) as told:
            command(DESK, form, PERIOD)
        assert told.value.message.code == "face.form-not-plan"
    assert form.read_bytes() == before


def test_the_second_library_makes_the_same_sheets(tmp_path: Path) -> None:
    """Held by openpyxl, the plan gets sheets with the same cells."""
    plan = office(tmp_path) / "plan.xlsx"
    other = tmp_path / "other.xlsx"
    other.write_bytes(plan.read_bytes())
    agencies(DESK, plan, PERIOD)
    agencies(Desk(open_bytes=HeadlessBook, today=DESK.today, lossless=False), other, PERIOD)
    for key in ("agencies", "agency-MLSW"):
        mine, theirs = grid(plan, key), grid(other, key)
        assert (mine.title, trimmed(mine)) == (theirs.title, trimmed(theirs))


def trimmed(of: Grid) -> list[tuple[object, ...]]:
    """The cells of a sheet without the blanks at the ends."""
    return [tuple(cell for cell in row if cell not in (None, "")) for row in of.rows]


@pytest.mark.parametrize(
    ("wanted", "title"),
    [
        ("MLSW", "MLSW"),
        ("a/b:c", "a-b-c"),
        ("plan", "plan (2)"),
        ("'x'", "x"),
        ("", "-"),
        ("w" * 40, "w" * 31),
    ],
)
def test_titles_are_such_as_excel_allows(wanted: str, title: str) -> None:
    """At most 31 letters, none that a reference needs for itself, and no other sheet's."""
    assert free_title(wanted, {"plan"}) == title


def test_a_changed_sheet_of_data_is_an_error_of_the_program(plan: Path) -> None:
    """Bytes in which a data sheet differs are never saved by a command that only makes sheets."""
    before, book = plan.read_bytes(), ClosedBook(plan.read_bytes(), plan.name)
    title = present(book)["matrix"]
    book.put(title, [Put(20, 3, "changed")])
    assert_kept(before, book.to_bytes(), (title,))
    with pytest.raises(BudgetError):
        assert_kept(before, book.to_bytes(), ("another",))
