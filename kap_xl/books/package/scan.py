"""Rows and cells of a sheet's XML by their offsets."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from kap_xl.books.errors import PackageError
from kap_xl.books.package import grid, markup
from kap_xl.books.package.grid import MAX_ROW, Area, column_number
from kap_xl.books.package.markup import ATTRIBUTES, Element

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_ROW_NUMBER: Final = re.compile(r"""(?<![\w:.-])r\s*=\s*["']\s*([0-9]{1,7})\s*["']""")
_CELL_COLUMN: Final = re.compile(r"""(?<![\w:.-])r\s*=\s*["']\s*([A-Za-z]{1,3})[0-9]{1,7}\s*["']""")


class Row(NamedTuple):
    """A row by its offsets; `inner == inner_end == end` when it closes itself."""

    number: int
    attributes: str
    start: int
    inner: int
    inner_end: int
    end: int


class Cell(NamedTuple):
    """A cell by its offsets and the text between its tags."""

    column: int
    attributes: str
    start: int
    end: int
    inner: str


class Sheet(NamedTuple):
    """A worksheet's text with the places that editing needs."""

    text: str
    masked: str
    root: Element
    data: Element
    prefix: str

    def around(self) -> Iterator[Element]:
        """The children of the root, sheetData among them, without looking into it."""
        yield from markup.children(self.masked, self.root.inner, self.data.start)
        yield self.data
        yield from markup.children(self.masked, self.data.end, self.root.inner_end)

    def child(self, local: str) -> Element | None:
        """The first child of the root with that name."""
        return next((item for item in self.around() if item.local == local), None)


def sheet(text: str) -> Sheet:
    """A worksheet's text taken apart; raises PackageError: not-a-worksheet, damaged."""
    masked = markup.mask(text)
    top = markup.root(text, masked)
    if top.local != "worksheet":
        raise PackageError("not-a-worksheet", found=top.local)
    prefix = markup.prefix_of(top.name)
    data = next(markup.elements(masked, "sheetData", top.inner, top.inner_end), None)
    if data is None:
        raise PackageError("damaged", reason="no-cells")
    return Sheet(text, masked, top, data, prefix)


def rows(found: Sheet) -> list[Row]:
    """All rows in order; one without a number follows the one before. Raises PackageError("damaged")."""
    masked, data = found.masked, found.data
    out: list[Row] = []
    close = f"</{found.prefix}row"
    last = 0
    at = data.inner
    pattern = _row(found.prefix)
    while tag := pattern.search(masked, at, data.inner_end):
        named = _ROW_NUMBER.search(tag[1])
        number = int(named[1]) if named else last + 1
        if not last < number <= MAX_ROW:
            raise PackageError("damaged", reason="row-order", found=number)
        last = number
        inner = inner_end = at = tag.end()
        if not tag[2]:
            inner_end = masked.find(close, inner, data.inner_end)
            if inner_end < 0:
                raise PackageError("damaged", reason="row-open", found=number)
            at = masked.index(">", inner_end) + 1
        out.append(Row(number, tag[1], tag.start(), inner, inner_end, at))
    return out


def cells(found: Sheet, row: Row) -> list[Cell]:
    """The cells of a row in order; one without a reference follows the one before. Raises PackageError("damaged")."""
    out: list[Cell] = []
    last = 0
    for tag in _cell(found.prefix).finditer(found.masked, row.inner, row.inner_end):
        named = _CELL_COLUMN.search(tag[1])
        column = column_number(named[1]) if named else last + 1
        if column <= last:
            raise PackageError("damaged", reason="cell-order", found=row.number)
        last = column
        inner = found.text[tag.start(2) : tag.end(2)] if tag[2] is not None else ""
        out.append(Cell(column, tag[1], tag.start(), tag.end(), inner))
    return out


@cache
def _row(prefix: str) -> re.Pattern[str]:
    return re.compile(rf"<{re.escape(prefix)}row(?=[\s/>]){ATTRIBUTES}(/?)>")


@cache
def _cell(prefix: str) -> re.Pattern[str]:
    name = re.escape(prefix) + "c"
    return re.compile(rf"<{name}(?=[\s/>]){ATTRIBUTES}(?:/>|>(.*?)</{name}\s*>)", re.DOTALL)


def numberless(attributes: str) -> bool:
    """Whether a row's or a cell's tag leaves its place to be counted."""
    return markup.attribute(attributes, "r") is None


def style_of(attributes: str) -> int | None:
    """The style index of a cell's tag."""
    text = markup.attribute(attributes, "s")
    return int(text) if text and text.isdigit() else None


def row_style(attributes: str) -> int | None:
    """The style index that a row gives to its new cells."""
    custom = markup.attribute(attributes, "customFormat")
    return style_of(attributes) if custom in {"1", "true"} else None


def column_styles(found: Sheet) -> tuple[tuple[int, int, int], ...]:
    """(first, last, style) of the columns that have a style."""
    return tuple(
        (int(values["min"]), int(values["max"]), int(values["style"]))
        for item in markup.elements(found.masked, "col", found.root.inner, found.data.start)
        if {"min", "max", "style"} <= (values := markup.attributes(item.attributes)).keys()
    )


def merges(found: Sheet) -> tuple[Area, ...]:
    """The merged ranges."""
    items = markup.elements(found.masked, "mergeCell", found.data.end)
    return tuple(grid.area(ref) for item in items if (ref := markup.attribute(item.attributes, "ref")))


def styles_by_place(found: Sheet) -> Callable[[int, int], int]:
    """A function that tells the style index of the cell at (row, column), as Excel shows it; rows are read once."""
    by_number: dict[int, Row] = {}
    known: dict[tuple[int, int], int] = {}
    columns: list[tuple[int, int, int]] = []

    def style(row: int, column: int) -> int:
        if not (by_number or columns):
            by_number.update((item.number, item) for item in rows(found))
            columns.extend(column_styles(found))
        if (row, column) not in known:
            known[row, column] = _style_at(found, by_number.get(row), column, columns)
        return known[row, column]

    return style


def _style_at(found: Sheet, row: Row | None, column: int, columns: Iterable[tuple[int, int, int]]) -> int:
    if row is not None:
        own = next((cell for cell in cells(found, row) if cell.column == column), None)
        if own is not None:
            return style_of(own.attributes) or 0
        if (style := row_style(row.attributes)) is not None:
            return style
    return next((style for first, last, style in columns if first <= column <= last), 0)
