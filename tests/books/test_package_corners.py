"""Places in sheets where a careless editor would do harm."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from package_samples import bent, members, plain

from kap_xl.books import readback
from kap_xl.books.package import Edit, Formula, Package, PackageError, Style

SHEET = "xl/worksheets/sheet1.xml"


def with_rows(rows: str, tail: str = "") -> bytes:
    """The plain workbook with rows of our own at the end, and something behind the cells."""
    return bent(plain(), SHEET, lambda text: text.replace("</sheetData>", f"{rows}</sheetData>{tail}"))


def edited(data: bytes, *edits: Edit) -> Any:
    """The sheet after edits, read by openpyxl."""
    package = Package.open(data)
    package.set_cells("Matrix", edits)
    return openpyxl.load_workbook(BytesIO(package.to_bytes()))["Matrix"]


def test_rows_that_close_themselves_open_up() -> None:
    """A row with a height and no cells keeps the height; its span hint grows, a senseless one goes."""
    rows = '<row r="40" spans="2:3" ht="33" customHeight="1"/><row r="41" spans="x"><c r="B41"/></row>'
    package = Package.open(with_rows(rows))
    package.set_cells("Matrix", [Edit(40, 5, "x"), Edit(41, 1, 1)])
    text = members(package.to_bytes())[SHEET].decode()
    assert '<row r="40" spans="2:5" ht="33" customHeight="1"><c r="E40"' in text
    assert '<row r="41"><c r="A41"><v>1</v></c><c r="B41"/></row>' in text


def test_new_cells_take_the_rows_style_before_the_columns() -> None:
    """And another cell's style may be that of its row or its column."""
    data = with_rows('<row r="40" s="1" customFormat="1"/><row r="41"/>')
    data = bent(
        data,
        SHEET,
        lambda text: text.replace("<sheetData>", '<cols><col min="7" max="8" width="9" style="1"/></cols><sheetData>'),
    )
    bold = edited(
        data,
        Edit(40, 2, "x"),
        Edit(41, 7, "x"),
        Edit(41, 2, "x", style=Style(like=(50, 8))),
        Edit(41, 3, "x", style=Style(like=(40, 9))),
    )
    assert [bold[place].font.b for place in ("B40", "G41", "B41", "C41")] == [True] * 4
    assert not edited(data, Edit(41, 2, "x", style=Style(like=(60, 60))))["B41"].font.b


def test_emptying_what_is_not_there_changes_nothing() -> None:
    """The bytes are those of the file."""
    package = Package.open(plain())
    package.set_cells("Matrix", [Edit(50, 50), Edit(4, 9)])
    assert package.to_bytes() == plain()


@pytest.mark.parametrize(("row", "column"), [(0, 1), (1, 0), (1_048_577, 1), (1, 16_385)])
def test_cells_outside_the_grid_are_refused(row: int, column: int) -> None:
    """By code; nothing is written."""
    package = Package.open(plain())
    with pytest.raises(PackageError, match="outside-grid"):
        package.set_cells("Matrix", [Edit(row, column, "x")])
    assert package.to_bytes() == plain()


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="40"/><row r="39"/>',
        '<row r="40"><c r="B40"/><c r="A40"/></row>',
        '<row r="40"><c r="A40"/>',
        '<row r="20"/>',
    ],
)
def test_disorder_is_refused_as_damage(rows: str) -> None:
    """An editor that guesses would put cells where no reader looks."""
    with pytest.raises(PackageError, match="damaged"):
        edited(with_rows(rows), Edit(40, 5, "x"))


def test_a_calculated_column_of_shared_formulas_goes_on() -> None:
    """The last row's formula leans on one above; the new row gets it written out for its own place."""
    own = "<calculatedColumnFormula>LEN(A4)</calculatedColumnFormula>"
    column = r'(<tableColumn id="3" name="money") ?/>'
    data = bent(plain(), "xl/tables/table1.xml", lambda text: re.sub(column, rf"\1>{own}</tableColumn>", text))

    def shared(text: str) -> str:
        for row in (4, 5, 6):
            text = re.sub(rf'<c r="C{row}"[^>]*>.*?</c>|<c r="C{row}"[^>]*/>', "", text)
            head = '<f t="shared" ref="C4:C6" si="0">LEN(A4)</f>' if row == 4 else '<f t="shared" si="0"/>'
            text = re.sub(rf'(<row r="{row}".*?)(</row>)', rf'\1<c r="C{row}">{head}<v>1</v></c>\2', text)
        return text

    data = bent(data, SHEET, shared)
    package = Package.open(data)
    package.append_rows("Matrix", "matrix", [["d"], ["e", None, Formula("1+1", 2)], ["f", None, 7]])
    cells = readback.cells(package.to_bytes(), "Matrix")
    assert [cells[f"C{row}"].formula for row in (7, 8, 9)] == ["LEN(A7)", "1+1", ""]
    assert cells["C6"].text == "1"
    package.fill_table("Matrix", "matrix", [["x"], ["y", None, Formula(None, 1)]])
    cells = readback.cells(package.to_bytes(), "Matrix")
    assert [cells[f"C{row}"] for row in (4, 5)] == [("n", "", "LEN(A4)"), ("n", "1", "LEN(A5)")]
    with pytest.raises(PackageError, match="no-column-formula"):
        package.append_rows("Matrix", "matrix", [[Formula(None, 1)]])


def test_ranges_end_with_the_data_when_rows_go() -> None:
    """Ranges inside the rows that went keep one row; whole columns and ranges elsewhere stay."""
    rule = '<cfRule type="expression" priority="{}"><formula>1</formula></cfRule></conditionalFormatting>'
    ranges = ("A5:A6 E5:E6", "B6", "A1:A1048576")
    tail = "".join(f'<conditionalFormatting sqref="{one}">{rule.format(n + 5)}' for n, one in enumerate(ranges))
    package = Package.open(with_rows("", tail))
    package.fill_table("Matrix", "matrix", [["x"]])
    found = re.findall(rb'sqref="([^"]*)"', members(package.to_bytes())[SHEET].partition(b"</sheetData>")[2])
    assert found[:3] == [b"E5:E6", b"B4", b"A1:A1048576"]


def test_rich_and_broken_neighbours_stay_as_they_are() -> None:
    """Cells with errors, rich inline text, extensions and metadata beside an edited one keep their characters."""
    odd = (
        '<c r="A40" t="e" vm="1"><v>#N/A</v></c><c r="B40" t="inlineStr"><is><r><rPr><b/></rPr><t>x</t></r></is></c>'
        '<c r=\'C40\'  s=\'0\' ><v>1</v ></c><c r="D40" ph="1"><v>2</v><extLst><ext uri="x"/></extLst></c>'
    )
    package = Package.open(with_rows(f'<row r="40" >{odd}</row>'))
    package.set_cells("Matrix", [Edit(40, 9, "x"), Edit(40, 5, "y")])
    assert odd.encode() in members(package.to_bytes())[SHEET]
