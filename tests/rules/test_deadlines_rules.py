"""Rules on time limits and milestones."""

from __future__ import annotations

import pytest
from sound_plan import Case, but, found, plus

NEXT = plus("lists", list="period", code="2007", start="2007-01-01", end="2007-12-31", due="2008-01-25")
LATER = plus("lists", NEXT, list="period", code="2008-H1", start="2008-01-01", end="2008-06-30", due="2008-07-25")

CASES = (
    Case(
        "deadline-outside",
        but(
            "matrix",
            5,
            but("matrix", 7, but("progress", 6, status="", percent=""), deadline="2008-01-01"),
            deadline="2005-05-16",
            start="",
        ),
        {("matrix", 5, "deadline"), ("matrix", 7, "deadline")},
        (but("matrix", 5, deadline="2007-12-31"), but("matrix", 6, deadline="2010-12-31")),
    ),
    Case(
        "deadline-before-start",
        but("matrix", 5, start="2007-01-01"),
        {("matrix", 5, "deadline")},
        (but("matrix", 5, start="2006-12-31"), but("matrix", 6, start="2007-01-01")),
    ),
    Case(
        "deadline-without-day",
        but("matrix", 5, deadline="to be determined"),
        {("matrix", 5, "deadline")},
        (but("matrix", 5, deadline="2006"), but("matrix", 6, deadline="tbd")),
    ),
    Case(
        "milestone-late",
        but("milestones", 3, period="2006-H2"),
        {("milestones", 3, "period")},
        (but("milestones", 3, period="2006-H1"), but("milestones", 4, of="I1")),
    ),
    Case(
        "milestone-outside",
        but("milestones", 4, LATER, period="2008-H1"),
        {("milestones", 4, "period")},
        (LATER,),
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
