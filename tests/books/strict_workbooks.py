"""Good workbooks, made by two writers with every feature that matters here; none of them may raise a fault."""

from __future__ import annotations

import struct
import zlib
from datetime import UTC, date, datetime, time
from io import BytesIO
from typing import Final

from strict_openpyxl import by_openpyxl
from strict_plan import written
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

NOON: Final = datetime(2006, 1, 31, 12, tzinfo=UTC).replace(tzinfo=None)  # cells know no time zones
HEADINGS: Final = ("Code", "Activity\nin two lines", "Amount", "Twice", "Left #1 [x]")


def png() -> BytesIO:
    """A picture of one white dot."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    return BytesIO(b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0\xff\xff\xff")) + chunk(b"IEND", b""))


def values(book: Workbook, sheet: Worksheet) -> None:
    """Texts, rich texts, numbers, dates, errors, booleans, links and formulas of all sorts."""
    bold = book.add_format({"bold": True, "num_format": "#,##0.00 \\€", "quote_prefix": True})
    sheet.write_row(0, 0, ["text", " blanks ", "two\nlines", "x\x02y", "_x0041_", "š" * 32767, "=not a formula"[1:]])
    sheet.write_row(1, 0, [1, 1.5, -1e300, True, False, NOON, None], bold)
    sheet.write_rich_string("A3", "one ", bold, "two", " three ")
    sheet.write_formula("A4", '=IF(A1="a;b",{1,2;3,4},"it\'s ""so""")', None, 3)
    sheet.write_formula("B4", "=_xlfn.MAXIFS(B2:B2,A2:A2,1)+_xlfn.CONCAT(A1)", None, "x")
    sheet.write_formula("C4", "=SUM('Other sheet'!$A$1:B2)+Other.2!C3+LOG10(10)", None, 1)
    sheet.write_array_formula("D4:D6", "{=SUM(A1:A2*B1:B2)}", None, 3)
    sheet.write_dynamic_array_formula("E4:E6", '=FILTER(A1:A9,A1:A9<>"")', None, 3)
    sheet.write_formula("F4", "=_xlfn.LET(_xlpm.x,1,_xlpm.x+_xlfn.ANCHORARRAY(E4))", None, 3)
    sheet.write_formula("G4", "=LAMBDA(_xlpm.a,_xlpm.a+1)(5)", None, 6)
    sheet.write_formula("H4", "=NA()", None, "#N/A")
    sheet.write_formula("I4", '=A1=""', None, value=True)
    sheet.write_url("A8", "https://example.org/a?b=c&d=e#f", string="outside", tip="a tip")
    sheet.write_url("A9", "internal:'Other sheet'!A1")
    sheet.write_url("A10", "internal:Other.2!A1:B2")
    sheet.write_url("A11", "mailto:someone@example.org")
    sheet.write_url("A12", "external:other.xlsx#Sheet1!A1")
    book.add_worksheet("Other sheet")
    book.add_worksheet("Other.2")
    book.define_name("Rate", "=Plan!$B$2")
    book.define_name("'Other sheet'!Local", "='Other sheet'!$A$1")
    book.define_name("Dynamic", "=OFFSET(Plan!$A$1,0,0,COUNTA(Plan!$A:$A),1)")


def tables(book: Workbook, sheet: Worksheet) -> None:
    """Tables with and without headings, totals, filters; formulas; line breaks and brackets in headings."""
    euro = book.add_format({"num_format": "#,##0"})
    columns = [
        {"header": HEADINGS[0], "total_string": "Sum"},
        {"header": HEADINGS[1]},
        {"header": HEADINGS[2], "total_function": "sum", "format": euro},
        {"header": HEADINGS[3], "formula": "=Plan_table[@[Amount]]*2", "total_function": "average"},
        {"header": HEADINGS[4], "formula": "=SUM(Plan_table[[#This Row],[Amount]:[Twice]])"},
    ]
    data = [["1.1", "a", 1], ["1.10", "b", 2], ["2.1", "c", 3]]
    options = {
        "data": data,
        "columns": columns,
        "name": "Plan_table",
        "total_row": True,
        "style": "Table Style Light 11",
    }
    sheet.add_table("B3:F7", options)
    sheet.add_table("H3:I5", {"header_row": False, "autofilter": False, "banded_columns": True})
    sheet.add_table("K3:K4", {"first_column": True, "last_column": True, "banded_rows": False, "style": None})
    sheet.write_formula(
        "A20", "=SUM(Plan_table[Amount])+SUM(Plan_table[[#All],[Left '#1 '[x']]])+ROWS(Plan_table[#Data])", None, 6
    )
    book.define_name("Codes", "=Plan_table[Code]")


def validations(_book: Workbook, sheet: Worksheet) -> None:
    """Validations of every type."""
    limits = {"minimum": 1, "maximum": 10}
    for row, kind in enumerate(("integer", "decimal", "length")):
        sheet.data_validation(row, 0, row, 0, {"validate": kind, "criteria": "between", **limits})
        sheet.data_validation(row, 1, row, 1, {"validate": kind, "criteria": ">=", "value": "=$C$1"})
    dates = {"minimum": date(2006, 1, 1), "maximum": date(2011, 12, 31)}
    sheet.data_validation("A5", {"validate": "date", "criteria": "not between", **dates})
    sheet.data_validation("A6", {"validate": "time", "criteria": "<", "value": time(12)})
    sheet.data_validation("A7", {"validate": "list", "source": ["a", "b", "a & b", "x" * 240]})
    sheet.data_validation(
        "A8", {"validate": "list", "source": "=$C$1:$C$9", "error_type": "warning", "dropdown": False}
    )
    sheet.data_validation("A9", {"validate": "custom", "value": "=AND(LEN(A9)<9,COUNTIF($A$9:$A$99,A9)=1)"})
    sheet.data_validation("A10:A90", {
        "validate": "any", "input_title": "t" * 32, "input_message": "m" * 255, "error_title": "e" * 32,
        "error_message": "f" * 255, "other_cells": [[20, 3, 30, 4]], "error_type": "information",
    })  # fmt: skip


def formats(book: Workbook, sheet: Worksheet) -> None:
    """Conditional formats of every type, in both generations."""
    red = book.add_format({"bg_color": "#FFC7CE", "font_color": "#9C0006", "border": 1, "num_format": "0.0"})
    for row, options in enumerate((
        {"type": "cell", "criteria": "between", "minimum": 1, "maximum": 2},
        {"type": "cell", "criteria": "==", "value": '"done"', "stop_if_true": True},
        {"type": "date", "criteria": ">", "value": NOON},
        {"type": "time_period", "criteria": "last month"},
        {"type": "average", "criteria": "2 std dev below"},
        {"type": "duplicate"}, {"type": "unique"}, {"type": "top", "value": 10, "criteria": "%"},
        {"type": "bottom", "value": 3}, {"type": "blanks"}, {"type": "no_blanks"}, {"type": "errors"},
        {"type": "no_errors"}, {"type": "formula", "criteria": '=AND($B2<>"",$C2>TODAY())'},
        *({"type": "text", "criteria": how, "value": 'say "x"'} for how in
          ("containing", "not containing", "begins with", "ends with")),
    )):  # fmt: skip
        sheet.conditional_format(row, 1, row + 20, 3, {**options, "format": red})
    sheet.conditional_format("F1:F9", {"type": "2_color_scale"})
    sheet.conditional_format("G1:G9", {"type": "3_color_scale", "mid_type": "percentile", "mid_value": 40})
    sheet.conditional_format("H1:H9", {"type": "data_bar"})
    sheet.conditional_format("I1:I9", {"type": "data_bar", "data_bar_2010": True, "bar_negative_color": "#FF0000"})
    for column, style in enumerate(("3_arrows", "4_ratings", "5_quarters", "3_traffic_lights_rimmed")):
        sheet.conditional_format(0, 10 + column, 9, 10 + column, {"type": "icon_set", "icon_style": style})
    sheet.conditional_format("Z5:Z9", {"type": "text", "criteria": "containing", "value": "x", "format": red,
                                       "multi_range": "Z5:Z9 Z2:Z3 AA4"})  # fmt: skip


def look(book: Workbook, sheet: Worksheet) -> None:
    """Panes, columns, outlines, merges, protection, the page, breaks, pictures, notes, shapes and sparklines."""
    wrap = book.add_format({"text_wrap": True, "rotation": 45, "align": "center", "valign": "top", "indent": 2})
    turned = book.add_format({"rotation": 270, "diag_type": 3, "pattern": 4, "fg_color": "red", "underline": 33})
    sheet.freeze_panes(3, 2, 30, 4)
    sheet.set_column("A:A", 0, None, {"hidden": True})
    sheet.set_column("B:D", 255, wrap, {"level": 2})
    sheet.set_column("XFD:XFD", 3.5, turned, {"collapsed": True})
    sheet.set_row(4, 409.5, wrap, {"level": 7, "hidden": True})
    sheet.merge_range("B5:D6", "merged", wrap)
    sheet.merge_range("E5:E9", 5, wrap)
    sheet.protect("secret", {"format_columns": True, "autofilter": True})
    sheet.unprotect_range("B9:C10 E3", "Input", "other")
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(0.5, 0.5, 1, 1)
    sheet.set_header('&L&"Arial,Bold"Plan&C&G&R&P/&N', {"image_center": "dot.png", "image_data_center": png()})
    sheet.set_footer("&F " + "x" * 200)
    sheet.repeat_rows(0, 2)
    sheet.repeat_columns("A:B")
    sheet.print_area("A1:H90")
    sheet.set_h_pagebreaks([20, 40])
    sheet.set_v_pagebreaks([5])
    sheet.autofilter("B3:H50")
    sheet.filter_column("C", "x > 2000 and x < 5000")
    sheet.filter_column_list("D", ["a", "Blanks"])
    sheet.write_comment("F2", "a note", {"author": "Somebody", "visible": True, "x_scale": 2})
    sheet.write_comment("B40", "another")
    sheet.insert_image("J2", "dot.png", {"image_data": png(), "url": "https://example.org", "description": "a dot"})
    sheet.embed_image("J30", "dot.png", {"image_data": png()})
    sheet.set_background(png())
    sheet.insert_textbox("L2", "a text", {"textlink": "=$A$1"})
    sheet.insert_button("L20", {"caption": "Press", "macro": "Go"})
    sheet.insert_checkbox("M30", True)  # noqa: FBT003 - the library's own way
    sheet.add_sparkline("H2", {"range": "Plan!A1:E1", "type": "column", "markers": True})
    sheet.ignore_errors({"number_stored_as_text": "A1:B9 D3", "eval_error": "C1"})
    sheet.set_tab_color("#FF9900")
    sheet.set_zoom(75)
    sheet.outline_settings(False, False, True, False)  # noqa: FBT003 - the library's own way
    sheet.right_to_left()
    sheet.set_selection("C10:D12")
    sheet.set_default_row(18)


def charts(book: Workbook, sheet: Worksheet) -> None:
    """Every type of chart, combined ones, chart sheets, very hidden sheets, macros and properties."""
    sheet.write_column("A1", [1, 2, 3, 4])
    sheet.write_column("B1", [3, 1, 4, 1])
    line = None
    for row, kind in enumerate(["area", "bar", "column", "line", "pie", "doughnut", "scatter", "stock", "radar"]):
        chart = book.add_chart({"type": kind})
        for _ in range(3 if kind == "stock" else 1):
            chart.add_series({"values": "=Plan!$B$1:$B$4", "categories": ["Plan", 0, 0, 3, 0], "name": "=Plan!$A$1"})
        line = line or chart
        sheet.insert_chart(row * 15, 3, chart)
    bars, curve = book.add_chart({"type": "column"}), book.add_chart({"type": "line"})
    bars.add_series({"values": "=Plan!$B$1:$B$4", "data_labels": {"value": True}, "trendline": {"type": "linear"}})
    curve.add_series({"values": "=Plan!$A$1:$A$4", "y2_axis": True})
    bars.combine(curve)
    sheet.insert_chart("M2", bars)
    page = book.add_chartsheet("Chart page")
    whole = book.add_chart({"type": "bar"})
    whole.add_series({"values": "=Plan!$B$1:$B$4"})
    page.set_chart(whole)
    book.add_worksheet("Secret").very_hidden()
    book.add_worksheet("Gone").hide()
    shown = book.add_worksheet('It\'s "here"')
    shown.split_panes(15, 8.43)
    shown.activate()
    shown.set_first_sheet()
    book.set_properties({"title": "Plan", "company": "Somebody", "comments": "made for a test"})
    book.set_custom_property("Checked", value=True)
    book.set_custom_property("When", NOON)
    book.set_calc_mode("auto")
    book.set_size(1200, 800)


def macros(book: Workbook, sheet: Worksheet) -> None:
    """A workbook that carries a (dummy) project of macros."""
    book.add_vba_project(BytesIO(b"dummy"), is_stream=True)
    sheet.insert_button("B2", {"macro": "Go"})


def split(_book: Workbook, sheet: Worksheet) -> None:
    """Panes that are split, and only rows or columns frozen."""
    sheet.split_panes(30, 0)


def rows_frozen(_book: Workbook, sheet: Worksheet) -> None:
    """Only rows frozen, scrolled."""
    sheet.freeze_panes(2, 0, 10, 0)


def columns_frozen(_book: Workbook, sheet: Worksheet) -> None:
    """Only columns frozen."""
    sheet.freeze_panes(0, 3)
    sheet.set_selection("B2")


def all_good() -> dict[str, bytes]:
    """Every good workbook by a name that says what is in it."""
    made = (values, tables, validations, formats, look, charts, macros, split, rows_frozen, columns_frozen)
    return {**{make.__name__: written(make) for make in made}, "openpyxl": by_openpyxl()}
