"""The report: a prepared package filled, opened again by other programs, and every figure traced to its cells."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from plans import INSTITUTIONS, LISTS, workbook
from python_calamine import CalamineWorkbook

from kap_xl.books.report import report_package, write_report
from kap_xl.books.strict import check
from kap_xl.grid import Grid, layout
from kap_xl.phrase import LANGUAGES, text
from kap_xl.sheets.names import Names
from kap_xl.sheets.plain import as_data, as_text
from kap_xl.sheets.report import ReportContent, report, summary_sheets
from kap_xl.sheets.report_columns import BY_KEY, SHEETS
from kap_xl.summaries import summarise

if TYPE_CHECKING:
    from kap_xl.model import Plan

# openpyxl says that it will drop the bars in cells, which stand in an extension, if somebody saves with it
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")

MATRIX = """
| code  | objective | activity_sq | activity_sr | activity_en | lead | deadline   | state |
| 1.1.1 | 1.1       | Fushatë     | Kampanja    | Campaign    | MLSW | 2006-03-31 |       |
| 1.1.2 | 1.1       | Ligj        | Zakon       | Law         | MEST | 2006-06-29 |       |
| 2.1.1 |           | Strehim     | Smeštaj     | Shelter     | MOJ  | 2007-12-31 |       |
"""
BUDGET = """
| uid | activity | year | source | donor | currency | amount  | amount_max | stage     | kind           |
| b1  | 1.1.1    | 2006 |        |       | EUR      | 1000.10 | 1500       | estimate  |                |
| b2  | 1.1.1    | 2006 | DONOR  | USAID | USD      | 500     |            | committed |                |
| b3  | 1.1.2    | 2006 | KCB    |       | EUR      | 200     |            | estimate  |                |
| b4  | 2.1.1    | 2006 | KCB    |       |          |         |            |           | regular budget |
"""
PROGRESS = """
| uid | activity | period  | agency | status |
| p1  | 1.1.1    | 2006-H1 | MLSW   | PARTLY |
| p2  | 1.1.2    | 2006-H1 | MEST   | DONE   |
"""
INDICATORS = """
| code | of    | name_sq | name_en  | over_time | over_agencies | direction | counts | target_2006 | responsible |
| I1   | 1.1.1 | Viktima | Victims  | sum       | sum           | up        | VICTIM | 10          | MLSW        |
| I2   | 1.1.1 | Trajnim | Training | sum       | sum           | up        | NONE   | 10          | MLSW, MEST  |
"""
VALUES = """
| uid | indicator | period  | agency | value |
| v1  | I1        | 2006-H1 | MLSW   | 3     |
| v2  | I2        | 2006-H1 | MLSW   | 7     |
"""
SPENDING = """
| uid | activity | period  | agency | source | currency | amount |
| s1  | 1.1.1    | 2006-H1 | MLSW   | DONOR  | EUR      | 20.05  |
"""
SUBMISSIONS = """
| period  | agency | state    | due        |
| 2006-H1 | MLSW   | returned | 2006-07-25 |
| 2006-H1 | MOJ    | issued   | 2006-07-25 |
"""
CONFLICT = {
    "uid": "c1", "row": 4, "state": "open", "agency": "MLSW", "sheet": "progress", "code": "1.1.1",
    "column": "status", "base": "", "ours": "=1+1", "theirs": "DONE", "from_file": "2006-H1_MLSW.xlsx",
}  # fmt: skip
GIVEN = {
    "matrix": MATRIX, "budget": BUDGET, "progress": PROGRESS, "indicators": INDICATORS, "values": VALUES,
    "spending": SPENDING, "submissions": SUBMISSIONS, "institutions": INSTITUTIONS, "lists": LISTS,
}  # fmt: skip


def plan() -> Plan:
    """The small plan."""
    return workbook(**GIVEN).plan


@cache
def content(lang: str) -> ReportContent:
    """The report of the small plan."""
    made = workbook(**GIVEN)
    places = {key: table.layout for key, table in made.tables.items()}
    decided = {**CONFLICT, "state": "decided"}
    return report(made.plan, "2006-H1", lang, [CONFLICT, decided], places, on=date(2006, 9, 1))


@cache
def written(lang: str) -> bytes:
    """The report as a workbook."""
    return write_report(report_package(lang), content(lang))


def grids(data: bytes) -> dict[str, Grid]:
    """The sheets as calamine reads them, by the key in A1."""
    book = CalamineWorkbook.from_filelike(BytesIO(data))
    found = {}
    for title in book.sheet_names:
        grid = Grid(title, tuple(tuple(row) for row in book.get_sheet_by_name(title).to_python(skip_empty_area=False)))
        place = layout(grid)
        assert place is not None
        found[place.key.removeprefix("report-")] = grid
    return found


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_prepared_package_is_the_same_each_time(lang: str) -> None:
    """Byte for byte, and nothing in it that Excel would repair."""
    assert report_package(lang) == report_package(lang)
    assert check(report_package(lang)) == ()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_filled_report_is_sound(lang: str) -> None:
    """The strict checker finds nothing, and every sheet is there under its key."""
    assert check(written(lang)) == ()
    assert set(grids(written(lang))) == {"cover", *BY_KEY}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_two_readers_see_the_same(lang: str) -> None:
    """What openpyxl reads and what calamine reads agree in every cell."""
    book = load_workbook(BytesIO(written(lang)), data_only=True)
    for grid in grids(written(lang)).values():
        for number, row in enumerate(book[grid.title].iter_rows(values_only=True), 1):
            for column, value in enumerate(row, 1):
                other = grid.cell(number, column)
                shown = value.date() if hasattr(value, "date") else value
                assert (shown or "") == (other or "") or float(shown) == float(other)  # type: ignore[arg-type]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_figure_leads_to_cells_that_make_it(lang: str) -> None:
    """Each linked number equals the sum of what its sources add; the link names the first of them."""
    book = load_workbook(BytesIO(written(lang)))
    results = load_workbook(BytesIO(written(lang)), data_only=True)
    trace = grids(written(lang))["trace"]
    place = layout(trace)
    assert place is not None
    column = place.columns
    sums: dict[str, Decimal] = {}
    first: dict[str, int] = {}
    for number in range(place.head_row + 1, len(trace.rows) + 1):
        figure, adds = (str(trace.cell(number, column[key])) for key in ("figure", "adds"))
        first.setdefault(figure, number)
        if adds != text("report.withheld", lang):
            sums[figure] = sums.get(figure, Decimal(0)) + Decimal(adds)
    checked = 0
    for figure, row in first.items():
        title, _, cell = figure.rpartition("!")
        title = title.strip("'")
        shown = results[title][cell].value
        assert (
            f"#{place.title if ' ' not in place.title else repr(place.title)}!{place.letter('figure')}{row}"
            in book[title][cell].value
        )
        if isinstance(shown, int | float):
            assert float(shown) == pytest.approx(float(sums[figure]), abs=1e-9)
            checked += 1
    assert checked > 100


def test_sources_name_the_cells_of_the_plan() -> None:
    """As Excel shows them in that plan: the sheet's title, the column's letter, the row."""
    made = workbook(**GIVEN)
    cells = {source.cell for source in content("en").sources}
    progress, budget = made.table("progress").layout, made.table("budget").layout
    assert f"progress!{progress.letter('status')}3" in cells
    assert f"budget!{budget.letter('amount_max')}3" in cells


@pytest.mark.parametrize("lang", LANGUAGES)
def test_small_counts_of_victims_stand_nowhere_in_the_report(lang: str) -> None:
    """Neither on the indicators' sheet nor among the sources."""
    row = content(lang).sheets["indicators"][0]
    assert row["in_period"].value == row["to_date"].value == "<5"
    withheld = [
        source for source in content(lang).sources if source.cell.startswith("values!") and source.cell.endswith("3")
    ]
    assert withheld
    assert {source.adds for source in withheld} == {text("report.withheld", lang)}


def test_a_conflict_s_text_never_becomes_a_formula() -> None:
    """Only open conflicts are shown, and what was typed stays text."""
    assert [row["ours"].value for row in content("en").sheets["conflicts"]] == ["=1+1"]
    sheet = load_workbook(BytesIO(written("en")))[text("report.tab.conflicts", "en")]
    assert [cell.data_type for row in sheet.iter_rows(min_row=6) for cell in row if cell.value == "=1+1"] == ["s"]


def test_a_template_may_lack_sheets_and_move_columns() -> None:
    """Sheets are found by their keys: one that was taken out is left out."""
    book = load_workbook(BytesIO(report_package("en")))
    for title in book.sheetnames[5:]:
        del book[title]
    book["Progress"].title = "Ecuria ime"
    out = BytesIO()
    book.save(out)
    made = load_workbook(BytesIO(write_report(out.getvalue(), content("en"))), data_only=True)
    assert made.sheetnames[1] == "Ecuria ime"
    assert made["Ecuria ime"]["D6"].value == 2


def test_the_total_row_is_the_plan() -> None:
    """The last line of every table of activities and money is the whole plan's."""
    sheets = summary_sheets(plan(), "2006-H1", "en")
    assert sheets["progress"][-1]["total"].value == sheets["agencies"][-1]["total"].value == 3
    totals = {sheets[key][-1]["need"].value for key in ("budget", "budget_agencies", "budget_years", "sources")}
    assert totals == {Decimal("1200.10")}
    assert [row["uid"].value for row in sheets["progress"]][-2:] == ["objective:", "total"]


def test_an_unknown_period_is_refused() -> None:
    """A period that the plan cannot know is a mistake of the caller."""
    with pytest.raises(ValueError, match="soon"):
        report(plan(), "soon", "en")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_headings_differ_and_every_text_is_there(lang: str) -> None:
    """No two columns of a table may be called the same, whatever the case, and tabs fit into 31 letters."""
    book = load_workbook(BytesIO(report_package(lang)))
    for of in SHEETS:
        sheet = book[text(f"report.tab.{of.key}", lang)]
        heads = [str(cell.value).casefold() for cell in sheet[5][: len(of.columns) + 1]]
        assert len(set(heads)) == len(heads) == len(of.columns) + 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_terminal_gets_aligned_tables(lang: str) -> None:
    """Every line under a rule is no wider than it, and shares say what they are shares of."""
    shown = as_text(summarise(plan(), "2006-H1"), Names(plan(), lang))
    blocks = [block.splitlines() for block in shown.split("\n\n")]
    for block in blocks:
        rule = next(line for line in block if set(line) <= {"-", " "} and line)
        assert all(len(line) <= len(rule) for line in block[block.index(rule) :])
    assert any("(1 " in line and " 3)" in line for line in shown.splitlines())
    assert any(line.startswith("MOJ") and "(0 " in line and " 1)" in line for line in shown.splitlines())


def test_json_speaks_keys() -> None:
    """Codes, numbers, decimal text and null; what is incomplete says so."""
    data = json.loads(json.dumps(as_data(summarise(plan(), "2006-H1"))))
    total = data["budget.objective"]["lines"][-1]
    assert total["key"] == "total"
    assert (total["need"], total["coverage"]["of"]) == ("1200.1", "1200.1")
    lines = {line["key"]: line for line in data["indicators"]["lines"]}
    assert lines["I1"]["to_date"] == "<5"
    assert lines["I2"]["incomplete"]["to_date"] == ["MEST"]
