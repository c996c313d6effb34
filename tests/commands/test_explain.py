"""`kap explain`: what stands behind a cell of a plan, a form or a report, against what openpyxl finds there."""

from __future__ import annotations

import shutil
import warnings
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from faces import LANGUAGES, Said, files, form, runner
from openpyxl import load_workbook

from kap_xl.commands.demo import demo
from kap_xl.commands.summarise import summarise
from kap_xl.desk import Desk
from kap_xl.grid import layout, letters
from kap_xl.phrase import Phrase, text
from kap_xl.port import Put
from kap_xl.sheets.explain import seen
from kap_xl.sheets.explain_made import Explained, View
from kap_xl.sheets.explain_place import asked
from kap_xl.sheets.explain_shown import as_text
from kap_xl.sheets.headings import tab
from kap_xl.workbook import read_workbook

if TYPE_CHECKING:
    from collections.abc import Callable

    from openpyxl import Workbook

    Run = Callable[..., Said]

DESK = Desk(lang="en")
PERIOD = "2006-H1"
KEYS = {"file", "sheet", "cell", "about", "value", "way", "total", "parts", "missing", "withheld", "stale", "notes"}


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """The program, in process."""
    return runner(capsys)


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a round, whose plan has its summaries as sheets."""
    folder = tmp_path_factory.mktemp("round") / "played"
    demo(DESK, folder)
    summarise(DESK, folder / "plan.xlsx", PERIOD)
    return folder


@cache
def view(path: Path) -> View:
    """A workbook as read."""
    grids = DESK.open(path).grids()
    return View(read_workbook(grids), grids, "en")


@cache
def book(path: Path) -> Workbook:
    """The workbook as openpyxl reads it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return load_workbook(path, data_only=True)


def explained(of: View, cell: str) -> Explained:
    """A cell explained."""
    made = seen(of, cell)
    assert isinstance(made, Explained), made
    return made


def cells(of: View, key: str, columns: tuple[str, ...] = (), every: int = 1) -> list[str]:
    """The addresses of a sheet's data cells that hold anything, or of some columns."""
    for grid in of.grids:
        place = layout(grid)
        if place is not None and place.key == key:
            rows = range(place.head_row + 1, len(grid.rows) + 1, every)
            wanted = [number for name, number in place.columns.items() if name in columns or not columns]
            return [
                f"'{grid.title}'!{letters(n)}{row}" for row in rows for n in wanted if grid.cell(row, n) is not None
            ]
    raise KeyError(key)


@pytest.mark.parametrize("key", ["progress", "agencies", "budget", "budget_years", "sources", "indicators", "overdue"])
def test_the_cells_behind_a_figure_make_it(played: Path, key: str) -> None:
    """Whatever is a sum is the sum of its cells and stands in the cell; each of them holds in Excel what is said."""
    path, sums = played / "plan.xlsx", 0
    for cell in cells(view(path), f"report-{key}"):
        made = explained(view(path), cell)
        assert not made.stale, cell
        if made.way == "sum" and made.total is not None and all(each.adds is not None for each in made.pieces):
            sums += 1
            shown = book(path)[made.sheet][made.cell].value
            assert sum(each.adds or 0 for each in made.pieces) == made.total
            assert abs(Decimal(str(shown)) - Decimal(made.total)) < Decimal("0.005"), cell
        for piece in made.pieces:
            if piece.value:
                held = book(path)[piece.sheet][piece.cell].value
                # amounts and counts as such; words as they stand
                if isinstance(held, int | float):
                    assert Decimal(str(held)) == Decimal(piece.value.rstrip("%")) / (100 if "%" in piece.value else 1)
                elif isinstance(held, str):
                    assert held.split()[:3] == piece.value.split()[:3]
    assert sums >= 10


def test_the_formulas_of_the_plan_are_reckoned_again(played: Path) -> None:
    """Needed, funded and gap hold what their budget lines make; what is told is what openpyxl finds in the cell."""
    path, known = played / "plan.xlsx", 0
    for cell in cells(view(path), "matrix", ("needed", "funded", "gap"), 4):
        made = explained(view(path), cell)
        held = book(path)[made.sheet][made.cell].value
        assert not made.stale, (cell, made)
        if made.total is not None:
            known += 1
            assert Decimal(str(held)) == made.total
            assert max(sum(each.adds or Decimal(0) for each in made.pieces), Decimal(0)) == made.total
    assert known > 20


def test_a_line_in_another_currency_tells_its_rate(played: Path) -> None:
    """The amount in plan currency of a dollar line names the rate and its day."""
    path = played / "plan.xlsx"
    dollars = [explained(view(path), cell) for cell in cells(view(path), "budget", ("amount_plan",))]
    converted = [each for each in dollars if each.way == "converted"]
    assert converted
    assert not any(each.stale for each in dollars)
    for each in converted:
        assert [note.code for note in each.told][-1] == "explain.rate-found"
        rate = dict(each.told[-1].blanks)["rate"]
        (piece,) = each.pieces
        assert isinstance(rate, Decimal)
        assert Decimal(str(book(path)[piece.sheet][piece.cell].value)) * rate == each.total


def test_a_summary_that_is_out_of_date_says_so(played: Path, tmp_path: Path) -> None:
    """After an amount was changed, its sums differ, and the command to run again is named."""
    path = Path(shutil.copy(played / "plan.xlsx", tmp_path / "plan.xlsx"))
    before = view(played / "plan.xlsx")
    cell = cells(before, "report-budget", ("need",))[0]
    piece = explained(before, cell).pieces[0]
    edited = DESK.open(path)
    where = asked(f"x!{piece.cell}")
    assert where is not None
    edited.put(piece.sheet, [Put(where.row, where.column, 999_999)])
    path.write_bytes(edited.to_bytes())
    made = explained(view(path), cell)
    assert made.stale
    assert "explain.stale" in [note.code for note in made.told]
    assert "kap summarise" in as_text(made, "en")


def test_a_withheld_number_is_told_by_nothing(played: Path) -> None:
    """Neither the figure, nor what its cells add, nor what they hold."""
    path = played / "plan.xlsx"
    every = [explained(view(path), cell) for cell in cells(view(path), "report-indicators")]
    hidden = [each for each in every if each.withheld]
    assert hidden
    for each in hidden:
        assert each.total is None
        assert {(piece.adds, piece.value) for piece in each.pieces} <= {(None, "")}


def test_a_report_names_the_cells_it_was_made_of(played: Path) -> None:
    """The figures of a report are the sums of what its own sheet of sources lists."""
    path, found = played / f"report-{PERIOD}.xlsx", 0
    for cell in cells(view(path), "report-budget", ("need", "committed", "gap")):
        made = explained(view(path), cell)
        if made.pieces and made.way == "sum":
            found += 1
            shown = book(path)[made.sheet][made.cell].value
            assert Decimal(str(made.total)) == Decimal(str(shown))
    assert found > 20


def test_a_reported_cell_says_where_it_came_from(played: Path) -> None:
    """A status that came with a return names the file, and the log's line; an open conflict is told with both."""
    path = played / "plan.xlsx"
    work = view(path).work
    tab_of, place = work.table("progress").layout.title, work.table("progress").layout
    row = next(each for each in work.table("progress").rows if each.value("from_file") and each.value("status"))
    made = explained(view(path), f"'{tab_of}'!{place.letter('status')}{row.number}")
    assert {"explain.column-report", "explain.read-as", "explain.origin"} <= {note.code for note in made.told}
    assert made.pieces
    asked_of = work.table("conflicts").rows[0].raw("row_uid")
    row = next(each for each in work.table("progress").rows if each.uid == asked_of)
    made = explained(view(path), f"'{tab_of}'!{place.letter('percent')}{row.number}")
    assert [note.code for note in made.told].count("explain.conflict") == 2


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("Tab!K17", ("Tab", 17, 11)),
        ("'Tab with spaces'!$K$17", ("Tab with spaces", 17, 11)),
        ("'It''s'!AA1", ("It's", 1, 27)),
        ("Tab!K17:K17", ("Tab", 17, 11)),
        ("k17", (None, 17, 11)),
        ("Tab!K17:K18", None),
        ("Tab!XFE1", None),
        ("Tab!A1048577", None),
        ("Tab!A0", None),
        ("!A1", None),
        ("Tab", None),
        ("", None),
    ],
)
def test_an_address_is_read_as_excel_writes_it(given: str, wanted: object) -> None:
    """One cell, with or without its tab; anything else is none."""
    assert asked(given) == wanted


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_no_cell_is_told_in_a_sentence(run: Run, played: Path, lang: str) -> None:
    """An address of nonsense, an unknown tab, and near ones."""
    plan = played / "plan.xlsx"
    said = {
        cell: run("explain", plan, cell, "--format", "json", "--lang", lang).error
        for cell in ("x!1", "Bugdet!A5", "qqqqqqqq!A5")
    }
    assert list(said.values()) == ["explain.address", "explain.tab-near", "explain.tab-unknown"]


def test_programs_get_machine_keys(run: Run, played: Path) -> None:
    """The same keys whatever the cell; a cell without a tab is the matrix's, and that is said."""
    plan = played / "plan.xlsx"
    before = files(played)
    for cell, code in {
        "X5": "explain.guessed", f"{tab('matrix', 'en')}!B3": "explain.heading",
        f"{tab('budget', 'en')}!A999": "explain.empty", f"{tab('cover', 'en')}!C5": "explain.read-as",
    }.items():  # fmt: skip
        said = run("explain", plan, cell, "--format", "json")
        assert said.status == 0
        assert said.data.keys() >= KEYS
        assert code in said.data["notes"], cell  # type: ignore[operator]  # a list of codes
    assert files(played) == before


@pytest.mark.parametrize("lang", LANGUAGES)
def test_people_get_a_table(run: Run, played: Path, lang: str) -> None:
    """The gap of an activity with its lines, their sum and how it is reckoned, in each language."""
    place = view(played / "plan.xlsx").work.table("matrix").layout
    cell = f"{tab('matrix', 'en')}!{place.letter('gap')}6"
    said = run("explain", played / "plan.xlsx", cell, "--lang", lang)
    assert (said.status, said.err) == (0, "")
    assert text("explain.way-gap", lang) in said.out
    assert text("explain.head-adds", lang) in said.out
    assert "{" not in said.out


def test_a_form_and_a_foreign_workbook(run: Run, tmp_path: Path, played: Path) -> None:
    """In a form needed, funded and gap are as issued; on a sheet of somebody's own there is nothing of ours."""
    one = next(iter(sorted((played / "returns").glob("*.xlsx"))))
    cell = cells(view(one), "matrix", ("needed",))[0]
    assert "explain.column-issued" in [note.code for note in explained(view(one), cell).told]
    blank = tmp_path / "form.xlsx"
    blank.write_bytes(form())
    assert run("explain", blank, "C9").status == 0
    own = tmp_path / "own.xlsx"
    made = load_workbook(one).__class__()
    made.save(own)
    assert run("explain", own, "Sheet!A1", "--format", "json").data["notes"] == ["explain.not-ours"]
    assert isinstance(seen(view(own), "A1"), Phrase)
