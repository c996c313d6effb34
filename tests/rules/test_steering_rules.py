"""Rules on meetings, decisions and versions."""

from __future__ import annotations

import pytest
from sound_plan import Case, but, end, found, plus

CASES = (
    Case(
        "decision-overdue",
        but("decisions", 3, due="2006-06-30"),
        {("decisions", 3, "due")},
        (but("decisions", 3, due="2006-07-01"), but("decisions", 3, due="2006-06-30", state="done")),
    ),
    Case(
        "decision-undated",
        but("decisions", 3, due=""),
        {("decisions", 3, "due")},
        (but("decisions", 3, due="", state="dropped"),),
    ),
    Case(
        "decision-nobody",
        but("decisions", 3, responsible=""),
        {("decisions", 3, "responsible")},
        (but("decisions", 3, responsible="", state="done"),),
    ),
    Case(
        "decision-early",
        but("decisions", 4, due="2006-02-15"),
        {("decisions", 4, "due")},
        (but("decisions", 4, due="2006-02-16"),),
    ),
    Case(
        "version-no-decision",
        plus("versions", version="2", in_force_from="2006-02-16"),
        {("versions", end("versions"), "decision")},
        (plus("versions", version="2", in_force_from="2006-02-16", decision="V2"),),
    ),
    Case(
        "version-order",
        plus("versions", version="2", in_force_from="2005-01-01", decision="V2"),
        {("versions", end("versions"), "in_force_from")},
        (plus("versions", version="2", in_force_from="2005-05-17", decision="V2"),),
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
