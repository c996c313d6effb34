"""What a sheet says beside its data: texts and formulas of cells, checks, paper, and how its columns are shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from kap_xl.books.package import grid, markup, scan
from kap_xl.books.package.escaping import unescape_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kap_xl.books.package.grid import Area
    from kap_xl.books.package.opened import Opened
    from kap_xl.books.package.scan import Cell, Sheet
    from kap_xl.books.package.strings import Strings
    from kap_xl.books.package.workbook import SheetInfo

Place = tuple[int, int]
"""Row and column, from 1."""
SAID = ("promptTitle", "prompt", "errorTitle", "error")
"""The attributes of a validation that people read."""
PAPER = ("oddHeader", "oddFooter")
FOLD = ("hidden", "outlineLevel", "collapsed")
"""The attributes of a column that say whether it is seen."""


class Text(NamedTuple):
    """What a cell says, and the formula that says it; the text is None for what is no text."""

    text: str | None
    formula: str | None = None


class Check(NamedTuple):
    """A validation: where it holds, and what it says."""

    areas: tuple[Area, ...]
    said: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SheetTexts:
    """A sheet's words, its rows' heights in points, its columns' FOLD attributes, and its columns that stay."""

    cells: Mapping[Place, Text]
    heights: Mapping[int, float]
    folds: Mapping[int, tuple[str | None, ...]]
    split: int
    checks: tuple[Check, ...]
    paper: Mapping[str, str]


def texts(opened: Opened, info: SheetInfo, strings: Strings, last: int | None = None) -> SheetTexts:
    """What a sheet says in its rows down to the last one asked for."""
    found = scan.sheet(opened.parts.text(info.part))
    rows = scan.rows(found)
    tall = {row.number: markup.attribute(row.attributes, "ht") for row in rows}
    pane = next(markup.elements(found.masked, "pane", 0, found.data.start), None)
    split = markup.attribute(pane.attributes, "xSplit") if pane else None
    return SheetTexts(
        {
            (row.number, cell.column): text(cell, strings)
            for row in rows
            if last is None or row.number <= last
            for cell in scan.cells(found, row)
            if cell.inner
        },
        {number: float(high) for number, high in tall.items() if high},
        {
            number: tuple(values.get(name) for name in FOLD)
            for values in columns(found)
            for number in range(int(values["min"]), min(int(values["max"]), 1000) + 1)
        },
        int(float(split)) if split else 0,
        tuple(
            Check(grid.areas(markup.attribute(item.attributes, "sqref") or "A1"), said_by(item))
            for item in markup.elements(found.masked, "dataValidation", found.data.end)
        ),
        {
            item.local: markup.content(found.text[item.inner : item.inner_end])
            for local in PAPER
            for item in markup.elements(found.masked, local, found.data.end)
        },
    )


def columns(found: Sheet) -> list[dict[str, str]]:
    """The attributes of the column elements."""
    items = markup.elements(found.masked, "col", found.root.inner, found.data.start)
    return [values for item in items if {"min", "max"} <= (values := markup.attributes(item.attributes)).keys()]


def said_by(item: markup.Element) -> dict[str, str]:
    """What a validation says."""
    values = markup.attributes(item.attributes)
    return {name: values[name].replace("_x000a_", "\n") for name in SAID if name in values}


def text(cell: Cell, strings: Strings) -> Text:
    """What a cell says."""
    kind = markup.attribute(cell.attributes, "t") or "n"
    formula = _inside(cell.inner, "f")
    if kind == "s":
        number = int(_inside(cell.inner, "v") or 0)
        return Text(strings.texts[number] if number < len(strings.texts) else None)
    if kind == "inlineStr":
        bodies = [] if "<r>" in cell.inner else list(markup.elements(cell.inner, "t"))
        one = bodies[0] if len(bodies) == 1 else None
        return Text(unescape_text(markup.content(cell.inner[one.inner : one.inner_end])) if one else None)
    said = _inside(cell.inner, "v") if kind == "str" else None
    return Text(None if kind != "str" else unescape_text(said or ""), formula)


def _inside(inner: str, local: str) -> str | None:
    item = next(markup.elements(inner, local), None)
    return markup.content(inner[item.inner : item.inner_end]) if item else None
