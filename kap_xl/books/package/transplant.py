"""A sheet of another package put in: refused before anything is done, or done altogether."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kap_xl.books.package import carried, copying, markup, names, sheets

if TYPE_CHECKING:
    from kap_xl.books.package.opened import Opened
    from kap_xl.books.package.workbook import SheetInfo


def add(opened: Opened, title: str, source: Opened, source_title: str, position: int | None, state: str) -> None:
    """A new sheet at a place of the tabs, from 0; None is the last."""
    there = source.sheet(source_title)
    with opened.placed(title):
        sheets.checked_title(title, tuple(item.title for item in opened.sheets))
        place = len(opened.sheets) if position is None else min(position, len(opened.sheets))
        looks, text = _carried(opened, source, there, opened.sheets)
        part = opened.parts.fresh("xl/worksheets/sheet{}.xml")
        sheets.place(opened.parts, part, source.parts, there, text, looks)
        sheets.register(opened.parts, opened.workbook, title, part, place, state)
        _finish(opened, source, there, title, place)


def replace(opened: Opened, title: str, source: Opened, source_title: str) -> None:
    """Another sheet under the title, the place, the state and the macro name of one that is here."""
    here, there = opened.sheet(title), source.sheet(source_title)
    place = opened.sheets.index(here)
    with opened.placed(title):
        others = tuple(item for item in opened.sheets if item != here)
        looks, text = _carried(opened, source, there, others)
        old = opened.parts.text(here.part)
        text = sheets.with_code_name(text, sheets.code_name(markup.mask(old)))
        copying.drop_relations(opened.parts, here.part)
        sheets.place(opened.parts, here.part, source.parts, there, text, looks)
        names.remove_local(opened.parts, opened.workbook, place)
        _finish(opened, source, there, here.title, place)


def _carried(
    opened: Opened, source: Opened, there: SheetInfo, others: tuple[SheetInfo, ...]
) -> tuple[carried.Carried, str]:
    """The sheet as text that fits here; what can be refused is refused now."""
    sheets.refuse(opened.parts, source.parts, there, others)
    looks = carried.Carried(source.styles(), opened.styles())
    text = carried.text(source.parts, there, source.workbook, looks)
    return looks, sheets.with_code_name(text, None)


def _finish(opened: Opened, source: Opened, there: SheetInfo, title: str, place: int) -> None:
    """The sheet's own names come along; then the package is told."""
    local = sheets.local_names(source.parts, source.workbook, source.sheets.index(there), there.title, title)
    for name, refers_to, hidden in local:
        names.define(opened.parts, opened.workbook, name, refers_to, local=place, hidden=hidden)
    opened.renewed(formulas=True, values=True)
