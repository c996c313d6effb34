"""A workbook as the checks see it: sheets, tables, strings and names found through their relationships."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kap_xl.books.strict import reference
from kap_xl.books.strict.cells import Cells, scan
from kap_xl.books.strict.markup import RELATIONS, Element, main, plain, text_of, whole
from kap_xl.books.strict.package import Package, Relationship
from kap_xl.books.strict.reference import Area

EMPTY: Final = Element("nothing")  # what a part without a tree looks like: nothing in it


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet by its line in the workbook; `root` is EMPTY and `part` "" where it leads nowhere."""

    name: str
    number: int
    state: str
    kind: str
    part: str
    root: Element
    cells: Cells


@dataclass(frozen=True, slots=True)
class Table:
    """A table with the sheet it stands on; `area` is None where its range is none."""

    part: str
    root: Element
    sheet: Sheet
    area: Area | None
    headers: int
    totals: int

    @property
    def name(self) -> str:
        """The name that formulas use."""
        return self.root.get("displayName", "")

    @property
    def columns(self) -> tuple[Element, ...]:
        """Its columns from the left."""
        return tuple(self.root.iterfind(f"{main('tableColumns')}/{main('tableColumn')}"))


@dataclass(frozen=True, slots=True)
class Book:
    """All that the checks of content need."""

    package: Package
    part: str
    root: Element
    sheets: tuple[Sheet, ...]
    tables: tuple[Table, ...]
    strings: tuple[str, ...]
    strings_part: str
    styles: Element
    styles_part: str

    @property
    def differential(self) -> int:
        """How many differential formats there are."""
        return len(self.styles.findall(f"{main('dxfs')}/{main('dxf')}"))


def load(package: Package) -> Book | None:
    """The workbook of a package; None where there is none."""
    part = next((one.target for one in package.related("", "officeDocument")), "")
    root = _root(package, part)
    if root is EMPTY:
        return None
    strings_part, styles_part = _target(package, part, "sharedStrings"), _target(package, part, "styles")
    strings = tuple(plain(text_of(item)) for item in _root(package, strings_part).iterfind(main("si")))
    styles = _root(package, styles_part)
    formats = len(styles.findall(f"{main('cellXfs')}/{main('xf')}")) or 1  # without a style part there is one format
    by_id = {one.id: one for one in package.relations.get(part, ())}
    sheets = tuple(
        _sheet(package, line, by_id.get(line.get(f"{RELATIONS}id", "")), formats, len(strings))
        for line in root.iterfind(f"{main('sheets')}/{main('sheet')}")
    )
    tables = tuple(table for sheet in sheets for table in _tables(package, sheet))
    return Book(package, part, root, sheets, tables, strings, strings_part, styles, styles_part)


def _root(package: Package, part: str) -> Element:
    tree = package.trees.get(part)
    return EMPTY if tree is None or tree.root is None else tree.root


def _target(package: Package, part: str, kind: str) -> str:
    return next((one.target for one in package.related(part, kind)), "")


def _sheet(package: Package, line: Element, link: Relationship | None, formats: int, strings: int) -> Sheet:
    part = link.target if link else ""
    root = _root(package, part)
    cells = scan(part, root.find(main("sheetData")), formats, strings)
    state, number = line.get("state", "visible"), whole(line.get("sheetId"))
    return Sheet(line.get("name", ""), number, state, link.kind if link else "", part, root, cells)


def _tables(package: Package, sheet: Sheet) -> Iterator[Table]:
    links = {one.id: one for one in package.related(sheet.part, "table")}
    for line in sheet.root.iterfind(f"{main('tableParts')}/{main('tablePart')}"):
        link = links.get(line.get(f"{RELATIONS}id", ""))
        root = _root(package, link.target) if link else EMPTY
        if link and root is not EMPTY:
            headers, totals = whole(root.get("headerRowCount", "1")), whole(root.get("totalsRowCount", "0"))
            yield Table(link.target, root, sheet, reference.area(root.get("ref", "")), headers, totals)
