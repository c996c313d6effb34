"""Texts changed where they stand in a part, in the part's own way of writing them, so that a change back is exact."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kap_xl.books.package import markup
from kap_xl.books.package.escaping import escape_text
from kap_xl.books.package.names import quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

Change = tuple[int, int, str]
"""From one offset to another something else is to stand."""

_TITLE: Final = re.compile(r""""(?:[^"]|"")*"|('(?:[^']|'')+'|[^'"!,;:{}()\s=&+*/^<>-]+)!""")


def changed(text: str, changes: Iterable[Change]) -> str:
    """The text with these stretches, which do not meet, replaced."""
    out: list[str] = []
    at = 0
    for start, end, new in sorted(changes):
        out += [text[at:start], new]
        at = end
    return "".join([*out, text[at:]])


def spelt(new: str, like: str) -> str:
    """Characters of an element, escaped as its present content is: quotes only where that escapes them too."""
    made = escape_text(new)
    if "&quot;" in like:
        made = made.replace('"', "&quot;")
    return made.replace("'", "&apos;") if "&apos;" in like else made


def in_attribute(new: str, like: str) -> str:
    """The value of an attribute, line breaks written as its present value or the part's maker writes them."""
    made = new.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    mark = next((each for each in ("_x000a_", "_x000D__x000A_", "&#10;") if each in like), "&#xA;")
    return made.replace("\n", mark)


def attribute_change(text: str, item: markup.Element, name: str, new: str) -> Change | None:
    """The change of one attribute of an element; None where it has it not, or has that value."""
    tag = text[item.start : item.inner]
    found = re.search(rf"""(?<![\w:.-]){re.escape(name)}\s*=\s*("[^"]*"|'[^']*')""", tag)
    if found is None or markup.unescape(found[1][1:-1]) == new:
        return None
    start = item.start + found.start(1)
    return start, start + len(found[1]), f'"{in_attribute(new, found[1])}"'


def retitled(formula: str, titles: Mapping[str, str], *, always: bool) -> str:
    """A formula that names sheets by their new titles (keys in casefold); `always` keeps quotes that need not be."""
    if "!" not in formula:
        return formula

    def one(found: re.Match[str]) -> str:
        if found[1] is None:
            return found[0]
        title = found[1][1:-1].replace("''", "'") if found[1].startswith("'") else found[1]
        new = titles.get(title.casefold())
        if new is None:
            return found[0]
        full = "'" + new.replace("'", "''") + "'"
        return f"{full if always else quoted(new)}!"

    return _TITLE.sub(one, formula)


def quotes_always(formulas: Iterable[str]) -> bool:
    """Whether some title stands in quotes that needs none: whoever wrote these formulas quotes them all."""
    for formula in formulas:
        for found in _TITLE.finditer(formula):
            if found[1] is not None and found[1].startswith("'"):
                title = found[1][1:-1].replace("''", "'")
                if quoted(title) == title:
                    return True
    return False


def contents(text: str, local: str, said: Callable[[str, str], str]) -> str:
    """A part whose elements of that name say something else: told from their content and their attributes."""
    changes: list[Change] = []
    for item in markup.elements(markup.mask(text), local):
        raw = text[item.inner : item.inner_end]
        if not raw or "<" in raw:
            continue
        old = markup.content(raw)
        new = said(old, item.attributes)
        if new != old:
            changes.append((item.inner, item.inner_end, spelt(new, raw)))
    return changed(text, changes) if changes else text
