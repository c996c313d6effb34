"""How a sheet comes out on paper: A3 landscape, headings on every page, text that stays readable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kap_xl.books.prepared.layout import BAND_ROW, HEAD_ROW, TITLE_ROW
from kap_xl.phrase import text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xlsxwriter.worksheet import Worksheet

    from kap_xl.books.prepared.layout import Page, Place

A3 = 8
PAGE_INCHES = 15.6
"""Width of an A3 sheet on its side, less the narrow margins."""
ON_SCREEN = frozenset({"log"})
"""Sheets of thousands of rows: whoever prints the whole workbook gets what to read on the screen."""
SMALLEST, LARGEST = 55, 100
_PIXELS_A_CHARACTER, _PADDING, _DPI = 7, 5, 96


def set_paper(sheet: Worksheet, page: Page, name: str) -> None:
    """Paper, margins, headings to repeat, page numbers, and the scale at which the columns fit."""
    set_frame(sheet, page.tab, page.lang, name)
    sheet.repeat_rows(BAND_ROW - 1, HEAD_ROW - 1)
    if page.key in ON_SCREEN:
        sheet.print_area(TITLE_ROW - 1, 0, HEAD_ROW - 1, page.places[-1].number - 1)
    if page.report_start is None:
        sheet.fit_to_pages(1, 0)
        return
    kept = [place for place in page.places if place.number <= page.frozen]
    before = [place for place in page.places if place.number < page.report_start.number]
    after = [place for place in page.places if place.number >= page.report_start.number]
    sheet.repeat_columns(0, page.frozen - 1)
    sheet.set_print_scale(scale(max(inches(before), inches(kept) + inches(after))))
    sheet.set_v_pagebreaks([page.report_start.number - 1])


def set_frame(sheet: Worksheet, tab: str, lang: str, name: str) -> None:
    """What every sheet has on paper: A3 landscape, narrow margins, its name, the plan's name, page numbers."""
    sheet.set_landscape()
    sheet.set_paper(A3)
    sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.55)
    sheet.center_horizontally()
    sheet.set_header(f'&L&"Calibri,Bold"&11{escaped(name)}&R&11{escaped(tab)}')
    number = escaped(text("workbook.print.page", lang)).format(page="&P", pages="&N")
    # the file's name says which plan or whose form this is; a print date would come in each computer's own order
    sheet.set_footer(f"&L&9&F&R&9{number}")


def escaped(shown: str) -> str:
    """A text in which & is a letter and no code of a header."""
    return shown.replace("&", "&&")


def inches(places: Iterable[Place]) -> float:
    """The width on paper of the columns that are seen."""
    return sum(place.column.width * _PIXELS_A_CHARACTER + _PADDING for place in places if place.shown) / _DPI


def scale(width: float) -> int:
    """The percentage at which a width in inches fits the page, within what can be read."""
    return max(SMALLEST, min(LARGEST, int(PAGE_INCHES / width * 100)))
