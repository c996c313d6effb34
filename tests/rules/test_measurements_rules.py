"""Rules on reported values."""

from __future__ import annotations

import pytest
from sound_plan import Case, but, found

ALONE = but("indicators", 5, responsible="MLSW")
"""The plan with a percentage that one agency alone reports."""

CASES = (
    Case(
        "numerator-alone",
        but("values", 6, denominator=""),
        {("values", 6, "denominator")},
        (but("values", 6, ALONE, numerator="", denominator=""),),
    ),
    Case(
        "denominator-zero",
        but("values", 6, denominator="0"),
        {("values", 6, "denominator")},
        (but("values", 6, ALONE, value="", numerator="", denominator="", women="", girls=""),),
    ),
    Case(
        "share-disagrees",
        but("values", 6, value="30"),
        {("values", 6, "value")},
        (
            but("values", 6, value="0.25"),
            but("values", 6, value="33.33", denominator="9"),
            but("values", 6, but("indicators", 5, unit="per 1000"), value="250"),
        ),
    ),
    Case(
        "people-more",
        but("values", 5, but("values", 6, women="12"), women="7"),
        {("values", 5, "value"), ("values", 6, "numerator")},
        (but("values", 6, ALONE, numerator="", denominator="", women="30"), but("values", 6, women="11")),
    ),
    Case(
        "people-fewer",
        but("values", 5, boys="0"),
        {("values", 5, "value")},
        (but("values", 5, boys=""),),
    ),
    Case(
        "people-uncountable",
        but("values", 4, but("values", 5, boys="-1", girls="7"), girls="700.5"),
        {("values", 4, "girls"), ("values", 5, "boys")},
        (but("values", 4, girls="0"),),
    ),
    Case(
        "value-missing",
        but("values", 4, value=""),
        {("values", 4, "value")},
        (but("values", 4, value="", girls=""),),
    ),
    Case(
        "total-falls",
        but("values", 3, value="1501"),
        {("values", 4, "value")},
        (
            but("values", 3, value="1500"),
            but("values", 3, agency="MLSW", value="1501"),
            but("values", 3, but("indicators", 3, over_time="sum"), value="1501"),
        ),
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
