"""Sheets carried over, names and document properties."""

from __future__ import annotations

import warnings
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from package_samples import bent, members, packed, plain, prefixed, rich

from kap_xl.books import readback
from kap_xl.books.package import Package, PackageError
from kap_xl.books.save import differing
from kap_xl.books.strict import check

PLAN = "Plan & budget"


@cache
def prepared() -> bytes:
    """A sheet as it might be prepared: looks, a table, a format, a link, a note, a chart, print titles."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.add_worksheet("First")
    sheet = book.add_worksheet("Findings")
    money = book.add_format({"num_format": '#,##0.00 "EUR"', "bg_color": "#00FF00", "italic": True})
    columns = [{"header": "what"}, {"header": "how much", "format": money}]
    sheet.add_table(2, 0, 3, 1, {"name": "tblFindings", "columns": columns, "data": [["one", 1]]})
    sheet.set_column(3, 3, 20, money)
    sheet.write_rich_string("A10", "plain ", money, "rich")
    sheet.conditional_format(
        "B4", {"type": "cell", "criteria": ">", "value": 5, "format": book.add_format({"bg_color": "#FF0000"})}
    )
    sheet.write_url("A1", "https://example.org/x", string="link")
    sheet.write_url("A2", "internal:'Findings'!A3", string="inside")
    sheet.write_comment("B1", "hello")
    sheet.repeat_rows(2)
    sheet.print_area("A1:B4")
    chart = book.add_chart({"type": "bar"})
    chart.add_series({"values": "=Findings!$B$4:$B$4"})
    sheet.insert_chart("E2", chart)
    book.close()
    return out.getvalue()


def book(data: bytes) -> Any:
    """The workbook as openpyxl reads it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # it says what it does not understand
        return openpyxl.load_workbook(BytesIO(data))


def new_faults(after: bytes, before: bytes) -> list[Any]:
    """The faults that were not there."""
    return [fault for fault in check(after) if fault not in check(before)]


@pytest.mark.parametrize("make", [rich, plain])
def test_a_sheet_is_put_in_with_what_it_brings(make: Any) -> None:
    """Cells, looks, table, format, links, note, chart and print titles arrive; all other parts stay."""
    package = Package.open(make())
    source = Package.open(prepared())
    package.add_sheet("Gjetjet", source, "findings", position=1)
    after = package.to_bytes()
    assert source.to_bytes() == prepared()
    read = book(after)
    sheet = read["Gjetjet"]
    assert read.sheetnames.index("Gjetjet") == 1
    assert (sheet["A4"].value, sheet["B4"].number_format, sheet["B4"].fill.fgColor.rgb) == (
        "one",
        '#,##0.00 "EUR"',
        "FF00FF00",
    )
    assert sheet["A10"].value == "plain rich"
    assert sheet.column_dimensions["D"].width > 19
    rule = next(iter(sheet.conditional_formatting)).rules[0]
    assert rule.dxf.fill.bgColor.rgb == "FFFF0000"
    assert (sheet["A1"].hyperlink.target, sheet["B1"].comment.text) == ("https://example.org/x", "hello")
    assert (sheet.print_title_rows, sheet.print_area) == ("$3:$3", "'Gjetjet'!$A$1:$B$4")
    assert len(sheet._charts) == 1  # noqa: SLF001 - openpyxl has no other way to ask
    assert new_faults(after, make()) == []
    changed = {"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"}
    assert set(differing(make(), after)) & set(members(make())) <= changed


def test_names_of_later_sheets_follow_their_sheet() -> None:
    """A sheet put in front does not steal the print area of the one behind it."""
    package = Package.open(rich())
    package.add_sheet("New", Package.open(prepared()), "First", position=0)
    after = package.to_bytes()
    assert book(after)[PLAN].print_area == "'Plan & budget'!$A$1:$E$7"
    assert book(after).active.title == PLAN
    assert ("_xlnm.Print_Area", PLAN, "'Plan & budget'!$A$1:$E$7") in Package.open(after).names


def test_a_sheet_is_replaced_in_its_place() -> None:
    """Title, place and macro name stay; tables, notes and pictures of the old sheet go; then rows can be filled in."""
    package = Package.open(rich())
    source = Package.open(prepared())
    package.replace_sheet(PLAN, source, "Findings")
    package.fill_table(PLAN, "tblFindings", [["x", n] for n in range(6)])
    after = package.to_bytes()
    assert book(after).sheetnames == [PLAN, "Other"]
    assert book(after)[PLAN]["B9"].value == 5
    assert not any(name.startswith("xl/media") for name in members(after))
    assert [table.display for table in package.sheets[0].tables] == ["tblFindings"]
    left = [
        fault for fault in new_faults(after, rich()) if fault.code != "formulas.unknown-table"
    ]  # Other!A5 spoke of the old table
    assert left == []
    again = Package.open(after)
    again.replace_sheet(PLAN, source, "Findings")
    assert len(members(again.to_bytes())) == len(members(after))


def test_a_sheet_with_another_prefix_keeps_it() -> None:
    """Rich texts and looks are dressed in the prefix of the place they come to."""
    source = bent(prepared(), "xl/worksheets/sheet2.xml", prefixed)
    package = Package.open(plain())
    package.add_sheet("New", Package.open(source), "Findings")
    assert book(package.to_bytes())["New"]["A10"].value == "plain rich"
    assert new_faults(package.to_bytes(), plain()) == []


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("", "title-not-valid"),
        ("a" * 32, "title-not-valid"),
        ("a/b", "title-not-valid"),
        ("'a", "title-not-valid"),
        ("matrix", "sheet-exists"),
    ],
)
def test_titles_are_what_excel_takes(title: str, code: str) -> None:
    """Length, characters and likeness whatever the case."""
    with pytest.raises(PackageError) as caught:
        Package.open(plain()).add_sheet(title, Package.open(prepared()), "First")
    assert caught.value.code == code


def test_what_cannot_be_carried_is_refused_before_anything_is_done() -> None:
    """A table name that is taken, a pivot table: the package is as it was."""
    package = Package.open(prepared())
    with pytest.raises(PackageError, match="table-exists"):
        package.add_sheet("New", Package.open(prepared()), "Findings")
    line = '<Relationship Id="rId99" Type="http://x/pivotTable" Target="../p.xml"/></Relationships>'
    pivot = bent(prepared(), "xl/worksheets/_rels/sheet2.xml.rels", lambda text: text.replace("</Relationships>", line))
    pivot = packed({**members(pivot), "xl/p.xml": b"<p/>"})
    for source in (pivot,):
        target = Package.open(plain())
        with pytest.raises(PackageError, match="sheet-part"):
            target.replace_sheet("Matrix", Package.open(source), "Findings")
        assert target.to_bytes() == plain()


def test_names_are_defined_for_all_or_for_one() -> None:
    """A new name, a changed one, a local one of the same name; only the workbook part changes."""
    package = Package.open(plain())
    package.define_name("kap_new", "Matrix!$A$1")
    package.define_name("total", "Matrix!$F$21", hidden=True)
    package.define_name("total", "Hidden!$A$1", "Hidden")
    after = package.to_bytes()
    assert set(differing(plain(), after)) == {"xl/workbook.xml"}
    assert ("total", "", "Matrix!$F$21") in Package.open(after).names
    assert ("total", "Hidden", "Hidden!$A$1") in Package.open(after).names
    assert book(after).defined_names["kap_new"].attr_text == "Matrix!$A$1"
    assert new_faults(after, plain()) == []
    for name in ("A1", "R1C1", "a b", "1a", "", "x" * 256):
        with pytest.raises(PackageError, match="name-not-valid"):
            package.define_name(name, "Matrix!$A$1")
    package.remove_name("total")
    assert ("total", "", "Matrix!$F$21") not in package.names


def test_the_last_name_takes_its_list_along() -> None:
    """The format knows no empty list of names."""
    package = Package.open(plain())
    package.remove_name("total")
    package.remove_name("_xlnm.Print_Titles", "Matrix")
    assert b"definedName" not in members(package.to_bytes())["xl/workbook.xml"]
    package.define_name("again", "Matrix!$A$1")
    assert new_faults(package.to_bytes(), plain()) == []


def test_properties_are_set_where_they_stand_or_made() -> None:
    """Title, creator and moment; a package without the part gets one."""
    bare = {name: data for name, data in members(plain()).items() if name != "docProps/core.xml"}
    bare["_rels/.rels"] = b"".join(part for part in bare["_rels/.rels"].partition(b"<Relationship ")[:1]) + bare[
        "_rels/.rels"
    ].partition(b"<Relationship ")[2].join([b"<Relationship ", b""])
    moment = datetime(2006, 7, 1, 12, tzinfo=UTC)
    for data in (plain(), rich(), packed(bare)):
        package = Package.open(data)
        package.set_properties(title="Plan <1>", creator="Institution", modified=moment)
        found = book(package.to_bytes()).properties
        assert (found.title, found.creator, found.modified) == ("Plan <1>", "Institution", datetime(2006, 7, 1, 12))  # noqa: DTZ001 - a cell knows no zone
        assert readback.cells(package.to_bytes(), package.sheets[0].title)
