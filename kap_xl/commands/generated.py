"""Sheets that commands make within a plan: summaries, agency sheets and their index; never read as data."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kap_xl.books.budget import assert_kept
from kap_xl.grid import KEY_PREFIX

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from pathlib import Path

    from kap_xl.desk import Desk
    from kap_xl.port import Book, NewSheet

UNFIT, LONGEST = re.compile(r"[\[\]:*?/\\\x00-\x1f]"), 31
"""What Excel allows in no title of a sheet, and how long one may be."""


def present(book: Book) -> Mapping[str, str]:
    """The titles of the workbook's sheets by the key in their first cell, such as `report-progress`."""
    found: dict[str, str] = {}
    for grid in book.grids():
        mark = grid.cell(1, 1)
        if isinstance(mark, str) and mark.startswith(KEY_PREFIX):
            found.setdefault(mark.removeprefix(KEY_PREFIX), grid.title)
    return found


def free_title(wanted: str, taken: Collection[str]) -> str:
    """A title like the one wanted that Excel allows and no other sheet has; `taken` are those in small letters."""
    plain = UNFIT.sub("-", wanted).strip("'")[:LONGEST] or "-"
    tries = (plain, *(f"{plain[: LONGEST - 4]} ({number})" for number in range(2, 100)))
    return next(each for each in tries if each.casefold() not in taken)


def put_in_place(book: Book, sheets: Iterable[NewSheet], gone: Iterable[str] = ()) -> None:
    """The sheets put in, and those taken out that are no longer made."""
    book.drop(tuple(gone))
    book.place(tuple(sheets))


def save(desk: Desk, path: Path, book: Book, before: bytes, generated: Iterable[str]) -> Path | None:
    """Save, and say where the copy of the old workbook lies; None where nothing changed.

    Raises BudgetError where a sheet changed that is not one of those generated (by title).
    """
    after = book.to_bytes()
    if after == before:
        return None
    if desk.lossless:
        assert_kept(before, after, generated)
    return desk.save(path, book, backup=True)
