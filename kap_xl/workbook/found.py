"""The sheets of ours among those of a workbook, whatever their titles and places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kap_xl.columns import BY_KEY
from kap_xl.finding import CellRef, Finding, Severity, Spot
from kap_xl.grid import is_copy, layout, letters
from kap_xl.phrase import phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kap_xl.grid import Grid, Layout

Ours = dict[str, tuple["Grid", "Layout"]]
"""A sheet and where it keeps things, by its key."""


def sheets_of_ours(grids: Iterable[Grid]) -> tuple[Ours, tuple[Finding, ...]]:
    """The sheets that carry a key of the schema, by key; of copies the original counts, each other is a finding."""
    known: dict[str, list[tuple[Grid, Layout]]] = {}
    for grid in grids:
        place = layout(grid)
        if place is not None and place.key in BY_KEY:
            known.setdefault(place.key, []).append((grid, place))
    found = {key: min(same, key=_copied) for key, same in known.items()}
    return found, tuple(trouble for key, same in known.items() for trouble in _twice(found[key], same))


def _copied(one: tuple[Grid, Layout]) -> tuple[bool, int]:
    """What makes a sheet look like a copy: what programs add to its title, which is longer then."""
    return is_copy(one[0].title), len(one[0].title)


def _twice(first: tuple[Grid, Layout], same: list[tuple[Grid, Layout]]) -> Iterator[Finding]:
    grid, place = first
    for other, _ in same:
        if other is not grid:
            said = phrase("cells.sheet-twice", sheet=other.title, first=grid.title)
            fix, where = phrase("cells.sheet-twice-fix"), CellRef("", other.title, "")
            yield Finding("sheet-twice", Severity.ERROR, Spot(place.key), said, fix, where=where)
    for key, number in place.twice:
        heading = grid.cell(place.head_row, number)
        said = phrase("cells.column-twice", column=heading if isinstance(heading, str) else key)
        fix = phrase("cells.column-twice-fix")
        where = CellRef("", grid.title, f"{letters(number)}{place.head_row}")
        yield Finding("column-twice", Severity.ERROR, Spot(place.key, place.head_row, key), said, fix, where=where)
