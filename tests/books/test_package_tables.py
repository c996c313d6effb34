"""Rows of tables: added below, or all replaced, with everything that leans on them."""

from __future__ import annotations

import re
import warnings
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from package_samples import MAIN, bent, members, outside, plain, prefixed, rich, utf16

from kap_xl.books import readback
from kap_xl.books.package import Edit, Formula, Package, PackageError, RowLook, Style, Styled
from kap_xl.books.package.grid import a1
from kap_xl.books.save import differing
from kap_xl.books.strict import check

SHEET = "xl/worksheets/sheet1.xml"
PLAN = "Plan & budget"
ALLOWED = {SHEET, "xl/tables/table1.xml", "xl/workbook.xml", "xl/styles.xml", "xl/charts/chart1.xml"}
items = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**9), 10**9),
    st.text(st.characters(codec="ascii", min_codepoint=32), min_size=1, max_size=9),
)


def book(data: bytes) -> Any:
    """The workbook as openpyxl reads it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # it says what it does not understand
        return openpyxl.load_workbook(BytesIO(data))


def appended(data: bytes, title: str, table: str, *rows: Any, looks: Any = ()) -> bytes:
    """The package with rows added."""
    package = Package.open(data)
    package.append_rows(title, table, rows, looks)
    return package.to_bytes()


def filled(data: bytes, title: str, table: str, *rows: Any, looks: Any = ()) -> bytes:
    """The package with rows replaced."""
    package = Package.open(data)
    package.fill_table(title, table, rows, looks)
    return package.to_bytes()


def sqrefs(data: bytes) -> set[str]:
    """Every range of validations, formats and the like in the sheet."""
    tree = etree.fromstring(members(data)[SHEET])
    return {one.get("sqref") for one in tree.iter() if one.get("sqref")} | {
        one.text for one in tree.iter("{*}sqref") if one.text
    }


def test_added_rows_look_and_behave_like_the_last_one() -> None:
    """The table, its filter, validations in both places, formats and names grow; sparklines and others stay."""
    after = appended(
        rich(), PLAN, "TBLMATRIX", ["u4", "=x", "a", date(2006, 5, 1)], ["u5", None, None, None, Formula(None, 4)]
    )
    sheet = book(after)[PLAN]
    assert (sheet.tables["tblMatrix"].ref, sheet.tables["tblMatrix"].autoFilter.ref) == ("A4:E9", "A4:E9")
    assert [cell.value for cell in sheet[8]][:3] == ["u4", "=x", "a"]
    assert sheet["D8"].value.date() == date(2006, 5, 1)
    assert sheet["D9"].number_format == "dd.mm.yyyy"
    assert sheet["E8"].value == sheet["E7"].value
    assert readback.cells(after, PLAN)["E9"].text == "4"
    assert {"C5:C9", "B5:B9", "D5:D9", "G5"} <= sqrefs(after)
    names = {name: text for name, _, text in Package.open(after).names}
    assert names["wholetable"] == "'Plan & budget'!$A$4:$E$9"
    assert names["data"] == "'Plan & budget'!$B$5:$B$9"
    assert names["elsewhere"] == "Other!$A$1:$A$7"
    assert names["_xlnm.Print_Area"] == "'Plan & budget'!$A$1:$E$9"
    assert b"'Plan &amp; budget'!$E$5:$E$9<" in members(after)["xl/charts/chart1.xml"]
    assert set(differing(rich(), after)) <= ALLOWED


@pytest.mark.parametrize("sample", [(rich, PLAN, "tblMatrix", 5, 7), (plain, "Matrix", "matrix", 3, 6)])
@given(rows=st.lists(st.lists(items, max_size=3), min_size=1, max_size=5))
@settings(max_examples=25, deadline=None)
def test_added_rows_are_read_back_and_the_rest_stays(sample: Any, rows: list[list[Any]]) -> None:
    """Whatever the values, the cells above and beside are as they were and the package has no fault."""
    make, title, table, width, last = sample
    if make is rich:
        rows = rows[:2]  # a merged range stands below
    after = appended(make(), title, table, *rows)
    sheet = book(after)[title]
    for number, row in enumerate(rows, last + 1):
        for column, item in enumerate(row, 1):
            assert sheet.cell(number, column).value == item
    refs = {a1(row, column) for row in range(last + 1, last + 1 + len(rows)) for column in range(1, width + 1)}
    before, now = (etree.fromstring(outside(members(data)[SHEET], refs)) for data in (make(), after))
    for tree in (before, now):
        for one in tree.iter():
            one.attrib.pop("sqref", None)
            one.text = None if etree.QName(one).localname == "sqref" else one.text
    assert rows_of(before) == rows_of(now)
    assert [fault for fault in check(after) if fault not in check(make())] == []


def rows_of(tree: Any) -> list[bytes]:
    """The rows that hold cells, and everything around them, in canonical form."""
    data = tree.find(f"{{{MAIN}}}sheetData")
    kept = [etree.tostring(row, method="c14n") for row in data if len(row)]
    data.getparent().remove(data)
    return [*kept, etree.tostring(tree, method="c14n")]


def test_an_empty_first_row_is_used() -> None:
    """A table of one empty row is an empty table."""
    after = filled(plain(), "Matrix", "matrix")
    assert Package.open(after).table("Matrix", "matrix").ref == "A3:C4"
    assert book(after)["Matrix"]["B4"].value is None
    again = appended(after, "Matrix", "matrix", ["x"], ["y"])
    assert Package.open(again).table("Matrix", "matrix").ref == "A3:C5"
    assert [book(again)["Matrix"][f"A{row}"].value for row in (4, 5)] == ["x", "y"]


def test_cells_in_the_way_are_never_overwritten() -> None:
    """Values below, another table or a merge below, a totals row: refused, and the package is as it was."""
    package = Package.open(plain())
    package.set_cells("Matrix", [Edit(8, 2, "in the way")])
    before = package.to_bytes()
    package = Package.open(before)
    with pytest.raises(PackageError) as caught:
        package.append_rows("Matrix", "matrix", [["a"], ["b"]])
    assert (caught.value.code, caught.value.fields["cell"]) == ("rows-below", "B8")
    package.append_rows("Matrix", "matrix", [])
    assert package.to_bytes() == before
    package = Package.open(rich())
    package.set_cells(PLAN, [Edit(10, 1)])
    with pytest.raises(PackageError, match="merged-cell"):
        package.append_rows(PLAN, "tblMatrix", [["x"]] * 3)
    total = bent(plain(), "xl/tables/table1.xml", lambda text: text.replace("<table ", '<table totalsRowCount="1" ', 1))
    with pytest.raises(PackageError, match="table-totals"):
        appended(total, "Matrix", "matrix", ["x"])


def test_cells_beside_the_table_stay() -> None:
    """What stands left and right of new rows, and the height of their row, is kept."""
    row = '<row r="7" ht="33" customHeight="1"><c r="H7"><v>7</v></c></row>'
    data = bent(plain(), SHEET, lambda text: text.replace('<row r="20"', f'{row}<row r="20"'))
    sheet = book(appended(data, "Matrix", "matrix", ["x"], ["y"]))["Matrix"]
    assert [sheet[place].value for place in ("A7", "H7", "A8")] == ["x", 7, "y"]
    assert sheet.row_dimensions[7].height == 33


def test_filling_replaces_all_rows() -> None:
    """Fewer or more rows than before: nothing of the old ones stays, ranges end with the data."""
    for count in (1, 2, 5):
        after = filled(plain(), "Matrix", "matrix", *([f"u{n}", "é & č", Decimal("10.10")] for n in range(count)))
        sheet = book(after)["Matrix"]
        assert sheet.tables["matrix"].ref == f"A3:C{3 + count}"
        assert [sheet.cell(4 + n, 1).value for n in range(max(count, 3))] == [
            f"u{n}" if n < count else None for n in range(max(count, 3))
        ]
        assert sheet["B4"].font.b
        last = 3 + count
        assert {"B4:B6", "C4:C6"} != sqrefs(after) & {"B4:B6", "C4:C6"} or last == 6
        assert {re.sub("[A-Z]4:?[A-Z]?", "", one) for one in sqrefs(after) if one[0] in "BC"} == {
            str(last) if count > 1 else ""
        }
        assert set(differing(plain(), after)) <= ALLOWED
        assert check(after) == check(plain())


def test_a_chart_of_one_prepared_row_shows_them_all() -> None:
    """Shrunk to one row and grown again, a chart and a name speak of the whole column; names of one cell stay."""
    package = Package.open(rich())
    package.define_name("one", "'Plan & budget'!$B$5")
    for count in (1, 4):
        package.fill_table(PLAN, "tblMatrix", [["x"]] * count)
        chart = members(package.to_bytes())["xl/charts/chart1.xml"]
        assert f"'Plan &amp; budget'!$E$5:$E${4 + count}<".encode() in chart
        assert ("data", "", f"'Plan & budget'!$B$5:$B${4 + count}") in package.names
    assert ("one", "", "'Plan & budget'!$B$5") in package.names


def test_rows_have_heights_and_cells_looks_of_their_own() -> None:
    """A height, a hidden row and a colour are this row's only; text that bites is text."""
    red = Style(fill="FF0000")
    after = filled(
        rich(), PLAN, "tblMatrix",
        ["u1", Styled("-1", red)],
        ["u2", "+x"],
        ["u3", Styled(None, red), None, date(2006, 1, 1), Styled(Formula(None, 4), red)],
        looks=[None, RowLook(40.5, hidden=True), RowLook()],
    )  # fmt: skip
    sheet = book(after)[PLAN]
    assert (sheet.row_dimensions[6].height, sheet.row_dimensions[6].hidden) == (40.5, True)
    assert not sheet.row_dimensions[7].hidden
    assert (sheet["B5"].value, sheet["B5"].fill.fgColor.rgb, sheet["B5"].quotePrefix) == ("-1", "FFFF0000", True)
    assert (sheet["B6"].value, sheet["B6"].data_type, sheet["B6"].quotePrefix) == ("+x", "s", True)
    assert (sheet["B7"].value, sheet["B7"].fill.fgColor.rgb) == (None, "FFFF0000")
    assert (sheet["E7"].value, sheet["E7"].fill.fgColor.rgb) == (sheet["E5"].value, "FFFF0000")


def test_formulas_with_plain_references_move_down() -> None:
    """A calculated column that is written with cell references speaks of its own row in each."""
    own = "<calculatedColumnFormula>LEN(A4)+$A$1+Other!C$1</calculatedColumnFormula>"
    data = bent(
        plain(),
        "xl/tables/table1.xml",
        lambda text: re.sub(r'(<tableColumn id="3" name="money") ?/>', rf"\1>{own}</tableColumn>", text),
    )
    data = bent(
        data,
        SHEET,
        lambda text: re.sub('<c r="C4"[^>]*>.*?</c>', '<c r="C4"><f>LEN(A4)+$A$1+Other!C$1</f><v>1</v></c>', text),
    )
    sheet = book(filled(data, "Matrix", "matrix", ["a"], ["b"], ["c", None, 5]))["Matrix"]
    assert [sheet.cell(row, 3).value for row in (4, 5, 6)] == ["=LEN(A4)+$A$1+Other!C$1", "=LEN(A5)+$A$1+Other!C$1", 5]


@pytest.mark.parametrize("bend", [prefixed, utf16])
def test_other_ways_to_write_xml_are_filled_in_kind(bend: Any) -> None:
    """Prefixed and two-byte sheets take rows as well."""
    after = filled(bent(plain(), SHEET, bend), "Matrix", "matrix", ["a", "č", 1], ["b"], ["c"], ["d"])
    read = readback.cells(after, "Matrix")
    assert [read[place].text for place in ("A4", "B4", "C4", "A7", "F20")] == ["a", "č", "1", "d", ""]


def test_too_long_a_row_names_its_place() -> None:
    """A row wider than the table is a mistake of the caller's, told with the row."""
    with pytest.raises(PackageError) as caught:
        filled(plain(), "Matrix", "matrix", ["a"], ["a", "b", "c", "d"])
    assert (caught.value.code, caught.value.fields["cell"], caught.value.fields["table"]) == (
        "row-too-long",
        "A5",
        "matrix",
    )


def test_ten_thousand_rows_fit() -> None:
    """A table takes ten thousand rows and ends where they end."""
    rows = [[f"uid{n}", "text", n] for n in range(10_000)]
    data = filled(
        bent(plain(), SHEET, lambda text: re.sub('<row r="20".*?</row>', "", text)), "Matrix", "matrix", *rows
    )
    assert Package.open(data).table("Matrix", "matrix").last == 10_003
