"""The strict checker raises no false alarm, is quick, and never raises an exception itself."""

from __future__ import annotations

import re
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strict_mutation import on_parts, packed, unpacked
from strict_plan import plan, written
from strict_workbooks import all_good

from kap_xl.books import strict
from kap_xl.books.strict import reference
from kap_xl.books.strict.reference import Area
from kap_xl.books.strict.syntax import Scope, checker

GOOD = all_good()
JUNK = (
    "",
    "-1",
    "0",
    "1",
    "NaN",
    "A1",
    "A1:B2",
    "ZZZZ99999999",
    "'",
    "[",
    "#REF!",
    "x" * 300,
    "9" * 30,
    "rId1",
    "é\u202e",
)
SCOPE = Scope(frozenset({"plan", "two words"}), {"plan_table": frozenset({"code", "a]b", "two\nlines"})}, 1)


@cache
def _plan() -> bytes:
    return written(plan)


@pytest.mark.parametrize("name", GOOD)
def test_what_other_writers_make_is_sound(name: str) -> None:
    """Workbooks of two well-proven writers, with every feature they have, raise no fault."""
    assert strict.check(GOOD[name]) == ()


def test_sound_says_whether_there_are_faults() -> None:
    """A good workbook is sound and half of it is not."""
    assert strict.is_sound(_plan())
    assert not strict.is_sound(_plan()[:2000])


def test_a_fault_has_its_part_and_its_cell() -> None:
    """A fault in a cell names the sheet's part and the cell."""

    def change(parts: dict[str, bytes]) -> None:
        name = "xl/worksheets/sheet1.xml"
        parts[name] = parts[name].replace(b"<v>1.5</v>", b"<v>one</v>")

    (fault,) = strict.check(on_parts(change)(_plan()))
    assert (fault.code, fault.part, fault.where) == ("cells.number", "xl/worksheets/sheet1.xml", "H1")


def test_a_wholly_strict_package_is_no_mixture() -> None:
    """A package that keeps to the strict namespaces throughout is read like any other."""
    pairs = (
        (
            b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        ),
        (
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        ),
        (b"http://schemas.openxmlformats.org/drawingml/2006/", b"http://purl.oclc.org/ooxml/drawingml/"),
        (
            b"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties",
            b"http://purl.oclc.org/ooxml/officeDocument/extendedProperties",
        ),
        (
            b"http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes",
            b"http://purl.oclc.org/ooxml/officeDocument/docPropsVTypes",
        ),
    )

    def change(parts: dict[str, bytes]) -> None:
        for usual, strict_name in pairs:
            parts.update({name: content.replace(usual, strict_name) for name, content in parts.items()})

    assert strict.check(on_parts(change)(_plan())) == ()


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_no_broken_package_raises(data: st.DataObject) -> None:
    """Whatever stands in an attribute or a text, the checker answers with faults."""
    parts = unpacked(_plan())
    for _ in range(data.draw(st.integers(1, 4))):
        name = data.draw(st.sampled_from(sorted(parts)))
        places = [found.span(1) for found in re.finditer(rb'="([^"]*)"|>([^<]+)<|(<[^>]*/>)', parts[name]) if found[1]]
        places += [found.span() for found in re.finditer(rb"<\w+[^>]*/>|(?<=>)[^<]+(?=<)", parts[name])]
        if places:
            start, end = data.draw(st.sampled_from(places))
            parts[name] = parts[name][:start] + data.draw(st.sampled_from(JUNK)).encode() + parts[name][end:]
    assert isinstance(strict.check(packed(parts)), tuple)


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 40_000), st.binary(max_size=6))
def test_no_damaged_zip_raises(place: int, new: bytes) -> None:
    """Bytes changed anywhere in the zip end in faults, or do no harm."""
    data = _plan()
    place %= len(data)
    assert isinstance(strict.check(data[:place] + new + data[place + len(new) :]), tuple)


@pytest.mark.parametrize(
    "formula",
    [
        'IF(A1="x;y",{1;2},"""")',
        "SUM('Two words'!A1:B2,Plan!$C$1)",
        "Plan_table[[#This Row],[Code]]*LOG10(2)",
        "SUM(Plan_table[[#Headers],[#Data],[Code]])+Plan_table[a']b]",
        "Plan_table[two_x000a_lines]",
        "[1]Other!$A$1+'[1]Some sheet'!B2",
        "[0]!Rate",
        "#REF!+Plan!#REF!+SUM(#REF!)",
        "_xlfn.XLOOKUP(A1,B:B,C:C)+_xlfn._xlws.FILTER(A1:A2,A1:A2>1)",
        "SUBTOTAL(109,[Code])",
        "Plan:'Two words'!A1",
        "1E+5%&A1^-2",
    ],
)
def test_a_good_formula_raises_no_fault(formula: str) -> None:
    """Formulas as Excel writes them pass."""
    assert checker(SCOPE)(formula) == ()


@pytest.mark.parametrize(
    ("name", "like"),
    [
        ("A1", True), ("XFD1048576", True), ("XFE1", False), ("A1048577", False), ("r1c1", True), ("RC", True),
        ("C", True), ("c5", True), ("Rate", False), ("A0", True), ("tbl_1", False),
    ],
)  # fmt: skip
def test_names_like_cells_are_known(name: str, like: bool) -> None:  # noqa: FBT001 - a case of the table
    """What Excel would read as a cell is no name."""
    assert reference.like_reference(name) is like


@given(st.lists(st.tuples(*[st.integers(1, 12)] * 4), max_size=8))
def test_the_sweep_finds_what_comparing_all_pairs_finds(corners: list[tuple[int, int, int, int]]) -> None:
    """The overlaps of rectangles are those of all pairs."""
    areas = [Area(min(a, c), min(b, d), max(a, c), max(b, d)) for a, b, c, d in corners]
    pairs = [(one, two) for place, one in enumerate(areas) for two in areas[place + 1 :] if one.meets(two)]
    assert sorted(map(sorted, reference.overlaps(areas))) == sorted(map(sorted, pairs))
