"""Rules on currencies and their rates."""

from __future__ import annotations

import pytest
from sound_plan import Case, but, found, plus

CASES = (
    Case(
        "currency-unknown",
        but("budget", 9, but("spending", 4, currency="CHF"), currency="usd."),
        {("budget", 9, "currency"), ("spending", 4, "currency")},
        (but("budget", 8, currency="CHF"), but("lists", 18, code="DEM")),
    ),
    Case(
        "rate-missing",
        plus("lists", but("budget", 9, currency="CHF"), list="currency", code="CHF"),
        {("budget", 9, "currency")},
        (
            but("budget", 9, currency="USD"),
            plus("lists", but("budget", 8, currency="CHF"), list="currency", code="CHF"),
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
