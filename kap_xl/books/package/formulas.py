"""Formulas moved by rows and columns, as Excel moves a formula that is filled down."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from kap_xl.books.package.grid import MAX_COLUMN, MAX_ROW, column_number, letters

_TOKEN: Final = re.compile(
    r"""\"(?:[^"]|"")*\"|'(?:[^']|'')*'|\["""
    r"""|(?<![\w.\\?$])(?:"""
    r"""(?P<c>\$?[A-Za-z]{1,3})(?P<r>\$?[0-9]{1,7})(?![\w.(!\[?\\])"""
    r"""|(?P<c1>\$?[A-Za-z]{1,3}):(?P<c2>\$?[A-Za-z]{1,3})(?![\w.(!\[?\\$])"""
    r"""|(?P<r1>\$?[0-9]{1,7}):(?P<r2>\$?[0-9]{1,7})(?![\w.(!\[?\\$]))"""
)


class Reference(NamedTuple):
    """A part of a formula that moves: columns and rows as written, `$` in front where they stay."""

    columns: tuple[str, ...]
    rows: tuple[str, ...]

    def at(self, down: int, right: int) -> str:
        """The reference moved; `#REF!` where it leaves the grid."""
        columns = [_column(one, right) for one in self.columns]
        rows = [_row(one, down) for one in self.rows]
        if "" in columns or "" in rows:
            return "#REF!"
        if self.columns and self.rows:
            return columns[0] + rows[0]
        return ":".join(columns or rows)


class Template(NamedTuple):
    """A formula cut into text that stays and references that move."""

    pieces: tuple[str | Reference, ...]

    @property
    def constant(self) -> bool:
        """Whether it reads the same in every row."""
        return all(isinstance(piece, str) for piece in self.pieces)

    def at(self, down: int, right: int = 0) -> str:
        """The formula that many rows lower and columns further right."""
        return "".join(piece if isinstance(piece, str) else piece.at(down, right) for piece in self.pieces)


@lru_cache(maxsize=4096)
def template(formula: str) -> Template:
    """A formula ready to be moved; strings, quoted sheet names and structured references stay as they are."""
    pieces: list[str | Reference] = []
    at = kept = 0
    while found := _TOKEN.search(formula, at):
        at = found.end()
        if found[0] == "[":
            at = closing(formula, found.start())
            continue
        reference = _reference(found)
        if reference is not None:
            pieces += [formula[kept : found.start()], reference]
            kept = at
    pieces.append(formula[kept:])
    return Template(tuple(piece for piece in pieces if piece))


def _reference(found: re.Match[str]) -> Reference | None:
    if found["c"]:
        column, row = found["c"], found["r"]
        inside = column_number(column.lstrip("$")) <= MAX_COLUMN and 1 <= int(row.lstrip("$")) <= MAX_ROW
        return Reference((column,), (row,)) if inside and not (column[0] == row[0] == "$") else None
    if found["c1"]:
        return Reference((found["c1"], found["c2"]), ())
    return Reference((), (found["r1"], found["r2"])) if found["r1"] else None


def closing(formula: str, at: int) -> int:
    """The offset after the bracket that closes the one at `at`; an apostrophe hides the next character."""
    depth = 0
    while at < len(formula):
        char = formula[at]
        if char == "'":
            at += 1
        elif char == "[":
            depth += 1
        elif char == "]":
            depth -= 1
            if depth == 0:
                return at + 1
        at += 1
    return at


def _column(text: str, right: int) -> str:
    if text[0] == "$" or not right:
        return text
    moved = column_number(text) + right
    return letters(moved) if 1 <= moved <= MAX_COLUMN else ""


def _row(text: str, down: int) -> str:
    if text[0] == "$" or not down:
        return text
    moved = int(text) + down
    return str(moved) if 1 <= moved <= MAX_ROW else ""
