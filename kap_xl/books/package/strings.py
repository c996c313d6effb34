"""The shared strings: their texts by number, and how a text is reworded so that rewording back gives the same bytes.

A string that only reworded cells show follows the first of them; one that others show too stays. A cell that wants
another text than its string has takes a string of that text, if one stays or has its first cell before this one; else
the cell holds its text itself. So the first cell of a string never leaves it, and whatever parted comes home.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kap_xl.books.package import markup
from kap_xl.books.package.escaping import unescape_text
from kap_xl.books.package.grid import column_number
from kap_xl.books.package.spelling import changed, spelt

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kap_xl.books.package.opened import Opened

Spot = tuple[int, int, int]
"""A cell of the workbook, in the order of its sheets: number of the sheet, row, column."""

_SHARED: Final = re.compile(
    r"""<(?:[\w.-]+:)?c(?=\s[^>]*?\bt\s*=\s*["']s["'])(?=[^>]*?\sr\s*=\s*["']([A-Z]+)([0-9]+)["'])[^>]*>"""
    r"""\s*<(?:[\w.-]+:)?v>\s*([0-9]+)"""
)


class Strings:
    """The shared strings of a workbook; a rich or phonetic one is never reworded and has no text here (None)."""

    def __init__(self, opened: Opened) -> None:
        found = opened.parts.related(opened.workbook, "sharedStrings")
        self.part = found[0].target if found else ""
        self._opened = opened
        text = opened.parts.text(self.part) if self.part else ""
        self.items = list(markup.elements(markup.mask(text), "si")) if text else []
        self.texts = [_plain(text, item) for item in self.items]
        self._first: Mapping[int, Spot] = {}
        self._stay: frozenset[int] = frozenset()

    def _users(self) -> Iterable[tuple[int, Spot]]:
        """Every cell that shows a shared string, in order."""
        for number, info in enumerate(self._opened.sheets):
            if info.kind == "worksheet":
                for found in _SHARED.finditer(self._opened.parts.text(info.part)):
                    yield int(found[3]), (number, int(found[2]), column_number(found[1]))

    def reword(self, wanted: Mapping[Spot, str]) -> None:
        """Let the strings follow their cells to these texts."""
        first: dict[int, Spot] = {}
        stay: set[int] = set()
        for number, spot in self._users():
            first.setdefault(number, spot)
            if spot not in wanted or self.texts[number] is None:
                stay.add(number)
        self._first, self._stay = first, frozenset(stay)
        text = self._opened.parts.text(self.part) if self.part else ""
        changes = []
        for number, spot in first.items():
            if number in stay or wanted[spot] == self.texts[number]:
                continue
            self.texts[number] = wanted[spot]
            body = next(markup.elements(text, "t", self.items[number].inner, self.items[number].inner_end))
            changes.append((body.inner, body.inner_end, spelt(wanted[spot], text[body.inner : body.inner_end])))
        if changes:
            self._opened.parts.write(self.part, changed(text, changes))

    def number(self, text: str, spot: Spot) -> int | None:
        """The string of that text that a cell takes when it shows its own no longer."""
        alike = (n for n, each in enumerate(self.texts) if each == text)
        return next((n for n in alike if n in self._stay or (n in self._first and self._first[n] < spot)), None)


def _plain(text: str, item: markup.Element) -> str | None:
    inner = text[item.inner : item.inner_end]
    bodies = list(markup.elements(markup.mask(inner), "t"))
    if len(bodies) != 1 or re.search(r"<(?:[\w.-]+:)?(?:r|rPh)[\s>]", inner):
        return None
    body = bodies[0]
    return unescape_text(markup.content(inner[body.inner : body.inner_end])) if body.inner < body.inner_end else None
