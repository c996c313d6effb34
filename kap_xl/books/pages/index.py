"""Writes the index of the agencies' sheets: each code leads to its sheet."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from kap_xl.books.pages.agency import LATE
from kap_xl.books.pages.paper import set_page
from kap_xl.books.report.build import PERIOD
from kap_xl.books.report.cells import quoted
from kap_xl.phrase import text
from kap_xl.sheets.agency_index import COLUMNS, heading
from kap_xl.sheets.heights import lines, row_height

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlsxwriter.worksheet import Worksheet

    from kap_xl.books.report.looks import Looks
    from kap_xl.sheets.agency_index import Index

TITLE, UNDER, NOTE, HEAD = 1, 2, 3, 5
LINE, LEAST = 13.0, 16.0
TAB = "#1F3864"
ONE_PAGE = 45
"""Lines that are still read with ease when they are made to fit one page."""
OWES = next(number for number, column in enumerate(COLUMNS, 1) if column.key == "owes")


def write_index(
    sheet: Worksheet, looks: Looks, index: Index, titles: Mapping[str, str], lang: str, period: str
) -> None:
    """Title, headings, a line an agency; whoever owes anything is marked."""
    sheet.hide_gridlines(2)
    sheet.write_row(0, 0, ["kap:agencies", *(column.key for column in COLUMNS)])
    sheet.set_row(0, None, None, {"hidden": True})
    sheet.set_column(0, 0, 3, None, {"hidden": True})
    for number, column in enumerate(COLUMNS, 1):
        sheet.set_column(number, number, column.width)
    width, last, note = sum(column.width for column in COLUMNS), len(COLUMNS), text("agencies.note-index", lang)
    sheet.write(TITLE, 0, f"{PERIOD}{period}")
    sheet.write(TITLE, 1, text("agencies.title-index", lang), looks.title())
    sheet.set_row(TITLE, 24)
    sheet.write(UNDER, 1, index.subtitle, looks.under())
    sheet.merge_range(NOTE, 1, NOTE, last, note, looks.note())
    sheet.set_row(NOTE, LINE * lines(note, width) + 4)
    heads = [heading(column, lang) for column in COLUMNS]
    for number, (name, column) in enumerate(zip(heads, COLUMNS, strict=True), 1):
        sheet.write(HEAD, number, name, looks.head(column.kind, upright=False))
    sheet.set_row(HEAD, max(LINE * lines(n, c.width, bold=True) for n, c in zip(heads, COLUMNS, strict=True)) + 4)
    for row, (code, boxes) in enumerate(index.lines.items(), HEAD + 1):
        sheet.write(row, 0, f"agency:{code}")
        for number, (column, box) in enumerate(zip(COLUMNS, boxes, strict=True), 1):
            marked = {"bg_color": LATE} if number == OWES and box.value else {}
            look = looks.cell(column.kind, linked=False, **marked)
            if column.key == "agency":
                link = looks.cell("code", linked=False, font_color="#1F3864", underline=1)
                sheet.write_url(row, number, f"internal:{quoted(titles['agency-' + code])}!B2", link, code)
            elif isinstance(box.value, Decimal | int):
                sheet.write_number(row, number, box.value, look)
            else:
                sheet.write_string(row, number, str(box.value or ""), look)
        texts = [(c.width, b.value) for c, b in zip(COLUMNS, boxes, strict=True) if isinstance(b.value, str)]
        sheet.set_row(row, row_height(texts, LEAST))
    sheet.freeze_panes(HEAD + 1, 2)
    sheet.set_tab_color(TAB)
    set_page(sheet, text("agencies.title-index", lang), lang, most=1 if len(index.lines) <= ONE_PAGE else 0)
    sheet.repeat_rows(HEAD)
