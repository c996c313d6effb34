"""The document as a whole: namespaces, code names, the calculation chain and the axes of charts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from kap_xl.books.strict import reference
from kap_xl.books.strict.book import Book
from kap_xl.books.strict.fault import Fault
from kap_xl.books.strict.markup import main, whole
from kap_xl.books.strict.package import Package

CODES: Final = (
    "document.namespaces-mixed",
    "document.ignorable-undeclared",
    "document.code-name",
    "document.code-name-twice",
    "document.code-name-missing",
    "document.calc-chain",
    "document.calc-chain-cell",
    "document.chart-axis",
)
_STRICT: Final = "http://purl.oclc.org/ooxml/"
_USUAL: Final = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/",
    "http://schemas.openxmlformats.org/drawingml/2006/",
)
_CODE_NAME: Final = re.compile(r"[^\W\d_]\w{0,30}\Z")
_CHART: Final = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_AXES: Final = tuple(f"{_CHART}{name}" for name in ("catAx", "valAx", "dateAx", "serAx"))


def package_faults(package: Package) -> Iterator[Fault]:
    """What is wrong with the namespaces of the parts and of the relationships."""
    strict, usual = [], []
    for part, tree in package.trees.items():
        if part.startswith("customXml/"):
            continue
        spaces = {*tree.namespaces, *(one.type for one in package.relations.get(part, ()))}
        if any(space.startswith(_STRICT) for space in spaces):
            strict.append(part)
        if any(space.startswith(_USUAL) for space in spaces) and not part.endswith((".rels", ".vml")):
            usual.append(part)
        for prefix in tree.ignorable:
            if prefix not in tree.declared:
                yield Fault("document.ignorable-undeclared", part, prefix)
    if strict and usual:
        fewer = min(strict, usual, key=len)
        yield Fault("document.namespaces-mixed", fewer[0], "", f"{len(strict)} strict, {len(usual)} transitional")


def faults(book: Book) -> Iterator[Fault]:
    """What is wrong with the document beyond its sheets."""
    yield from _code_names(book)
    yield from _chain(book)
    yield from _axes(book)


def _code_names(book: Book) -> Iterator[Fault]:
    places = [(book.part, book.root.find(main("workbookPr")))]
    places += [(sheet.part, sheet.root.find(main("sheetPr"))) for sheet in book.sheets]
    names = [(part, "" if line is None else line.get("codeName", "")) for part, line in places]
    times = Counter(name.lower() for _, name in names)
    for part, name in names:
        if name and not _CODE_NAME.match(name):
            yield Fault("document.code-name", part, name)
        if name and times[name.lower()] > 1:
            yield Fault("document.code-name-twice", part, name)
    if not names[0][1] and book.package.related(book.part, "vbaProject"):
        yield Fault("document.code-name-missing", book.part)  # sheets get theirs when the project is next opened


def _chain(book: Book) -> Iterator[Fault]:
    package = book.package
    links = package.related(book.part, "calcChain")
    lone = [name for name in package.parts if name.rpartition("/")[2].lower() == "calcchain.xml"]
    if len(links) > 1 or {name.lower() for name in lone} != {link.target.lower() for link in links}:
        yield Fault("document.calc-chain", book.part, "", " ".join(lone))
    sheets = {sheet.number: sheet for sheet in book.sheets}
    for link in links:
        tree = package.trees.get(link.target)
        number = 0
        for line in tree.root.iterfind(main("c")) if tree is not None and tree.root is not None else ():
            number = whole(line.get("i"), number)
            place = reference.cell(line.get("r", ""))
            sheet = sheets.get(number)
            if place is None or sheet is None:
                yield Fault("document.calc-chain-cell", link.target, line.get("r", ""), str(number))
            elif place not in sheet.cells.formulas and line.get("a") != "1" and not _in_array(book, number, place):
                yield Fault("document.calc-chain-cell", link.target, line.get("r", ""), sheet.name)


def _in_array(book: Book, number: int, place: tuple[int, int]) -> bool:
    sheet = next(sheet for sheet in book.sheets if sheet.number == number)
    spreads = (f.get("ref", "") for f in sheet.cells.formulas.values() if f.get("t") in {"array", "dataTable"})
    return any(area.holds(*place) for area in map(reference.area, spreads) if area is not None)


def _axes(book: Book) -> Iterator[Fault]:
    for part, tree in book.package.trees.items():
        if tree.root is None or tree.root.tag != f"{_CHART}chartSpace":
            continue
        plot = tree.root.find(f"{_CHART}chart/{_CHART}plotArea")
        if plot is None:
            yield Fault("document.chart-axis", part, "plotArea")
            continue
        axes = [axis.find(f"{_CHART}axId") for axis in plot if axis.tag in _AXES]
        known = Counter(axis.get("val") for axis in axes if axis is not None)
        for line in (line for chart in plot if chart.tag not in _AXES for line in chart.iterfind(f"{_CHART}axId")):
            if known[line.get("val")] != 1:
                yield Fault("document.chart-axis", part, line.get("val", ""))
