"""Where a command may put a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kap_xl.commands.answer import CommandError
from kap_xl.phrase import phrase

if TYPE_CHECKING:
    from pathlib import Path

SUFFIX = ".xlsx"


def require_workbook_name(path: Path) -> None:
    """Raise CommandError for a name under which Excel would not open a workbook."""
    if path.suffix.lower() != SUFFIX and not path.is_dir():
        raise CommandError(phrase("face.not-xlsx", path=str(path)))


def require_other(path: Path, *given: Path | None) -> None:
    """Raise CommandError where what is to be written would take the place of a workbook that was named to be read."""
    for each in given:
        if each is not None and path.exists() and each.exists() and path.samefile(each):
            raise CommandError(phrase("face.out-is-given", path=str(path)))
