"""Cell references as a file must hold them: capital letters, inside the grid, ranges from top left down."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import product
from typing import Final, NamedTuple

MAX_ROW: Final = 1_048_576
MAX_COLUMN: Final = 16_384

_CELL: Final = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})\Z")
_ANY_CELL: Final = re.compile(r"(\$?[A-Z]{1,3}\$?[0-9]+|R[0-9]*C[0-9]*|R|C)\Z", re.IGNORECASE)


_LINES: Final = re.compile(r"\A(?:([A-Z]{1,3}):([A-Z]{1,3})|([1-9][0-9]*):([1-9][0-9]*))\Z")


class Area(NamedTuple):
    """A rectangle of cells, both ends included."""

    top: int
    left: int
    bottom: int
    right: int

    def meets(self, other: Area) -> bool:
        """Whether the two share a cell."""
        rows = self.top <= other.bottom and other.top <= self.bottom
        return rows and self.left <= other.right and other.left <= self.right

    def holds(self, row: int, column: int) -> bool:
        """Whether the cell lies inside."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right


@lru_cache(maxsize=MAX_COLUMN)
def column_number(letters: str) -> int:
    """A is 1, XFD is 16384; 0 where it is not a column."""
    number = 0
    for letter in letters:
        if not "A" <= letter <= "Z":
            return 0
        number = number * 26 + ord(letter) - 64
    return number if number <= MAX_COLUMN else 0


def letters(column: int) -> str:
    """1 is A, 27 is AA."""
    text = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def cell(text: str) -> tuple[int, int] | None:
    """Row and column of a plain reference; None where it is none or lies outside the grid."""
    found = _CELL.match(text)
    if found is None:
        return None
    row, column = int(found[2]), column_number(found[1])
    return (row, column) if row <= MAX_ROW and column else None


def area(text: str) -> Area | None:
    """The rectangle of `A1` or `A1:C9`; None where it is none, is reversed or lies outside the grid."""
    first, colon, last = text.partition(":")
    start = cell(first)
    end = cell(last) if colon else start
    if start is None or end is None or end[0] < start[0] or end[1] < start[1]:
        return None
    return Area(*start, *end)


def lines(text: str) -> tuple[Area, ...] | None:
    """As `areas`, but whole rows and columns (`4:5`, `A:C`) too."""
    words = (_LINES.sub(_whole_lines, word) for word in text.split())
    return areas(" ".join(words))


def _whole_lines(found: re.Match[str]) -> str:
    if found[1]:
        return f"{found[1]}1:{found[2]}{MAX_ROW}"
    return f"A{found[3]}:XFD{found[4]}"


def areas(text: str) -> tuple[Area, ...] | None:
    """The rectangles of a list parted by blanks; None where one of them is none, or the list is empty."""
    found = tuple(area(item) for item in text.split())
    whole = tuple(item for item in found if item is not None)
    return whole if whole and len(whole) == len(found) else None


def name_of(row: int, column: int) -> str:
    """The reference of a cell."""
    return f"{letters(column)}{row}"


def like_reference(name: str) -> bool:
    """Whether a name could be read as a cell in either notation: A1, XFD1048576, R1C1, RC, R or C."""
    if not _ANY_CELL.match(name):
        return False
    word = name.replace("$", "").upper()
    if re.fullmatch(r"R[0-9]*C[0-9]*|R|C", word):
        return True
    head = word.rstrip("0123456789")
    return bool(column_number(head)) and int(word[len(head) :]) <= MAX_ROW


def overlaps(rectangles: Iterable[Area]) -> Iterator[tuple[Area, Area]]:
    """The pairs that share a cell, found by a sweep from the top."""
    open_ones: list[Area] = []
    for one in sorted(rectangles):
        open_ones = [other for other in open_ones if other.bottom >= one.top]
        yield from ((other, one) for other, one in product(open_ones, (one,)) if other.meets(one))
        open_ones.append(one)
