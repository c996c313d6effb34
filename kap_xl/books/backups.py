"""Dated copies of a workbook in the folder `kap-backups` beside it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

FOLDER: Final = "kap-backups"
KEPT: Final = 20


class Backup(NamedTuple):
    """A copy by when it was made (local time, YYYYMMDD-HHMMSS) and its number within that second."""

    stamp: str
    number: int
    path: Path


def of(path: Path) -> tuple[Backup, ...]:
    """The copies of that workbook, oldest first; other workbooks' copies are not among them."""
    named = re.compile(rf"{re.escape(path.stem)}\.([0-9]{{8}}-[0-9]{{6}})\.([0-9]+){re.escape(path.suffix)}")
    folder = path.parent / FOLDER
    if not folder.is_dir():
        return ()
    found = ((named.fullmatch(item.name), item) for item in folder.iterdir())
    return tuple(sorted(Backup(match[1], int(match[2]), item) for match, item in found if match))


def next_name(path: Path, now: datetime) -> Path:
    """A name for the next copy that is free and sorts last."""
    stamp = f"{now:%Y%m%d-%H%M%S}"
    taken = of(path)
    if taken and taken[-1].stamp >= stamp:  # the same second, or a clock that was set back
        stamp, number = taken[-1].stamp, taken[-1].number + 1
    else:
        number = 1
    return path.parent / FOLDER / f"{path.stem}.{stamp}.{number}{path.suffix}"


def surplus(path: Path) -> tuple[Path, ...]:
    """The copies beyond the last twenty."""
    return tuple(item.path for item in of(path)[:-KEPT])
