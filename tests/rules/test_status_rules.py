"""Rules on what is reported of an activity."""

from __future__ import annotations

import pytest
from sound_plan import Case, but, found, plus

CASES = (
    Case(
        "percent-status",
        but("progress", 4, but("progress", 6, but("progress", 8, percent="100 %"), percent="5 %"), percent="99 %"),
        {("progress", 4, "percent"), ("progress", 6, "percent"), ("progress", 8, "percent")},
        (but("progress", 4, percent=""), but("progress", 7, percent="100 %")),
    ),
    Case(
        "status-missing",
        but("progress", 8, status=""),
        {("progress", 8, "status")},
        (
            but("progress", 8, status="", done=""),
            plus("progress", activity="1.2.1", period="2006-H1", agency="MOJ", done="Sent"),
        ),
    ),
    Case(
        "done-no-evidence",
        but("progress", 4, evidence=""),
        {("progress", 4, "evidence")},
        (but("progress", 8, evidence=""),),
    ),
    Case(
        "done-no-date",
        but("progress", 4, actual_date=""),
        {("progress", 4, "actual_date")},
        (but("progress", 8, actual_date=""),),
    ),
    Case(
        "date-future",
        but("progress", 4, actual_date="2006-07-01"),
        {("progress", 4, "actual_date")},
        (but("progress", 4, actual_date="2006-06-30"),),
    ),
    Case(
        "date-early",
        but("progress", 4, actual_date="2005-08-31"),
        {("progress", 4, "actual_date")},
        (
            but("progress", 4, actual_date="2005-09-01"),
            but("progress", 4, but("matrix", 3, start=""), actual_date="2005-08-31"),
        ),
    ),
    Case(
        "status-overdue",
        but("matrix", 7, deadline="2006-06-30"),
        {("progress", 8, "status")},
        (
            but("progress", 8, but("matrix", 7, deadline="2006-06-30"), obstacles="No permit"),
            but("matrix", 7, deadline="2006-07-01"),
        ),
    ),
    Case(
        "no-reason",
        but("progress", 7, obstacles=""),
        {("progress", 7, "obstacles")},
        (but("progress", 8, obstacles=""), but("progress", 3, status="DELAYED")),
    ),
    Case(
        "continuous-no-evidence",
        but("progress", 5, evidence=""),
        {("progress", 5, "evidence")},
        (but("progress", 5, status="ONGOING", evidence=""),),
    ),
    Case(
        "continuous-once",
        but("progress", 6, status="CONTINUOUS_OK", percent="", evidence="Minutes"),
        {("progress", 6, "status")},
        (
            but("progress", 8, status="CONTINUOUS_OK", evidence="Minutes"),
            but("progress", 5, but("matrix", 4, deadline="çdo 6 muaj"), done="Yes"),
        ),
    ),
    Case(
        "status-backwards",
        but(
            "progress",
            3,
            but("progress", 4, status="PARTLY", percent="", obstacles="x"),
            status="DONE",
            percent="",
            actual_date="2005-12-01",
            evidence="Report",
        ),
        {("progress", 4, "status")},
        (but("progress", 3, status="DONE", percent="", actual_date="2005-12-01", evidence="Report"),),
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
