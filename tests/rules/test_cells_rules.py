"""Rules on cells that must not be empty, and on texts in three languages."""

from __future__ import annotations

import pytest
from sound_plan import Case, but, found, plus

from kap_xl.fingerprint import of_text

CASES = (
    Case(
        "required",
        but("matrix", 3, but("indicators", 3, over_time=""), lead="", partners="MLSW, NGO"),
        {("matrix", 3, "lead"), ("indicators", 3, "over_time")},
        (
            but("matrix", 6, lead="", deadline="", objective=""),
            but("budget", 8, year=""),
            plus("budget", uid="kprepared23"),
            plus("matrix", uid="kprepared23"),
        ),
    ),
    Case(
        "text-missing",
        but("matrix", 5, activity_sq="", activity_sr="", activity_en=""),
        {("matrix", 5, "activity_sq")},
        (but("matrix", 6, activity_sq="", activity_sr="", activity_en=""),),
    ),
    Case(
        "original-missing",
        but("indicators", 4, but("decisions", 3, text_sq=""), name_sq=""),
        {("indicators", 4, "name_sq"), ("decisions", 3, "text_sq")},
        (but("matrix", 6, activity_sq=""), but("lists", 8, name_sq="", name_sr="", name_en="")),
    ),
    Case(
        "translation-missing",
        but("matrix", 3, but("institutions", 3, name_sr=""), activity_sr="", activity_en=""),
        {("matrix", 3, "activity_sr"), ("matrix", 3, "activity_en"), ("institutions", 3, "name_sr")},
        (but("matrix", 6, activity_sr=""), but("institutions", 3, name_sq="", name_sr="", name_en="")),
    ),
    Case(
        "translation-old",
        but("matrix", 3, activity_sr_basis=of_text("Fushatë"), activity_en_basis=of_text("Fushatë në shkolla ")),
        {("matrix", 3, "activity_sr")},
        (but("matrix", 6, activity_sr_basis="older"), but("matrix", 3, activity_sq_basis="older")),
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
