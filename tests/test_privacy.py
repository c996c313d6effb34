"""Small counts of people never leave, nor what would tell them."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kap_xl.privacy import shown_count, shown_running, shown_share, shown_total


@pytest.mark.parametrize(
    ("value", "counts", "k", "shown"),
    [
        (1, "VICTIM", 5, "<5"),
        (4, "WITNESS", 5, "<5"),
        (Decimal("2.5"), "SUSPECT", 5, "<5"),
        (5, "VICTIM", 5, 5),
        (10, "VICTIM", 11, "<11"),
        (0, "VICTIM", 5, 0),
        (None, "VICTIM", 5, None),
        (3, "TRAINEE", 5, 3),
        (3, None, 5, 3),
    ],
)
def test_small_counts_of_persons_become_a_bound(value: int | None, counts: str | None, k: int, shown: object) -> None:
    """Only victims, witnesses and suspects are guarded; zero and unknown may be shown."""
    assert shown_count(value, counts, k) == shown


@pytest.mark.parametrize(
    ("part", "base", "counts", "share"),
    [
        (2, 4, "VICTIM", None),
        (3, 10, "VICTIM", None),
        (5, 10, "VICTIM", Decimal("0.5")),
        (0, 10, "VICTIM", Decimal(0)),
        (2, 4, "PUBLIC", Decimal("0.5")),
        (2, 0, "PUBLIC", None),
        (None, 4, "PUBLIC", None),
    ],
)
def test_a_share_of_few_is_hidden(part: int | None, base: int, counts: str, share: Decimal | None) -> None:
    """A percentage of a base below k would tell the count, and so would one of a hidden part."""
    assert shown_share(part, base, counts) == share


@given(st.lists(st.integers(0, 30), max_size=6))
def test_a_total_tells_no_hidden_part(counts: list[int]) -> None:
    """A total is exact only where no part is hidden; else it is a bound that follows from what is shown anyway."""
    shown = shown_total(tuple(counts))
    hidden = [count for count in counts if 0 < count < 5]
    if not hidden:
        assert shown == sum(counts)
    elif sum(counts) < 5:
        assert shown == "<5"
    else:
        assert isinstance(shown, str)
        visible = sum(count for count in counts if count >= 5)
        assert shown == f"≥{max(visible, 5)}"
        assert int(shown[1:]) <= sum(counts)


@given(st.lists(st.integers(0, 60), min_size=1, max_size=8))
def test_reports_that_follow_each_other_tell_no_small_difference(totals: list[int]) -> None:
    """Of the running totals shown exactly one after another none differ by 1 to 4, unless back to zero."""
    seen = [shown_running(tuple(totals[: end + 1])) for end in range(len(totals))]
    exact = [int(value) for value in seen if not isinstance(value, str) and value is not None]
    assert all(value == 0 or value >= 5 for value in exact)
    assert all(abs(late - early) not in range(1, 5) for early, late in pairwise(exact))
