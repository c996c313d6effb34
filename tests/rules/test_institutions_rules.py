"""Rules on who does what."""

from __future__ import annotations

import pytest
from sound_plan import Case, but, found

CASES = (
    Case(
        "lead-inactive",
        but("institutions", 5, but("institutions", 4, active_to="2006-12-31"), active_from="2006-07-01"),
        {("matrix", 3, "lead"), ("matrix", 7, "lead")},
        (
            but("institutions", 5, active_from="2005-12-01", active_to="2007-12-31"),
            but("institutions", 6, active_from="2006-01-01"),
        ),
    ),
    Case(
        "lead-partner",
        but("matrix", 3, but("matrix", 7, support="MLSW"), partners="MEST, NGO"),
        {("matrix", 3, "partners"), ("matrix", 7, "support")},
        (but("matrix", 6, partners="MOJ"),),
    ),
    Case(
        "no-form",
        but("matrix", 3, but("indicators", 4, responsible="IOM"), lead="NGO", partners="MEST"),
        {("matrix", 3, "lead"), ("indicators", 4, "responsible")},
        (
            but("indicators", 4, responsible="IOM, MLSW"),
            but("matrix", 6, lead="IOM"),
        ),
    ),
    Case(
        "lead-group",
        but("matrix", 3, but("institutions", 10, members="UNICEF, MOJ"), lead="NGO", partners="MEST"),
        {("matrix", 3, "lead")},
        (but("matrix", 3, but("institutions", 10, members="UNICEF, MOJ"), partners="NGO"),),
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
