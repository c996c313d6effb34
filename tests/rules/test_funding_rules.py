"""Rules on the money of an activity as a whole."""

from __future__ import annotations

import pytest
from sound_plan import Case, but, found

CASES = (
    Case(
        "need-missing",
        but("budget", 6, source="KCB", currency="EUR", amount="900", stage="committed", kind="amount"),
        {("budget", 6, "stage")},
        (but("budget", 6, currency="EUR", amount="900", stage="committed"),),
    ),
    Case(
        "overfunded",
        but("budget", 4, amount="25001"),
        {("budget", 4, "amount")},
        (but("budget", 4, amount="25000"),),
    ),
    Case(
        "spent-not-started",
        but("progress", 4, status="NOT_STARTED", percent="0 %", actual_date="", obstacles="No teachers yet"),
        {("spending", 3, "amount")},
        (
            but(
                "progress",
                4,
                but("spending", 3, period="2005-H2"),
                status="NOT_STARTED",
                percent="",
                actual_date="",
                obstacles="x",
            ),
        ),
    ),
    Case(
        "payment-negative",
        but("spending", 3, amount="-1"),
        {("spending", 3, "amount")},
        (but("spending", 3, amount="0"),),
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
