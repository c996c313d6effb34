"""Cell references and ranges: between `B3:D9` and numbers that start at 1."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from kap_xl.books.errors import PackageError

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_ROW = 1_048_576
MAX_COLUMN = 16_384

_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})\Z")


class Area(NamedTuple):
    """A rectangle of cells, both ends included."""

    top: int
    left: int
    bottom: int
    right: int

    def __str__(self) -> str:
        first = a1(self.top, self.left)
        return first if self[:2] == self[2:] else f"{first}:{a1(self.bottom, self.right)}"

    def holds(self, row: int, column: int) -> bool:
        """Whether the cell lies inside."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right

    def meets(self, other: Area) -> bool:
        """Whether the two share a cell."""
        return (
            self.top <= other.bottom
            and other.top <= self.bottom
            and self.left <= other.right
            and other.left <= self.right
        )

    def with_cell(self, row: int, column: int) -> Area:
        """The smallest rectangle that also holds the cell."""
        return Area(min(self.top, row), min(self.left, column), max(self.bottom, row), max(self.right, column))


@cache
def letters(column: int) -> str:
    """1 is A, 27 is AA."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


@cache
def column_number(text: str) -> int:
    """A is 1, AA is 27."""
    number = 0
    for char in text.upper():
        number = number * 26 + ord(char) - 64
    return number


def a1(row: int, column: int) -> str:
    """(3, 2) is B3."""
    return f"{letters(column)}{row}"


def cell(text: str) -> tuple[int, int]:
    """B3 is (3, 2); raises PackageError("reference") when it is no cell of the grid."""
    found = _CELL.match(text)
    if found:
        row, column = int(found[2]), column_number(found[1])
        if 1 <= row <= MAX_ROW and column <= MAX_COLUMN:
            return row, column
    raise PackageError("reference", found=text)


def area(text: str) -> Area:
    """B3:D9, B3, B:D or 3:9 as a rectangle; raises PackageError("reference")."""
    first, _, last = text.partition(":")
    last = last or first
    if first.replace("$", "").isalpha() and last.replace("$", "").isalpha():
        first, last = f"{first}1", f"{last}{MAX_ROW}"
    elif first.replace("$", "").isdigit() and last.replace("$", "").isdigit():
        first, last = f"A{first}", f"XFD{last}"
    (top, left), (bottom, right) = cell(first), cell(last)
    return Area(min(top, bottom), min(left, right), max(top, bottom), max(left, right))


def areas(sqref: str) -> tuple[Area, ...]:
    """The rectangles of a blank-separated list."""
    return tuple(area(item) for item in sqref.split())


def sqref(items: Iterable[Area]) -> str:
    """A blank-separated list of rectangles."""
    return " ".join(map(str, items))
