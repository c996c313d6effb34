"""Rules on periods and exchange rates."""

from __future__ import annotations

import pytest
from sound_plan import Case, but, end, found, plus

CASES = (
    Case(
        "period-gap",
        but("lists", 10, start="2006-01-02"),
        {("lists", 10, "start")},
        (but("lists", 10, start="2006-01-01"),),
    ),
    Case(
        "rate-twice",
        plus("lists", list="rate", code="USD", start="2005-06-30", rate="0.81"),
        {("lists", end("lists"), "rate")},
        (
            plus("lists", list="rate", code="USD", start="2005-06-30", rate="0.80"),
            plus("lists", list="rate", code="USD", start="2005-07-31", rate="0.81"),
        ),
    ),
    Case(
        "period-dates",
        but("lists", 8, but("lists", 9, start="2006-01-31"), end=""),
        {("lists", 8, "end"), ("lists", 9, "end")},
        (but("lists", 8, but("lists", 9, start="2005-05-18"), end="2005-05-17"),),
    ),
    Case(
        "period-overlap",
        but("lists", 9, start="2005-06-30"),
        {("lists", 9, "start")},
        (but("lists", 9, but("lists", 8, end="2005-07-04"), start="2005-07-05"),),
    ),
    Case(
        "period-due", but("lists", 10, due="2006-06-29"), {("lists", 10, "due")}, (but("lists", 10, due="2006-06-30"),)
    ),
    Case(
        "rate-unusable",
        plus("lists", but("lists", 20, start=""), list="rate", code="USD", start="2006-01-31", rate="0"),
        {("lists", 20, "start"), ("lists", 21, "rate")},
        (plus("lists", list="rate", code="USD", start="2006-01-31", rate="0.83"),),
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
