"""The guard before every parser: what it lets through and what each unfit file is called."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from package_samples import MAIN, bent, members, packed, plain, prefixed, rich, utf16

from kap_xl.books import extents
from kap_xl.books.errors import IntakeError
from kap_xl.books.intake import guard

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SHEET = "xl/worksheets/sheet1.xml"
OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def code(source: Path | bytes) -> str:
    """The code with which the guard refuses, or nothing."""
    try:
        guard(source)
    except IntakeError as error:
        return error.code
    return ""


def with_cells(rows: str) -> bytes:
    """The plain workbook with these rows only."""
    return bent(
        plain(), SHEET, lambda text: re.sub("<sheetData>.*</sheetData>", f"<sheetData>{rows}</sheetData>", text)
    )


@pytest.mark.parametrize("make", [rich, plain])
def test_workbooks_of_several_writers_pass(make: Callable[[], bytes], tmp_path: Path) -> None:
    """As bytes and as a file; prefixed and in two-byte encoding too."""
    assert code(make()) == ""
    path = tmp_path / "a.xlsx"
    path.write_bytes(make())
    assert code(path) == ""
    assert code(bent(plain(), SHEET, prefixed)) == ""
    assert code(bent(plain(), SHEET, utf16)) == ""


def test_what_is_no_workbook_is_called_by_its_name(tmp_path: Path) -> None:
    """Each has a code, and the error names the path."""
    assert code(tmp_path / "none.xlsx") == "missing"
    assert code(tmp_path) == "is-a-folder"
    assert code(b"") == "empty"
    assert code(b"a;b\n1;2\n") == "not-a-workbook"
    assert code(OLE + "EncryptedPackage".encode("utf-16-le")) == "password"
    assert code(OLE + b"Workbook") == "old-format"
    assert code(packed({"a": b"b"})) == "not-a-workbook"
    assert code(plain()[:3000]) == "damaged"
    assert (
        code(bent(plain(), "[Content_Types].xml", lambda text: text.replace("sheet.main+xml", "x"))) == "not-a-workbook"
    )
    binary = bent(
        plain(),
        "[Content_Types].xml",
        lambda text: text.replace("spreadsheetml.sheet.main+xml", "ms-excel.sheet.binary.macroEnabled.main"),
    )
    assert code(binary) == "binary-workbook"
    path = tmp_path / "empty.xlsx"
    path.touch()
    with pytest.raises(IntakeError) as caught:
        guard(path)
    assert caught.value.fields["path"] == str(path)


def test_damage_is_found_before_a_parser_meets_it() -> None:
    """A flipped byte, a lying size, a head that tells another name."""
    data = bytearray(plain())
    at = data.index(b"xl/theme/theme1.xml") + 60
    data[at] ^= 0xFF
    assert code(bytes(data)) == "damaged"
    other = plain().replace(b"xl/theme/theme1.xml", b"xl/theme/theme2.xml", 1)
    assert code(other) == "damaged"


def test_doubled_members_and_sheets_are_refused() -> None:
    """Also where only the case differs: readers disagree on which one counts."""
    out = BytesIO(plain())
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("XL/workbook.xml", b"<x/>")
    assert code(out.getvalue()) == "doubled-member"
    assert code(bent(plain(), "xl/workbook.xml", lambda text: text.replace('"Hidden"', '"MATRIX"'))) == "doubled-sheet"


def test_bombs_are_not_unpacked() -> None:
    """A ratio that no workbook has is refused from the directory alone."""
    bomb = packed({**members(plain()), "xl/worksheets/sheet9.xml": b"\0" * 30_000_000})
    assert code(bomb) == "bomb"
    assert code(packed({**members(plain()), **{f"x{n}": b"" for n in range(2_000)}})) == "too-many-members"


@pytest.mark.parametrize("part", [SHEET, "xl/styles.xml", "_rels/.rels", "xl/comments/comment1.xml"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_no_part_may_define_entities(part: str, encoding: str) -> None:
    """In whatever part and encoding."""
    bad = bent(plain(), part, lambda text: ("<!DOCTYPE x []>" + re.sub(r"<\?.*?\?>", "", text)).encode(encoding))
    assert code(bad) == "doctype"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', "stretched"),
        ('<row r="1"><c r="A1"/><c r="SG1"><v>1</v></c></row>', "stretched"),
        ('<row r="200001"><c r="A200001"/></row>', "stretched"),
        ('<row r="200000"><c r="SF200000"><v>1</v></c></row>', ""),
        ('<row r="1"><c r="A1"/><c r="XFD1" s="1"/></row>', ""),
        ('<row r="2"><c r="A2"/></row><row r="1"><c r="A1"/></row>', "cell-order"),
        ('<row r="2"><c r="A2"/></row><row r="2"><c r="B2"/></row>', "cell-order"),
        ('<row r="1"><c r="B1"/><c r="A1"/></row>', "cell-order"),
        ('<row r="1"><c r="B1"/><c r="B1"/></row>', "cell-order"),
        ('<row r="1"><c r="B2"/></row>', "cell-reference"),
        ('<row r="1"><c r="ZZZZ99999999"/></row>', "cell-reference"),
        ('<row r="0"><c r="A0"/></row>', "cell-order"),
        ('<row r="x"><c r="A1"/></row>', "cell-reference"),
        ('<row r="1"><c r="A1"><v>NaN</v></c></row>', "number-not-finite"),
        ('<row r="1"><c r="A1"><v>1e400</v></c></row>', "number-not-finite"),
        ('<row r="1"><c r="A1"><v>-inf</v></c></row>', "number-not-finite"),
        ('<row r="1"><c r="A1" t="str"><v>nan 1e999</v></c></row>', ""),
        ('<row r="1"><c r="A1"><v>1.5E+300</v></c></row>', ""),
        ('<row r="1"><c r="A1"><v>1.5E+99</v></c><c r="B1"><v>-2e-30</v></c><c r="C1" t="str"><v/></c></row>', ""),
        ('<row r="1"><c r="A1"><v>1.5E+999</v></c></row>', "number-not-finite"),
        ('<row r="1"><c r="A1"><v>1.5e999</v></c></row>', "number-not-finite"),
        ("<row><c/><c><v>1</v></c></row><row><c/></row>", ""),
        ("<row>" + "<c><v>1</v></c>" * 501 + "</row>", "stretched"),
        ('<row r="1"><!-- --><c r="A1"/></row>', ""),
        ('<row r="1" ht="5"/><row r="3"/><row r="4"><c r="A4"/></row >', ""),
        ('<row r="1"><!-- --><c r="A1"></row>', "damaged"),
        ("<row r='1'><c r='XFD1'><v>1</v></c></row>", "stretched"),
        ('<row r="1"><c s="0" r="XFD1"><v>1</v></c></row>', "stretched"),
        ('<row r="1"><c r="&#88;FD1"><v>1</v></c></row>', "stretched"),
        ('<row r="1"><c\nr="XFD1"><v>1</v></c></row>', "stretched"),
        (
            f'<row r="1"><y:c xmlns:y="{MAIN}" r="XFD1"><v>1</v></y:c></row>',
            "stretched",
        ),
    ],
)
def test_cells_are_where_a_table_may_be(rows: str, expected: str) -> None:
    """In order, single, inside the grid, not stretched, their numbers finite; however the XML is dressed."""
    assert code(with_cells(rows)) == expected


@given(st.lists(st.tuples(st.integers(1, 12), st.integers(1, 6)), max_size=12))
@settings(max_examples=60, deadline=None)
def test_the_quick_look_and_the_parser_agree(places: list[tuple[int, int]]) -> None:
    """What the quick look passes, the parser passes with the same count; in any order of cells."""
    rows = "".join(
        f'<row r="{row}">'
        + "".join(f'<c r="{"ABCDEF"[column]}{row}"><v>1</v></c>' for column in range(count))
        + "</row>"
        for row, count in places
    )
    data = f"<worksheet><sheetData>{rows}</sheetData></worksheet>".encode()
    quick = extents._plain(data)  # noqa: SLF001 - the two ways are compared
    if quick is not None:
        assert quick == sum(count for _, count in places)
    if sorted(set(places)) == places and len({row for row, _ in places}) == len(places):
        assert quick is not None
        assert extents.check(data, "x") == quick


def test_an_ordinary_sheet_passes() -> None:
    """1,000 rows of 30 cells are nothing to be afraid of."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    for row in range(1_000):
        sheet.write_row(row, 0, [f"text {row % 50}", row] * 15)
    book.close()
    assert code(out.getvalue()) == ""
