"""Rows that grow when a command writes longer text into them."""

from __future__ import annotations

import io

import openpyxl
import pytest
from prepared_books import arranged, package

from kap_xl.books.closed import ClosedBook
from kap_xl.books.headless import HeadlessBook
from kap_xl.books.package import Edit, Package
from kap_xl.books.package.cells import with_height
from kap_xl.books.prepared.layout import FIRST_ROW
from kap_xl.port import Put


@pytest.mark.parametrize(
    ("tag", "least", "wanted"),
    [
        ('<row r="5" ht="16">', 42, '<row r="5" ht="42">'),
        ('<row r="5" ht="55">', 42, '<row r="5" ht="55">'),
        ('<row r="5">', 42, '<row r="5" ht="42">'),
        ('<row r="5">', 16, '<row r="5">'),
        ('<row r="5" ht="12" customHeight="1">', 42, '<row r="5" ht="12" customHeight="1">'),
        ('<row r="5" ht="tall">', 42, '<row r="5" ht="tall">'),
    ],
)
def test_a_row_is_raised_but_never_lowered(tag: str, least: float, wanted: str) -> None:
    """A row grows to the height that its new text needs; one whose height somebody set stays as it is."""
    assert with_height(tag, least) == wanted


def test_both_adapters_raise_the_row() -> None:
    """A cell that brings a height raises its row, in a package and through openpyxl."""
    page = arranged("en", form=False)["matrix"]
    for book in (ClosedBook(package("en", form=False), "a.xlsx"), HeadlessBook(package("en", form=False), "a.xlsx")):
        book.put(page.tab, [Put(FIRST_ROW, 2, "1.1.1", 71.0)])
        made = openpyxl.load_workbook(io.BytesIO(book.to_bytes()))
        assert made[page.tab].row_dimensions[FIRST_ROW].height == 71


def test_an_edit_without_height_leaves_the_row() -> None:
    """The attributes of a row change only where an edit asks for it."""
    page = arranged("en", form=False)["matrix"]
    made = Package.open(package("en", form=False))
    before = openpyxl.load_workbook(io.BytesIO(made.to_bytes()))[page.tab].row_dimensions[FIRST_ROW].height
    made.set_cells(page.tab, [Edit(FIRST_ROW, 2, "1.1.1")])
    after = openpyxl.load_workbook(io.BytesIO(made.to_bytes()))[page.tab].row_dimensions[FIRST_ROW].height
    assert before == after
