"""Beside the settings on the cover: an index of the sheets, and what the colours mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kap_xl.books.prepared.layout import HEAD_ROW
from kap_xl.books.prepared.looks import COMPUTED, LINE, NAVY, PALE_INK, REPORTED, TABS
from kap_xl.books.prepared.signals import SIGNALS, STATUSES
from kap_xl.phrase import has, text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlsxwriter.worksheet import Worksheet

    from kap_xl.books.prepared.layout import Page
    from kap_xl.books.prepared.looks import Looks

INDEX, ABOUT = 5, 6
"""0-based columns of the index, to the right of the settings and a gap."""


def write_index(sheet: Worksheet, page: Page, looks: Looks, pages: Mapping[str, Page]) -> None:
    """Every sheet that can be seen, with a link and what it holds."""
    head = looks.look(bold=True, font_color="#FFFFFF", bg_color=NAVY, valign="vcenter", font_size=11, indent=1)
    row = HEAD_ROW - 1
    sheet.write_string(row, INDEX, text("workbook.index", page.lang), head)
    sheet.write_blank(row, ABOUT, None, head)
    for each in pages.values():
        if each.key == "cover" or each.sheet.state != "visible":
            continue
        row += 1
        edge = {"bottom": 1, "bottom_color": LINE, "valign": "vcenter"}
        mark = {"left": 5, "left_color": TABS[each.sheet.group]}
        link = looks.look(bold=True, underline=1, font_color="#1F4E99", indent=1, **edge, **mark)
        sheet.write_url(row, INDEX, f"internal:{each.quoted}!A1", link, each.tab)
        own = f"workbook.about.form.{each.key}"
        about = text(own if page.form and has(own, page.lang) else f"workbook.about.{each.key}", page.lang)
        sheet.write_string(row, ABOUT, about, looks.look(text_wrap=True, font_color=PALE_INK, font_size=9, **edge))
        sheet.set_row(row, 26)


def write_legend(sheet: Worksheet, page: Page, looks: Looks, at: tuple[int, int]) -> None:
    """What the colours mean: columns and signals in one column of cells, the statuses beside it."""
    row, column = at
    lang = page.lang
    head = looks.look(bold=True, font_color="#FFFFFF", bg_color=NAVY, valign="vcenter", font_size=11, indent=1)
    sheet.write_string(row, column, text("workbook.legend", lang), head)
    sheet.write_string(row, column + 1, text("workbook.col.status", lang), head)
    sheet.set_row(row, 26)
    frame: dict[str, object] = {"border": 1, "border_color": LINE, "valign": "vcenter", "text_wrap": True, "indent": 1}
    kinds: list[tuple[str, Mapping[str, object]]] = [
        ("plan", {}),
        ("report", {"bg_color": REPORTED}),
        ("computed", {"bg_color": COMPUTED, "font_color": PALE_INK}),
    ]
    signals = [name for name in SIGNALS if name not in STATUSES]
    kinds += [(name, SIGNALS[name]) for name in signals]
    for number, (name, wanted) in enumerate(kinds, row + 1):
        sheet.write_string(number, column, text(f"workbook.legend.{name}", lang), looks.look(**{**frame, **wanted}))
        sheet.set_row(number, 26)
    for number, name in enumerate(STATUSES, row + 1):
        look = looks.look(**{**frame, **SIGNALS[name]})
        sheet.write_string(number, column + 1, text(f"words.status.{name}", lang), look)
        sheet.set_row(number, 26)
