"""Rules on codes and hidden identities."""

from __future__ import annotations

import pytest
from sound_plan import SOUND, Case, Sheets, but, found, plus


def with_activity(code: str, objective: str = "1.1") -> Sheets:
    """The plan with one more activity and a line that says that it costs nothing."""
    activity = SOUND["matrix"][2] | {"code": code, "objective": objective, "activity_sq": "Tryezë"}
    line = {"activity": code, "activity_uid": "matrix-8", "year": "2006", "kind": "no cost"}
    return plus("budget", plus("matrix", SOUND, **activity), **line)


CASES = (
    Case(
        "code-twice",
        plus("indicators", with_activity("1.01.1"), **(SOUND["indicators"][0] | {"code": "i1"})),
        {("matrix", 8, "code"), ("indicators", 6, "code")},
        (with_activity("1.1.11"), with_activity("1.2.1", objective="1.2"), but("lists", 17, code="EUR")),
    ),
    Case(
        "uid-twice",
        plus(
            "milestones",
            but("matrix", 5, uid="matrix-3"),
            uid="milestones-3",
            of="2.1.1",
            period="2006-H1",
            target="Land",
        ),
        {("matrix", 5, ""), ("milestones", 5, "")},
        (but("milestones", 3, uid="matrix-3"),),
    ),
    Case(
        "code-not-under-objective",
        but("matrix", 3, but("matrix", 5, objective="2.1"), objective="1.2"),
        {("matrix", 3, "code"), ("matrix", 5, "code")},
        (but("matrix", 6, objective="1.1"),),
    ),
    Case(
        "pillar-unknown",
        but("lists", 7, but("lists", 5, parent=""), parent="3"),
        {("lists", 5, "parent"), ("lists", 7, "parent")},
        (but("lists", 5, parent="1."),),
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
