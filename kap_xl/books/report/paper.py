"""How the report comes out on paper: A4, headings on every page, page numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kap_xl.phrase import text
from kap_xl.sheets.heights import LINE, lines

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xlsxwriter.worksheet import Worksheet

A4 = 9
DIGIT, TALLEST, STEP, TWO = 5.2, 190, 5, 2
"""Points: a digit in bold type, the highest row of upright headings, by what heights are tried; and lines."""


def set_paper(sheet: Worksheet, title: str, lang: str, head: int | None) -> None:
    """One page wide; landscape with the heading row `head` (from 0) on each page, or (None) a portrait cover."""
    sheet.set_paper(A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.5)
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
    return LINE * lines(shown, width) + 4


def head_height(heads: Iterable[tuple[str, float, bool]]) -> float:
    """The height in points of a row of headings, given as text, width of the column and whether it stands upright."""
    every = tuple(heads)
    flat = max((LINE * lines(shown, width, bold=True) for shown, width, upright in every if not upright), default=LINE)
    stands = [shown for shown, _, upright in every if upright]
    high = next((tall for tall in range(0, TALLEST, STEP) if all(_fits(shown, tall) for shown in stands)), TALLEST)
    return max(flat + 4, high)


def _fits(shown: str, tall: float) -> bool:
    """Whether an upright heading of that height takes two lines at the most, with its words whole."""
    longest = max(lines(word, tall / DIGIT, bold=True) for word in shown.split())
    return longest == 1 and lines(shown, tall / DIGIT, bold=True) <= TWO


def row_height(texts: Iterable[tuple[str, float]]) -> float:
    """The height in points of a row whose texts wrap in columns of the given widths.

    Excel makes rows fit only while a person edits them, so that a filled row must bring its height.
    """
    return LINE * max([1, *(lines(shown, width) for shown, width in texts)]) + 2


def _escaped(shown: str) -> str:
    return shown.replace("&", "&&")
