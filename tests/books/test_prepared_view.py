"""How prepared packages open and print: where the cursor stands, what fits its column, what an agency is spared."""

from __future__ import annotations

import pytest
from prepared_books import arranged, workbook

from kap_xl.books.prepared.cover import settings
from kap_xl.books.prepared.layout import FIRST_ROW, HEAD_ROW, Page
from kap_xl.books.prepared.looks import INDENT, RIGHT
from kap_xl.sheets.heights import SPARE, text_width
from kap_xl.vocabulary import LANGUAGES

both = pytest.mark.parametrize(("lang", "form"), [(lang, form) for lang in LANGUAGES for form in (False, True)])
langs = pytest.mark.parametrize("lang", LANGUAGES)


def seen(lang: str, *, form: bool) -> tuple[Page, ...]:
    """The pages that people see, without the cover."""
    return tuple(
        page for page in arranged(lang, form=form).values() if page.sheet.state == "visible" and page.key != "cover"
    )


@both
def test_no_word_of_a_heading_is_broken(lang: str, form: bool) -> None:  # noqa: FBT001 - a parameter of the case
    """Every word of a heading that is seen fits its column, in bold type and beside its indent."""
    for page in seen(lang, form=form):
        for place in page.places:
            if place.shown:
                room = place.column.width - SPARE - (INDENT if place.column.kind in RIGHT else 0)
                widest = max(text_width(word, bold=True) for word in place.heading.split())
                assert widest <= room, (page.key, place.key)


@both
def test_the_cursor_stands_where_work_begins(lang: str, form: bool) -> None:  # noqa: FBT001 - see above
    """A sheet opens with its cursor in the first data row, in a form in the first cell that the agency fills."""
    made = workbook(lang, form=form)
    for page in seen(lang, form=form):
        cell = made[page.tab].sheet_view.selection[-1].activeCell
        assert page.start is not None
        assert cell == f"{page.start.letter}{FIRST_ROW}"
        assert made[page.tab][cell].protection.locked is not form


@langs
def test_a_form_opens_at_its_report(lang: str) -> None:
    """The wide sheets of a form show beside what is frozen at once the columns to fill; a plan shows its beginning."""
    for form in (True, False):
        for key in ("matrix", "indicators"):
            page = arranged(lang, form=form)[key]
            pane = workbook(lang, form=form)[page.tab].sheet_view.pane
            assert page.report_start is not None
            first = page.report_start.number if form else page.frozen + 1
            assert pane is not None
            assert pane.topLeftCell == f"{page.places[first - 1].letter}{HEAD_ROW + 1}"
            assert pane.xSplit == page.frozen


@langs
def test_a_form_s_cover_hides_what_an_agency_has_no_use_for(lang: str) -> None:
    """Whose form, for when, its number and the currency are seen; the plan's other settings stay, hidden."""
    cover = workbook(lang, form=True).worksheets[0]
    rows = {setting.key: cover.row_dimensions[at].hidden for at, setting in enumerate(settings(form=True), FIRST_ROW)}
    assert [key for key, hidden in rows.items() if not hidden] == [
        *("agency", "agency_name", "period", "due", "return_no", "currency"),
    ]
    linked = [cell.row for line in cover.iter_rows() for cell in line if cell.hyperlink is not None]
    assert len(linked) == len(seen(lang, form=True))
    assert not any(cover.row_dimensions[row].hidden for row in linked if row is not None)


@langs
def test_the_log_is_not_printed_by_mistake(lang: str) -> None:
    """Whoever prints the whole workbook gets of the merge log its headings and what to do instead."""
    log = workbook(lang, form=False)[arranged(lang, form=False)["log"].tab]
    assert str(log.print_area).rpartition("$")[2] == str(HEAD_ROW)
