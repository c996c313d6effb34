"""Nearness: a slip of the finger is understood, another word or another code is not."""

from __future__ import annotations

import pytest

from kap_xl.kinds.near import nearest, nearest_code

IDS = ("done-no-evidence", "done-no-date", "overspent", "money-twice", "stage-twice")


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("done-no-evidense", "done-no-evidence"),
        ("Done-No-Date", "done-no-date"),
        ("overspend", "overspent"),
        ("spent", ""),
        ("twice", ""),
        ("banana", ""),
        ("x", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_words(typed: str | None, near: str) -> None:
    """The one word that is near is named; where none is, or the typed one says too little, none is."""
    assert nearest(typed, IDS) == near


def test_two_are_near() -> None:
    """Where two words are equally near none is named."""
    assert nearest("rate-x", ("rate-a", "rate-b")) == ""


@pytest.mark.parametrize(
    ("typed", "near"), [("1-1-1", "1.1.1"), ("l.1.1", "1.1.1"), ("1.1.O", "1.1.0"), ("1.1.2", ""), ("11.1", "")]
)
def test_codes(typed: str, near: str) -> None:
    """A code with other signs between its parts is understood; a code with another digit is another row."""
    assert nearest_code(typed, ("1.1.1", "1.1.0", "1.1.10")) == near
