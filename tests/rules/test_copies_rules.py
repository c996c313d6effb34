"""Rules on rows that are there twice, and on names that two institutions share."""

from __future__ import annotations

import pytest
from sound_plan import SOUND, Case, but, end, found, plus

COPY = {key: value for key, value in SOUND["matrix"][2].items() if key != "code"}
NEED = {"activity": "1.1.11", "year": "2006", "kind": "regular budget", "source": "KCB"}

CASES = (
    Case(
        "row-twice",
        plus(
            "milestones",
            plus("budget", plus("matrix", code="1.1.11", **COPY), **NEED),
            of="1.1.1",
            period="2005-H2",
            target="materials approved",
        ),
        {("matrix", end("matrix"), "activity_sq"), ("milestones", end("milestones"), "target")},
        (
            plus("budget", plus("matrix", code="1.1.11", **(COPY | {"lead": "MOJ"})), **NEED),
            plus("milestones", of="1.1.1", period="2006-H1", target="Materials approved"),
        ),
    ),
    Case(
        "name-twice",
        but("institutions", 5, but("institutions", 4, aliases="MPMS; Ministria e Arsimit"), aliases="MASHT"),
        {("institutions", 5, "name_sq")},
        (but("institutions", 4, aliases="MPMS; Ministria e Punës"),),
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
