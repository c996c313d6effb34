"""The one way in which bytes become a file: verified, written beside it, put in place in one step."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
import time
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kap_xl.books import backups
from kap_xl.books.budget import BudgetError, assert_budget, differing, verified
from kap_xl.books.errors import SaveError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from kap_xl.books.package.values import Edit

__all__ = ["BudgetError", "assert_budget", "differing", "lock_of", "sweep", "write"]

_TEMPORARY: Final = ".kap-tmp"
_STALE_SECONDS: Final = 3600.0
_WINDOWS: Final = os.name == "nt"
_PATIENCE: Final = (0.05, 0.1, 0.2, 0.4)  # a virus scanner may hold a file for a moment
_CODES: Final = {
    errno.ENOSPC: "disk-full",
    errno.EDQUOT: "disk-full",
    errno.EFBIG: "disk-full",
    errno.EACCES: "no-permission",
    errno.EPERM: "no-permission",
    errno.EROFS: "no-permission",
    errno.ENOENT: "folder-missing",
    errno.ENOTDIR: "folder-missing",
    errno.ENAMETOOLONG: "name-not-valid",
    errno.EINVAL: "name-not-valid",
    errno.EISDIR: "name-not-valid",
    errno.EIO: "disk-error",
}


def write(
    path: Path,
    data: bytes,
    *,
    backup: bool,
    verify: Callable[[bytes], None] | None = None,
    budget: Iterable[str] | None = None,
    cells: Mapping[str, Iterable[Edit]] | None = None,
) -> Path | None:
    """Put the package `data` at `path`; returns the dated copy of what was there, if one was made.

    Before anything is written: the checksums of `data` are tried, `verify` is called with it, members that differ
    from the present file must match the patterns of `budget` (None: any may), and the `cells` (sheet title → edits)
    are read back. Bytes that are already there are left alone.

    Raises SaveError: open-elsewhere (field `kept`: where the new file lies instead), disk-full, disk-error,
    no-permission, folder-missing, name-not-valid, not-saved; BudgetError, ReadBackError and what `verify` raises.
    The old file is then untouched.
    """
    target = Path(os.path.realpath(path))
    with explained(path):
        before = target.read_bytes() if target.exists() else None
    if before == data:
        return None
    verified(before, data, verify, budget, cells)
    if before is not None:
        refuse_open(target, path, data)
    with explained(path):
        sweep(target)
        copy = _copy(target, before) if backup and before is not None else None
        temporary = written_beside(target, data)
    _replace(temporary, target, path)
    with explained(path):
        flush_folder(target.parent)
    return copy


def sweep(target: Path) -> None:
    """Remove temporary files that an interrupted save of that workbook left an hour ago or earlier."""
    for folder in (target.parent, target.parent / backups.FOLDER):
        for item in folder.glob(f".*{_TEMPORARY}"):
            if item.name.startswith(f".{target.stem}.") and time.time() - item.stat().st_mtime > _STALE_SECONDS:
                with contextlib.suppress(OSError):
                    item.unlink()


def lock_of(target: Path) -> Path | None:
    """The sign that Excel (`~$name`) or LibreOffice (`.~lock.name#`) leaves beside a workbook it has open."""
    signs = (target.with_name(f"~${target.name}"), target.with_name(f".~lock.{target.name}#"))
    return next((sign for sign in signs if sign.exists()), None)


def refuse_open(target: Path, path: Path, data: bytes = b"") -> None:
    """Raise SaveError where the workbook may not be written to or is open; new `data` are then put beside it."""
    mode = target.stat().st_mode
    if not mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH):
        raise SaveError("no-permission", path=str(path))
    if lock_of(target) is not None:
        if not data:
            raise SaveError("in-use", path=str(path))
        with explained(path):
            temporary = written_beside(target, data)
        raise SaveError("open-elsewhere", path=str(path), kept=_kept(temporary, target))


def _copy(target: Path, before: bytes) -> Path:
    """The dated copy of the present bytes; the oldest beyond twenty go."""
    (target.parent / backups.FOLDER).mkdir(exist_ok=True)
    copy = backups.next_name(target, datetime.now().astimezone())
    temporary = written_beside(copy, before, like=target)
    os.replace(temporary, copy)  # noqa: PTH105 - the one step, named as the system names it
    flush_folder(copy.parent)
    for old in backups.surplus(target):
        with contextlib.suppress(OSError):
            old.unlink()
    return copy


def written_beside(target: Path, data: bytes, like: Path | None = None) -> Path:
    """A flushed temporary file in the target's folder with its permissions; none is left when it fails."""
    temporary = target.with_name(f".{target.stem}.{secrets.token_hex(6)}{_TEMPORARY}")
    try:
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        model = like or target
        if model.exists():
            temporary.chmod(stat.S_IMODE(model.stat().st_mode))
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    return temporary


def _replace(temporary: Path, target: Path, path: Path) -> None:
    """The one step; a target that may not be replaced although its folder can be written to is open elsewhere."""
    try:
        for pause in _PATIENCE if _WINDOWS else ():
            with contextlib.suppress(PermissionError):
                os.replace(temporary, target)  # noqa: PTH105 - the same
                return
            time.sleep(pause)
        os.replace(temporary, target)  # noqa: PTH105 - the same
    except PermissionError as error:
        raise SaveError("open-elsewhere", path=str(path), kept=_kept(temporary, target)) from error
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise explanation(error, path) from error


def _kept(temporary: Path, target: Path) -> str:
    """The new file under another name beside the old one; "" where even that fails."""
    stamp = f"{datetime.now().astimezone():%Y%m%d-%H%M%S}"
    for number in range(1, 100):
        name = target.with_name(f"{target.stem}.{stamp}.new{number}{target.suffix}")
        if not name.exists():
            try:
                temporary.rename(name)
            except OSError:
                break
            return str(name)
    with contextlib.suppress(OSError):
        temporary.unlink()
    return ""


def flush_folder(folder: Path) -> None:
    """Make the change of names last; some systems have no such call for folders."""
    if _WINDOWS:
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in {errno.EINVAL, errno.ENOTSUP, errno.EROFS}:
            raise
    finally:
        os.close(handle)


@contextlib.contextmanager
def explained(path: Path) -> Iterator[None]:
    """Failures of the system are told as SaveError with the file's path."""
    try:
        yield
    except OSError as error:
        raise explanation(error, path) from error


def explanation(error: OSError, path: Path | str) -> SaveError:
    """The failure of the system under our code."""
    return SaveError(_CODES.get(error.errno or 0, "not-saved"), path=str(path), errno=error.errno or 0)
