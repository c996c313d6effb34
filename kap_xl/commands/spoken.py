"""The language of a workbook about which something must be said before, or without, a command having read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kap_xl.books.errors import BookError
from kap_xl.commands.answer import CommandError
from kap_xl.commands.validate import WORKBOOKS, read

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from kap_xl.desk import Desk


def spoken_in(desk: Desk, paths: Iterable[Path]) -> str | None:
    """The language of the first workbook of ours among these files; None where there is none that can be read."""
    for path in paths:
        if path.suffix.lower() not in WORKBOOKS or not path.is_file():
            continue
        try:
            return read(desk, path).settings.language
        except (BookError, CommandError, OSError):
            continue
    return None
