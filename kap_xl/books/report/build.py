"""Builds the prepared report package of a language, byte for byte the same each time."""

from __future__ import annotations

import io
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING

from xlsxwriter.workbook import Workbook

from kap_xl.books.report.cover import write_cover
from kap_xl.books.report.looks import BAR, PILLAR, SUM, Looks
from kap_xl.books.report.paper import head_height, note_height, set_paper
from kap_xl.phrase import has, text
from kap_xl.privacy import TEAM_COPY
from kap_xl.sheets.report_columns import SHEETS, ReportSheet, Shown

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

CREATED = datetime(2026, 1, 1)  # noqa: DTZ001 - a fixed mark, so that the same input gives the same bytes
KEYS, TITLE, UNDER, NOTE, HEAD, FIRST = range(6)
"""The rows of a sheet, from 0: keys, title, plan and period, how to read it, headings, the first data row."""
TABS = MappingProxyType({"money": "#8A6D00", "share": "#3F7D2A"})
PLAIN = "#7F7F7F"
"""Colours of the tabs: sheets with money, with shares of something, and others."""
SIGN = "Σ"
"""What the tabs of summaries within a plan begin with."""
PERIOD = "period:"
"""What stands before the period in column A of a summary within a plan."""
APART = frozenset({"conflicts", "trace"})
"""Sheets of the report that the plan has itself, or does not need."""
FILTERED = frozenset({"overdue", "indicators", "trace"})
BARS = {"type": "data_bar", "data_bar_2010": True, "bar_solid": True, "bar_color": BAR, "bar_axis_color": "#7F7F7F"}


def report_package(lang: str) -> bytes:
    """The report of a language (.xlsx) with its cover and, on each other sheet, a table of one row to be copied."""
    return _package(lang, SHEETS, "")


def summary_package(lang: str, period: str) -> bytes:
    """The sheets of the report that stand within the plan itself, prepared in the same way, for a period."""
    return _package(lang, tuple(of for of in SHEETS if of.key not in APART), period)


def summary_tab(key: str, lang: str) -> str:
    """The tab of a summary within the plan, which has sheets with plain titles already."""
    return f"{SIGN} {text(f'report.tab.{key}', lang)}"


def _package(lang: str, sheets: tuple[ReportSheet, ...], period: str) -> bytes:
    """With a cover, or (for a period) without one and marked with the period."""
    out = io.BytesIO()
    workbook = Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    workbook.set_properties({"title": text("report.title.cover", lang), "author": "", "created": CREATED})
    looks = Looks(workbook)
    if not period:
        write_cover(workbook.add_worksheet(text("report.tab.cover", lang)), looks, lang)
    for of in sheets:
        sheet = workbook.add_worksheet(summary_tab(of.key, lang) if period else text(f"report.tab.{of.key}", lang))
        _write(sheet, of, looks, lang)
        if period:
            sheet.write(TITLE, 0, f"{PERIOD}{period}")
        _signals(sheet, of, looks)
        set_paper(sheet, text(f"report.title.{of.key}", lang), lang, HEAD)
        if of.key == "trace":
            # its rows fill hundreds of pages: whoever prints the whole workbook gets what to read on the screen
            sheet.print_area(TITLE, 1, NOTE, len(of.columns))
    workbook.close()
    return out.getvalue()


def heading(of: ReportSheet, column: Shown, lang: str) -> str:
    """A column's heading: this sheet's own, the one for all sheets, or a status."""
    codes = (f"report.col.{of.key}.{column.key}", f"report.col.{column.key}", f"words.status.{column.key}")
    found = next(text(code, lang) for code in codes if has(code, lang))
    return found[0].upper() + found[1:]


def note(key: str, lang: str) -> str:
    """How to read a sheet; sheets of one kind share their words."""
    shared = {"agencies": "progress", "budget_agencies": "budget"}.get(key, key)
    blanks = {"k": TEAM_COPY, "most": TEAM_COPY - 1} if key == "indicators" else {}
    return text(f"report.note.{shared}", lang, **blanks)


def _write(sheet: Worksheet, of: ReportSheet, looks: Looks, lang: str) -> None:
    last = len(of.columns)
    sheet.hide_gridlines(2)
    sheet.write_row(KEYS, 0, [f"kap:{of.mark}", *(column.key for column in of.columns)])
    sheet.set_row(KEYS, None, None, {"hidden": True})
    sheet.set_column(0, 0, 3, None, {"hidden": True})
    sheet.write(TITLE, 1, text(f"report.title.{of.key}", lang), looks.title())
    sheet.set_row(TITLE, 24)
    sheet.write(UNDER, 0, "subtitle")
    sheet.write(UNDER, 1, "", looks.under())
    sheet.write(NOTE, 0, "note")
    shown = note(of.key, lang)
    sheet.merge_range(NOTE, 1, NOTE, last, shown, looks.note())
    sheet.set_row(NOTE, note_height(shown, sum(column.width for column in of.columns)))
    named = [(heading(of, column, lang), column) for column in of.columns]
    sheet.set_row(HEAD, head_height((name, column.width, column.upright) for name, column in named))
    heads = [{"header": "uid", "header_format": looks.head("text", upright=False)}] + [
        {"header": name, "header_format": looks.head(column.kind, upright=column.upright)} for name, column in named
    ]
    shape = {"name": of.table, "columns": heads, "style": None, "autofilter": of.key in FILTERED}
    sheet.add_table(HEAD, 0, FIRST, last, shape)
    for number, column in enumerate(of.columns, 1):
        sheet.set_column(number, number, column.width)
        sheet.write_blank(FIRST, number, None, looks.cell(column.kind))
    kept = 3 if of.columns[1].key == "name" else 2
    sheet.freeze_panes(FIRST, kept)
    sheet.set_selection(FIRST, kept, FIRST, kept)
    sheet.set_tab_color(next((TABS[kind] for kind in TABS if any(kind == column.kind for column in of.columns)), PLAIN))


def _signals(sheet: Worksheet, of: ReportSheet, looks: Looks) -> None:
    """Bars in the cells of shares, and the look of pillars and totals, by rules that the data rows bring along."""
    last = len(of.columns)
    for number, column in enumerate(of.columns, 1):
        if column.kind == "share":
            ends = {"min_type": "num", "min_value": 0, "max_type": "num", "max_value": 1}
            sheet.conditional_format(FIRST, number, FIRST, number, {**BARS, **ends})
    for wanted, fill in ((f'$A{FIRST + 1}="total"', SUM), (f'LEFT($A{FIRST + 1},7)="pillar:"', PILLAR)):
        rule = {"type": "formula", "criteria": f"={wanted}", "format": looks.marked(fill)}
        sheet.conditional_format(FIRST, 1, FIRST, last, rule)
