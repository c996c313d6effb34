"""The report's cover, prepared: a line for each key figure, its label there and its cells waiting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kap_xl.books.report.looks import BAR, LINE, NAVY, Looks
from kap_xl.books.report.paper import note_height, row_height, set_paper
from kap_xl.phrase import text
from kap_xl.sheets.heights import BOLD
from kap_xl.sheets.report_columns import COVER, COVER_KINDS, SECTIONS

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

TITLE, NOTE, HEAD = 1, 2, 4
TALL, ONE_LINE = 32, 16


def write_cover(sheet: Worksheet, looks: Looks, lang: str) -> None:
    """Hidden keys in row 1 and column A, title, how to read it, then the sections with their lines."""
    sheet.hide_gridlines(2)
    sheet.write_row(0, 0, ["kap:report-cover", *(column.key for column in COVER)])
    sheet.set_row(0, None, None, {"hidden": True})
    sheet.set_column(0, 0, 3, None, {"hidden": True})
    for number, column in enumerate(COVER, 1):
        sheet.set_column(number, number, column.width)
    sheet.write(TITLE, 1, text("report.title.cover", lang), looks.look(bold=True, font_size=20, font_color=NAVY))
    sheet.set_row(TITLE, 32)
    shown = text("report.note.cover", lang)
    sheet.write(NOTE, 0, "note")
    sheet.merge_range(NOTE, 1, NOTE, len(COVER), shown, looks.note())
    sheet.set_row(NOTE, note_height(shown, sum(column.width for column in COVER)))
    row = HEAD
    for section, keys in SECTIONS:
        row = _head(sheet, looks, lang, row, section)
        for key in keys:
            row += 1
            _line(sheet, looks, lang, row, section, key)
        row += 2
    sheet.set_selection(HEAD, 2, HEAD, 2)
    sheet.set_tab_color(NAVY)
    set_paper(sheet, text("report.title.cover", lang), lang, None)


def _head(sheet: Worksheet, looks: Looks, lang: str, row: int, section: str) -> int:
    """The heading of a section; the first has none but marks the heading row."""
    if not section:
        sheet.write(row - 1, 0, "uid")
        return row - 1
    sheet.write(row, 1, text(f"report.section.{section}", lang), looks.section())
    for number, column in enumerate(COVER[1:], 2):
        kind = column.key if column.key in ("share", "note") else "count"
        sheet.write(row, number, text(f"report.col.{column.key}", lang), looks.section(kind))
    sheet.set_row(row, 18)
    return row


def _line(sheet: Worksheet, looks: Looks, lang: str, row: int, section: str, key: str) -> None:
    kind = COVER_KINDS[section]
    sheet.write(row, 0, key)
    label = text(f"report.cover.{key}", lang)
    if (high := row_height([(label, COVER[0].width / BOLD)])) > ONE_LINE:
        sheet.set_row(row, high)
    sheet.write(row, 1, label, looks.label())
    if not section:
        strong = {"bold": True, "font_size": 12} if key == "plan_name" else {}
        look = looks.look(**{"border": 1, "border_color": LINE, "text_wrap": True, **strong})
        sheet.merge_range(row, 2, row, len(COVER), "", look)
        if key == "plan_name":
            sheet.set_row(row, TALL)
        return
    for number, column in enumerate(COVER[1:], 2):
        own = kind if column.key in ("value", "of") else column.key
        sheet.write_blank(row, number, None, looks.cell(own, linked=column.key == "value"))
        if column.kind == "share":
            bar = {"type": "data_bar", "data_bar_2010": True, "bar_solid": True, "bar_color": BAR}
            ends = {"min_type": "num", "min_value": 0, "max_type": "num", "max_value": 1}
            sheet.conditional_format(row, number, row, number, {**bar, **ends})
