"""Rules on who pays."""

from __future__ import annotations

import pytest
from sound_plan import SOUND, Case, but, found

CASES = (
    Case(
        "donor-missing",
        but("budget", 5, donor=""),
        {("budget", 5, "donor")},
        (but("budget", 5, donor="", stage="requested"), but("budget", 8, source="DONOR")),
    ),
    Case(
        "donor-source",
        but("budget", 9, but("budget", 5, source=""), donor="USAID"),
        {("budget", 5, "source"), ("budget", 9, "source")},
        (but("budget", 8, donor="USAID"), but("budget", 9, source="DONOR", donor="USAID")),
    ),
    Case(
        "source-missing",
        but("budget", 10, source="") | {"spending": SOUND["spending"][:2]},
        {("budget", 10, "source")},
        (but("budget", 9, source=""), but("budget", 8, source="")),
    ),
    Case(
        "unfunded-stage",
        but("budget", 9, stage="committed"),
        {("budget", 9, "stage")},
        (but("budget", 9, stage="requested"), but("budget", 8, source="UNFUNDED")),
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
