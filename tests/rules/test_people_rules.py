"""Rules that protect people."""

from __future__ import annotations

import pytest
from sound_plan import SOUND, Case, but, end, found, plus

CASES = (
    Case(
        "personal-data",
        but("progress", 3, done="Një vajzë 15 vjeçare nga fshati u strehua"),
        {("progress", 3, "done")},
        (
            but("progress", 3, done="15 girls and 12 women were helped"),
            but("progress", 4, evidence="Report 12/06 of 2006"),
        ),
    ),
    Case(
        "statistic-small",
        but("statistics", 3, count="4"),
        {("statistics", 3, "count")},
        (but("statistics", 3, count="5"), but("statistics", 3, count="4", measure="CONVICTION")),
    ),
    Case(
        "statistic-uncountable",
        but("statistics", 3, count="6.5"),
        {("statistics", 3, "count")},
        (but("statistics", 3, count="0"),),
    ),
    Case(
        "statistic-twice",
        plus("statistics", **SOUND["statistics"][0]),
        {("statistics", end("statistics"), "count")},
        (plus("statistics", **(SOUND["statistics"][0] | {"sex": "men"})),),
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
