"""Rules on who reports and when."""

from __future__ import annotations

import pytest
from sound_plan import Case, but, found, plus

CASES = (
    Case(
        "report-twice",
        but("progress", 8, but("values", 3, period="2006-H1", value="1400"), agency="MLSW"),
        {("progress", 8, "agency"), ("values", 4, "agency")},
        (but("progress", 8, agency="MLSW", period="2005-H2"),),
    ),
    Case(
        "report-outsider",
        but("progress", 8, agency="MEST"),
        {("progress", 8, "agency")},
        (
            but("progress", 8, agency="IOM"),
            but("progress", 4, but("institutions", 10, members="MOJ"), agency="MOJ"),
            plus("progress", activity="1.2.1", period="2005-H2", agency="MEST", status="ONGOING"),
        ),
    ),
    Case(
        "report-early",
        but("progress", 8, but("values", 5, period="2006-H2"), period="2006-H2"),
        {("progress", 8, "period"), ("values", 5, "period")},
        (but("progress", 8, period="2005-H1"),),
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
