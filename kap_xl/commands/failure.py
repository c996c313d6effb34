"""Failures as sentences: the code of what went wrong with a file, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kap_xl.phrase import Phrase, has, phrase

if TYPE_CHECKING:
    from pathlib import Path

    from kap_xl.books.errors import BookError


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
