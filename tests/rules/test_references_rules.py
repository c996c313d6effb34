"""Rules on cells that name another row."""

from __future__ import annotations

import pytest
from sound_plan import Case, but, found, plus

CASES = (
    Case(
        "reference-lost",
        but("budget", 4, but("values", 3, indicator="", indicator_uid="kgone"), activity_uid="kgone"),
        {("budget", 4, "activity"), ("values", 3, "indicator")},
        (but("values", 3, indicator="", indicator_uid="indicators-3"), but("budget", 4, activity_uid="matrix-3")),
    ),
    Case(
        "reference-unknown",
        but(
            "budget",
            5,
            but("decisions", 3, but("matrix", 5, objective="1.9"), activity="9.9.9"),
            activity="1.1.9",
        ),
        {("matrix", 5, "objective"), ("decisions", 3, "activity"), ("budget", 5, "activity")},
        (but("budget", 4, activity="1.01.1"), but("matrix", 6, objective="1.9")),
    ),
    Case(
        "reference-disagrees",
        but("budget", 5, but("indicators", 5, of="1.1", of_uid="lists-7"), activity_uid="matrix-7"),
        {("budget", 5, "activity"), ("indicators", 5, "of")},
        (but("budget", 10, activity_uid="matrix-7"), but("indicators", 5, of="", of_uid="lists-7")),
    ),
    Case(
        "reference-dropped",
        but("budget", 7, but("decisions", 4, but("milestones", 3, of="1.2.1"), state="open"), reference_to="1.2.1"),
        {("milestones", 3, "of"), ("decisions", 4, "activity"), ("budget", 7, "reference_to")},
        (plus("progress", activity="1.2.1", period="2005-H2", agency="MOJ", status="ONGOING"),),
    ),
    Case(
        "money-on-dropped",
        but("budget", 8, stage="pledged"),
        {("budget", 8, "activity")},
        (but("budget", 8, stage="estimate", currency="", year="2003"),),
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
