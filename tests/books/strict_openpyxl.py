"""A good workbook by the other writer."""

from __future__ import annotations

from io import BytesIO

import openpyxl
from openpyxl.chart import BarChart, LineChart, PieChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule, ColorScaleRule, DataBarRule, FormulaRule, IconSetRule
from openpyxl.styles import Font, NamedStyle, PatternFill, Protection
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table, TableStyleInfo


def by_openpyxl() -> bytes:
    """Tables, notes, validations, formats, charts, hidden sheets and named styles."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    sheet = book.create_sheet("My plan")
    sheet.append(["Code", "Line\nbreak", "Amount"])
    for row in range(1, 5):
        sheet.append([f"1.{row}", " text ", row])
    table = Table(displayName="Plan", ref="A1:C5")
    table.tableStyleInfo = TableStyleInfo(name="TableStyleMedium9", showRowStripes=True)
    sheet.add_table(table)
    sheet["E1"] = "=SUM(C2:C5)"
    sheet["E2"].hyperlink = "https://example.org"
    sheet["E3"].comment = Comment("a note", "Somebody")
    sheet["A9"].comment = Comment("another", "Somebody else")
    sheet["B2"].protection = Protection(locked=False)
    sheet.merge_cells("G1:H2")
    sheet.freeze_panes = "B2"
    sheet.protection.sheet = True
    sheet.protection.password = "secret"  # noqa: S105 - a test's
    sheet.print_title_rows = "1:1"
    sheet.oddHeader.center.text = "Plan"
    for kind, formula in (("list", '"a,b"'), ("whole", "1")):
        rule = DataValidation(type=kind, formula1=formula, formula2="9" if kind == "whole" else None)
        rule.add("J1:J9")
        sheet.add_data_validation(rule)
    fill = PatternFill(bgColor="FFC7CE")
    sheet.conditional_formatting.add("K1:K9", CellIsRule(operator="lessThan", formula=["1"], fill=fill))
    sheet.conditional_formatting.add("K1:K9", FormulaRule(formula=["$K1>2"], font=Font(color="9C0006")))
    sheet.conditional_formatting.add("L1:L9", ColorScaleRule("min", None, "AA0000", "max", None, "00AA00"))
    sheet.conditional_formatting.add("M1:M9", DataBarRule("min", None, "max", None, "638EC6"))
    sheet.conditional_formatting.add("N1:N9", IconSetRule("3Arrows", "percent", [0, 33, 67]))
    book.add_named_style(NamedStyle("Ours", font=Font(bold=True)))
    sheet["E1"].style = "Ours"
    book.defined_names["Rate"] = DefinedName("Rate", attr_text="'My plan'!$C$2")
    for place, chart in (("A20", BarChart()), ("A40", LineChart()), ("A60", PieChart())):
        chart.add_data(Reference(sheet, min_col=3, min_row=1, max_row=5), titles_from_data=True)
        sheet.add_chart(chart, place)
    sheet.column_dimensions["B"].width = 30
    sheet.column_dimensions.group("D", "F", hidden=True)
    book.create_sheet("Hidden").sheet_state = "veryHidden"
    book.create_chartsheet("Chart").add_chart(BarChart())
    data = BytesIO()
    book.save(data)
    return data.getvalue()
