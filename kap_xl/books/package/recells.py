"""Cells of a sheet that say another text, each in the way in which it holds its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kap_xl.books.package import markup, scan
from kap_xl.books.package.escaping import escape_text, unescape_text
from kap_xl.books.package.spelling import changed, spelt

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kap_xl.books.package.scan import Cell, Sheet
    from kap_xl.books.package.spelling import Change
    from kap_xl.books.package.strings import Spot, Strings
    from kap_xl.books.package.texts import Place, Text


def rewritten(found: Sheet, number: int, cells: Mapping[Place, Text], strings: Strings) -> str:
    """The sheet of that number whose cells say these texts; the shared strings have followed theirs already."""
    changes: list[Change] = []
    numbers = {row for row, _ in cells}
    for row in scan.rows(found):
        if row.number not in numbers:
            continue
        for cell in scan.cells(found, row):
            new = cells.get((row.number, cell.column))
            if new is not None and cell.inner:
                made = _cell(found, cell, new, strings, (number, row.number, cell.column))
                changes.append((cell.start, cell.end, made))
    return changed(found.text, changes)


def _cell(found: Sheet, cell: Cell, new: Text, strings: Strings, spot: Spot) -> str:
    kind = markup.attribute(cell.attributes, "t")
    name = f"{found.prefix}c"
    plain = kind == "str" and next(markup.elements(cell.inner, "f"), None) is None
    if (kind == "s" or plain) and new.text is not None:
        if kind == "s" and strings.texts[int(markup.content(_part(cell.inner, "v")))] == new.text:
            return _whole(found, cell)
        number = strings.number(new.text, spot)
        tag = markup.with_attribute(f"<{name}{cell.attributes}>", "t", "str" if number is None else "s")
        shown = escape_text(new.text) if number is None else str(number)
        return f"{tag}<{found.prefix}v>{shown}</{found.prefix}v></{name}>"
    changes = [] if new.text is None else _inside(cell.inner, "t" if kind == "inlineStr" else "v", new.text)
    if new.formula is not None:
        changes += _inside(cell.inner, "f", new.formula)
    return f"<{name}{cell.attributes}>{changed(cell.inner, changes)}</{name}>" if changes else _whole(found, cell)


def _whole(found: Sheet, cell: Cell) -> str:
    return found.text[cell.start : cell.end]


def _part(inner: str, local: str) -> str:
    item = next(markup.elements(inner, local))
    return inner[item.inner : item.inner_end]


def _inside(inner: str, local: str, new: str) -> list[Change]:
    item = next(markup.elements(inner, local), None)
    if item is None or item.inner == item.end:
        return []
    raw = inner[item.inner : item.inner_end]
    same = unescape_text(markup.content(raw)) == new
    return [] if same else [(item.inner, item.inner_end, spelt(new, raw))]
