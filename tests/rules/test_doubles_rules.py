"""Rules on money entered twice, and on costs that stand elsewhere."""

from __future__ import annotations

import pytest
from sound_plan import SOUND, Case, Sheets, but, found, plus


def sheets_with_line(row: int, **cells: str) -> Sheets:
    """The plan with one more budget line: the one in an Excel row, with some cells changed."""
    return plus("budget", SOUND, **(SOUND["budget"][row - 3] | cells))


CASES = (
    Case(
        "money-twice",
        sheets_with_line(4),
        {("budget", 11, "amount")},
        (sheets_with_line(4, note="Second class"), sheets_with_line(4, year="2007"), sheets_with_line(8)),
    ),
    Case(
        "stage-twice",
        sheets_with_line(5, stage="committed"),
        {("budget", 11, "stage")},
        (sheets_with_line(5, stage="estimate"), sheets_with_line(5, stage="requested", amount="12000")),
    ),
    Case(
        "cost-elsewhere-missing",
        but("budget", 7, reference_to=""),
        {("budget", 7, "reference_to")},
        (but("budget", 7, reference_to="", reference_to_uid="matrix-3"), but("budget", 8, kind="reference", amount="")),
    ),
    Case(
        "cost-elsewhere-circle",
        plus(
            "budget",
            but("budget", 7, reference_to="1.1.2"),
            activity="1.1.2",
            year="2006",
            kind="reference",
            reference_to="1.1.10",
        ),
        {("budget", 7, "reference_to"), ("budget", 11, "reference_to")},
        (
            plus(
                "budget",
                but("budget", 7, reference_to="1.1.2"),
                activity="1.1.2",
                year="2006",
                kind="reference",
                reference_to="1.1.1",
            ),
        ),
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
