"""Workbooks to edit: made by two other writers, and bent into the shapes that other programs leave."""

from __future__ import annotations

import struct
import zipfile
import zlib
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

import openpyxl
import xlsxwriter
from lxml import etree
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_X14 = (
    '<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}" '
    'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">'
    '<x14:dataValidations count="1" xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">'
    '<x14:dataValidation type="list" allowBlank="1"><x14:formula1><xm:f>Other!$A$1:$A$3</xm:f></x14:formula1>'
    "<xm:sqref>C5:C7</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst>"
)


def members(data: bytes) -> dict[str, bytes]:
    """The content of every member of a package."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    """A package of these members."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2006, 1, 2, 3, 4, 6)), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def bent(data: bytes, name: str, change: Callable[[str], str | bytes]) -> bytes:
    """The package with one part changed."""
    parts = members(data)
    new = change(parts[name].decode())
    return packed({**parts, name: new if isinstance(new, bytes) else new.encode()})


def picture() -> bytes:
    """A PNG of one point."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">2I5B", 1, 1, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\0\0\0")) + chunk(b"IEND", b"")
    )


@cache
def rich() -> bytes:
    """Everything a person may have put into a workbook: charts, pictures, notes, macros, sparklines, a table."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("Plan & budget")
    other = book.add_worksheet("Other")
    bold = book.add_format({"bold": True, "bg_color": "#FFEE00"})
    dated = book.add_format({"num_format": "dd.mm.yyyy"})
    sheet.write_row(0, 0, ["Title  ", 1.5, True, "=text"], bold)
    sheet.write_formula(1, 0, "=B1*2", None, 3)
    sheet.write_formula(1, 1, '=A1&"x"', None, "Title  x")
    sheet.write_rich_string(1, 2, "a ", bold, "bold", " c")
    columns = [{"header": one} for one in ("uid", "text\nsq", "list", "when")]
    columns.append({"header": "double", "formula": "=LEN(tblMatrix[[#This Row],[uid]])*2"})
    rows = [["u1", "one", "a", 38718, None], ["u2", "two", "b", 38719, None], ["u3", "", "", "", None]]
    sheet.add_table(3, 0, 6, 4, {"name": "tblMatrix", "columns": columns, "data": rows})
    sheet.set_column(3, 3, 12, dated)
    sheet.set_column(0, 0, 5, None, {"hidden": True})
    sheet.set_row(5, 30, None, {"hidden": True})
    sheet.data_validation("C5:C7", {"validate": "list", "source": ["a", "b"]})
    sheet.conditional_format("B5:B7", {"type": "text", "criteria": "containing", "value": "o", "format": bold})
    sheet.conditional_format("D5:D7", {"type": "data_bar", "data_bar_2010": True})
    sheet.add_sparkline("G5", {"range": "'Plan & budget'!A5:E5"})
    sheet.write_comment("A1", "a note", {"author": "someone"})
    sheet.merge_range("A10:C11", "merged")
    sheet.write_url("A12", "https://example.org/a?b=1&c=2")
    sheet.insert_image("H2", "p.png", {"image_data": BytesIO(picture())})
    sheet.insert_textbox("H10", "text box")
    sheet.freeze_panes(4, 0)
    sheet.print_area(0, 0, 6, 4)
    sheet.repeat_rows(3)
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "='Plan & budget'!$E$5:$E$7"})
    other.insert_chart("C3", chart)
    other.write_column(0, 0, ["a", "b", "c"])
    other.write_formula(4, 0, "=COUNTA(tblMatrix[uid])", None, 3)
    book.define_name("wholetable", "='Plan & budget'!$A$4:$E$7")
    book.define_name("data", "='Plan & budget'!$B$5:$B$7")
    book.define_name("elsewhere", "=Other!$A$1:$A$7")
    book.add_vba_project(BytesIO(b"\xd0\xcf\x11\xe0 not really"), is_stream=True)
    book.close()
    data = out.getvalue()
    parts = members(data)
    sheet_xml = parts["xl/worksheets/sheet1.xml"].decode()
    # drop-downs kept in an extension stand beside the ones that the writer put there
    inner = _X14.removeprefix("<extLst>").removesuffix("</extLst>")
    parts["xl/worksheets/sheet1.xml"] = sheet_xml.replace("</extLst>", inner + "</extLst>").encode()
    assert "x14:dataValidation" in parts["xl/worksheets/sheet1.xml"].decode()
    return packed(parts)


@cache
def plain() -> bytes:
    """A workbook as openpyxl writes it, with shared strings, a table, notes and a local name."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Matrix"
    sheet.append(["kap:matrix", "x", None, "y"])
    sheet.append([])
    sheet.append(["uid", "activity", "money"])
    for row in (["a", "first", 10], ["b", "second", 20.5], ["c", None, None]):
        sheet.append(row)
    sheet["B4"].font = Font(bold=True, color="FF0000")
    sheet.add_table(Table(displayName="matrix", ref="A3:C6"))
    validation = DataValidation("list", formula1='"x,y"')
    validation.add("B4:B6")
    sheet.add_data_validation(validation)
    sheet.conditional_formatting.add("C4:C6", CellIsRule("lessThan", ["15"], font=Font(bold=True)))
    sheet["A1"].comment = Comment("note", "me")
    sheet["F20"] = "=SUM(C4:C6)"
    sheet.print_title_rows = "1:3"
    book.defined_names["total"] = DefinedName("total", attr_text="Matrix!$F$20")
    book.create_sheet("Hidden").sheet_state = "hidden"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def prefixed(text: str) -> str:
    """The same sheet with every element of the main namespace written as `x:…`."""
    tree = etree.fromstring(text.encode())
    root = etree.Element(tree.tag, nsmap={"x": MAIN, **{k: v for k, v in tree.nsmap.items() if k}})
    for name, value in tree.attrib.items():
        root.set(name, value)
    root.extend(list(tree))
    return etree.tostring(root, encoding="unicode")


def countless(text: str) -> str:
    """The same sheet without a number on any row or cell; only for sheets without gaps."""
    tree = etree.fromstring(text.encode())
    for item in tree.iter(f"{{{MAIN}}}row", f"{{{MAIN}}}c"):
        del item.attrib["r"]
    return etree.tostring(tree, encoding="unicode")


def utf16(text: str) -> bytes:
    """The same part in two bytes a character."""
    return text.replace("UTF-8", "UTF-16").encode("utf-16")


def outside(part: bytes, edited: set[str]) -> bytes:
    """A sheet's canonical XML without the edited cells, without what only they brought, without hints."""
    tree = etree.fromstring(part)
    for cell in list(tree.iter(f"{{{MAIN}}}c")):
        if cell.get("r") in edited:
            cell.getparent().remove(cell)
    for row in list(tree.iter(f"{{{MAIN}}}row")):
        row.attrib.pop("spans", None)
        if not len(row) and set(row.attrib) <= {"r"}:
            row.getparent().remove(row)
    for item in tree.iter(f"{{{MAIN}}}dimension"):
        item.attrib.pop("ref")
    return etree.tostring(tree, method="c14n")
