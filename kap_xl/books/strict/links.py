"""Hyperlinks: how many, where, and whether their places are written so that Excel finds them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kap_xl.books.strict import reference
from kap_xl.books.strict.book import Book, Sheet
from kap_xl.books.strict.fault import Fault
from kap_xl.books.strict.markup import RELATIONS, Element, main

CODES: Final = (
    "links.too-many",
    "links.range",
    "links.nowhere",
    "links.location",
    "links.too-long",
    "links.tooltip-length",
    "links.inside-target",
)
MOST: Final = 65_530
LONGEST: Final = 2_079
_LONGEST_TIP: Final = 255
_PLAIN_SHEET: Final = re.compile(r"(?:[^\W\d])[\w.]*\Z")


def faults(book: Book) -> Iterator[Fault]:
    """What is wrong with the hyperlinks."""
    for sheet in book.sheets:
        lines = sheet.root.findall(f"{main('hyperlinks')}/{main('hyperlink')}")
        if len(lines) > MOST:
            yield Fault("links.too-many", sheet.part, "", str(len(lines)))
        targets = {one.id: one for one in book.package.related(sheet.part, "hyperlink")}
        for line in lines:
            yield from _line(sheet, line)
            target = targets.get(line.get(f"{RELATIONS}id", ""))
            if target is not None and not target.external and target.target not in {"", "."}:
                yield Fault("links.inside-target", sheet.part, line.get("ref", ""), target.target)
            if target is not None and len(target.target) > LONGEST:
                yield Fault("links.too-long", sheet.part, line.get("ref", ""), str(len(target.target)))


def _line(sheet: Sheet, line: Element) -> Iterator[Fault]:
    where, location = line.get("ref", ""), line.get("location")
    if reference.area(where) is None:
        yield Fault("links.range", sheet.part, where)
    if location is None and line.get(f"{RELATIONS}id") is None:
        yield Fault("links.nowhere", sheet.part, where)
    if line.get(f"{RELATIONS}id") is None and location and not quoted(location):
        yield Fault("links.location", sheet.part, where, location)
    if len(line.get("tooltip", "")) > _LONGEST_TIP:
        yield Fault("links.tooltip-length", sheet.part, where)


def quoted(location: str) -> bool:
    """Whether a place in the workbook quotes its sheet's name where the name needs it."""
    sheet, mark, _ = location.rpartition("!")
    if not mark or "#REF" in location:
        return True  # a defined name, or a place that is gone
    if sheet.startswith("'") and sheet.endswith("'"):
        return "'" not in sheet[1:-1].replace("''", "")
    return bool(_PLAIN_SHEET.match(sheet)) and not reference.like_reference(sheet)
