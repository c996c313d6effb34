"""Tables: their names, ranges, headings and the formulas of their columns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from typing import Final

from kap_xl.books.strict import reference
from kap_xl.books.strict.book import Book, Sheet, Table
from kap_xl.books.strict.fault import Fault
from kap_xl.books.strict.markup import Element, main, plain, text_of, whole
from kap_xl.books.strict.names import good_name

CODES: Final = (
    "tables.id-twice",
    "tables.name-twice",
    "tables.name",
    "tables.ref",
    "tables.overlap",
    "tables.merged",
    "tables.no-data-row",
    "tables.column-count",
    "tables.column-twice",
    "tables.column-id-twice",
    "tables.header-missing",
    "tables.header-not-text",
    "tables.header-differs",
    "tables.total-differs",
    "tables.autofilter",
    "tables.filter-column",
    "tables.sheet-filter",
    "tables.formula-differs",
    "tables.format",
)
_FORMATS: Final = (
    "headerRowDxfId",
    "dataDxfId",
    "totalsRowDxfId",
    "headerRowBorderDxfId",
    "tableBorderDxfId",
    "totalsRowBorderDxfId",
)
_RELATIVE: Final = re.compile(r"(?<![\w\[\]$.])\$?[A-Za-z]{1,3}[0-9]+(?![\w(\[])")


def faults(book: Book) -> Iterator[Fault]:
    """What is wrong with the tables."""
    yield from _unique(book)
    for table in book.tables:
        yield from _names(table)
        yield from _formats(book, table)
        if table.area is None:
            yield Fault("tables.ref", table.part, table.root.get("ref", ""))
            continue
        yield from _shape(table, table.area)
        yield from _filter(table, table.area)
        yield from _headers(book, table, table.area)
        yield from _formulas(table, table.area)
    for sheet in book.sheets:
        yield from _neighbours(sheet, [table for table in book.tables if table.sheet is sheet])


def _unique(book: Book) -> Iterator[Fault]:
    ids = Counter(table.root.get("id", "") for table in book.tables)
    names = Counter(table.name.lower() for table in book.tables)
    names.update(
        name.get("name", "").lower()
        for name in book.root.iterfind(f"{main('definedNames')}/{main('definedName')}")
        if name.get("localSheetId") is None
    )
    for table in book.tables:
        if ids[table.root.get("id", "")] > 1:
            yield Fault("tables.id-twice", table.part, table.name, table.root.get("id", ""))
        if names[table.name.lower()] > 1:
            yield Fault("tables.name-twice", table.part, table.name)
        if not good_name(table.name) or whole(table.root.get("id")) < 1:
            yield Fault("tables.name", table.part, table.name)


def _names(table: Table) -> Iterator[Fault]:
    names = Counter(plain(column.get("name", "")).lower() for column in table.columns)
    ids = Counter(column.get("id", "") for column in table.columns)
    for name, times in names.items():
        if times > 1 or not name:
            yield Fault("tables.column-twice", table.part, name)
    for number, times in ids.items():
        if times > 1:
            yield Fault("tables.column-id-twice", table.part, number)


def _formats(book: Book, table: Table) -> Iterator[Fault]:
    for element in (table.root, *table.columns):
        for key in _FORMATS:
            if element.get(key) is not None and not 0 <= whole(element.get(key)) < book.differential:
                yield Fault("tables.format", table.part, element.get("name", ""), f"{key}={element.get(key)}")


def _shape(table: Table, area: reference.Area) -> Iterator[Fault]:
    if area.bottom - area.top + 1 - table.headers - table.totals < 1 or table.headers > 1 or table.totals > 1:
        yield Fault("tables.no-data-row", table.part, table.root.get("ref", ""))
    group = table.root.find(main("tableColumns"))
    counted = len(table.columns) if group is None else whole(group.get("count"), len(table.columns))
    if not area.right - area.left + 1 == len(table.columns) == counted:
        yield Fault("tables.column-count", table.part, table.root.get("ref", ""), str(len(table.columns)))


def _filter(table: Table, area: reference.Area) -> Iterator[Fault]:
    line = table.root.find(main("autoFilter"))
    if line is None:
        return
    wanted = area._replace(bottom=area.bottom - table.totals)
    if reference.area(line.get("ref", "")) != wanted or not table.headers:
        yield Fault("tables.autofilter", table.part, line.get("ref", ""))
    for column in line.iterfind(main("filterColumn")):
        if not 0 <= whole(column.get("colId")) <= area.right - area.left:
            yield Fault("tables.filter-column", table.part, column.get("colId", ""))


def _headers(book: Book, table: Table, area: reference.Area) -> Iterator[Fault]:
    for place, column in enumerate(table.columns):
        where = reference.name_of(area.top, area.left + place)
        if table.headers:
            name = plain(column.get("name", ""))
            found = _text(book, table.sheet, area.top, area.left + place)
            if found is None:
                cell = table.sheet.cells.cell(area.top, area.left + place)
                code = "tables.header-missing" if cell is None or not len(cell) else "tables.header-not-text"
                yield Fault(code, table.part, where, name)
            elif found != name:
                yield Fault("tables.header-differs", table.part, where, f"{found!r} {name!r}")
        label = column.get("totalsRowLabel")
        if table.totals and label is not None:
            where = reference.name_of(area.bottom, area.left + place)
            if _text(book, table.sheet, area.bottom, area.left + place) != plain(label):
                yield Fault("tables.total-differs", table.part, where, label)


def _text(book: Book, sheet: Sheet, row: int, column: int) -> str | None:
    """The text of a cell that holds a string and no formula; None of any other."""
    cell = sheet.cells.cell(row, column)
    if cell is None or cell.find(main("f")) is not None:
        return None
    inline = cell.find(main("is"))
    if cell.get("t") == "inlineStr" and inline is not None:
        return plain(text_of(inline))
    value = cell.findtext(main("v"))
    if cell.get("t") == "s" and 0 <= whole(value) < len(book.strings):
        return book.strings[whole(value)]
    return plain(value) if cell.get("t") == "str" and value is not None else None


def _formulas(table: Table, area: reference.Area) -> Iterator[Fault]:
    """People may overwrite a calculated column here and there; that no cell follows it is a writer's slip."""
    for place, column in enumerate(table.columns):
        wanted = column.find(main("calculatedColumnFormula"))
        if wanted is None or not wanted.text or _RELATIVE.search(wanted.text) or wanted.get("array"):
            continue
        rows = range(area.top + table.headers, area.bottom - table.totals + 1)
        found = [table.sheet.cells.formulas.get((row, area.left + place)) for row in rows]
        cells = [formula for formula in found if formula is not None and (formula.text or "").strip()]
        if cells and not any(_same(formula, wanted) for formula in cells):
            yield Fault("tables.formula-differs", table.part, column.get("name", ""), cells[0].text or "")


def _same(one: Element, other: Element) -> bool:
    return re.sub(r"\s", "", one.text or "").lower() == re.sub(r"\s", "", other.text or "").lower()


def _neighbours(sheet: Sheet, tables: list[Table]) -> Iterator[Fault]:
    placed = [(table, table.area) for table in tables if table.area is not None]
    for (_, first), (table, second) in combinations(placed, 2):
        if first.meets(second):
            yield Fault("tables.overlap", table.part, table.root.get("ref", ""))
    own = reference.area(getattr(sheet.root.find(main("autoFilter")), "attrib", {}).get("ref", ""))
    merged = [reference.area(one.get("ref", "")) for one in sheet.root.iterfind(f"{main('mergeCells')}/*")]
    for table, area in placed:
        if own is not None and own.meets(area):
            yield Fault("tables.sheet-filter", sheet.part, table.root.get("ref", ""))
        for one in merged:
            if one is not None and one.meets(area):
                yield Fault("tables.merged", table.part, table.root.get("ref", ""), str(one))
