"""How high a row must be."""

from __future__ import annotations

from kap_xl.grid import Layout
from kap_xl.sheets.heights import BOLD, HIGHEST, LEAST, heights, lines, row_height, text_width


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
    columns = {"uid": 1, "code": 2, "activity_sq": 3, "activity_en": 4, "activity_en_basis": 5}
    place = Layout("matrix", "", 1, 4, columns)
    line = {1: "k" * 400, 2: "1.1", 3: "fjalë " * 60, 4: "word", 5: "h" * 64}
    assert heights(place, [line], "en") == (row_height([]),)
    assert heights(place, [line], "sq")[0] > 5 * row_height([])


def test_rows_of_a_form_leave_room_to_type() -> None:
    """A form, which has no fingerprints, has rows of a least height; the same rows of a plan are as high as needed."""
    form = Layout("proposals", "", 1, 4, {"uid": 1, "agency": 2, "text": 3})
    plan = Layout("proposals", "", 1, 4, {"uid": 1, "agency": 2, "text": 3, "return_hash": 4})
    assert heights(form, [{2: "MH"}], "en") == (LEAST["proposals"],)
    assert heights(plan, [{2: "MH"}], "en") == (row_height([]),)


def test_letters_have_their_own_widths() -> None:
    """Thirty narrow letters fit where thirty wide ones take several lines; bold ones are wider; words are not split."""
    assert lines("i" * 30, 20) == 1
    assert lines("M" * 30, 20) == 3
    assert text_width("Pengesat", bold=True) == text_width("Pengesat") * BOLD
    assert lines("Institucioni bartës", 13, bold=True) == 2
    assert lines("një dy tri", 4.5) == 3
