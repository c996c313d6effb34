"""Views of a sheet: panes, what is selected in them, protection and the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kap_xl.books.strict import reference
from kap_xl.books.strict.book import Book, Sheet
from kap_xl.books.strict.cells import text_units
from kap_xl.books.strict.fault import Fault
from kap_xl.books.strict.grammar import finite
from kap_xl.books.strict.markup import Element, main, plain, whole

CODES: Final = (
    "panes.view",
    "panes.zoom",
    "panes.top-left",
    "panes.split",
    "panes.active",
    "panes.selection",
    "sheet.dimension",
    "sheet.filter",
    "sheet.password",
    "page.scale",
    "page.margins",
    "page.header-length",
)
_ACTIVE: Final = {
    (True, True): frozenset({"bottomRight", "topRight", "bottomLeft", "topLeft"}),
    (True, False): frozenset({"topRight", "topLeft"}),
    (False, True): frozenset({"bottomLeft", "topLeft"}),
    (False, False): frozenset({"topLeft"}),
}
_ZOOMS: Final = ("zoomScale", "zoomScaleNormal", "zoomScaleSheetLayoutView", "zoomScalePageLayoutView")
_LEAST_ZOOM, _MOST_ZOOM = 10, 400
_LONGEST_HEADER: Final = 255
_WIDEST_MARGIN: Final = 49  # inches
_PASSWORD: Final = re.compile(r"[0-9A-Fa-f]{4}\Z")


def faults(book: Book) -> Iterator[Fault]:
    """What is wrong with how sheets are shown, protected and printed."""
    views = len(book.root.findall(f"{main('bookViews')}/{main('workbookView')}")) or 1
    for sheet in book.sheets:
        seen = set()
        for view in sheet.root.iterfind(f"{main('sheetViews')}/{main('sheetView')}"):
            number = whole(view.get("workbookViewId"))
            if not 0 <= number < views or number in seen:
                yield Fault("panes.view", sheet.part, "", str(number))
            seen.add(number)
            yield from _view(sheet.part, view)
        yield from _sheet(sheet)
        yield from _page(sheet)


def _view(part: str, view: Element) -> Iterator[Fault]:
    for key in _ZOOMS:
        zoom = whole(view.get(key, "100"))
        if zoom and not _LEAST_ZOOM <= zoom <= _MOST_ZOOM:
            yield Fault("panes.zoom", part, key, str(zoom))
    corner = view.get("topLeftCell", "A1")
    if reference.cell(corner) is None:
        yield Fault("panes.top-left", part, corner)
    pane = view.find(main("pane"))
    allowed = frozenset({"topLeft"})
    if pane is not None:
        across, down = _split(pane.get("xSplit", "0")), _split(pane.get("ySplit", "0"))
        yield from _pane(part, pane, across, down, reference.cell(corner) or (1, 1))
        allowed = _ACTIVE[across > 0, down > 0]
        if pane.get("activePane", "topLeft") not in allowed:
            yield Fault("panes.active", part, pane.get("activePane", ""))
    seen = set()
    for line in view.iterfind(main("selection")):
        name = line.get("pane", "topLeft")
        if name not in allowed or name in seen or not _selected(line):
            yield Fault("panes.selection", part, name, line.get("sqref", ""))
        seen.add(name)


def _split(text: str) -> float:
    return float(text) if finite(text) else -1


def _pane(part: str, pane: Element, across: float, down: float, corner: tuple[int, int]) -> Iterator[Fault]:
    frozen = pane.get("state", "split").startswith("frozen")
    if across < 0 or down < 0 or (frozen and (across % 1 or down % 1)) or not (across or down):
        yield Fault("panes.split", part, pane.get("topLeftCell", ""), f"{across} {down}")
    place = reference.cell(pane.get("topLeftCell", "A1"))
    if place is None:
        yield Fault("panes.top-left", part, pane.get("topLeftCell", ""))
        return
    # the lower right part begins below and right of the frozen one, or is scrolled further
    too_early = (down and place[0] < corner[0] + down) or (across and place[1] < corner[1] + across)
    if frozen and too_early and "topLeftCell" in pane.attrib:
        yield Fault("panes.top-left", part, pane.get("topLeftCell", ""), f"{across} {down}")


def _selected(line: Element) -> bool:
    cell, areas = reference.cell(line.get("activeCell", "A1")), reference.lines(line.get("sqref", "A1"))
    return cell is not None and areas is not None and any(area.holds(*cell) for area in areas)


def _sheet(sheet: Sheet) -> Iterator[Fault]:
    used, filtered = sheet.root.find(main("dimension")), sheet.root.find(main("autoFilter"))
    if used is not None and reference.area(used.get("ref", "")) is None:
        yield Fault("sheet.dimension", sheet.part, used.get("ref", ""))
    if filtered is not None:
        area = reference.area(filtered.get("ref", "").replace("$", ""))
        last = area.right - area.left if area else -1
        columns = [whole(column.get("colId")) for column in filtered.iterfind(main("filterColumn"))]
        if area is None or not all(0 <= column <= last for column in columns):
            yield Fault("sheet.filter", sheet.part, filtered.get("ref", ""))
    for line in (sheet.root.find(main("sheetProtection")), *sheet.root.iterfind(f"{main('protectedRanges')}/*")):
        if line is not None and line.get("password") is not None and not _PASSWORD.match(line.get("password", "")):
            yield Fault("sheet.password", sheet.part, line.get("password", ""))
        if line is not None and line.get("sqref") is not None and reference.areas(line.get("sqref", "")) is None:
            yield Fault("sheet.dimension", sheet.part, line.get("sqref", ""))


def _page(sheet: Sheet) -> Iterator[Fault]:
    for line in sheet.root.iterfind(main("pageSetup")):
        scale = whole(line.get("scale", "100"))
        if scale and not _LEAST_ZOOM <= scale <= _MOST_ZOOM:  # Excel 2007 wrote 0 for "as fits"
            yield Fault("page.scale", sheet.part, "", line.get("scale", ""))
    for line in sheet.root.iterfind(main("pageMargins")):
        for key, text in line.items():
            if finite(text) and not 0 <= float(text) < _WIDEST_MARGIN:
                yield Fault("page.margins", sheet.part, key, text)
    for line in sheet.root.iterfind(f"{main('headerFooter')}/*"):
        if text_units(plain(line.text or "")) > _LONGEST_HEADER:
            yield Fault("page.header-length", sheet.part, line.tag.rpartition("}")[2])
