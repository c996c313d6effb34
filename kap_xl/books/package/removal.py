"""A sheet taken out: its parts, its tab, its names, and what the document's properties say of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kap_xl.books.errors import PackageError
from kap_xl.books.package import copying, markup, names, renaming, stretch, titles
from kap_xl.books.package.formulas import closing

if TYPE_CHECKING:
    from kap_xl.books.package.opened import Opened
    from kap_xl.books.package.parts import Parts

_OPEN: Final = re.compile(r""""(?:[^"]|"")*"|'(?:[^']|'')*'!?|([\w.\\]*)\[""")


def remove(opened: Opened, title: str) -> None:
    """Take out a worksheet with everything that only it leaned on; raises PackageError: sheet-missing, last-sheet."""
    info = opened.sheet(title)
    place = opened.sheets.index(info)
    left = [number for number, item in enumerate(opened.sheets) if item.state == "visible" and item != info]
    if not left:
        raise PackageError("last-sheet", sheet=info.title)
    with opened.placed(info.title):
        parts, main = opened.parts, opened.workbook
        copying.drop_relations(parts, info.part)
        _unregister(parts, main, info.title, info.part, place)
        parts.remove(info.part)
        names.remove_local(parts, main, place)
        names.close_gap(parts, main, place)
        _shown(parts, main, place, [number - (number > place) for number in left])
        tables = frozenset(name.casefold() for table in info.tables for name in (table.display, table.name))
        renaming.every_formula(parts, main, lambda formula, _: _bereft(formula, info.title, tables))
        titles.without(parts, info.title)
        opened.renewed(formulas=True, values=True)


def _bereft(formula: str, title: str, tables: frozenset[str]) -> str:
    """A formula that spoke of the sheet or of one of its tables, as Excel leaves it."""
    told = stretch.untitled(formula, title)
    out: list[str] = []
    at = kept = 0
    while tables and (found := _OPEN.search(told, at)):
        at = found.end()
        if found[1] is not None:
            at = closing(told, at - 1)
            if found[1].casefold() in tables:
                out += [told[kept : found.start()], "#REF!"]
                kept = at
    return "".join([*out, told[kept:]])


def _unregister(parts: Parts, main: str, title: str, part: str, place: int) -> None:
    """The workbook without the tab and the relationship."""
    text = parts.text(main)
    block = next(markup.elements(markup.mask(text), "sheets"))
    item = list(markup.elements(markup.mask(text), "sheet", block.inner, block.inner_end))[place]
    if markup.attribute(item.attributes, "name") != title:
        raise PackageError("damaged", part=main, reason="sheet-part", sheet=title)
    parts.write(main, text[: item.start] + text[item.end :])
    for relation in parts.relations(main):
        if relation.target == part and not relation.external:
            parts.unrelate(main, relation.id)


def _shown(parts: Parts, main: str, place: int, visible: list[int]) -> None:
    """The windows show the tabs they showed; one that showed the sheet, the next that can be seen."""
    text = parts.text(main)
    for item in reversed(list(markup.elements(markup.mask(text), "workbookView"))):
        tag = text[item.start : item.inner]
        for name in ("activeTab", "firstSheet"):
            said = markup.attribute(item.attributes, name)
            if said is None:
                continue
            shown = int(said) - (int(said) > place)
            if int(said) == place or shown not in visible:
                shown = next((number for number in visible if number >= place), visible[-1])
            tag = markup.with_attribute(tag, name, str(shown) if shown else None)
        text = text[: item.start] + tag + text[item.inner :]
    parts.write(main, text)
