"""Sheets that carry no key of ours any more and yet look like one that is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kap_xl import kinds
from kap_xl.columns import BY_KEY
from kap_xl.grid import COPY, SEARCHED
from kap_xl.phrase import LANGUAGES, has, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kap_xl.grid import Grid

BY_TITLE = 1.0
"""How much a title says, in parts of what all headings say."""
LEAST = 0.5
"""The part of a sheet's columns that must be there under their keys or headings."""


def alike(keys: Sequence[str], grids: Iterable[Grid]) -> dict[str, Grid]:
    """For each missing sheet the one that looks most like it, if one does; no sheet stands for two."""
    found: dict[str, Grid] = {}
    likely = ((_likeness(key, grid), key, grid) for grid in grids for key in keys)
    for _, key, grid in sorted((one for one in likely if one[0] >= LEAST), key=lambda one: -one[0]):
        if key not in found and all(grid is not taken for taken in found.values()):
            found[key] = grid
    return found


def _likeness(key: str, grid: Grid) -> float:
    tabs = {kinds.fold(text(f"workbook.sheet.{key}", lang)) for lang in LANGUAGES}
    titled = kinds.fold(COPY.sub("", grid.title.strip())) in tabs
    names = {column.key: _names(key, column.key) for column in BY_KEY[key].columns if column.key != "uid"}
    shown = {column: words for column, words in names.items() if words}
    return BY_TITLE * titled + max((_part(row, shown) for row in grid.rows[:SEARCHED]), default=0.0)


def _part(row: Iterable[object], names: dict[str, set[str]]) -> float:
    """The part of a sheet's columns that a row names."""
    words = {kinds.fold(str(value).strip()) for value in row if isinstance(value, str)}
    return sum(1 for each in names.values() if each & words) / max(len(names), 1) if words else 0.0


def _names(sheet: str, column: str) -> set[str]:
    """A column's key and its headings in all languages; empty for one that has no plain heading."""
    code = next((each for each in (f"workbook.col.{sheet}.{column}", f"workbook.col.{column}") if has(each, "en")), "")
    return {column, *(kinds.fold(text(code, lang)) for lang in LANGUAGES)} if code else set()
