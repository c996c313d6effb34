"""The formulas, names and signals of the prepared packages, calculated by LibreOffice on a filled example."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from datetime import date, datetime
from typing import TYPE_CHECKING

import openpyxl
import pytest
from prepared_books import arranged, package
from prepared_example import BUDGET, FORM_MATRIX, FORM_SPENDING, LISTS, MATRIX, SPENDING, Rows

from kap_xl.books.package import Edit, Package
from kap_xl.books.prepared.layout import FIRST_ROW, Page
from kap_xl.books.prepared.signals import signals
from kap_xl.books.strict import check
from kap_xl.columns import BY_KEY

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.workbook.workbook import Workbook

pytestmark = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice calculates here, and is missing")

RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
SPARE = 60
"""A column far right of every table, for formulas of the tests."""
NAMES = {
    "ROWS(kap_list_status)": 9,
    "INDEX(kap_list_status,4)": "sprovedeno",
    "ROWS(kap_list_objective)": 2,
    "INDEX(kap_list_objective,2)": "1.2",
    "INDEX(kap_list_source,2)": "Donator",
    "INDEX(kap_list_period,1)": "2006-H1",
    "ROWS(kap_list_category)": 1,
    "ROWS(kap_list_activity)": 5,
}


def put(into: Package, page: Page, rows: Rows) -> None:
    """A table's rows, under the keys of its columns."""
    assert all(key == "uid" or BY_KEY[page.key].column(key) for row in rows for key in row)
    into.fill_table(page.tab, page.table, [[row.get(place.key) for place in page.places] for row in rows])  # type: ignore[misc]  # rows of the tests hold plain values


def calculated(data: bytes, folder: Path) -> Workbook:
    """The package as LibreOffice calculates and saves it."""
    assert list(check(data)) == []
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(RECALCULATE, encoding="utf-8")
    (folder / "in.xlsx").write_bytes(data)
    command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--norestore", "--nolockcheck"]
    command += ["--convert-to", "xlsx", "--outdir", str(folder / "out"), str(folder / "in.xlsx")]
    for _ in range(2):  # a new profile may end the first start at once
        subprocess.run(command, check=False, capture_output=True, timeout=180)
        if (folder / "out" / "in.xlsx").exists():
            break
    return openpyxl.load_workbook(io.BytesIO((folder / "out" / "in.xlsx").read_bytes()), data_only=True)


def shown(made: Workbook, page: Page, key: str, rows: int) -> list[object]:
    """What a column shows, row by row; the empty text of a formula counts as None."""
    place = page.place(key)
    assert place is not None
    return [made[page.tab].cell(FIRST_ROW + at, place.number).value or None for at in range(rows)]


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    """A filled plan in Serbian whose words are of all three languages."""
    pages = arranged("sr", form=False)
    made = Package.open(package("sr", form=False))
    for key, rows in (("lists", LISTS), ("matrix", MATRIX), ("budget", BUDGET), ("spending", SPENDING)):
        put(made, pages[key], rows)
    cover = [Edit(FIRST_ROW + at, SPARE, formula=formula) for at, formula in enumerate(NAMES)]
    made.set_cells(pages["cover"].tab, [Edit(6, 3, "Plan"), Edit(14, 3, "2006-H1"), Edit(15, 3, "po"), *cover])
    rules = [(at, formula) for at, (_, formula, _) in enumerate(signals(pages["matrix"]))]
    edits = [
        Edit(row, SPARE + at, formula=re.sub(r"(\$[A-Z]+)5\b", rf"\g<1>{row}", formula))
        for row in range(FIRST_ROW, FIRST_ROW + len(MATRIX))
        for at, formula in rules
    ]
    made.set_cells(pages["matrix"].tab, edits)
    return calculated(made.to_bytes(), tmp_path_factory.mktemp("plan"))


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    """A filled form in Albanian."""
    pages = arranged("sq", form=True)
    made = Package.open(package("sq", form=True))
    put(made, pages["matrix"], FORM_MATRIX)
    put(made, pages["spending"], FORM_SPENDING)
    made.set_cells(pages["cover"].tab, [Edit(5, 3, "MLSW"), Edit(7, 3, "2006-H1"), Edit(10, 3, "EUR")])
    return calculated(made.to_bytes(), tmp_path_factory.mktemp("form"))


def test_nothing_calculates_to_an_error(plan: Workbook, form: Workbook) -> None:
    """No formula of a plan or a form shows an Excel error."""
    cells = [cell for made in (plan, form) for sheet in made for row in sheet.iter_rows() for cell in row]
    assert [cell.coordinate for cell in cells if isinstance(cell.value, str) and cell.value.startswith("#")] == []


def test_amounts_are_turned_into_the_plan_s_currency(plan: Workbook) -> None:
    """The latest rate up to the end of the line's year counts; without one the amount is unknown and not zero."""
    page = arranged("sr", form=False)["budget"]
    dates = [day.date() if isinstance(day, datetime) else day for day in shown(plan, page, "rate_date", 9)]
    assert dates == [None, date(2006, 12, 31), date(2005, 6, 30), *[None] * 6]
    assert shown(plan, page, "amount_plan", 9) == [1000, 475, 80, 50, 200, 900, "–", None, "–"]
    stages = ["estimate", "committed", "received", "pledged", "estimate", "committed", "estimate", "estimate"]
    assert shown(plan, page, "stage_code", 9) == [*stages, "requested"]


def test_matrix_sums_the_budget_by_uid(plan: Workbook) -> None:
    """Estimates are need; committed and received lines are funding; the gap is never below nought."""
    page = arranged("sr", form=False)["matrix"]
    assert shown(plan, page, "needed", 5) == [1000, 200, "–", None, None]
    assert shown(plan, page, "funded", 5) == [555, 900, None, None, None]
    assert plan[page.tab][f"{page.cell('gap')[1:-1]}6"].value == 0
    assert shown(plan, page, "gap", 5) == [445, None, "–", None, None]


def test_spending_of_the_current_period_is_summed(plan: Workbook) -> None:
    """Other periods stay out; foreign money counts at the latest rate on the period's last day, or is unknown."""
    page = arranged("sr", form=False)["matrix"]
    assert shown(plan, page, "spent", 5) == [210, 5000.5, "–", None, None]


def test_form_sums_its_own_spending_by_code(form: Workbook) -> None:
    """Code 1.10 is not 1.1; an amount in another currency makes the sum unknown."""
    assert shown(form, arranged("sq", form=True)["matrix"], "spent", 4) == [10, 300, "–", None]


def test_names_find_their_lists(plan: Workbook) -> None:
    """Drop-downs find the rows of their list in whichever language the list is named."""
    cover = plan.worksheets[0]
    assert [cover.cell(FIRST_ROW + at, SPARE).value for at in range(len(NAMES))] == list(NAMES.values())


def test_cover_shows_the_plan_s_name(plan: Workbook, form: Workbook) -> None:
    """The title is the name in the workbook's language; a sample says so; a form says whose it is."""
    assert (plan.worksheets[0]["B2"].value, plan.worksheets[0]["F2"].value) == ("Plan", "UZORAK")
    assert str(form.worksheets[0]["F2"].value).endswith("– MLSW – 2006-H1")


def test_signals_show_what_they_should(plan: Workbook) -> None:
    """Overdue, over budget, at odds, missing and every status light up in the rows that deserve it, and only there."""
    page = arranged("sr", form=False)["matrix"]
    rules = [(SPARE + at, span, look) for at, (span, _, look) in enumerate(signals(page))]
    sheet, rows = plan[page.tab], range(FIRST_ROW, FIRST_ROW + len(MATRIX))
    lit = [{look for at, _, look in rules if look != "required" and sheet.cell(row, at).value} for row in rows]
    assert lit == [
        {"overdue", "ONGOING"},
        {"DONE", "inconsistent", "over_budget"},
        {"NOT_STARTED", "inconsistent"},
        {"DELAYED"},
        set(),
    ]
    lead = next(at for at, span, look in rules if look == "required" and span == page.span("lead"))
    assert [bool(sheet.cell(row, lead).value) for row in rows] == [False, False, True, False, False]
