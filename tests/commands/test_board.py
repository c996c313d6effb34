"""`kap submissions`: who was sent a form, what came back, and a reminder for each that is missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from rounds import DESK, PERIOD
from small import form, merged, office, typed

from kap_xl.commands.answer import CommandError
from kap_xl.commands.submissions import submissions

if TYPE_CHECKING:
    from pathlib import Path

DUE = date(2006, 7, 25)
CODE = "1.1.1"


def filled(folder: Path) -> None:
    """MLSW returned its form."""
    merged(folder, typed(form(folder, "MLSW"), folder / "back" / "mlsw.xlsx", ("matrix", CODE, "status", "ongoing")))


def by_agency(plan: Path, today: date) -> dict[str, dict[str, object]]:
    """The board's lines."""
    found = submissions(replace(DESK, today=today), plan, PERIOD).data["submissions"]
    assert isinstance(found, list)
    return {each["agency"]: each for each in found}


def test_before_the_day_nobody_is_late(tmp_path: Path) -> None:
    """Every form is out, with its day, its version and the rows that are asked."""
    plan = office(tmp_path) / "plan.xlsx"
    found = by_agency(plan, date(2006, 7, 20))
    assert found.keys() == {each.stem.partition("_")[2] for each in (tmp_path / "forms").glob("*.xlsx")}
    assert {each["state"] for each in found.values()} == {"issued"}
    assert {each["days_late"] for each in found.values()} == {None}
    assert {each["plan_version"] for each in found.values()} == {1}
    assert all(int(str(each["rows"])) > 0 for each in found.values())


def test_after_the_day_lateness_grows(tmp_path: Path) -> None:
    """A form that is out is late by the days since it was due; one that is back by the days it came late."""
    plan = office(tmp_path) / "plan.xlsx"
    filled(tmp_path)
    due = date.fromisoformat(str(by_agency(plan, DUE)["MEST"]["due"]))
    found = by_agency(plan, date.fromordinal(due.toordinal() + 10))
    assert found["MEST"]["state"] == "overdue"
    assert found["MEST"]["days_late"] == 10
    assert found["MLSW"]["state"] == "returned"
    assert found["MLSW"]["return_no"] == 1
    assert found["MLSW"]["reported"] == 1


@pytest.mark.parametrize("lang", ["sq", "sr", "en"])
def test_each_missing_agency_gets_a_letter(tmp_path: Path, lang: str) -> None:
    """It names the institution, the plan and the form; who returned gets none."""
    plan = office(tmp_path) / "plan.xlsx"
    filled(tmp_path)
    answer = submissions(replace(DESK, lang=lang, today=date(2006, 12, 1)), plan, PERIOD)
    letters = answer.data["reminders"]
    assert isinstance(letters, dict)
    assert answer.data["missing"] == list(letters)
    assert "MLSW" not in letters
    assert all(f"{PERIOD}_{code}.xlsx" in letter for code, letter in letters.items())
    assert answer.shown is not None
    assert all(letter in answer.shown(lang) for letter in letters.values())
    assert all("{" not in letter for letter in letters.values())


@pytest.mark.parametrize("lang", ["sq", "sr", "en"])
@pytest.mark.parametrize("today", [date(2006, 1, 1), date(2006, 12, 1)])
def test_no_letter_has_two_stops_after_a_date(tmp_path: Path, lang: str, today: date) -> None:
    """A Serbian date ends with a stop of its own; a letter, before the day as after it, has no second one."""
    plan = office(tmp_path) / "plan.xlsx"
    letters = submissions(replace(DESK, lang=lang, today=today), plan, PERIOD).data["reminders"]
    assert isinstance(letters, dict)
    assert letters
    assert all(".." not in letter for letter in letters.values())


def test_the_current_period_is_meant_where_none_is_named(tmp_path: Path) -> None:
    """A period that the plan does not have is refused."""
    plan = office(tmp_path) / "plan.xlsx"
    assert submissions(DESK, plan).data["period"] == "2005-H2"
    with pytest.raises(CommandError) as told:
        submissions(DESK, plan, "1999-H1")
    assert told.value.message.code == "face.period-unknown"
