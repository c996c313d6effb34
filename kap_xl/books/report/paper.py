"""How the report comes out on paper: A4, headings on every page, page numbers."""

from __future__ import annotations

from math import ceil
from textwrap import wrap
from typing import TYPE_CHECKING

from kap_xl.phrase import text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xlsxwriter.worksheet import Worksheet

A4 = 9
LINE_POINTS = 13.5
LETTERS_A_UNIT = 1.12
"""Letters of running text in one unit of column width: most are narrower than the digit that the unit is."""


def set_paper(sheet: Worksheet, title: str, lang: str, head: int | None) -> None:
    """One page wide; landscape with the heading row `head` (from 0) on each page, or (None) a portrait cover."""
    sheet.set_paper(A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.center_horizontally()
    sheet.fit_to_pages(1, 0)
    if head is not None:
        sheet.set_landscape()
        sheet.repeat_rows(head)
        sheet.set_header(f"&R&9{_escaped(title)}")
    page = _escaped(text("report.print.page", lang)).format(page="&P", pages="&N")
    sheet.set_footer(f"&L&9{_escaped(text('report.title.cover', lang))}&R&9{page}")


def note_height(shown: str, width: float) -> float:
    """The height in points of a text wrapped in columns of that width together."""
    return LINE_POINTS * ceil(len(shown) / (width * LETTERS_A_UNIT)) + 3


def row_height(texts: Iterable[tuple[str, float]]) -> float:
    """The height in points of a row whose texts wrap in columns of the given widths.

    Excel makes rows fit only while a person edits them, so that a filled row must bring its height.
    """
    lines = [len(wrap(shown, max(1, int(width * LETTERS_A_UNIT)))) for shown, width in texts]
    return LINE_POINTS * max([1, *lines]) + 1.5


def _escaped(shown: str) -> str:
    return shown.replace("&", "&&")
