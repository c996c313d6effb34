"""One prepared data sheet: hidden keys, title, bands, a table with its prototype row, columns and panes."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from kap_xl.books.prepared.layout import BAND_ROW, FIRST_ROW, HEAD_ROW, KEY_ROW, TITLE_ROW
from kap_xl.books.prepared.looks import NAVY, TABS, fill, head_height
from kap_xl.columns import Role
from kap_xl.grid import KEY_PREFIX
from kap_xl.phrase import text
from kap_xl.sheets.headings import band

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xlsxwriter.worksheet import Worksheet

    from kap_xl.books.prepared.layout import Page, Place
    from kap_xl.books.prepared.looks import Looks

Value = str | int | float | None


class NoText(str):
    """A formula's result that is an empty text: XlsxWriter writes a plain "" as a formula that was never calculated."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return self is other

    def __hash__(self) -> int:
        return id(self)


NO_TEXT = NoText()
SAID = frozenset({"log", "proposals", "conflicts"})
"""Sheets that say over their columns how they are used, even if these are of one group."""
PROTECTION = {
    "select_locked_cells": True,
    "select_unlocked_cells": True,
    "format_columns": True,
    "format_rows": True,
    "sort": True,
    "autofilter": True,
}


def write_sheet(
    sheet: Worksheet, page: Page, looks: Looks, home: Page, rows: Sequence[Mapping[str, Value]] = ()
) -> None:
    """The whole sheet; `home` is the cover that its first line leads back to, `rows` what it holds from the start."""
    sheet.hide_gridlines(2)
    sheet.set_tab_color(TABS[page.sheet.group])
    _columns(sheet, page, looks)
    write_keys(sheet, page)
    _title(sheet, page, looks, home)
    _bands(sheet, page, looks)
    write_table(sheet, page, looks)
    for number, row in enumerate(rows or ({},), FIRST_ROW):
        write_row(sheet, page, looks, number, row)
    _view(sheet, page)
    sheet.ignore_errors({"number_stored_as_text": f"A{FIRST_ROW}:{page.places[-1].letter}{page.reach}"})
    if page.form:
        sheet.protect("", PROTECTION)


def _view(sheet: Worksheet, page: Page) -> None:
    """What stays when scrolling, and where the cursor stands; a form shows at once what is to be filled."""
    left = page.report_start if page.form else None
    sheet.freeze_panes(HEAD_ROW, page.frozen, HEAD_ROW, left.number - 1 if left else page.frozen)
    if page.start is not None:
        sheet.set_selection(FIRST_ROW - 1, page.start.number - 1, FIRST_ROW - 1, page.start.number - 1)


def write_keys(sheet: Worksheet, page: Page) -> None:
    """The hidden first row by which programs know sheet and columns."""
    sheet.write_string(KEY_ROW - 1, 0, f"{KEY_PREFIX}{page.key}")
    for place in page.places[1:]:
        sheet.write_string(KEY_ROW - 1, place.number - 1, place.key)
    sheet.set_row(KEY_ROW - 1, 15, None, {"hidden": True})


def write_table(sheet: Worksheet, page: Page, looks: Looks) -> None:
    """The Excel table with its headings, without a style of its own: the cells carry their looks."""
    columns = [
        {
            "header": place.heading,
            "header_format": looks.head(place.column, middle=page.key == "cover"),
            **({"formula": f"={place.formula}"} if place.formula else {}),
        }
        for place in page.places
    ]
    area = f"A{HEAD_ROW}:{page.places[-1].letter}{page.last_row}"
    sheet.add_table(area, {"name": page.table, "columns": columns, "style": None, "banded_rows": False})
    sheet.set_row(HEAD_ROW - 1, head_height((place.heading, place.column) for place in page.places if place.shown))


def write_row(sheet: Worksheet, page: Page, looks: Looks, number: int, row: Mapping[str, Value]) -> None:
    """One row of the table; every cell has its look, filled or not."""
    for place in page.places:
        unlocked = page.form and place.column.role is Role.REPORT
        look = looks.cell(place.column, fill=fill(place.column, locked_view=page.locked_view), unlocked=unlocked)
        value = row.get(place.key)
        if place.formula is not None:
            result = NO_TEXT if value is None else value
            sheet.write_formula(number - 1, place.number - 1, f"={place.formula}", look, result)
        elif isinstance(value, str):
            sheet.write_string(number - 1, place.number - 1, value, look)
        else:
            sheet.write(number - 1, place.number - 1, value, look)


def _columns(sheet: Worksheet, page: Page, looks: Looks) -> None:
    """Widths, what is hidden, and the other languages' texts in a folded group whose button is left of it."""
    sheet.outline_settings(True, True, False, False)  # noqa: FBT003 - XlsxWriter's own order: shown, below, right, auto
    for place, following in zip(page.places, (*page.places[1:], None), strict=True):
        options: dict[str, object] = {}
        if place.column.hidden:
            options = {"hidden": True}
        elif place.folded:
            options = {"hidden": True, "level": 1}
        elif following is not None and following.folded:
            options = {"collapsed": True}
        number = place.number - 1
        sheet.set_column(number, number, place.column.width, looks.below(place.column), options)


def _title(sheet: Worksheet, page: Page, looks: Looks, home: Page) -> None:
    """The way back to the cover in the first column that is seen, and beside it the title."""
    first, *rest = (place for place in page.places if place.shown)
    back = looks.look(font_size=9, font_color="#1F4E99", underline=1, valign="vcenter", shrink=True)
    sheet.write_url(
        TITLE_ROW - 1, first.number - 1, f"internal:{home.quoted}!A1", back, text("workbook.link.cover", page.lang)
    )
    if rest:
        big = looks.look(font_size=18, bold=True, font_color=NAVY, valign="vcenter", indent=1)
        sheet.write_string(TITLE_ROW - 1, rest[0].number - 1, page.title, big)
    sheet.set_row(TITLE_ROW - 1, 30)


def _bands(sheet: Worksheet, page: Page, looks: Looks) -> None:
    """A coloured strip over each group of columns; its name where there is more than one group."""
    groups = [(name, list(found)) for name, found in groupby(page.places, key=lambda place: place.column.band)]
    named = len({name for name, _ in groups}) > 1 or page.key in SAID
    for name, places in groups:
        look = looks.band(name)
        for place in places:
            sheet.write_blank(BAND_ROW - 1, place.number - 1, None, look)
        shown: Place | None = next((place for place in places if place.shown), None)
        if named and shown is not None:
            said = band(page.key, name, page.lang, form=page.form)
            sheet.write_string(BAND_ROW - 1, shown.number - 1, said, look)
    sheet.set_row(BAND_ROW - 1, 20 if named else 6)
