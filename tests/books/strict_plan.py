"""The small workbook that mutants are made from, and how a test writes one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO

import xlsxwriter
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

Making = Callable[[Workbook, Worksheet], None]


@contextmanager
def _writing(data: BytesIO) -> Iterator[Workbook]:
    book = xlsxwriter.Workbook(data, {"in_memory": True})
    yield book
    book.close()


def written(make: Making, name: str = "Plan") -> bytes:
    """The bytes of a workbook with one sheet, made by a function."""
    data = BytesIO()
    with _writing(data) as book:
        make(book, book.add_worksheet(name))
    return data.getvalue()


def plan(book: Workbook, sheet: Worksheet) -> None:
    """The small workbook that mutants are made from: a little of everything, in known places."""
    grey = book.add_format({"bg_color": "#DDDDDD", "num_format": "0.000", "indent": 1})
    columns = [{"header": "Code"}, {"header": "Two\nlines"}, {"header": "Sum", "formula": "=Plan_table[@[Code]]*2"}]
    columns[0]["total_string"] = "Total"
    sheet.add_table(
        "A1:C4", {"name": "Plan_table", "columns": columns, "total_row": True, "data": [[1, "x"], [2, "y"]]}
    )
    sheet.add_table("A20:B22", {"name": "Second", "columns": [{"header": "One"}, {"header": "Two"}]})
    sheet.write_row("E1", [" blank ", "plain", True, 1.5], grey)
    sheet.write_formula("E2", "=SUM(Plan_table[Code])+Rate", None, 3)
    sheet.write_formula("F2", '=_xlfn.IFS(E1="a",1)', None, 1)
    sheet.write_formula("G2", "='Two words'!A1", None, 1)
    sheet.write_array_formula("H2:H3", "{=E2:E3*2}", None, 1)
    sheet.write_formula("I2", "=_xlfn.LET(_xlpm.x,1,_xlpm.x)", None, 1)
    sheet.write_formula("J2", "=NA()", None, "#N/A")
    sheet.write_url("E4", "https://example.org/a")
    sheet.write_url("E5", "internal:'Two words'!A1", tip="tip")
    sheet.data_validation(
        "E6", {"validate": "list", "source": ["a", "b"], "input_title": "title", "input_message": "say"}
    )
    sheet.data_validation("E7", {"validate": "integer", "criteria": "between", "minimum": 1, "maximum": 9})
    sheet.conditional_format("F6:F9", {"type": "cell", "criteria": ">", "value": 1, "format": grey})
    sheet.conditional_format("G6:G9", {"type": "text", "criteria": "containing", "value": "x", "format": grey})
    sheet.conditional_format("H6:H9", {"type": "icon_set", "icon_style": "3_arrows"})
    sheet.merge_range("L1:M2", "merged")
    sheet.merge_range("L4:M5", "merged")
    sheet.set_column("E:F", 12, grey, {"level": 1})
    sheet.set_column("H:H", 13)
    sheet.set_row(9, 20, grey, {"level": 1})
    sheet.freeze_panes(1, 1)
    sheet.set_zoom(80)
    sheet.protect("secret")
    sheet.set_header("&CPlan")
    sheet.set_print_scale(70)
    sheet.set_h_pagebreaks([10])
    sheet.write_comment("E8", "note", {"author": "Somebody"})
    sheet.write_comment("E9", "note", {"author": "Somebody"})
    chart = book.add_chart({"type": "bar"})
    chart.add_series({"values": "=Plan!$A$2:$A$3"})
    sheet.insert_chart("O2", chart)
    other = book.add_worksheet("Two words")
    other.autofilter("A1:B3")
    other.filter_column_list("B", ["x"])
    other.write_row("A1", ["text", "shared"])
    book.define_name("Rate", "=Plan!$E$1")
    book.define_name("'Two words'!Local", "=Plan!$E$2")
