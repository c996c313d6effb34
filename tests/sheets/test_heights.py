"""How high a row must be."""

from __future__ import annotations

from kap_xl.grid import Layout
from kap_xl.sheets.heights import HIGHEST, heights, row_height


def test_the_longest_text_decides() -> None:
    """A row is as high as its fullest cell; numbers and blanks take one line."""
    single = row_height([(10, "word"), (10, 5), (10, None)])
    assert single == row_height([])
    assert row_height([(10, "word " * 6), (40, "word")]) > 2 * single - 5
    assert row_height([(10, "a\nb\nc")]) == row_height([(10, "a\n\nc")]) > single


def test_no_row_is_higher_than_excel_allows() -> None:
    """A whole chapter in a narrow cell stays within 409 points."""
    assert row_height([(8, "word " * 5000)]) == HIGHEST


def test_only_what_is_seen_counts() -> None:
    """A long text that is folded away in another language does not stretch the row."""
    place = Layout("matrix", "", 1, 4, {"uid": 1, "code": 2, "activity_sq": 3, "activity_en": 4})
    line = {1: "k" * 400, 2: "1.1", 3: "fjalë " * 60, 4: "word"}
    assert heights(place, [line], "en") == (row_height([]),)
    assert heights(place, [line], "sq")[0] > 5 * row_height([])
