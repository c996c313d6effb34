"""How high a row must be for its wrapped text; LibreOffice does not work it out when it opens a file."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

LINE, EDGE, HIGHEST = 13.0, 2.0, 409.0
"""Points: a line of ten-point text, the space around it, the highest row that Excel knows."""
FIT = 1.15
"""Characters of ten-point text to one character of column width, less what breaking at words costs."""


def row_height(cells: Iterable[tuple[float, object]]) -> float:
    """The height in points of a row whose cells are given as width in characters and value; only text can wrap."""
    return min(HIGHEST, EDGE + LINE * max((_lines(width, value) for width, value in cells), default=1))


def _lines(width: float, value: object) -> int:
    if not isinstance(value, str):
        return 1
    return sum(max(1, ceil(len(line) / (width * FIT))) for line in value.splitlines()) or 1
