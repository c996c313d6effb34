"""Edits put into a workbook: column keys become places, typed values become what stands in cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from kap_xl.columns import BY_KEY
from kap_xl.port import Computed, Item, Put
from kap_xl.sheets.headings import table_name
from kap_xl.sheets.heights import heights, row_height, seen
from kap_xl.sheets.values import Names, cell_value

if TYPE_CHECKING:
    from kap_xl.edits import CellEdit, Edits, NewRow
    from kap_xl.grid import Layout
    from kap_xl.model import Plan
    from kap_xl.port import Book

LONGEST = 32_767
"""Characters that a cell holds."""


def apply(book: Book, layouts: Mapping[str, Layout], edits: Edits, lang: str, names: Names) -> None:
    """Write all edits; a sheet that the workbook lacks is an error of the program."""
    by_sheet: dict[str, list[CellEdit]] = {}
    for edit in edits.cells:
        by_sheet.setdefault(edit.sheet, []).append(edit)
    for sheet, some in by_sheet.items():
        place = layouts[sheet]
        book.put(place.title, [_put(place, edit, lang, names) for edit in some if edit.column in place.columns])
    for sheet, rows in edits.rows.items():
        if rows:
            place = layouts[sheet]
            made = lines(place, rows, lang, names)
            book.append(place.title, table_name(sheet), made, heights(place, made, lang))


def lines(place: Layout, rows: Sequence[NewRow], lang: str, names: Names) -> list[dict[int, Item]]:
    """Rows under column keys as items by column; a formula column takes a Computed result."""
    return [dict(_line(place, row, lang, names)) for row in rows]


def _line(place: Layout, row: NewRow, lang: str, names: Names) -> Iterable[tuple[int, Item]]:
    sheet = BY_KEY[place.key]
    for key, number in place.columns.items():
        value = row.get(key)
        if isinstance(value, Computed):
            yield number, value
        elif value is not None:
            yield number, short(cell_value(sheet.column(key), value, lang, names))


def _put(place: Layout, edit: CellEdit, lang: str, names: Names) -> Put:
    column = BY_KEY[edit.sheet].column(edit.column)
    value = short(cell_value(column, edit.value, lang, names))
    item = Computed(value) if edit.cached else value  # type: ignore[arg-type]  # short() returns a Value here
    height = row_height([(column.width, value)]) if column is not None and seen(column, lang) else 0.0
    return Put(edit.row, place.columns[edit.column], item, height)


def short(value: Item) -> Item:
    """Text that a cell can hold: what is longer is cut, with a sign that it was."""
    if isinstance(value, str) and len(value) > LONGEST:
        return value[: LONGEST - 2] + " …"
    return value


def register_names(plan: Plan, lang: str) -> Names:
    """The words of the plan's own registers in a language."""
    found: dict[str, dict[str, str]] = {}
    for entry in plan.entries:
        if entry.list and entry.code:
            found.setdefault(entry.list, {})[entry.code] = entry.name(lang)
    return found
