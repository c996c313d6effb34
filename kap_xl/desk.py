"""Where a command works: how workbooks are opened and saved, what day it is, and who is told how far it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from kap_xl.books.closed import ClosedBook
from kap_xl.books.intake import guard

if TYPE_CHECKING:
    from pathlib import Path

    from kap_xl.phrase import Phrase
    from kap_xl.port import Book


def _untold(_what: Phrase, _done: int, _of: int) -> None:
    """Nobody watches."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Closed files by default; a test may put another adapter, another day, or somebody who listens.

    `lang` is the language that was asked for; None leaves it to the workbook. An adapter that is not `lossless` makes
    every part of a package anew, so that no budget of changed parts can hold for it.
    """

    open_bytes: Callable[[bytes, str], Book] = ClosedBook
    today: date = field(default_factory=date.today)
    lang: str | None = None
    lossless: bool = True
    tell: Callable[[Phrase, int, int], None] = _untold

    def open(self, path: Path) -> Book:
        """The workbook at a path; raises BookError with a code where it cannot be read."""
        guard(path)
        return self.open_bytes(path.read_bytes(), path.name)

    def save(self, path: Path, book: Book, *, backup: bool, budget: Iterable[str] | None = None) -> Path | None:
        """Put the workbook in place, the old one first copied where it is a person's; raises BookError."""
        from kap_xl.books.save import write  # noqa: PLC0415 - most commands only read, and a click starts a process

        return write(path, book.to_bytes(), backup=backup, budget=budget if self.lossless else None)
