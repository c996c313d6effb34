"""How high a row must be for its wrapped text; LibreOffice does not work it out when it opens a file."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from kap_xl.columns import BY_KEY

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kap_xl.grid import Layout

LINE, EDGE, HIGHEST = 13.0, 2.0, 409.0
"""Points: a line of ten-point text, the space around it, the highest row that Excel knows."""
FIT = 1.15
"""Characters of ten-point text to one character of column width, less what breaking at words costs."""


def row_height(cells: Iterable[tuple[float, object]]) -> float:
    """The height in points of a row whose cells are given as width in characters and value; only text can wrap."""
    return min(HIGHEST, EDGE + LINE * max((_lines(width, value) for width, value in cells), default=1))


def heights(place: Layout, lines: Iterable[Mapping[int, object]], lang: str) -> tuple[float, ...]:
    """The height of each line of items by column number, for the columns that are seen in a workbook of a language."""
    sheet, widths = BY_KEY[place.key], {}
    for key, number in place.columns.items():
        column = sheet.column(key)
        if column is not None and not column.hidden and (not column.aside or key.endswith(f"_{lang}")):
            widths[number] = column.width
    return tuple(row_height((widths[at], item) for at, item in line.items() if at in widths) for line in lines)


def _lines(width: float, value: object) -> int:
    if not isinstance(value, str):
        return 1
    return sum(max(1, ceil(len(line) / (width * FIT))) for line in value.splitlines()) or 1
