"""Waivers: what is waived is told apart, a waiver that is not whole waives nothing, an idle one is told."""

from __future__ import annotations

from datetime import date

import plans
import pytest
from sound_plan import SOUND, Sheets, but, markdown

from kap_xl.phrase import Phrase
from kap_xl.rules import RULES, check
from kap_xl.rules.of_cells import OF_CELLS
from kap_xl.rules.waivers import FIRM, Waived, apart

BROKEN = but("matrix", 3, but("progress", 4, evidence="", actual_date=""), state="perhaps")
"""A plan with three findings: two of rules at one report, one of reading."""


def waiver(name: str, /, **cells: str) -> dict[str, str]:
    """A whole waiver of a rule for the row 1.1.1, with other texts in some cells."""
    row = {"name": name, "form": "waiver", "sheet": "", "row": "1.1.1", "reason": "On paper", "post": "Head"}
    return row | {"date": "2006-07-01"} | cells


def parted(*rows: dict[str, str], sheets: Sheets = BROKEN) -> tuple[set[str], list[Waived]]:
    """The rules of the findings that are kept, and what is waived."""
    book = plans.workbook(**markdown(sheets | {"rules": rows} if rows else sheets))
    kept, waived = apart((*book.findings, *check(book.plan)), book.plan)
    return {each.rule for each in kept}, list(waived)


def test_without_waivers() -> None:
    """Without waivers every finding is kept, in its order."""
    book = plans.workbook(**markdown(BROKEN))
    every = (*book.findings, *check(book.plan))
    assert [each.rule for each in every] == ["choice-unknown", "done-no-evidence", "done-no-date"]
    assert apart(every, book.plan) == (every, ())


@pytest.mark.parametrize(
    "cells",
    [
        {},
        {"sheet": "progress"},
        {"sheet": "Ecuria"},
        {"row": "progress-4"},
        {"row": "1,1,1"},
        {"row": "", "sheet": "Progress"},
    ],
)
def test_waived(cells: dict[str, str]) -> None:
    """A whole waiver takes out its finding alone, and carries the reason, the post and the day."""
    kept, (waived,) = parted(waiver("done-no-evidence", **cells))
    assert kept == {"choice-unknown", "done-no-date"}
    assert waived.finding.rule == "done-no-evidence"
    assert (waived.reason, waived.post, waived.date) == ("On paper", "Head", date(2006, 7, 1))


def test_cells_too() -> None:
    """What reading says of a cell can be waived as well."""
    kept, (waived,) = parted(waiver("choice-unknown"))
    assert kept == {"done-no-evidence", "done-no-date"}
    assert waived.finding.spot.column == "state"


@pytest.mark.parametrize(
    ("cells", "rule"),
    [
        ({"reason": ""}, "waiver-incomplete"),
        ({"post": ""}, "waiver-incomplete"),
        ({"date": ""}, "waiver-incomplete"),
        ({"date": "soon"}, "date-unreadable"),
        ({"row": ""}, "waiver-unbounded"),
        ({"name": "done-no-evidense"}, "waiver-unknown"),
        ({"row": "1.1.2", "sheet": "milestones"}, "waiver-row"),
        ({"sheet": "nowhere"}, "waiver-sheet"),
        ({"row": "1.1.10"}, "waiver-idle"),
        ({"sheet": "matrix"}, "waiver-idle"),
        ({"name": ""}, "required"),
        ({"form": ""}, "required"),
    ],
)
def test_not_waived(cells: dict[str, str], rule: str) -> None:
    """A waiver that lacks something, or names something else, waives nothing, and is told of."""
    kept, waived = parted(waiver("done-no-evidence", **cells))
    assert kept == {"choice-unknown", "done-no-evidence", "done-no-date", rule}
    assert waived == []


def test_firm() -> None:
    """A rule that keeps rows apart is not waived, and that is said."""
    twice = but("matrix", 4, uid="matrix-3")
    kept, waived = parted(waiver("uid-twice", row="matrix-3"), sheets=twice)
    assert {"uid-twice", "waiver-firm"} <= kept
    assert waived == []
    assert {"uid-twice", "reference-lost", "personal-data", "sheet-missing"} <= FIRM
    assert "done-no-evidence" not in FIRM


def test_second_waiver_is_idle() -> None:
    """Of two waivers of one finding the first counts, and the other is told of in its own row."""
    book = plans.workbook(**markdown(BROKEN | {"rules": (waiver("done-no-date"), waiver("done-no-date"))}))
    kept, waived = apart((*book.findings, *check(book.plan)), book.plan)
    idle = [(each.spot.sheet, each.spot.row, each.spot.column) for each in kept if each.rule == "waiver-idle"]
    assert idle == [("rules", 4, "name")]
    assert len(waived) == 1


def test_own_rule_waived() -> None:
    """A rule of the users' own is waived under its name."""
    own = {"name": "short", "form": "rule", "sheet": "matrix", "expression": 'code = "1.1.1"', "message": "x"}
    kept, (waived,) = parted(own, waiver("own:short"), sheets=SOUND)
    assert (kept, waived.finding.rule) == (set(), "own:short")


def test_near_rule() -> None:
    """What to do about an unknown rule names the one that is near, and none that cannot be waived."""
    book = plans.workbook(**markdown(BROKEN | {"rules": (waiver("done-no-evidense"), waiver("uid-twise"))}))
    fixes = {each.value: each.fix for each in check(book.plan) if each.rule == "waiver-unknown"}
    assert dict((fixes["done-no-evidense"] or fail()).blanks)["near"] == "done-no-evidence"
    assert (fixes["uid-twise"] or fail()).code == "rules.waiver-unknown-fix"


def test_every_finding_is_known() -> None:
    """Ids are unique over rules and cells."""
    ids = [each.id for each in (*RULES, *OF_CELLS)]
    assert len(set(ids)) == len(ids)


def fail() -> Phrase:
    """No phrase where there should be one."""
    raise AssertionError
