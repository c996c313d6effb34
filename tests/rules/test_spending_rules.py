"""Rules on what was spent."""

from __future__ import annotations

import pytest
from sound_plan import SOUND, Case, but, found, plus

CASES = (
    Case(
        "payment-incomplete",
        but("spending", 3, but("spending", 4, but("spending", 5, activity=""), source=""), amount=""),
        {("spending", 3, "amount"), ("spending", 4, "source"), ("spending", 5, "activity")},
        (plus("spending", uid="kprepared23"), but("spending", 5, activity="", activity_uid="matrix-7")),
    ),
    Case(
        "payment-donor",
        but("spending", 3, but("budget", 4, source="DONOR", donor="USAID"), source="DONOR"),
        {("spending", 3, "donor")},
        (but("spending", 3, but("budget", 4, source="DONOR", donor="USAID"), source="DONOR", donor="USAID"),),
    ),
    Case(
        "payment-twice",
        plus("spending", SOUND, **(SOUND["spending"][1])),
        {("spending", 6, "amount")},
        (plus("spending", SOUND, **(SOUND["spending"][1] | {"period": "2005-H2"})),),
    ),
    Case(
        "overspent",
        plus(
            "spending",
            but("spending", 3, amount="5000.01"),
            activity="2.1.1",
            period="2006-H1",
            agency="MOJ",
            source="KCB",
            amount="1",
        ),
        {("spending", 3, "amount"), ("spending", 6, "amount")},
        (
            but("spending", 3, amount="5000"),
            but("spending", 3, currency="USD", amount="9000"),
            but("spending", 4, amount="99000"),
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
