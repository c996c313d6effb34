"""Failures as sentences: the code of what went wrong with a file, and where."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from kap_xl.books.errors import BookError
from kap_xl.commands.answer import CommandError
from kap_xl.phrase import Phrase, has, phrase

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def sentence(error: BookError, path: Path | None = None) -> Phrase:
    """What to tell the user of a workbook that cannot be read, edited or saved."""
    fields = {name: str(value) for name, value in error.fields.items()}
    blanks = {
        "path": fields.get("path") or (str(path) if path is not None else ""),
        "sheet": fields.get("sheet", ""),
        "cell": fields.get("cell", ""),
        "kept": fields.get("kept", ""),
        "reason": error.code,
    }
    code = f"face.error-{error.code}"
    return phrase(code if has(code, "en") else "face.error-damaged", **blanks)


@contextmanager
def speaking(lang: str, path: Path | None = None) -> Iterator[None]:
    """What fails with a workbook inside is told in the plan's language, which is known by then (CommandError)."""
    try:
        yield
    except BookError as error:
        raise CommandError(sentence(error, path), lang) from error


def of_system(error: OSError) -> BookError:
    """A failure of the system that no adapter met, such as a folder that cannot be made, under the code of its like."""
    from kap_xl.books.save import explanation  # noqa: PLC0415 - hardly ever needed

    if isinstance(error, FileNotFoundError):
        return BookError("missing", path=str(error.filename))
    return explanation(error, error.filename or "")
