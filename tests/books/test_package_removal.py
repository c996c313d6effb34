"""Whole sheets taken out of a package, with what only they leaned on."""

from __future__ import annotations

import re
import warnings
from io import BytesIO
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from package_samples import members, plain, rich
from test_package_sheets import new_faults, prepared

from kap_xl.books.package import Package, PackageError
from kap_xl.books.save import differing


def three() -> bytes:
    """Three sheets; the first and the last lean on the second, its table and its cells."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    first, middle, last = (book.add_worksheet(title) for title in ("First", "It's mine", "Last"))
    middle.add_table(0, 0, 2, 0, {"name": "tblMine", "columns": [{"header": "what"}]})
    middle.write_comment("B2", "hello")
    middle.print_area("A1:B3")
    last.print_area("A1:C3")
    first.write_formula("A1", "='It''s mine'!A2+1", None, 1)
    first.write_formula("A2", "=COUNTA(tblMine[what])", None, 0)
    first.write_formula("A3", '=Last!A1&"It\'s mine!A1"', None, "")
    book.define_name("mine", "='It''s mine'!$A$1")
    last.activate()
    book.close()
    return out.getvalue()


def without(data: bytes, *titles: str) -> bytes:
    """The package without these sheets."""
    package = Package.open(data)
    for title in titles:
        package.remove_sheet(title)
    return package.to_bytes()


def read(data: bytes) -> Any:
    """The workbook as openpyxl reads it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # it says what it does not understand
        return openpyxl.load_workbook(BytesIO(data))


@pytest.mark.parametrize(("make", "position"), [(rich, 0), (rich, 1), (plain, None)])
def test_a_sheet_put_in_and_taken_out_leaves_only_its_looks(make: Any, position: int | None) -> None:
    """All parts but the list of looks (and what Excel calculates) are byte for byte what they were."""
    package = Package.open(make())
    package.add_sheet("Gjetjet", Package.open(prepared()), "findings", position=position)
    package.remove_sheet("Gjetjet")
    after = package.to_bytes()
    left = set(differing(make(), after))
    assert left <= {
        "xl/styles.xml",
        "xl/workbook.xml",
        "xl/calcChain.xml",
        "xl/_rels/workbook.xml.rels",
        "[Content_Types].xml",
    }
    assert left <= set(members(make()))
    assert read(after).sheetnames == read(make()).sheetnames
    assert new_faults(after, make()) == []


def test_what_leaned_on_a_sheet_says_so() -> None:
    """Formulas and names that spoke of its cells or its table say #REF!; text that looks like its title stays."""
    after = without(three(), "It's mine")
    book = read(after)
    assert book.sheetnames == ["First", "Last"]
    assert [book["First"][cell].value for cell in ("A1", "A2", "A3")] == [
        "=#REF!A2+1",
        "=COUNTA(#REF!)",
        '=Last!A1&"It\'s mine!A1"',
    ]
    assert book.defined_names["mine"].value == "#REF!$A$1"
    assert book["Last"].print_area == "'Last'!$A$1:$C$3"
    assert book.active.title == "Last"
    assert new_faults(after, three()) == []


def test_nothing_of_a_sheet_is_left_behind() -> None:
    """Its table, its note, their drawing and relationships go, and the properties no longer list it."""
    before, after = members(three()), members(without(three(), "It's mine"))
    gone = set(before) - set(after)
    assert {re.sub(r"[0-9]", "", name.rpartition("/")[2]) for name in gone} == {
        "sheet.xml", "sheet.xml.rels", "table.xml", "comments.xml", "vmlDrawing.vml",
    }  # fmt: skip
    listed = after["docProps/app.xml"].decode()
    assert "mine" not in listed.replace("<vt:lpstr>mine</vt:lpstr>", "")
    assert re.findall(r"<vt:i4>(\d+)</vt:i4>", listed) == ["2", "2"]
    assert 'size="4"' in listed


def test_the_last_sheet_that_can_be_seen_stays() -> None:
    """A workbook without a visible sheet cannot be opened; the refusal changes nothing."""
    package = Package.open(without(three(), "First", "It's mine"))
    with pytest.raises(PackageError, match="last-sheet"):
        package.remove_sheet("last")
    assert package.changed == frozenset()
    with pytest.raises(PackageError, match="sheet-missing"):
        package.remove_sheet("First")
