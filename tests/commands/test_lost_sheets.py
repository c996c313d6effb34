"""A plan that has lost a sheet: no figure is made without it, and the sentence names it in the plan's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rounds import DESK, PERIOD
from small import office

from kap_xl.books.closed import ClosedBook
from kap_xl.books.errors import SaveError
from kap_xl.commands.agencies import agencies
from kap_xl.commands.answer import CommandError
from kap_xl.commands.export import export
from kap_xl.commands.generated import present
from kap_xl.commands.report import report
from kap_xl.commands.split import split
from kap_xl.commands.summarise import summarise
from kap_xl.commands.validate import FIGURED, validate

if TYPE_CHECKING:
    from pathlib import Path

RUNS = {
    "summarise": lambda plan: summarise(DESK, plan, PERIOD),
    "agencies": lambda plan: agencies(DESK, plan, PERIOD),
    "report": lambda plan: report(DESK, plan, PERIOD, plan.parent / "report.xlsx"),
    "export": lambda plan: export(DESK, plan, plan.parent / "data"),
}


def without(folder: Path, *keys: str) -> Path:
    """The small plan without some of its sheets."""
    plan = office(folder, "sr") / "plan.xlsx"
    book = ClosedBook(plan.read_bytes(), plan.name)
    titles = present(book)
    book.drop([titles[key] for key in keys])
    plan.write_bytes(book.to_bytes())
    return plan


@pytest.mark.parametrize("sheet", FIGURED)
@pytest.mark.parametrize("name", RUNS)
def test_no_figures_are_made_from_half_a_plan(tmp_path: Path, name: str, sheet: str) -> None:
    """Nothing is written, and `validate` tells of the same sheet."""
    plan = without(tmp_path, sheet)
    before = plan.read_bytes()
    with pytest.raises(CommandError) as told:
        RUNS[name](plan)
    assert told.value.message.code == "face.sheet-lost"
    assert dict(told.value.message.blanks)["sheet"] == f"@workbook.sheet.{sheet}"
    assert plan.read_bytes() == before
    assert not (plan.parent / "report.xlsx").exists()
    assert not (plan.parent / "data").exists()
    assert any(each.rule == "sheet-missing" and each.spot.sheet == sheet for each in validate(DESK, [plan]).findings)


@pytest.mark.parametrize("sheet", ["lists", "matrix"])
def test_a_plan_without_its_lists_is_no_form(tmp_path: Path, sheet: str) -> None:
    """What is missing is named, in the plan's language."""
    plan = without(tmp_path, sheet)
    with pytest.raises(CommandError) as told:
        summarise(DESK, plan, PERIOD)
    assert (told.value.message.code, told.value.lang) == ("face.sheet-lost", "sr")


def test_a_form_without_its_matrix_is_told_as_such(tmp_path: Path) -> None:
    """A form is still no plan, whatever else it lacks."""
    form = next((office(tmp_path) / "forms").glob("*.xlsx"))
    book = ClosedBook(form.read_bytes(), form.name)
    book.drop([present(book)["indicators"]])
    form.write_bytes(book.to_bytes())
    with pytest.raises(CommandError) as told:
        summarise(DESK, form, PERIOD)
    assert told.value.message.code == "face.form-not-plan"


def test_an_open_plan_is_not_split(tmp_path: Path) -> None:
    """No form is written, and no second plan that says it was issued."""
    plan = office(tmp_path) / "plan.xlsx"
    (tmp_path / f"~${plan.name}").write_bytes(b"")
    names = {each.name for each in tmp_path.iterdir()}
    with pytest.raises(SaveError, match="in-use"):
        split(DESK, plan, "2006-H2", tmp_path / "next")
    assert {each.name for each in tmp_path.iterdir()} == names
