"""Brings a workbook back to its last dated copy; what it was until then is kept beside the copies."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from kap_xl.books import backups
from kap_xl.books.save import explained, flush_folder, refuse_open, write, written_beside

LATER = 10.0
"""Seconds between copy and workbook beyond which somebody saved the workbook after the command did."""


class Restored(NamedTuple):
    """From when the copy is that was brought back, where what it replaced lies now, and whether that was saved later.

    `left` is how many older copies can still be brought back.
    """

    made: datetime
    kept: Path | None
    later: bool
    left: int


def restore(path: Path) -> Restored | None:
    """Put the latest copy that differs back in place; None where there is none.

    The copy leaves the folder, so that the next undo goes further back. Raises SaveError as `write` does.
    """
    target = Path(os.path.realpath(path))
    with explained(path):
        before = target.read_bytes() if target.exists() else None
        copies = [(each, each.path.read_bytes()) for each in reversed(backups.of(target))]
    found = next(((each, data) for each, data in copies if data != before), None)
    if found is None:
        return None
    copy, data = found
    if before is not None:
        refuse_open(target, path)
    with explained(path):
        later = before is not None and target.stat().st_mtime - copy.path.stat().st_mtime > LATER
        kept = _kept(target, before)
    write(path, data, backup=False)
    with explained(path):
        for each, _ in copies[: copies.index(found) + 1]:
            each.path.unlink()
    made = datetime.strptime(copy.stamp, "%Y%m%d-%H%M%S").astimezone()
    return Restored(made, kept, later, len(copies) - copies.index(found) - 1)


def _kept(target: Path, before: bytes | None) -> Path | None:
    """What is undone, under a name that no undo looks for."""
    if before is None:
        return None
    stamp = f"{datetime.now().astimezone():%Y%m%d-%H%M%S}"
    folder = target.parent / backups.FOLDER
    names = (folder / f"{target.stem}.{stamp}.undone{number}{target.suffix}" for number in range(1, 100))
    name = next(each for each in names if not each.exists())
    os.replace(written_beside(name, before, like=target), name)  # noqa: PTH105 - the one step
    flush_folder(folder)
    return name
