"""Where a command works: how workbooks are opened and saved, what day it is, and who is told how far it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from kap_xl import fingerprint
from kap_xl.books.closed import ClosedBook
from kap_xl.books.errors import SaveError
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
    seen: dict[Path, str] = field(default_factory=dict, repr=False, compare=False)
    """The fingerprint of each workbook that was opened here, as it was then."""

    def open(self, path: Path) -> Book:
        """The workbook at a path; raises BookError with a code where it cannot be read."""
        guard(path)
        data = path.read_bytes()
        self.seen[path.resolve()] = fingerprint.of_bytes(data)
        return self.open_bytes(data, path.name)

    def save(self, path: Path, book: Book, *, backup: bool, budget: Iterable[str] | None = None) -> Path | None:
        """Put the workbook in place, the old one first copied where it is a person's.

        Raises BookError; `changed-meanwhile` where a person or another command saved the workbook after it was opened.
        """
        from kap_xl.books.save import write  # noqa: PLC0415 - most commands only read, and a click starts a process

        data, own = book.to_bytes(), path.resolve()
        if own in self.seen and path.exists() and fingerprint.of_bytes(path.read_bytes()) != self.seen[own]:
            raise SaveError("changed-meanwhile", path=str(path))
        kept = write(path, data, backup=backup, budget=budget if self.lossless else None)
        self.seen[own] = fingerprint.of_bytes(data)
        return kept
