"""Rules on the users' own rules and on waivers."""

from __future__ import annotations

import pytest
from sound_plan import SOUND, Case, Sheets, found


def rules(*rows: dict[str, str]) -> Sheets:
    """The sound plan with some rows on its sheet of rules."""
    return SOUND | {"rules": rows}


def own(**cells: str) -> dict[str, str]:
    """A rule of the users' own, with other texts in some cells."""
    row = {"name": "long", "form": "rule", "sheet": "matrix", "expression": "length(code) > 50"}
    return row | {"severity": "hint", "message": "{code} is long"} | cells


def waiver(**cells: str) -> dict[str, str]:
    """A waiver, with other texts in some cells."""
    row = {"name": "lead-partner", "form": "waiver", "sheet": "matrix", "row": "1.1.1"}
    return row | {"reason": "Agreed", "post": "Head", "date": "2006-07-01"} | cells


CASES = (
    Case("own-incomplete", rules(own(message="")), {("rules", 3, "message")}, (rules(own(severity="")),)),
    Case("own-sheet", rules(own(sheet="matrx")), {("rules", 3, "sheet")}, (rules(own(sheet="Plan matrix")),)),
    Case(
        "own-wrong",
        rules(own(expression="lenght(code) > 5")),
        {("rules", 3, "expression")},
        (rules(own(expression="= LENGTH(code) > 50")),),
    ),
    Case("own-message", rules(own(message="{kode}")), {("rules", 3, "message")}, (rules(own(message="{lead} {{}}")),)),
    Case("own-twice", rules(own(), own()), {("rules", 4, "name")}, (rules(own(), own(name="longer")),)),
    Case(
        "waiver-incomplete",
        rules(waiver(post="", date="")),
        {("rules", 3, "post"), ("rules", 3, "date")},
        (rules(waiver()),),
    ),
    Case("waiver-unbounded", rules(waiver(row="", sheet="")), {("rules", 3, "row")}, (rules(waiver(row="")),)),
    Case(
        "waiver-unknown",
        rules(waiver(name="lead-partners")),
        {("rules", 3, "name")},
        (rules(waiver(name="Lead-Partner")), rules(own(), waiver(name="own:long"))),
    ),
    Case(
        "waiver-firm", rules(waiver(name="uid-twice")), {("rules", 3, "name")}, (rules(waiver(name="choice-unknown")),)
    ),
    Case(
        "waiver-sheet",
        rules(waiver(sheet="Matrice")),
        {("rules", 3, "sheet")},
        (rules(waiver(sheet="Matrica e planit")),),
    ),
    Case(
        "waiver-row",
        rules(waiver(row="1.1.3")),
        {("rules", 3, "row")},
        (rules(waiver(row="1,1,1")), rules(waiver(row="matrix-4")), rules(waiver(sheet="budget"))),
    ),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.rule)
def test_broken(case: Case) -> None:
    """A plan that breaks one rule has that finding at that cell, and no other finding."""
    assert found(case.broken) == case.told()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.rule)
def test_near_miss(case: Case) -> None:
    """What looks like it but is in order is not told."""
    assert case.fine
    assert [found(sheets) for sheets in case.fine] == [set()] * len(case.fine)
