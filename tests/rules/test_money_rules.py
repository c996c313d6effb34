"""Rules on the cells of one budget line."""

from __future__ import annotations

import pytest
from sound_plan import SOUND, Case, but, found

CASES = (
    Case(
        "amount-missing",
        but("budget", 3, but("budget", 4, amount="", kind=""), amount="", amount_max=""),
        {("budget", 3, "amount"), ("budget", 4, "amount")},
        (but("budget", 4, amount="", kind="to be determined") | {"spending": ()}, but("budget", 8, amount="")),
    ),
    Case(
        "amount-negative",
        but("budget", 10, but("budget", 9, amount_max="-1"), amount="-8000") | {"spending": ()},
        {("budget", 9, "amount_max"), ("budget", 10, "amount")},
        (but("budget", 9, amount="0", amount_max="9000"), but("budget", 8, amount="-3")),
    ),
    Case(
        "amount-turned",
        but("budget", 3, amount_max="19999.99"),
        {("budget", 3, "amount_max")},
        (but("budget", 3, amount_max="20000"), but("budget", 8, amount_max="1")),
    ),
    Case(
        "amount-uncounted",
        but("budget", 7, but("budget", 9, kind="no cost"), amount="500"),
        {("budget", 7, "kind"), ("budget", 9, "kind")},
        (but("budget", 9, kind="no cost", amount="0"), but("budget", 6, amount="9000")),
    ),
    Case(
        "kind-missing",
        but("budget", 3, kind=""),
        {("budget", 3, "kind")},
        (but("budget", 8, kind=""),),
    ),
    Case(
        "currency-missing",
        but("budget", 3, currency=""),
        {("budget", 3, "currency")},
        (but("budget", 7, currency=""), but("budget", 8, currency="")),
    ),
    Case(
        "stage-missing",
        but("budget", 3, stage=""),
        {("budget", 3, "stage")},
        (but("budget", 6, stage=""), but("budget", 8, stage="")),
    ),
    Case(
        "year-outside",
        but("budget", 10, but("budget", 3, year="2004"), year="2008"),
        {("budget", 3, "year"), ("budget", 10, "year")},
        (but("budget", 3, year="2005"), but("budget", 8, year="2008")),
    ),
    Case(
        "money-none",
        but("budget", 7, activity="1.1.2", reference_to="2.1.1"),
        {("matrix", 5, "code")},
        (SOUND | {"budget": ()} | {"spending": ()},),
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
