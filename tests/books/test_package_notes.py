"""Notes put on cells and taken off again."""

from __future__ import annotations

import re
import warnings
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from package_samples import bent, members, packed, plain, prefixed, rich

from kap_xl.books.package import Package, PackageError
from kap_xl.books.save import differing
from kap_xl.books.strict import check

PLAN = "Plan & budget"
SHEET = "xl/worksheets/sheet1.xml"


def sheet(data: bytes, title: str) -> Any:
    """The sheet as openpyxl reads it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # it says what it does not understand
        return openpyxl.load_workbook(BytesIO(data))[title]


def noted(data: bytes, title: str, *notes: tuple[int, int, str]) -> bytes:
    """The package with notes."""
    package = Package.open(data)
    for row, column, text in notes:
        package.add_note(title, row, column, text, "kap")
    return package.to_bytes()


@pytest.mark.parametrize(("make", "title"), [(rich, PLAN), (rich, "Other"), (plain, "Matrix"), (plain, "Hidden")])
def test_notes_are_added_beside_those_that_are_there(make: Any, title: str) -> None:
    """In a sheet with notes and in one without; the package has no new fault and the cells are untouched."""
    after = noted(make(), title, (5, 2, "first\nline <&>"), (70, 3, "far down"))
    read = sheet(after, title)
    assert (read["B5"].comment.text, read["B5"].comment.author) == ("first\nline <&>", "kap")
    assert read["C70"].comment.text == "far down"
    assert (read["A1"].comment is not None) == (title in {PLAN, "Matrix"})
    assert [fault for fault in check(after) if fault not in check(make())] == []
    boxes = re.findall(
        rb"_x0000_s[0-9]+", b"".join(text for name, text in members(after).items() if name.endswith(".vml"))
    )
    assert len(boxes) == len(set(boxes))


def test_a_second_note_on_a_cell_replaces_the_first() -> None:
    """A cell has one note and one box."""
    once = noted(plain(), "Matrix", (5, 2, "old"))
    twice = noted(once, "Matrix", (5, 2, "new"), (1, 1, "mine"))
    assert sheet(twice, "Matrix")["B5"].comment.text == "new"
    assert sheet(twice, "Matrix")["A1"].comment.text == "mine"
    assert set(differing(once, twice)) == {name for name in members(once) if "comments/" in name}


@pytest.mark.parametrize("bend", [None, prefixed])
def test_taking_the_last_note_off_leaves_no_trace(bend: Any) -> None:
    """A sheet that had no notes is as it was, byte for byte."""
    data = plain() if bend is None else bent(plain(), "xl/worksheets/sheet2.xml", bend)
    package = Package.open(data)
    package.add_note("Hidden", 3, 3, "x")
    package.add_note("Hidden", 4, 3, "y")
    assert b"egacyDrawing" in members(package.to_bytes())["xl/worksheets/sheet2.xml"]
    for row in (3, 4, 5):
        package.remove_note("Hidden", row, 3)
    # an extension that has got its content type may keep it, and an empty list of links may stay
    assert set(differing(data, package.to_bytes())) <= {"[Content_Types].xml", "xl/worksheets/_rels/sheet2.xml.rels"}


def test_taking_one_of_several_off_keeps_the_others() -> None:
    """Only the text and the box of that cell go."""
    package = Package.open(noted(rich(), PLAN, (5, 2, "x")))
    package.remove_note(PLAN, 5, 2)
    after = package.to_bytes()
    assert sheet(after, PLAN)["A1"].comment is not None
    assert sheet(after, PLAN)["B5"].comment is None
    assert [fault for fault in check(after) if fault not in check(rich())] == []


def test_threads_are_left_to_excel() -> None:
    """A cell with a threaded comment is refused by name."""
    rels = "xl/worksheets/_rels/sheet1.xml.rels"
    line = (
        '<Relationship Id="rId77" Type="http://x/threadedComment" Target="../threadedComments/t.xml"/></Relationships>'
    )
    data = bent(plain(), rels, lambda text: text.replace("</Relationships>", line))
    thread = b'<ThreadedComments xmlns="http://x"><threadedComment ref="A1" id="1"/></ThreadedComments>'
    data = packed({**members(data), "xl/threadedComments/t.xml": thread})
    with pytest.raises(PackageError) as caught:
        noted(data, "Matrix", (1, 1, "x"))
    assert (caught.value.code, caught.value.fields["cell"]) == ("threaded-comment", "A1")
    noted(data, "Matrix", (1, 2, "x"))
