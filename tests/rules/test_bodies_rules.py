"""Rules on institutions as such, on seats, programmes and acts."""

from __future__ import annotations

import pytest
from sound_plan import Case, but, found

CASES = (
    Case(
        "body-dates",
        but("institutions", 7, active_from="2006-01-01", active_to="2005-01-01"),
        {("institutions", 7, "active_to")},
        (but("institutions", 7, active_from="2005-01-01", active_to="2005-01-01"),),
    ),
    Case(
        "group-circle",
        but("institutions", 10, members="MOJ, NGO"),
        {("institutions", 10, "members")},
        (but("institutions", 10, members="MOJ, MEST"),),
    ),
    Case(
        "seat-dates",
        but("members", 5, to="2005-01-01"),
        {("members", 5, "to")},
        (but("members", 5, to="2005-05-17"),),
    ),
    Case(
        "seat-group",
        but("members", 5, group="MOJ"),
        {("members", 5, "group")},
        (but("members", 5, group=""),),
    ),
    Case(
        "coordinator-two",
        but("members", 3, to=""),
        {("members", 4, "role")},
        (but("members", 3, to="2006-02-01"), but("members", 3, to="", group="")),
    ),
    Case(
        "programme-dates",
        but("programmes", 3, end="2004-12-31"),
        {("programmes", 3, "end")},
        (but("programmes", 3, end="2005-01-01"),),
    ),
    Case(
        "programme-amount",
        but("programmes", 3, amount="-1"),
        {("programmes", 3, "amount")},
        (but("programmes", 3, amount="0"),),
    ),
    Case(
        "act-objective",
        but("legislation", 3, objectives="1.1, 7.1"),
        {("legislation", 3, "objectives")},
        (but("legislation", 3, objectives="1.1; 1.2 2.1"),),
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
