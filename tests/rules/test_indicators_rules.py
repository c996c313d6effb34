"""Rules on indicators as planned."""

from __future__ import annotations

import pytest
from sound_plan import Case, but, found

CASES = (
    Case(
        "indicator-no-baseline",
        but("indicators", 4, baseline=""),
        {("indicators", 4, "baseline")},
        (but("indicators", 4, baseline="0"),),
    ),
    Case(
        "indicator-no-target",
        but("indicators", 4, target_2005="", target_2006="", target_2007=""),
        {("indicators", 4, "target_2005")},
        (but("indicators", 4, target_2005="", target_2006=""),),
    ),
    Case(
        "target-year-outside",
        but("indicators", 3, target_2009="9000"),
        {("indicators", 3, "target_2009")},
        (but("indicators", 3, target_2009=""),),
    ),
    Case(
        "target-direction",
        but("indicators", 5, but("indicators", 4, baseline="31"), direction="up"),
        {("indicators", 4, "target_2005"), ("indicators", 5, "target_2006")},
        (but("indicators", 4, baseline="20", target_2006="20"),),
    ),
    Case(
        "activity-no-indicator",
        but("matrix", 5, but("matrix", 4, indicator=""), indicator=""),
        {("matrix", 4, "indicator"), ("matrix", 5, "indicator")},
        (but("matrix", 5, but("indicators", 5, of="1.1.10"), indicator=""),),
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
