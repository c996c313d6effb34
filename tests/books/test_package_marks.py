"""Cells marked and cleared: back to the very bytes, or, when another program saved the file, to the former looks."""

from __future__ import annotations

import random
import warnings
from io import BytesIO
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.cell import Cell
from package_samples import bent, members, packed, plain, prefixed, rich

from kap_xl.books.package import CellMark, Package
from kap_xl.books.package.pieces import joined, pieces
from kap_xl.books.save import differing
from kap_xl.books.strict import check

RED, YELLOW = "FFC7CE", "FFEB9C"
places = st.lists(
    st.tuples(st.integers(1, 12), st.integers(1, 9), st.sampled_from([RED, YELLOW])),
    min_size=1, max_size=12, unique_by=lambda each: each[:2],
)  # fmt: skip


def read(data: bytes) -> Any:
    """The workbook as openpyxl reads it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # it says what it does not understand
        return openpyxl.load_workbook(BytesIO(data))


def marked(data: bytes, *marks: CellMark) -> bytes:
    """The package with marks and the way back."""
    package = Package.open(data)
    package.mark(marks, "_kap_marks", "kap:marks")
    package.keep_way_back()
    return package.to_bytes()


def cleared(data: bytes) -> bytes:
    """The package without marks, by looks and notes alone."""
    package = Package.open(data)
    package.unmark("_kap_marks")
    package.remove_sheet("_kap_marks")
    package.forget_way_back()
    return package.to_bytes()


def looks(data: bytes) -> dict[str, tuple[object, ...]]:
    """Value, look and note of every cell that has any of them."""
    return {
        f"{sheet.title}!{cell.coordinate}": (
            cell.value, cell.fill.patternType, cell.fill.fgColor.rgb, cell.font.b, cell.number_format,
            cell.border.left.style, cell.protection.locked, cell.comment.text if cell.comment else None,
        )
        for sheet in read(data).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None or cell.has_style or cell.comment
    }  # fmt: skip


def sheet_of(seed: int) -> bytes:
    """A sheet with gaps: rows and cells that are not there, looks of columns and rows, notes, merged cells."""
    chance = random.Random(seed)  # noqa: S311 - a test's dice
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("Plan & more")
    made = [book.add_format(each) for each in (
        {"bg_color": "#EDF6E6"}, {"bold": True, "num_format": "@"}, {"border": 1, "locked": False}, {"bg_color": "#FFFFFF"},
    )]  # fmt: skip
    sheet.set_column(2, 3, 12, made[0])
    sheet.set_row(4, 30, made[3])
    for row in range(12):
        for column in range(9):
            if row not in (3, 8) and chance.random() < 0.4:
                sheet.write(row, column, chance.choice([1.5, "text <&>", "", True]), chance.choice([None, *made]))
            if chance.random() < 0.1:
                sheet.write_comment(row, column, "mine\nalone", {"author": chance.choice(["A. B.", ""])})
    sheet.merge_range(9, 5, 10, 7, "wide", made[1])
    book.close()
    return out.getvalue()


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), places)
def test_marked_and_cleared_is_as_it_was(seed: int, wanted: list[tuple[int, int, str]]) -> None:
    """Every part is byte for byte what it was; in between the package is sound and cells have fill and note."""
    before = sheet_of(seed)
    after = marked(before, *(CellMark("Plan & more", row, column, fill, "ERROR: x") for row, column, fill in wanted))
    sheet = read(after)["Plan & more"]
    for row, column, fill in wanted:
        cell = sheet.cell(row, column)
        if isinstance(cell, Cell):
            parts = zip(bytes.fromhex(cell.fill.fgColor.rgb[2:]), bytes.fromhex(fill), strict=True)
            assert all(abs(one - other) < 8 for one, other in parts)
            assert cell.comment is not None
            assert cell.comment.text.endswith("ERROR: x")
    assert [fault for fault in check(after) if fault not in check(before)] == []
    package = Package.open(after)
    assert package.go_back()
    assert differing(before, package.to_bytes()) == ()


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), places)
def test_a_file_that_another_program_saved_gets_its_looks_back(seed: int, wanted: list[tuple[int, int, str]]) -> None:
    """Looks that were numbered anew, notes and values are what the same program makes of the unmarked file."""
    before = sheet_of(seed)
    after = marked(before, *(CellMark("Plan & more", row, column, fill, "ERROR: x") for row, column, fill in wanted))
    saved, alone = BytesIO(), BytesIO()
    read(after).save(saved)
    read(before).save(alone)
    package = Package.open(saved.getvalue())
    assert not package.go_back()
    assert package.to_bytes() == saved.getvalue()
    back, usual = looks(cleared(saved.getvalue())), looks(alone.getvalue())
    xml = members(before)["xl/worksheets/sheet1.xml"].decode()
    there = {place for place in usual if f'r="{place.partition("!")[2]}"' in xml}
    assert {place: back[place] for place in there} == {place: usual[place] for place in there}
    # a cell that there was not shows what its row or column shows, which openpyxl does not tell of an absent one
    assert {place: look[::7] for place, look in back.items() if any(look[::7]) and place not in there} == {
        place: look[::7] for place, look in usual.items() if any(look[::7]) and place not in there
    }


@pytest.mark.parametrize("make", [rich, plain, lambda: bent(plain(), "xl/worksheets/sheet1.xml", prefixed)])
def test_any_package_comes_back(make: Any) -> None:
    """Prefixes, notes in another writer's words, formulas with their order of calculation: all is as it was."""
    before = make()
    titles = [info.title for info in Package.open(before).sheets if info.kind == "worksheet"]
    marks = [
        CellMark(title, row, column, RED, "hint") for title in titles for row in (1, 5, 90) for column in (1, 2, 30)
    ]
    after = marked(before, *marks)
    assert [fault for fault in check(after) if fault not in check(before)] == []
    package = Package.open(after)
    assert package.go_back()
    assert differing(before, package.to_bytes()) == ()


def test_a_changed_part_closes_the_way_back() -> None:
    """A value typed into the copy stays; looks and notes of the others still come back."""
    before = sheet_of(7)
    package = Package.open(
        marked(before, CellMark("Plan & more", 2, 2, RED, "x"), CellMark("Plan & more", 4, 4, RED, "y"))
    )
    sheet = "xl/worksheets/sheet1.xml"
    typed = packed({**members(package.to_bytes()), sheet: members(package.to_bytes())[sheet].replace(b"1.5", b"2.5")})
    assert not Package.open(typed).go_back()
    mended = looks(cleared(typed))
    now = looks(before)
    for place in now:
        assert mended[place] == (2.5, *now[place][1:]) if now[place][0] == 1.5 else mended[place] == now[place]


def test_a_persons_note_stays_above_ours() -> None:
    """In the marked file both are read; without marks theirs is alone again."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet("S")
    sheet.write_comment("B2", "my own", {"author": "A. B."})
    book.close()
    after = marked(out.getvalue(), CellMark("S", 2, 2, RED, "ERROR: x"), CellMark("S", 3, 3, RED, "ERROR: y"))
    note = read(after)["S"]["B2"].comment
    assert (note.author, note.text.startswith("my own\n"), note.text.endswith("ERROR: x")) == ("A. B.", True, True)
    assert read(after)["S"]["C3"].comment.author == "kap-xl"
    back = read(cleared(after))["S"]
    assert (back["B2"].comment.text, back["C3"].comment) == ("my own", None)


def test_looks_that_differ_in_their_fill_alone_are_told_apart() -> None:
    """Each gets a shade of its own, so that each comes back."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet("S")
    colours = [f"#{number:02X}0000" for number in range(0, 200, 10)]
    for row, colour in enumerate(colours):
        sheet.write_blank(row, 0, None, book.add_format({"bg_color": colour}))
    sheet.write_blank(30, 0, None, book.add_format({"bg_color": f"#{RED}"}))
    book.close()
    after = marked(out.getvalue(), *(CellMark("S", row, 1, RED, "x") for row in range(1, len(colours) + 1)))
    cells = [read(after)["S"].cell(row, 1).fill.fgColor.rgb for row in (*range(1, len(colours) + 1), 31)]
    assert len(set(cells)) == len(cells)
    saved = BytesIO()
    read(after).save(saved)
    back = read(cleared(saved.getvalue()))["S"]
    assert [back.cell(row, 1).fill.fgColor.rgb for row in range(1, 21)] == [f"FF{each[1:]}" for each in colours]
    assert back.cell(31, 1).fill.fgColor.rgb == f"FF{RED}"


@settings(max_examples=60, deadline=None)
@given(
    st.binary(max_size=300),
    st.lists(st.tuples(st.integers(0, 300), st.binary(max_size=40), st.integers(0, 30)), max_size=5),
)
def test_pieces_make_the_old_bytes_whatever_was_done(old: bytes, done: list[tuple[int, bytes, int]]) -> None:
    """Old bytes come from new ones and pieces, for any bytes."""
    new = old * 3
    for at, put, cut in done:
        new = new[:at] + put + new[at + cut :]
    assert joined(new, pieces(new, old * 3)) == old * 3


def test_small_changes_make_small_pieces() -> None:
    """A cell changed in a long sheet leaves two stretches and the cell between them."""
    old = b"".join(b'<c r="A%d" s="5"><v>%d</v></c>' % (n, n) for n in range(5000))
    new = old.replace(b'r="A2500" s="5"', b'r="A2500" s="77"')
    found = pieces(new, old)
    assert joined(new, found) == old
    assert [type(each) for each in found] == [tuple, bytes, tuple]
    assert len(found[1]) < 80
