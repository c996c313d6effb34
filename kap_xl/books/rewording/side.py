"""One side of a comparison: a workbook's sheets of ours by their keys, with what they say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kap_xl.grid import layout

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kap_xl.books.package import Package
    from kap_xl.books.package.texts import SheetTexts
    from kap_xl.grid import Grid, Layout


@dataclass(frozen=True, slots=True)
class Side:
    """Layouts and texts by sheet key, defined names (by name and sheet title), the title in the properties."""

    layouts: Mapping[str, Layout]
    texts: Mapping[str, SheetTexts]
    names: Mapping[tuple[str, str], str]
    title: str

    def key_of(self, title: str) -> str:
        """The key of a sheet by its title, whatever its case; empty for a sheet that is not ours."""
        low = title.casefold()
        return next((key for key, place in self.layouts.items() if place.title.casefold() == low), "")


def side(package: Package, grids: Iterable[Grid]) -> Side:
    """A workbook as it is; of two sheets with one key the first counts."""
    layouts: dict[str, Layout] = {}
    for grid in grids:
        found = layout(grid)
        if found is not None:
            layouts.setdefault(found.key, found)
    texts = package.texts({each.title: None if key == "cover" else each.head_row for key, each in layouts.items()})
    return Side(
        layouts,
        {key: texts[each.title] for key, each in layouts.items()},
        {(name, sheet): refers for name, sheet, refers in package.names},
        package.title,
    )
