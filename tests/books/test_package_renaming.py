"""Sheets and columns under new names."""

from __future__ import annotations

import warnings
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from package_samples import members, plain, rich

from kap_xl.books import readback
from kap_xl.books.package import Edit, Package, PackageError
from kap_xl.books.package.formulas import template
from kap_xl.books.save import differing
from kap_xl.books.strict import check
from kap_xl.commands.new import blank_bytes

PLAN = "Plan & budget"


def book(data: bytes) -> Any:
    """The workbook as openpyxl reads it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # it says what it does not understand
        return openpyxl.load_workbook(BytesIO(data))


def test_columns_are_renamed_wherever_they_are_named() -> None:
    """Header cell, table part, own formulas and those of other sheets; text in quotes and other tables stay."""
    package = Package.open(rich())
    formula = 'COUNTIF(tblMatrix[uid],"tblMatrix[uid]")+SUM(TBLMATRIX[[#All],[uid]:[double]])+ROWS(other[uid])'
    package.set_cells("Other", [Edit(20, 1, 0, formula)])
    package.rename_columns(PLAN, "tblMatrix", {"UID": "kodi [x]", "text\nsq": "a\nb"})
    after = package.to_bytes()
    assert package.table(PLAN, "tblMatrix").columns == ("kodi [x]", "a\nb", "list", "when", "double")
    cells = readback.cells(after, PLAN)
    assert (cells["A4"].text, cells["B4"].text) == ("kodi [x]", "a\nb")
    assert cells["E6"].formula == "LEN(tblMatrix[[#This Row],[kodi '[x']]])*2"
    assert cells["E6"].text == readback.cells(rich(), PLAN)["E6"].text
    assert readback.cells(after, "Other")["A5"].formula == "COUNTA(tblMatrix[kodi '[x']])"
    told = """COUNTIF(tblMatrix[kodi '[x']],"tblMatrix[uid]")"""
    told += "+SUM(TBLMATRIX[[#All],[kodi '[x']]:[double]])+ROWS(other[uid])"
    assert readback.cells(after, "Other")["A20"].formula == told
    assert b"_x000a_b" in members(after)["xl/tables/table1.xml"]
    package.append_rows(PLAN, "tblMatrix", [["u9"]])
    assert readback.cells(package.to_bytes(), PLAN)["E8"].formula == "LEN(tblMatrix[[#This Row],[kodi '[x']]])*2"


@pytest.mark.parametrize(
    ("changed", "code"),
    [({"nope": "x"}, "column-missing"), ({"uid": "LIST"}, "column-doubled"), ({"uid": " "}, "column-name")],
)
def test_names_of_columns_are_single_and_not_empty(changed: dict[str, str], code: str) -> None:
    """Refused by code, the package as it was."""
    package = Package.open(rich())
    with pytest.raises(PackageError) as caught:
        package.rename_columns(PLAN, "tblMatrix", changed)
    assert caught.value.code == code
    assert package.to_bytes() == rich()


def test_swapped_names_are_swapped() -> None:
    """Two columns may take each other's names."""
    package = Package.open(plain())
    package.rename_columns("Matrix", "matrix", {"uid": "money", "money": "uid"})
    assert package.table("Matrix", "matrix").columns == ("money", "activity", "uid")
    assert check(package.to_bytes()) == check(plain())


def test_a_sheet_is_renamed_wherever_it_is_named() -> None:
    """Tab, names, chart and formulas; the same text in quotes stays; other parts keep their bytes."""
    package = Package.open(rich())
    package.set_cells("Other", [Edit(20, 1, 0, "'Plan & budget'!A1&\"'Plan & budget'!A1\"&Other!B1")])
    before = package.to_bytes()
    package.rename_sheet(PLAN, "Plani i veprimit '06")
    after = package.to_bytes()
    new = "'Plani i veprimit ''06'"
    assert book(after).sheetnames == ["Plani i veprimit '06", "Other"]
    assert ("wholetable", "", f"{new}!$A$4:$E$7") in package.names
    assert ("elsewhere", "", "Other!$A$1:$A$7") in package.names
    assert readback.cells(after, "Other")["A20"].formula == f"{new}!A1&\"'Plan & budget'!A1\"&Other!B1"
    assert f"{new}!$E$5:$E$7".encode() in members(after)["xl/charts/chart1.xml"]
    assert b"Plan &amp; budget'!A5" not in members(after)["xl/worksheets/sheet1.xml"]
    touched = {"xl/workbook.xml", "xl/charts/chart1.xml", "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"}
    assert set(differing(before, after)) == touched
    assert [fault for fault in check(after) if fault not in check(rich())] == []
    with pytest.raises(PackageError, match="sheet-exists"):
        package.rename_sheet("Other", "PLANI I VEPRIMIT '06")
    package.rename_sheet("Other", "OTHER")
    assert package.sheets[1].title == "OTHER"


@pytest.mark.parametrize(
    ("formula", "down", "right", "expected"),
    [
        ("A1+$A1+A$1+$A$1", 2, 1, "B3+$A3+B$1+$A$1"),
        ("\"A1\"&A1&'A1 B2'!A1&AB1!B2", 1, 0, "\"A1\"&A2&'A1 B2'!A2&AB1!B3"),
        ("LOG10(A1)+ATAN2(A1,B1)+A1B+_A1+x.A1", 1, 0, "LOG10(A2)+ATAN2(A2,B2)+A1B+_A1+x.A1"),
        ("SUM(A:B,1:2,$A:B,$1:2)", 1, 1, "SUM(B:C,2:3,$A:C,$1:3)"),
        ("tbl[[#This Row],[A1]]+tbl[A1]+A1", 1, 0, "tbl[[#This Row],[A1]]+tbl[A1]+A2"),
        ("tbl['[A1]+A1", 1, 0, "tbl['[A1]+A2"),
        ("A1", -1, 0, "#REF!"),
        ("A1:B2+1E5+1.5E3", 1, 1, "B2:C3+1E5+1.5E3"),
        ("[1]Sheet1!A1", 1, 0, "[1]Sheet1!A2"),
        ("XFD1048577+XFE1", 1, 0, "XFD1048577+XFE1"),
    ],
)
def test_formulas_move_as_excel_moves_them(formula: str, down: int, right: int, expected: str) -> None:
    """References move, what only looks like one stays."""
    assert template(formula).at(down, right) == expected


def test_a_heading_with_brackets_is_escaped_in_every_formula() -> None:
    """A whole column under such a name is one name behind apostrophes, which the strict check knows."""
    package = Package.open(blank_bytes("en", (2005, 2007)))
    for info in package.sheets:
        for table in info.tables:
            package.rename_columns(
                info.title, table.name, {name: f"Heading [{number}]" for number, name in enumerate(table.columns)}
            )
    assert check(package.to_bytes()) == ()
