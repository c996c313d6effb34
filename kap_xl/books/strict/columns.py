"""Columns, merged cells and page breaks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kap_xl.books.strict import reference
from kap_xl.books.strict.book import Book, Sheet
from kap_xl.books.strict.fault import Fault
from kap_xl.books.strict.grammar import finite
from kap_xl.books.strict.markup import main, whole

CODES: Final = (
    "columns.order",
    "columns.range",
    "columns.width",
    "columns.style",
    "columns.outline",
    "merges.range",
    "merges.single",
    "merges.overlap",
    "merges.count",
    "breaks.count",
)
TOO_WIDE: Final = 256  # 255 characters and the padding beside them
_DEEPEST: Final = 7


def faults(book: Book) -> Iterator[Fault]:
    """What is wrong with columns, merges and breaks."""
    formats = len(book.styles.findall(f"{main('cellXfs')}/{main('xf')}")) or 1
    for sheet in book.sheets:
        yield from _columns(sheet, formats)
        yield from _merges(sheet)
        yield from _breaks(sheet)


def _columns(sheet: Sheet, formats: int) -> Iterator[Fault]:
    last = 0
    for column in sheet.root.iterfind(f"{main('cols')}/{main('col')}"):
        first, end = whole(column.get("min")), whole(column.get("max"))
        where = f"{first}:{end}"
        if not 1 <= first <= end <= reference.MAX_COLUMN:
            yield Fault("columns.range", sheet.part, where)
        if first <= last:
            yield Fault("columns.order", sheet.part, where)
        last = max(last, end)
        width = column.get("width", "9")
        if not finite(width) or not 0 <= float(width) < TOO_WIDE:
            yield Fault("columns.width", sheet.part, where, width)
        if not 0 <= whole(column.get("style", "0")) < formats:
            yield Fault("columns.style", sheet.part, where, column.get("style", ""))
        if not 0 <= whole(column.get("outlineLevel", "0")) <= _DEEPEST:
            yield Fault("columns.outline", sheet.part, where)


def _merges(sheet: Sheet) -> Iterator[Fault]:
    group = sheet.root.find(main("mergeCells"))
    if group is None:
        return
    lines = group.findall(main("mergeCell"))
    if whole(group.get("count"), len(lines)) != len(lines):
        yield Fault("merges.count", sheet.part, "", group.get("count", ""))
    areas = []
    for line in lines:
        area = reference.area(line.get("ref", ""))
        if area is None:
            yield Fault("merges.range", sheet.part, line.get("ref", ""))
            continue
        if area[:2] == area[2:]:
            yield Fault("merges.single", sheet.part, line.get("ref", ""))
        areas.append(area)
    for _, area in reference.overlaps(areas):
        yield Fault("merges.overlap", sheet.part, reference.name_of(area.top, area.left))


def _breaks(sheet: Sheet) -> Iterator[Fault]:
    for name in ("rowBreaks", "colBreaks"):
        group = sheet.root.find(main(name))
        if group is None:
            continue
        lines = group.findall(main("brk"))
        manual = [line for line in lines if line.get("man") in {"1", "true"}]
        for key, wanted in (("count", lines), ("manualBreakCount", manual)):
            if whole(group.get(key), len(wanted)) != len(wanted):
                yield Fault("breaks.count", sheet.part, name, key)
