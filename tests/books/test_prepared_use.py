"""What the prepared packages let people type, what they show by themselves, and how they come out on paper."""

from __future__ import annotations

import re

import pytest
from prepared_books import END, START, arranged, workbook

from kap_xl.books.prepared.checks import check, hint
from kap_xl.books.prepared.layout import FIRST_ROW, Page
from kap_xl.books.prepared.lists import drop_down
from kap_xl.books.prepared.looks import COMPUTED, HEADS, INK, PALE_INK, REPORTED, WATCHED
from kap_xl.books.prepared.printing import SMALLEST
from kap_xl.books.prepared.signals import SIGNALS, signals
from kap_xl.columns import Role
from kap_xl.vocabulary import LANGUAGES

KINDS = [(lang, form) for lang in LANGUAGES for form in (False, True)]
both = pytest.mark.parametrize(("lang", "form"), KINDS)
PLAIN = re.compile(r"[^\W_]+( [^\W_]+)*")


def all_pages(lang: str, *, form: bool) -> tuple[Page, ...]:
    """The pages of a plan or form in the order of the tabs."""
    return tuple(arranged(lang, form=form).values())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_report_columns_of_a_plan_refuse_typing(lang: str) -> None:
    """Matrix and indicators show the current period's reports; typing there is stopped."""
    for key in ("matrix", "indicators"):
        page = arranged(lang, form=False)[key]
        found = [check(place, page, (START, END)) for place in page.places if place.column.band == "report"]
        assert len(found) > 7
        assert all(each is not None and each["value"] == "=FALSE" and each["error_type"] == "stop" for each in found)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_form_lets_only_reports_be_typed(lang: str) -> None:
    """Every sheet of a form is protected without a password; what is unlocked is what an agency reports."""
    for sheet, page in zip(workbook(lang, form=True), all_pages(lang, form=True), strict=True):
        assert sheet.protection.sheet
        assert not sheet.protection.password
        if page.key != "cover":
            opened = [place.key for place in page.places if not sheet[f"{place.letter}{FIRST_ROW}"].protection.locked]
            assert opened == [place.key for place in page.places if place.column.role is Role.REPORT]
    cover = workbook(lang, form=True).worksheets[0]
    names = {row[0].value for row in cover.iter_rows(min_row=FIRST_ROW, max_col=3) if not row[2].protection.locked}
    assert names == {"return_no"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_plan_is_not_protected(lang: str) -> None:
    """The plan's keepers may change whatever they like."""
    assert not any(sheet.protection.sheet for sheet in workbook(lang, form=False))


@both
def test_drop_downs_refer_to_names_that_exist(lang: str, form: bool) -> None:  # noqa: FBT001 - see above
    """A drop-down is behind a defined name; cells that take several institutions have none."""
    names = set(workbook(lang, form=form).defined_names)
    lists = {drop_down(place.column, page) for page in all_pages(lang, form=form) for place in page.places} - {None}
    assert "kap_list_status" in lists
    assert lists <= names
    assert all(
        drop_down(place.column, page) is None
        for page in all_pages(lang, form=form)
        for place in page.places
        if place.column.kind == "institutions"
    )


@both
def test_words_of_other_languages_are_not_refused(lang: str, form: bool) -> None:  # noqa: FBT001 - see above
    """A list warns and never stops; its input messages are short enough for Excel."""
    for page in all_pages(lang, form=form):
        for place in page.places:
            made = check(place, page, (START, END)) or {}
            if made.get("validate") == "list":
                assert made.get("error_type", "warning") == "warning"
            assert len(hint(page.key, place.key, lang, 2005)) <= 255
            assert len(place.heading) <= 32 or not made


@both
def test_other_languages_are_folded_away(lang: str, form: bool) -> None:  # noqa: FBT001 - see above
    """Of three texts the workbook's own is seen first; the other two stand folded to its right."""
    sheet, page = workbook(lang, form=form).worksheets[1], arranged(lang, form=form)["matrix"]
    texts = [place for place in page.places if place.column.aside]
    assert texts[0].key == f"activity_{lang}"
    assert not sheet.column_dimensions[texts[0].letter].hidden
    assert sheet.column_dimensions[texts[1].letter].hidden
    assert sheet.column_dimensions[texts[1].letter].outlineLevel == 1
    assert sheet.sheet_properties.outlinePr is not None
    assert not sheet.sheet_properties.outlinePr.summaryRight
    assert sheet.sheet_view.pane is not None
    assert sheet.sheet_view.pane.xSplit == texts[0].number


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_every_colour_can_be_read() -> None:
    """Text stands out from what is behind it by 4.5 to 1 at least."""
    pairs = [(each["font_color"], each["bg_color"]) for each in SIGNALS.values() if "font_color" in each]
    pairs += [(SIGNALS["CONTINUOUS_OK"]["font_color"], SIGNALS["CONTINUOUS_OK"]["fg_color"])]
    pairs += [(PALE_INK, fill) for fill in (COMPUTED, WATCHED)] + [(INK, fill) for fill in (REPORTED, *HEADS.values())]
    for ink, paper in pairs:
        low, high = sorted((_luminance(str(ink)), _luminance(str(paper))))
        assert (high + 0.05) / (low + 0.05) >= 4.5, (ink, paper)


@both
def test_signals_reach_far_and_start_with_the_first_row(lang: str, form: bool) -> None:  # noqa: FBT001 - see above
    """Conditional formats run from row 5 to row 1000 at least, and their formulas speak of row 5."""
    for page in all_pages(lang, form=form):
        for span, formula, _look in signals(page):
            found = re.fullmatch(r"([A-Z]+)5:\1(\d+)", span)
            assert found is not None
            assert int(found[2]) >= 1000
            assert set(re.findall(r"\$[A-Z]+(\d+)", formula)) == {"5"}


@both
def test_paper_is_a3_on_its_side_with_headings_on_every_page(lang: str, form: bool) -> None:  # noqa: FBT001 - see above
    """The matrix goes on to a second page where the report begins, at a scale that can be read."""
    made = workbook(lang, form=form)
    for sheet in made:
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (8, "landscape")
        assert sheet.oddFooter is not None
        assert "&P" in str(sheet.oddFooter.right.text)
    matrix = made.worksheets[1]
    start = arranged(lang, form=form)["matrix"].report_start
    assert start is not None
    assert [each.id for each in matrix.col_breaks.brk] == [start.number - 1]
    assert SMALLEST < (matrix.page_setup.scale or 0) <= 100
    assert matrix.print_title_rows == "$3:$4"
