"""Prepared packages filled: the plan's sheets, a form's sheets, and the cover's settings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from kap_xl.columns import FORM_SETTINGS, SETTINGS
from kap_xl.grid import KEY_PREFIX, UID_HEADING, Grid, Layout, layout
from kap_xl.port import Computed, Put
from kap_xl.sheets.headings import table_name
from kap_xl.sheets.heights import heights
from kap_xl.sheets.results import budget_results, matrix_results
from kap_xl.sheets.values import Names, cell_value
from kap_xl.sheets.write import lines

if TYPE_CHECKING:
    from kap_xl.edits import NewRow
    from kap_xl.grid import Value
    from kap_xl.model import Plan
    from kap_xl.port import Book


HEADS = (1, 5)
"""Columns right of the uid in the cover's second row: the plan's name, and whose form this is."""


def layouts(grids: Iterable[Grid]) -> dict[str, Layout]:
    """The layouts of the sheets of ours, by key."""
    found = (layout(grid) for grid in grids)
    return {each.key: each for each in found if each is not None}


def fill(
    book: Book, places: Mapping[str, Layout], rows: Mapping[str, Iterable[NewRow]], lang: str, names: Names
) -> None:
    """Replace the rows of prepared sheets."""
    for sheet, some in rows.items():
        made = lines(places[sheet], tuple(some), lang, names)
        book.fill(places[sheet].title, table_name(sheet), made, heights(places[sheet], made, lang))


def set_cover(
    book: Book, grid: Grid, place: Layout, values: Mapping[str, object], lang: str, heads: tuple[str, str] = ("", "")
) -> None:
    """Write settings beside their names on the cover, and the results of its two headings (plan and form)."""
    columns = {column.key: column for column in (*SETTINGS, *FORM_SETTINGS)}
    number = place.columns["value"]
    puts = []
    for row in range(place.head_row + 1, len(grid.rows) + 1):
        name = grid.cell(row, place.columns["uid"])
        if isinstance(name, str) and values.get(name) is not None:
            puts.append(Put(row, number, cell_value(columns.get(name), values[name], lang)))
    for column, head in zip(HEADS, heads, strict=True):
        if head:
            puts.append(Put(place.key_row + 1, place.columns["uid"] + column, Computed(head)))
    book.put(place.title, puts)


def with_results(rows: Mapping[str, Iterable[NewRow]], plan: Plan) -> dict[str, tuple[NewRow, ...]]:
    """The rows of a plan with the results of their formulas and with their deadlines as read."""
    read = {each.uid: {"due_from": each.due_from, "due_by": each.due_by} for each in plan.activities}
    results = {"budget": budget_results(plan), "matrix": matrix_results(plan)}
    made = {sheet: tuple(some) for sheet, some in rows.items()}
    for sheet, found in results.items():
        made[sheet] = tuple(
            {
                **row,
                **_computed(found.get(str(row["uid"]), {})),
                **(read.get(str(row["uid"]), {}) if sheet == "matrix" else {}),
            }
            for row in made.get(sheet, ())
        )
    return made


def _computed(results: Mapping[str, object]) -> dict[str, Computed]:
    values: dict[str, Value] = results  # type: ignore[assignment]  # numbers, dates and texts only
    return {key: Computed(value) for key, value in values.items()}


def as_grids(
    places: Mapping[str, Layout], rows: Mapping[str, Iterable[NewRow]], lang: str, names: Names
) -> tuple[Grid, ...]:
    """What the filled sheets would read as; so that results can be computed before anything is written."""
    made = []
    for sheet, some in rows.items():
        place = places[sheet]
        width = max(place.columns.values())
        keys: list[Value] = [None] * width
        for key, number in place.columns.items():
            keys[number - 1] = key
        keys[place.columns["uid"] - 1] = KEY_PREFIX + sheet
        head = [UID_HEADING if number == place.columns["uid"] else None for number in range(1, width + 1)]
        body = [
            tuple(item for item in (items.get(number) for number in range(1, width + 1)))
            for items in lines(place, tuple(some), lang, names)
        ]
        filler = [()] * (place.head_row - place.key_row - 1)
        made.append(Grid(place.title, (tuple(keys), *filler, tuple(head), *body)))  # type: ignore[arg-type]  # values only
    return tuple(made)
