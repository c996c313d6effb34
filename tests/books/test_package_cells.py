"""Single cells written into packages that others made."""

from __future__ import annotations

import math
import re
import warnings
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest
import python_calamine
from hypothesis import given, settings
from hypothesis import strategies as st
from package_samples import MAIN, bent, countless, members, outside, packed, plain, prefixed, rich, utf16

from kap_xl.books import readback
from kap_xl.books.package import Edit, Package, PackageError, Style, Value
from kap_xl.books.package.grid import a1
from kap_xl.books.save import differing

SAMPLES = {"rich": (rich, "Plan & budget"), "plain": (plain, "Matrix")}
SHEET = "xl/worksheets/sheet1.xml"

texts = st.text(st.characters(codec="utf-8", exclude_characters="\r"), min_size=1, max_size=30)
numbers = st.one_of(
    st.integers(-(10**15), 10**15),
    st.floats(allow_nan=False, allow_infinity=False, min_value=-1e300, max_value=1e300, allow_subnormal=False),
    st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**9), max_value=10**9),
)
# Excel's calendar knows a day that never was before March 1900
moments = st.datetimes(datetime(1900, 3, 1), datetime(9000, 1, 1)).map(lambda one: one.replace(microsecond=0))  # noqa: DTZ001 - a cell knows no zone
days = st.dates(date(1900, 3, 1), date(9000, 1, 1))
values = st.one_of(st.none(), st.booleans(), texts, numbers, moments, days)
# where neither sample holds anything special, some far off; not the column that is formatted as dates
places = st.tuples(st.one_of(st.integers(13, 30), st.just(5000)), st.integers(1, 40).filter(lambda one: one != 4))
cells = st.dictionaries(places, values, min_size=1, max_size=12)


def edited(data: bytes, title: str, *edits: Edit) -> bytes:
    """The package after these edits."""
    package = Package.open(data)
    package.set_cells(title, edits)
    return package.to_bytes()


def by_openpyxl(data: bytes, title: str) -> Any:
    """The sheet as openpyxl reads it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # it says what it does not understand
        return openpyxl.load_workbook(BytesIO(data))[title]


def agrees(read: object, value: Value) -> bool:
    """Whether openpyxl read what was written."""
    if isinstance(value, bool) or value is None:
        return read is value
    if isinstance(value, datetime):
        return isinstance(read, datetime) and abs((read - value).total_seconds()) < 1
    if isinstance(value, date):
        return isinstance(read, datetime) and read.date() == value
    if isinstance(value, int | float | Decimal):
        return isinstance(read, int | float) and math.isclose(read, float(value), rel_tol=1e-15)
    return read == re.sub("[\0-\x08\x0b-\x1f\ufffe\uffff]", lambda one: f"_x{ord(one[0]):04X}_", escaped(value))


def escaped(text: str) -> str:
    """Text as openpyxl leaves it: it does not undo the escape of an escape."""
    return re.sub(r"_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", text)


@pytest.mark.parametrize("name", SAMPLES)
@given(cells=cells)
@settings(max_examples=50, deadline=None)
def test_edits_are_read_back_and_nothing_else_changes(name: str, cells: dict[tuple[int, int], Value]) -> None:
    """Two readers find the new values; other members keep their bytes and the sheet its XML beside the cells."""
    make, title = SAMPLES[name]
    edits = [Edit(row, column, value) for (row, column), value in cells.items()]
    before, after = make(), edited(make(), title, *edits)
    sheet = by_openpyxl(after, title)
    for (row, column), value in cells.items():
        if (row, column) != (20, 6):
            assert agrees(sheet.cell(row, column).value, value)
    readback.check(after, title, edits)
    assert set(differing(before, after)) <= {SHEET, "xl/styles.xml", "xl/workbook.xml"}
    refs = {a1(*place) for place in cells}
    assert outside(members(before)[SHEET], refs) == outside(members(after)[SHEET], refs)
    assert python_calamine.load_workbook(BytesIO(after)).get_sheet_by_name(title).to_python()


def test_nothing_changed_gives_the_same_bytes() -> None:
    """A package that was opened and not edited is the file that it was."""
    assert Package.open(rich()).to_bytes() == rich()
    package = Package.open(rich())
    package.set_cells("other", [])
    assert package.to_bytes() == rich()
    assert package.changed == frozenset()


def test_untouched_members_keep_packed_bytes_and_order() -> None:
    """Members are in the order they were, with date and packed content as they were."""
    after = edited(rich(), "Other", Edit(9, 9, "x"))
    names = list(members(rich()))
    assert list(members(after)) == names
    start = after.index(b"xl/media/image1.png")
    assert after[start : start + 60] == rich()[rich().index(b"xl/media/image1.png") :][:60]


def test_text_that_bites_is_text() -> None:
    """What begins like a formula is a string cell with a quote prefix; a number there later loses the prefix."""
    after = edited(plain(), "Matrix", *(Edit(30, n, f"{sign}cmd") for n, sign in enumerate("=+-@\t", 1)))
    sheet = by_openpyxl(after, "Matrix")
    assert [sheet.cell(30, n).data_type for n in range(1, 6)] == ["s"] * 5
    assert all(sheet.cell(30, n).quotePrefix for n in range(1, 6))
    assert b"<f>cmd" not in members(after)[SHEET]
    again = by_openpyxl(edited(after, "Matrix", Edit(30, 1, 5)), "Matrix")
    assert not again.cell(30, 1).quotePrefix


def test_escapes_go_both_ways() -> None:
    """Carriage returns, control characters and text that looks like an escape survive."""
    text = "a\r\nb\x01_x000D_ \ud800"
    after = edited(plain(), "Matrix", Edit(30, 1, text))
    assert readback.cells(after, "Matrix")["A30"].text == text


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("x" * 32_768, "text-too-long"),
        ("𝄞" * 16_384, "text-too-long"),
        (math.nan, "number-not-finite"),
        (math.inf, "number-not-finite"),
        (Decimal("NaN"), "number-not-finite"),
        (10**400, "number-out-of-range"),
        (date(1899, 12, 31), "date-out-of-range"),
    ],
)
def test_what_a_cell_cannot_hold_is_refused(value: Value, code: str) -> None:
    """The error names the code, the sheet and the cell, and the package is as it was."""
    package = Package.open(plain())
    with pytest.raises(PackageError) as caught:
        package.set_cells("Matrix", [Edit(30, 1, "ok"), Edit(30, 2, value)])
    assert caught.value.code == code
    assert (caught.value.fields["sheet"], caught.value.fields["cell"]) == ("Matrix", "B30")
    assert package.to_bytes() == plain()


def test_text_of_exactly_the_limit_fits() -> None:
    """32,767 characters are one cell's fill."""
    assert readback.cells(edited(plain(), "Matrix", Edit(30, 1, "x" * 32_767)), "Matrix")["A30"].text == "x" * 32_767


def test_dates_count_from_the_workbooks_own_day() -> None:
    """In a 1904 workbook the same date is 1,462 days less; before March 1900 the other system is a day off."""
    modern = bent(
        plain(), "xl/workbook.xml", lambda text: re.sub("<workbookPr(?=[ /])", '<workbookPr date1904="1"', text)
    )
    for data, serial in ((plain(), 38718.0), (modern, 38718.0 - 1462)):
        after = edited(data, "Matrix", Edit(30, 1, date(2006, 1, 1)))
        assert float(readback.cells(after, "Matrix")["A30"].text) == serial
        assert by_openpyxl(after, "Matrix")["A30"].value == datetime(2006, 1, 1)  # noqa: DTZ001 - a cell knows no zone
    after = edited(plain(), "Matrix", Edit(30, 1, date(1900, 1, 1)))
    assert readback.cells(after, "Matrix")["A30"].text == "1"


def test_a_date_keeps_the_format_its_cell_has() -> None:
    """Only a cell whose format shows no date gets one."""
    after = by_openpyxl(
        edited(rich(), "Plan & budget", Edit(6, 4, date(2006, 2, 3)), Edit(30, 2, date(2006, 2, 3))), "Plan & budget"
    )
    assert after["D6"].number_format == "dd.mm.yyyy"
    assert after["B30"].number_format == "mm-dd-yy"


def test_looks_go_on_top_and_are_reused() -> None:
    """Fill, colour and weight are added to the present style, which stays; equal looks are one format."""
    style = Style(fill="ffc7ce", font="9C0006", bold=False, wrap=True, number_format="0.000", locked=False)
    first = edited(plain(), "Matrix", Edit(4, 2, style=style, keep_value=True))
    cell = by_openpyxl(first, "Matrix")["B4"]
    assert (cell.value, cell.fill.fgColor.rgb, cell.font.color.rgb) == ("first", "FFFFC7CE", "FF9C0006")
    assert (cell.font.b, cell.alignment.wrap_text, cell.number_format) == (False, True, "0.000")
    assert cell.protection.locked is False
    second = edited(first, "Matrix", Edit(4, 2, style=style, keep_value=True))
    assert members(second)["xl/styles.xml"] == members(first)["xl/styles.xml"]
    like = by_openpyxl(edited(first, "Matrix", Edit(30, 1, "x", style=Style(like=(4, 2)))), "Matrix")["A30"]
    assert like.fill.fgColor.rgb == "FFFFC7CE"
    plainer = by_openpyxl(edited(first, "Matrix", Edit(4, 2, style=Style(fill=""), keep_value=True)), "Matrix")["B4"]
    assert plainer.fill.patternType is None


def test_a_new_cell_takes_the_columns_style() -> None:
    """Beneath the formatted column a value is shown like its neighbours."""
    assert (
        by_openpyxl(edited(rich(), "Plan & budget", Edit(40, 4, 38718)), "Plan & budget")["D40"].number_format
        == "dd.mm.yyyy"
    )


def test_emptied_cells_keep_their_style() -> None:
    """None empties; what was never there is not made."""
    after = edited(plain(), "Matrix", Edit(4, 2), Edit(50, 50))
    assert by_openpyxl(after, "Matrix")["B4"].value is None
    assert by_openpyxl(after, "Matrix")["B4"].font.b
    assert b'r="50"' not in members(after)[SHEET]


def test_formulas_have_their_results() -> None:
    """A formula is written with its cached result of any kind; errors are errors."""
    edits = [
        Edit(30, 1, 2, "1+1"),
        Edit(30, 2, "a<b", 'IF(1<2,"a<b")'),
        Edit(30, 3, True, "TRUE()"),  # noqa: FBT003 - the value of a cell
        Edit(30, 4, "#N/A", "NA()"),
        Edit(30, 5, None, "A30"),
    ]
    after = edited(plain(), "Matrix", *edits)
    readback.check(after, "Matrix", edits)
    cached = openpyxl.load_workbook(BytesIO(after), data_only=True)["Matrix"]
    assert [cached.cell(30, n).value for n in range(1, 6)] == [2, "a<b", True, "#N/A", None]


@pytest.mark.parametrize("formula", ["", "=1", "1" * 8_193, "A1\x00"])
def test_unfit_formulas_are_refused(formula: str) -> None:
    """No equals sign, no emptiness, no control characters, 8,192 characters at most."""
    with pytest.raises(PackageError, match="formula-not-valid"):
        edited(plain(), "Matrix", Edit(30, 1, 1, formula))


SHARED = (
    '<row r="40"><c r="A40"><f t="shared" ref="A40:B42" si="3">C40*$D$1+Other!A1&amp;"A1"</f><v>1</v></c>'
    '<c r="B40"><f t="shared" si="3"/><v>2</v></c></row>'
    '<row r="41"><c r="A41"><f t="shared" si="3"/><v>3</v></c></row>'
    '<row r="42"><c r="B42" t="str"><f t="shared" si="3"></f><v>4</v></c></row>'
)
ARRAY = (
    '<row r="40"><c r="A40"><f t="array" ref="A40:A41">B1:B2</f><v>1</v></c></row>'
    '<row r="41"><c r="A41"><v>2</v></c></row>'
)


def with_rows(rows: str) -> bytes:
    """The plain workbook with rows of our own at the end."""
    return bent(plain(), SHEET, lambda text: text.replace("</sheetData>", rows + "</sheetData>"))


def test_formulas_that_leaned_on_an_overwritten_one_stand_alone() -> None:
    """The dependants of a shared formula keep their meaning and their results."""
    after = readback.cells(edited(with_rows(SHARED), "Matrix", Edit(40, 1, "gone")), "Matrix")
    assert after["B40"] == ("n", "2", 'D40*$D$1+Other!B1&"A1"')
    assert after["A41"] == ("n", "3", 'C41*$D$1+Other!A2&"A1"')
    assert after["B42"] == ("str", "4", 'D42*$D$1+Other!B3&"A1"')
    kept = members(edited(with_rows(SHARED), "Matrix", Edit(41, 1, "gone")))[SHEET]
    assert kept.count(b't="shared"') == 3


def test_part_of_an_array_cannot_be_changed() -> None:
    """As in Excel: all cells of an array formula, or none; a style may go anywhere."""
    with pytest.raises(PackageError) as caught:
        edited(with_rows(ARRAY), "Matrix", Edit(41, 1, 5))
    assert (caught.value.code, caught.value.fields["cell"]) == ("array-cell", "A41")
    edited(with_rows(ARRAY), "Matrix", Edit(41, 1, style=Style(bold=True), keep_value=True))
    both = edited(with_rows(ARRAY), "Matrix", Edit(41, 1, 5), Edit(40, 1, 6))
    assert b"array" not in members(both)[SHEET]


def test_a_value_under_a_merge_is_refused() -> None:
    """Excel would not show it; emptying and the first cell are allowed."""
    with pytest.raises(PackageError) as caught:
        edited(rich(), "Plan & budget", Edit(10, 2, "lost"))
    assert caught.value.code == "merged-cell"
    edited(rich(), "Plan & budget", Edit(10, 1, "seen"), Edit(10, 2))


def test_headers_of_tables_are_not_single_cells() -> None:
    """A header cell and its column's name may not part; the same text again is no change."""
    with pytest.raises(PackageError) as caught:
        edited(plain(), "Matrix", Edit(3, 2, "other"))
    assert (caught.value.code, caught.value.fields["table"]) == ("table-header", "matrix")
    edited(rich(), "Plan & budget", Edit(4, 2, "text\nsq"))


PIVOT = f'<pivotTableDefinition xmlns="{MAIN}"><location ref="H1:I9"/></pivotTableDefinition>'
PIVOT_LINE = (
    '<Relationship Id="rId99" Type="http://x/pivotTable" Target="../pivotTables/pivotTable1.xml"/></Relationships>'
)


def test_cells_of_a_pivot_table_are_refused() -> None:
    """Excel would overwrite them at the next refresh."""
    rels = "xl/worksheets/_rels/sheet1.xml.rels"
    data = bent(plain(), rels, lambda text: text.replace("</Relationships>", PIVOT_LINE))
    data = packed({**members(data), "xl/pivotTables/pivotTable1.xml": PIVOT.encode()})
    with pytest.raises(PackageError) as caught:
        edited(data, "Matrix", Edit(2, 8, 1))
    assert (caught.value.code, caught.value.fields["cell"]) == ("pivot-cell", "H2")


CHAIN = b'<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><c r="F20" i="1"/></calcChain>'


def with_chain() -> bytes:
    """The plain workbook with an order of calculation."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"
    data = bent(
        plain(),
        "[Content_Types].xml",
        lambda text: text.replace("</Types>", f'<Override PartName="/xl/calcChain.xml" ContentType="{kind}"/></Types>'),
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain"
    line = f'<Relationship Id="rId88" Type="{kind}" Target="calcChain.xml"/></Relationships>'
    data = bent(data, "xl/_rels/workbook.xml.rels", lambda text: text.replace("</Relationships>", line))
    return packed({**members(data), "xl/calcChain.xml": CHAIN})


def test_the_order_of_calculation_goes_with_the_formula() -> None:
    """A formula that comes or goes takes the chain out with its link and its type; a plain value leaves it."""
    for edit in (Edit(20, 6, 5), Edit(30, 1, 2, "1+1")):
        after = members(edited(with_chain(), "Matrix", edit))
        assert "xl/calcChain.xml" not in after
        assert not any(b"calcChain" in content for content in after.values())
    kept = members(edited(with_chain(), "Matrix", Edit(4, 3, 11)))
    assert kept["xl/calcChain.xml"] == CHAIN
    assert b'fullCalcOnLoad="1"' in kept["xl/workbook.xml"]


def test_calculation_is_asked_for_only_where_there_are_formulas() -> None:
    """A workbook of plain values keeps its workbook part."""
    data = edited(plain(), "Matrix", Edit(20, 6, 5))
    data = bent(data, "xl/workbook.xml", lambda text: re.sub("<calcPr[^>]*>", "", text))
    assert differing(data, edited(data, "Matrix", Edit(30, 1, 1))) == (SHEET,)


@pytest.mark.parametrize("bend", [prefixed, utf16])
def test_other_ways_to_write_xml_are_edited_in_kind(bend: Any) -> None:
    """A prefixed sheet stays prefixed, a part in UTF-16 stays in UTF-16."""
    data = bent(plain(), SHEET, bend)
    edits = [Edit(4, 2, "new č"), Edit(5, 3, 7, "1+6"), Edit(4, 9, True), Edit(60, 1, "far")]  # noqa: FBT003 - the value of a cell
    after = edited(data, "Matrix", *edits)
    readback.check(after, "Matrix", edits)
    refs = {a1(edit.row, edit.column) for edit in edits}
    assert outside(members(data)[SHEET], refs) == outside(members(after)[SHEET], refs)
    if bend is prefixed:
        assert by_openpyxl(after, "Matrix")["B4"].value == "new č"


def test_rows_and_cells_without_numbers_are_counted() -> None:
    """Cells put between others do not move them."""
    data = bent(
        edited(plain(), "Matrix", Edit(2, 1, "x"), Edit(4, 2, "first")),
        SHEET,
        lambda text: countless(re.sub('<row r="20".*?</row>', "", text)),
    )
    after = readback.cells(edited(data, "Matrix", Edit(4, 3, 5), Edit(4, 9, 6), Edit(30, 1, 7)), "Matrix")
    assert [after[place].text for place in ("A4", "B4", "C4", "I4", "A5", "A30")] == ["a", "first", "5", "6", "b", "7"]


def test_comments_and_cdata_are_not_cells() -> None:
    """What only looks like a row or a cell inside a comment is left alone."""
    noise = '<!-- <row r="99"><c r="A99"/></row> --><row r="40"><!--<c r="A40">-->'
    noise += '<c r="B40" t="str"><v><![CDATA[</c>]]></v></c></row>'
    after = edited(with_rows(noise), "Matrix", Edit(40, 1, 1), Edit(40, 3, 3))
    read = readback.cells(after, "Matrix")
    assert (read["A40"].text, read["B40"].text, read["C40"].text) == ("1", "</c>", "3")
    assert b'<!-- <row r="99">' in members(after)[SHEET]


def test_the_dimension_grows() -> None:
    """A cell beyond the used range widens it."""
    assert by_openpyxl(edited(plain(), "Matrix", Edit(99, 60, 1)), "Matrix").dimensions == "A1:BH99"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda _: b"", "not-a-zip"),
        (lambda _: b"a,b\n1,2", "not-a-zip"),
        (lambda data: data[: len(data) // 2], "damaged"),
        (lambda _: bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"), "password"),
        (lambda _: bytes.fromhex("d0cf11e0a1b11ae1") + b"Workbook", "old-format"),
        (lambda _: packed({"a.txt": b"x"}), "not-a-workbook"),
        (
            lambda data: bent(
                data, "xl/workbook.xml", lambda text: text.replace("<workbook", "<!DOCTYPE x><workbook", 1)
            ),
            "doctype",
        ),
        (
            lambda data: bent(
                data,
                "_rels/.rels",
                lambda text: text.replace(
                    "</Rel",
                    '<Relationship Id="s" Type="http://x/digital-signature/origin" Target="o"/></Rel',
                ),
            ),
            "signed",
        ),
        (
            lambda data: bent(
                data,
                "[Content_Types].xml",
                lambda text: text.replace("spreadsheetml.sheet.main", "wordprocessingml.document.main"),
            ),
            "not-a-workbook",
        ),
    ],
)
def test_what_is_no_editable_workbook_is_refused(change: Any, code: str) -> None:
    """Each kind of unfit file has its code."""
    with pytest.raises(PackageError) as caught:
        Package.open(change(plain()))
    assert caught.value.code == code


def test_sheets_that_are_not_there_are_named() -> None:
    """The title as asked for is in the error."""
    with pytest.raises(PackageError) as caught:
        edited(plain(), "Nope", Edit(1, 1, 1))
    assert (caught.value.code, caught.value.fields["sheet"]) == ("sheet-missing", "Nope")


def test_sheets_and_tables_are_described() -> None:
    """Titles, states and tables in the order of the tabs."""
    first, second = Package.open(plain()).sheets
    assert (first.title, first.state, second.title, second.state) == ("Matrix", "visible", "Hidden", "hidden")
    table = Package.open(rich()).sheets[0].tables[0]
    assert (table.display, table.ref, table.columns) == (
        "tblMatrix",
        "A4:E7",
        ("uid", "text\nsq", "list", "when", "double"),
    )
