"""The sample plan's files have enough rows, unique codes, all three languages, and nothing about a person."""

from __future__ import annotations

import re

import pytest
from sample_rows import by_code, listed, rows

LEAST = {
    "pillars": 3,
    "objectives": 11,
    "periods": 6,
    "categories": 5,
    "sources": 5,
    "currencies": 4,
    "rates": 6,
    "activities": 92,
    "indicators": 62,
    "milestones": 25,
    "budget": 210,
    "progress": 150,
    "values": 80,
    "spending": 70,
    "members": 20,
    "programmes": 8,
    "meetings": 4,
    "decisions": 10,
    "legislation": 6,
    "statistics": 20,
}
CODED = ("pillars", "objectives", "periods", "categories", "sources", "currencies", "activities", "indicators")
NAMING = {
    "activities": ("lead", "partners", "support"),
    "indicators": ("responsible",),
    "budget": ("donor",),
    "progress": ("agency",),
    "values": ("agency",),
    "spending": ("agency", "donor"),
    "members": ("institution", "group"),
    "membership": ("group", "institution"),
    "programmes": ("organisation", "donor"),
    "meetings": ("present",),
    "decisions": ("responsible",),
}
VOCABULARIES = (
    ("activities", "priority", {"high", "medium", "low"}),
    ("activities", "state", {"active", "dropped"}),
    ("activities", "recurrence", {"", "monthly", "quarterly", "half-yearly", "yearly"}),
    ("indicators", "level", {"output", "outcome", "impact"}),
    ("indicators", "counts", {"VICTIM", "WITNESS", "SUSPECT", "TRAINEE", "PUBLIC", "NONE"}),
    ("indicators", "over_time", {"sum", "latest", "average", "max", "cumulative"}),
    ("indicators", "over_agencies", {"sum", "average", "max", "latest"}),
    ("indicators", "direction", {"up", "down"}),
    ("budget", "source", {"", "KCB", "DONOR", "OWN", "MUNICIPAL", "UNFUNDED"}),
    ("budget", "stage", {"estimate", "requested", "pledged", "committed", "received"}),
    ("budget", "kind", {"amount", "no cost", "regular budget", "to be determined", "reference"}),
    ("budget", "category", {"", "WAGES", "GOODS", "SUBSIDIES", "CAPITAL", "RESERVE"}),
    ("budget", "currency", {"", "EUR", "USD", "CHF", "GBP"}),
    (
        "progress",
        "status",
        {"NOT_STARTED", "ONGOING", "PARTLY", "DONE", "DELAYED", "SUSPENDED", "CANCELLED", "CONTINUOUS_OK"},
    ),
    ("members", "role", {"coordinator", "secretariat", "team", "working group", "adviser"}),
    ("meetings", "kind", {"regular", "ad hoc"}),
    ("decisions", "state", {"open", "done"}),
    ("statistics", "measure", {"VICTIM", "SUSPECT", "CONVICTION"}),
)
"""Every word of each set is used in the sample, and no other."""


@pytest.mark.parametrize(("name", "least"), LEAST.items())
def test_there_are_enough_rows(name: str, least: int) -> None:
    """Each file has at least the rows that make the sample worth looking at."""
    assert len(rows(name)) >= least


@pytest.mark.parametrize("name", [*CODED, "institutions", "decisions", "legislation"])
def test_codes_are_unique(name: str) -> None:
    """No code stands twice in a file."""
    codes = [row["code"] for row in rows(name)]
    assert len(set(codes)) == len(codes)


@pytest.mark.parametrize("name", [*LEAST, "plan"])
def test_the_three_languages_are_there_together(name: str) -> None:
    """A text that is there in one language is there in the other two."""
    for row in rows(name):
        for key in row:
            if key.endswith("_sq"):
                stem = key.removesuffix("_sq")
                assert len({bool(row[f"{stem}_{lang}"].strip()) for lang in ("sq", "sr", "en")}) == 1, (row, key)


@pytest.mark.parametrize(("name", "column", "words"), VOCABULARIES)
def test_every_word_of_a_vocabulary_is_used(name: str, column: str, words: set[str]) -> None:
    """A choice column holds all the words of its vocabulary and no other."""
    assert {row[column] for row in rows(name)} == words


@pytest.mark.parametrize(("name", "columns"), NAMING.items())
def test_institutions_are_on_the_register(name: str, columns: tuple[str, ...]) -> None:
    """Every institution that a row names is on the register, once in a cell."""
    known = by_code("institutions").keys()
    for row in rows(name):
        for column in columns:
            named = listed(row[column])
            assert set(named) <= known, (name, row)
            assert len(set(named)) == len(named), (name, row)


def test_the_plan_says_that_it_is_a_sample() -> None:
    """The plan's name says in each language that it is a sample."""
    plan = {row["setting"]: row["value"] for row in rows("plan")}
    assert (plan["plan_name_sq"][:6], plan["plan_name_sr"][:6], plan["plan_name_en"][:6]) == (
        "MOSTËR",
        "UZORAK",
        "SAMPLE",
    )


def test_nothing_identifies_a_person() -> None:
    """No cell holds an e-mail address, a telephone number, a long number, a date of birth or an age with a sex."""
    telling = re.compile(r"@|\d{7,}|\+3\d\d|\bvjeçar|godišnja? (devojčica|dečak)|year-old|e lindur|rođen[ao]?\b|JMBG")
    for name in LEAST:
        for row in rows(name):
            assert not any(telling.search(cell) for cell in row.values()), (name, row)
