"""How the sheets of agencies come out on paper: A4 across, one page wide, page numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kap_xl.phrase import text

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

A4 = 9


def set_page(sheet: Worksheet, title: str, lang: str, *, most: int = 0) -> None:
    """One page wide, at the `most` so many high (0: as many as needed), with title and page number on each."""
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.5)
    sheet.center_horizontally()
    sheet.fit_to_pages(1, most)
    page = text("report.print.page", lang).replace("&", "&&").format(page="&P", pages="&N")
    sheet.set_footer(f"&L&9{title[:120].replace('&', '&&')}&R&9{page}")
