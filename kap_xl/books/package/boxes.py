"""The boxes of many notes in the drawing of a sheet: each large enough for its text, beside its cell."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from kap_xl.books.package import markup, note_boxes, scan
from kap_xl.books.package.grid import MAX_COLUMN, MAX_ROW

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kap_xl.books.package.parts import Parts

    Place = tuple[int, int]

_WIDE, _LINE, _LETTERS = 300, 15, 48
"""Pixels of a box and of a line in it; letters in a line."""
_COLUMN, _ROW, _GAP = 64, 20, 12
"""Pixels of a column and a row that say nothing of themselves, and between a cell and its box."""
_SPAN: Final = 60
"""Columns or rows over which a box may reach: behind a sheet's edge all may be hidden."""
_PLACE: Final = re.compile(r"<(?:\w+:)?(Row|Column)>\s*([0-9]+)\s*<")
_ZERO_SIZE: Final = ("1", "true")


def add(parts: Parts, sheet: str, texts: Mapping[Place, str]) -> None:
    """A box for each note that has none."""
    if not texts:
        return
    drawing = note_boxes.drawing_part(parts, sheet)
    text = parts.text(drawing)
    there = {_place(found[0]) for found in note_boxes.SHAPE.finditer(text)}
    new = [place for place in texts if place not in there]
    numbers, text = _numbers(parts, text, len(new))
    own = "".join(f" {one}" for one in note_boxes.NAMESPACES if one not in text)
    column_width, row_height = _sizes(parts.text(sheet))
    made = []
    for z, (place, number) in enumerate(zip(new, numbers, strict=True), len(there) + 1):
        row, column = place
        high = _LINE * (1 + sum(1 + len(line) // _LETTERS for line in texts[place].split("\n")))
        right, right_off = _reach(column + 1, _GAP + _WIDE, column_width, MAX_COLUMN)
        bottom, bottom_off = _reach(row, 4 + high, row_height, MAX_ROW)
        anchor = (column, _GAP, row - 1, 4, right - 1, right_off, bottom - 1, bottom_off)
        made.append(
            note_boxes.BOX.format(
                own=own, id=number, z=z, row=row - 1, column=column - 1, anchor=", ".join(map(str, anchor)),
                width=_WIDE * 3 // 4, height=high * 3 // 4,
            )
        )  # fmt: skip
    at = text.rfind("</xml")
    parts.write(drawing, text[:at] + "".join(made) + text[at:])


def remove(parts: Parts, sheet: str, places: frozenset[Place]) -> None:
    """Take out the boxes of those cells; a drawing without any goes."""
    link = note_boxes.drawing_link(parts, sheet)
    if link is None or not places:
        return
    drawing = note_boxes.SHAPE.sub(lambda found: "" if _place(found[0]) in places else found[0], parts.text(link[1]))
    parts.write(link[1], drawing)
    if not note_boxes.SHAPE.search(drawing):
        note_boxes.drop_drawing(parts, sheet, *link)


def _place(shape: str) -> Place:
    found = {name: int(number) + 1 for name, number in _PLACE.findall(shape)}
    return found.get("Row", 0), found.get("Column", 0)


def _numbers(parts: Parts, text: str, count: int) -> tuple[list[int], str]:
    """So many free ids of shapes, and the drawing that has claimed the blocks they lie in."""
    found = note_boxes.BLOCK.search(text)
    blocks = [int(one) for one in found[1].split(",")] if found else [1]
    last = max([blocks[-1] * note_boxes.PER_BLOCK, *map(int, note_boxes.SHAPE_ID.findall(text))])
    fresh = note_boxes.free_block(parts)
    numbers: list[int] = []
    for _ in range(count):
        last += 1
        if last // note_boxes.PER_BLOCK not in blocks:
            blocks.append(fresh)
            last, fresh = fresh * note_boxes.PER_BLOCK + 1, fresh + 1
        numbers.append(last)
    if found:
        text = text[: found.start(1)] + ",".join(map(str, blocks)) + text[found.end(1) :]
    return numbers, text


def _reach(first: int, pixels: int, size: Callable[[int], int], most: int) -> tuple[int, int]:
    """The column or row, and the pixels into it, so far from the beginning of the first one."""
    at = first
    while pixels > size(at) and at < min(most, first + _SPAN):
        pixels -= size(at)
        at += 1
    return at, min(pixels, size(at))


def _sizes(text: str) -> tuple[Callable[[int], int], Callable[[int], int]]:
    """The widths of columns and the heights of rows in pixels."""
    found = scan.sheet(text)
    widths: list[tuple[int, int, int]] = []
    for item in markup.elements(found.masked, "col", found.root.inner, found.data.start):
        said = markup.attributes(item.attributes)
        wide = 0 if said.get("hidden") in _ZERO_SIZE else round(float(said.get("width", "8.43")) * 7)
        widths.append((int(said["min"]), int(said["max"]), wide))
    heights: dict[int, int] = {}
    for row in scan.rows(found):
        high = markup.attribute(row.attributes, "ht")
        if markup.attribute(row.attributes, "hidden") in _ZERO_SIZE:
            heights[row.number] = 0
        elif high is not None:
            heights[row.number] = round(float(high) * 4 / 3)

    @cache
    def width(column: int) -> int:
        return next((wide for first, last, wide in widths if first <= column <= last), _COLUMN)

    return width, lambda row: heights.get(row, _ROW)
