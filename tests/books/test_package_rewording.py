"""Words changed in a package's parts: what is shared parts and comes together again, and nothing else is touched."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from xlsxwriter.workbook import Workbook

from kap_xl.books.package import Package
from kap_xl.books.package.archive import LEVEL, USUAL, Archive
from kap_xl.books.package.rewording import SheetWords, Words
from kap_xl.books.package.spelling import in_attribute, quotes_always, retitled, spelt
from kap_xl.books.package.texts import Text
from kap_xl.books.strict import check

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LABELS = ("alpha", "beta", "gamma", "Δ & <e>", '"q"')


def book(cells: Sequence[str]) -> bytes:
    """A workbook with these texts in A1, A2 … of its one sheet, those that are equal shared."""
    out = io.BytesIO()
    workbook = Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    sheet = workbook.add_worksheet("One")
    for number, text in enumerate(cells):
        sheet.write_string(number, 0, text)
    workbook.close()
    return out.getvalue()


def reworded(data: bytes, texts: Mapping[int, str]) -> bytes:
    """The workbook whose cells of column A say these texts, by row."""
    package = Package.open(data)
    package.reword(Words((SheetWords("One", "One", {(row, 1): Text(text) for row, text in texts.items()}),)))
    return package.to_bytes()


def said(data: bytes) -> list[str | None]:
    """The texts of column A."""
    found = Package.open(data).texts({"One": None})["One"].cells
    return [found[place].text for place in sorted(found)]


@given(
    st.lists(st.sampled_from(LABELS), min_size=1, max_size=6),
    st.data(),
)
@settings(max_examples=60, deadline=None)
def test_shared_texts_come_home(cells: list[str], data: st.DataObject) -> None:
    """Whichever of the cells are ours, and however two other languages share texts, the way back gives the bytes."""
    ours = [row for row in range(1, len(cells) + 1) if data.draw(st.booleans())]
    others = [{row: data.draw(st.sampled_from(LABELS)) for row in ours} for _ in range(2)]
    before = book(cells)
    there = before
    for texts in others:
        there = reworded(there, texts)
        wanted = [texts.get(row, text) for row, text in enumerate(cells, 1)]
        assert said(there) == wanted
        assert check(there) == ()
    assert reworded(there, {row: cells[row - 1] for row in ours}) == before


def test_nothing_said_changes_nothing() -> None:
    """Cells that are to say what they say leave the package's very bytes."""
    before = book(["alpha", "beta"])
    assert reworded(before, {1: "alpha", 2: "beta"}) == before


@pytest.mark.parametrize("level", [LEVEL, USUAL])
def test_members_are_packed_as_they_were(level: int) -> None:
    """A member that changed and changed back has its very bytes, however tightly it was packed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, content in (("long", b"abc, abcd, abcde " * 300), ("short", b"x")):
            archive.writestr(
                zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, compresslevel=level, compress_type=8
            )
    before = out.getvalue()
    there = _changed(before, {"long": b"y", "short": b"abc, abd, abcde " * 200})
    assert _changed(there, {"long": b"abc, abcd, abcde " * 300, "short": b"x"}) == before


def _changed(data: bytes, changes: Mapping[str, bytes | None]) -> bytes:
    archive = Archive(data)
    archive.faithful = True
    return archive.rebuilt(changes)


def test_titles_keep_their_quotes() -> None:
    """A formula quotes a sheet as its neighbours do; text and other sheets stay."""
    titles = {"old": "New one", "a b": "Cd"}
    assert (
        retitled("Old!A1&\"Old!\"&'a b'!$B$2+Other!C3", titles, always=False)
        == "'New one'!A1&\"Old!\"&Cd!$B$2+Other!C3"
    )
    assert retitled("'Old'!A1+'a b'!B2", titles, always=True) == "'New one'!A1+'Cd'!B2"
    assert quotes_always(["'a b'!A1", "'Old'!A1"])
    assert not quotes_always(["'a b'!A1", "Old!A1"])


def test_texts_are_spelt_as_their_part_spells() -> None:
    """Quotes and line breaks are escaped where the text that stood there escaped them."""
    assert spelt('a "b" & c', "x") == 'a "b" &amp; c'
    assert spelt('a "b"', "&quot;x&quot;") == "a &quot;b&quot;"
    assert in_attribute("a\nb", "x") == "a&#xA;b"
    assert in_attribute("a\nb", "x_x000a_y") == "a_x000a_b"
