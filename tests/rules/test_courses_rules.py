"""Rules on indicators over the years and over agencies."""

from __future__ import annotations

import pytest
from sound_plan import Case, but, found

CASES = (
    Case(
        "target-falls",
        but("indicators", 3, target_2007="1999"),
        {("indicators", 3, "target_2007")},
        (but("indicators", 3, target_2007="2000"), but("indicators", 4, target_2007="20")),
    ),
    Case(
        "baseline-late",
        but("indicators", 3, baseline_date="2008-01-01"),
        {("indicators", 3, "baseline_date")},
        (but("indicators", 3, baseline_date="2007-12-31"),),
    ),
    Case(
        "counts-missing",
        but("indicators", 3, counts=""),
        {("indicators", 3, "counts")},
        (but("indicators", 3, but("values", 3, but("values", 4, girls=""), girls="", boys=""), counts=""),),
    ),
    Case(
        "share-without-parts",
        but("values", 6, numerator="", denominator="", women="", girls=""),
        {("values", 6, "numerator")},
        (but("values", 6, but("indicators", 5, responsible="MLSW"), numerator="", denominator="", women="", girls=""),),
    ),
    Case(
        "share-over-whole",
        but("values", 6, numerator="13", value="108.33"),
        {("values", 6, "numerator")},
        (but("values", 6, numerator="12", value="100"),),
    ),
    Case(
        "count-not-whole",
        but("values", 4, value="1500.5"),
        {("values", 4, "value")},
        (but("values", 6, value="25.2"),),
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
