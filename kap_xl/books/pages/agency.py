"""Writes the sheet of an agency: a title, then blocks of lines in the page's ten columns."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from kap_xl.books.pages.paper import set_page
from kap_xl.books.report.build import PERIOD
from kap_xl.books.report.cells import quoted, rounded
from kap_xl.phrase import has, text
from kap_xl.sheets.heights import BOLD, lines, row_height
from kap_xl.sheets.page import WIDTHS

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from kap_xl.books.report.looks import Looks
    from kap_xl.sheets.agencies import Page
    from kap_xl.sheets.page import Block, Held, Line
    from kap_xl.sheets.report_rows import Value

KEYS, TITLE, UNDER, NOTE, FIRST = 0, 1, 2, 3, 5
"""The rows of a page, from 0."""
LATE, LATE_INK = "#FBE5D6", "#9C2A00"
LEAST, LINE = 15.0, 13.0
TAB = "#2E75B6"
TWO_PAGES = 115
"""Lines of text that two pages hold, made a little smaller where need be."""


def write_agency(sheet: Worksheet, looks: Looks, page: Page, index: str, lang: str, period: str) -> None:
    """The page, its hidden marks in column A, a way back to the index."""
    sheet.hide_gridlines(2)
    sheet.write(KEYS, 0, f"kap:agency-{page.code}")
    sheet.set_row(KEYS, None, None, {"hidden": True})
    sheet.set_column(0, 0, 3, None, {"hidden": True})
    for number, width in enumerate(WIDTHS, 1):
        sheet.set_column(number, number, width)
    top(sheet, looks, page.title, page.subtitle, text("agencies.note", lang), period)
    back = looks.look(font_color="#1F3864", underline=1, align="right")
    last = len(WIDTHS)
    sheet.merge_range(UNDER, last - 1, UNDER, last, "", back)
    sheet.write_url(UNDER, last - 1, f"internal:{quoted(index)}!B2", back, text("agencies.back", lang))
    row = FIRST
    for block in page.blocks:
        row = _block(sheet, looks, block, row, lang)
    sheet.set_tab_color(TAB)
    sheet.set_selection(FIRST, 1, FIRST, 1)
    set_page(sheet, page.title, lang, most=2 if _height(page) < TWO_PAGES else 0)


def _height(page: Page) -> int:
    """About how many lines of text the page takes."""
    heads = sum(4 for _ in page.blocks)
    return heads + sum(
        max(lines(str(box.value), WIDTHS[1]) for box in line.boxes) for b in page.blocks for line in b.lines
    )


def top(sheet: Worksheet, looks: Looks, title: str, under: str, note: str, period: str) -> None:
    """The title, plan and period, and what the sheet is; the hidden column says the period."""
    width, last = sum(WIDTHS), len(WIDTHS)
    sheet.write(TITLE, 0, f"{PERIOD}{period}")
    sheet.merge_range(
        TITLE, 1, TITLE, last, title, looks.look(bold=True, font_size=15, font_color="#1F3864", text_wrap=True)
    )
    sheet.set_row(TITLE, 22.0 * lines(title, width / 1.5, bold=True))
    sheet.merge_range(UNDER, 1, UNDER, last - 2, under, looks.under())
    sheet.merge_range(NOTE, 1, NOTE, last, note, looks.note())
    sheet.set_row(NOTE, LINE * lines(note, width) + 4)


def _block(sheet: Worksheet, looks: Looks, block: Block, row: int, lang: str) -> int:
    """The row after the block and a blank line."""
    last = len(WIDTHS)
    sheet.merge_range(row, 1, row, last, block.heading, looks.section())
    sheet.set_row(row, 18)
    row += 1
    if block.note:
        sheet.merge_range(row, 1, row, last, block.note, looks.note())
        sheet.set_row(row, LINE * lines(block.note, sum(WIDTHS)) + 4)
        row += 1
    if not block.lines:
        sheet.merge_range(row, 1, row, last, block.empty, looks.look())
        return row + 2
    _heads(sheet, looks, block, row, lang)
    for line in block.lines:
        row += 1
        _line(sheet, looks, block, line, row)
    return row + 2


def _heads(sheet: Worksheet, looks: Looks, block: Block, row: int, lang: str) -> None:
    shown = [(_heading(block, column, lang), column) for column in block.columns]
    at, tall = 1, LEAST
    for name, column in shown:
        kind = "count" if column.kind == "figure" else "text" if column.kind == "label" else column.kind
        _over(sheet, row, at, column.span, name, looks.head(kind, upright=False))
        tall = max(tall, LINE * lines(name, _width(at, column), bold=True) + 4)
        at += column.span
    sheet.set_row(row, tall)


def _heading(block: Block, column: Held, lang: str) -> str:
    key = "indicator" if block.key == "indicators" and column.key == "name" else column.key
    codes = (f"agencies.col.{key}", f"report.col.indicators.{key}", f"report.col.{key}")
    found = next((text(code, lang) for code in codes if has(code, lang)), "")
    return found[:1].upper() + found[1:]


def _line(sheet: Worksheet, looks: Looks, block: Block, line: Line, row: int) -> None:
    sheet.write(row, 0, line.mark)
    at, texts = 1, []
    for column, box in zip(block.columns, line.boxes, strict=True):
        look = _look(looks, column, box.value, late=line.tone == "late", part=_is_part(block, line))
        _over(sheet, row, at, column.span, rounded(box.value, column.kind), look)
        if isinstance(box.value, str):
            texts.append((_width(at, column) / (BOLD if column.kind == "label" else 1), box.value))
        at += column.span
    sheet.set_row(row, row_height(texts, LEAST))


def _width(at: int, column: Held) -> float:
    """The width of a column that may reach over several of the page's."""
    return sum(WIDTHS[at - 1 : at - 1 + column.span])


def _is_part(block: Block, line: Line) -> bool:
    """Whether a figure is a part of one above it."""
    return block.key == "figures" and line.boxes[2].value != ""


def _look(looks: Looks, column: Held, value: Value, *, late: bool, part: bool) -> Format:
    """Numbers by what they are; what is late is told by its fill, and by its days in another ink."""
    kind = column.kind
    if kind == "label":
        return looks.cell("text", indent=1) if part else looks.label()
    if kind == "figure":
        kind = (
            "text" if isinstance(value, str) and len(value) > 1 else "money" if isinstance(value, Decimal) else "count"
        )
    wanted: dict[str, object] = {"bg_color": LATE} if late else {}
    if late and column.key == "days":
        wanted |= {"font_color": LATE_INK, "bold": True}
    return looks.cell(kind, linked=False, **wanted)


def _over(sheet: Worksheet, row: int, at: int, span: int, value: Value, look: Format) -> None:
    """Write a cell, or cells merged into one."""
    for blank in range(at + 1, at + span):
        sheet.write_blank(row, blank, None, look)
    if span > 1:
        sheet.merge_range(row, at, row, at + span - 1, "", look)
    if isinstance(value, str):
        sheet.write_string(row, at, value, look)
    elif isinstance(value, Decimal | int):
        sheet.write_number(row, at, value, look)
    elif isinstance(value, date):
        sheet.write_datetime(row, at, value, look)
    else:
        sheet.write_blank(row, at, None, look)
