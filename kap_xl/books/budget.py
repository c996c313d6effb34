"""What is asked of new bytes before they may take the place of a workbook."""

from __future__ import annotations

import zipfile
from fnmatch import fnmatchcase
from io import BytesIO
from typing import TYPE_CHECKING

from kap_xl.books import readback
from kap_xl.books.package import Package

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from kap_xl.books.package.values import Edit


class BudgetError(RuntimeError):
    """A program error: a member of the package changed that this operation has no business with."""


def verified(
    before: bytes | None,
    data: bytes,
    verify: Callable[[bytes], None] | None,
    budget: Iterable[str] | None,
    cells: Mapping[str, Iterable[Edit]] | None,
) -> None:
    """Raise BudgetError, ReadBackError or what `verify` raises where the new bytes are not what they should be."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        broken = archive.testzip()
    if broken is not None:
        raise BudgetError(f"{broken} does not unpack")
    if verify is not None:
        verify(data)
    if budget is not None and before is not None:
        assert_budget(before, data, budget)
    for title, edits in (cells or {}).items():
        readback.check(data, title, edits)


def assert_budget(before: bytes, after: bytes, allowed: Iterable[str]) -> None:
    """Raise BudgetError when a member differs, came or went whose name matches none of the patterns (as a shell's)."""
    patterns = tuple(allowed)
    excess = [name for name in differing(before, after) if not any(fnmatchcase(name, one) for one in patterns)]
    if excess:
        raise BudgetError(f"changed beyond {patterns}: {excess}")


def assert_kept(before: bytes, after: bytes, generated: Iterable[str]) -> None:
    """Raise BudgetError where the part of a sheet changed, other than of those (by title) that are made anew."""
    titles = frozenset(generated)
    kept = {info.part for info in Package.open(before).sheets if info.title not in titles}
    excess = sorted(kept.intersection(differing(before, after)))
    if excess:
        raise BudgetError(f"sheets of data changed: {excess}")


def differing(before: bytes, after: bytes) -> tuple[str, ...]:
    """The members whose content is not the same in both packages, by name."""
    with zipfile.ZipFile(BytesIO(before)) as old, zipfile.ZipFile(BytesIO(after)) as new:
        sums = [{item.filename: (item.CRC, item.file_size) for item in one.infolist()} for one in (old, new)]
    names = sorted(sums[0].keys() | sums[1].keys())
    return tuple(name for name in names if sums[0].get(name) != sums[1].get(name))
