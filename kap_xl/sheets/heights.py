"""How high a row must be for its wrapped text; LibreOffice does not work it out when it opens a file."""

from __future__ import annotations

from math import ceil
from types import MappingProxyType
from typing import TYPE_CHECKING

from kap_xl.columns import BY_KEY

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kap_xl.columns import Column
    from kap_xl.grid import Layout

LINE, EDGE, HIGHEST = 13.0, 3.0, 409.0
"""Points: a line of ten-point text, the space around it, the highest row that Excel knows."""
BOLD, SPARE, SPACE = 1.04, 0.4, 0.45
"""How much wider bold letters are; what a cell keeps free at its edges, and a blank, in the width of a digit."""
SURELY = 0.75
"""Text of fewer letters than this share of the column's digits is not measured: it fits."""
LEAST: Mapping[str, float] = MappingProxyType({"matrix": 42.0, "indicators": 29.0, "spending": 20.0, "proposals": 42.0})
"""Points that a row of a form has at least, so that there is room to type."""

_LETTERS: Mapping[str, float] = MappingProxyType(
    {
        letter: width
        for width, letters in (
            (0.45, "',.:;Iijl’"),
            (0.6, "!()-J[]`f{}"),
            (0.7, "rt"),
            (0.8, '"/L\\cszçšžčć“”„'),
            (0.9, "?FSZagkvxy|ŠŽ"),
            (1.1, "ABCRVÇđČĆ"),
            (1.25, "DGHĐ"),
            (1.3, "&NOQU"),
            (1.45, "%w…"),
            (1.6, "m"),
            (1.75, "MW@—"),
        )
        for letter in letters
    }
)
"""Widths of letters in the house's font, in the width of a digit; letters that are not listed are as wide as one."""


def text_width(shown: str, *, bold: bool = False) -> float:
    """The width of a text on one line, in digits: the unit in which columns are measured."""
    wide = sum(SPACE if letter == " " else _LETTERS.get(letter, 1.0) for letter in shown)
    return wide * BOLD if bold else wide


def lines(shown: str, width: float, *, bold: bool = False) -> int:
    """The number of lines of a text wrapped in a column of a width."""
    return sum(_wrapped(part, max(1.0, width - SPARE), bold=bold) for part in shown.splitlines()) or 1


def _wrapped(part: str, room: float, *, bold: bool) -> int:
    """Lines of one paragraph, broken at blanks; a word wider than the column is broken anywhere."""
    if len(part) < room * SURELY or text_width(part, bold=bold) <= room:
        return 1
    count, used = 1, 0.0
    for word in part.split():
        wide = text_width(word, bold=bold)
        if used and used + SPACE + wide > room:
            count, used = count + 1, 0.0
        if wide > room:
            count += ceil(wide / room) - 1
            wide = wide % room
        used += wide + (SPACE if used else 0.0)
    return count


def row_height(cells: Iterable[tuple[float, object]], least: float = 0.0) -> float:
    """The height in points of a row whose cells are given as width in characters and value; only text can wrap."""
    fullest = max((lines(value, width) for width, value in cells if isinstance(value, str)), default=1)
    return min(HIGHEST, max(least, EDGE + LINE * fullest))


def heights(place: Layout, made: Iterable[Mapping[int, object]], lang: str) -> tuple[float, ...]:
    """The height of each line of items by column number, for the columns that are seen in a workbook of a language.

    None on a sheet that nobody sees.
    """
    sheet = BY_KEY[place.key]
    if sheet.state != "visible":
        return ()
    columns = [(number, column) for key, number in place.columns.items() if (column := sheet.column(key)) is not None]
    widths = {number: column.width for number, column in columns if seen(column, lang)}
    # only a form goes without the columns of fingerprints
    form = all(column.kind != "hash" for _, column in columns)
    least = LEAST.get(place.key, 0.0) if form else 0.0
    return tuple(row_height(((widths[at], item) for at, item in line.items() if at in widths), least) for line in made)


def seen(column: Column, lang: str) -> bool:
    """Whether a column is seen when a workbook of a language is opened: neither hidden nor folded away."""
    return not column.hidden and (not column.aside or column.key.endswith(f"_{lang}"))
