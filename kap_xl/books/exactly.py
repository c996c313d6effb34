"""A sheet through a parser: the same marks as by searching, whatever its prefix, encoding or order of attributes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from xml.parsers import expat

from kap_xl.books.errors import IntakeError
from kap_xl.books.package.grid import column_number

if TYPE_CHECKING:
    from kap_xl.grid import Merge

Place = tuple[int, int]
"""1-based row and column."""
_PLACE: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7})\Z")
_WORDED: Final = frozenset({"s", "str", "inlineStr", "b", "e", "d"})


@dataclass(slots=True)
class Looked:
    """What the parser saw: errors with their text, formulas without result, the style of each number, merged cells."""

    errors: dict[Place, str] = field(default_factory=dict)
    uncached: dict[Place, str] = field(default_factory=dict)
    numbers: dict[Place, bytes] = field(default_factory=dict)
    merged: tuple[Merge, ...] = ()


def look(text: bytes) -> Looked:
    """All cells of a sheet part; raises IntakeError("damaged") where it is not well-formed."""
    eyes = _Eyes()
    parser = expat.ParserCreate()
    parser.StartElementHandler = eyes.start
    parser.EndElementHandler = eyes.end
    parser.CharacterDataHandler = eyes.characters
    try:
        parser.Parse(text, True)  # noqa: FBT003 - expat takes it by position only
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise IntakeError("damaged", reason="xml") from error
    return eyes.seen


class _Eyes:
    """The parser's handlers: cells without a place stand right of the one before."""

    def __init__(self) -> None:
        self.seen = Looked()
        self._row = self._column = 0
        self._cell: dict[str, str] = {}
        self._parts: dict[str, str] = {}
        self._inside = ""

    def start(self, name: str, values: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local == "row":
            self._row, self._column = int(values.get("r", self._row + 1)), 0
        elif local == "c":
            found = _PLACE.match(values.get("r", ""))
            self._column = column_number(found[1]) if found else self._column + 1
            self._cell, self._parts = values, {}
        elif local in {"f", "v"}:
            self._inside = local
            self._parts[local] = ""
        elif local == "mergeCell":
            self._merge(values.get("ref", ""))

    def characters(self, text: str) -> None:
        if self._inside:
            self._parts[self._inside] += text

    def end(self, name: str) -> None:
        local = name.rpartition(":")[2]
        if local in {"f", "v"}:
            self._inside = ""
        elif local == "c":
            self._told()

    def _told(self) -> None:
        place, kind = (self._row, self._column), self._cell.get("t", "n")
        result = self._parts.get("v", "").strip()
        if kind == "e":
            self.seen.errors[place] = result
        elif "f" in self._parts and not result and kind != "str":
            self.seen.uncached[place] = self._parts["f"]
        elif result and kind not in _WORDED:
            self.seen.numbers[place] = self._cell.get("s", "0").encode()

    def _merge(self, reference: str) -> None:
        first, last = (_PLACE.match(each) for each in (*reference.split(":"), "")[:2])
        if first and last:
            corners = int(first[2]), column_number(first[1]), int(last[2]), column_number(last[1])
            self.seen.merged = (*self.seen.merged, corners)
