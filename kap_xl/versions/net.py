"""Net changes between two contents of a plan: what was changed and changed back is no change."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kap_xl.columns import BY_KEY
from kap_xl.versions.content import SHEETS, Content

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kap_xl.versions.content import RowKey
    from kap_xl.versions.history import History

NEW, GONE, DROPPED, CHANGED = "new", "gone", "dropped", "changed"
OPEN = 0
"""The number of what no version has closed yet."""


@dataclass(frozen=True, slots=True)
class Net:
    """A cell that differs between two contents, canonical; `what` says whether its row is new, gone or dropped."""

    what: str
    key: RowKey
    column: str
    old: str | None
    new: str | None


def net(older: Content, newer: Content) -> tuple[Net, ...]:
    """Every cell that differs, in the order of the sheets, then of the rows' codes, then of the columns."""
    found = [each for key in {**older, **newer} for each in _of_row(key, older.get(key, {}), newer.get(key, {}))]
    return tuple(sorted(found, key=lambda each: _order(each, older, newer)))


def closed_by(known: History, since: int, until: int, last: Content, now: Content) -> dict[tuple[RowKey, str], int]:
    """For each cell the last version after `since` up to `until` that changed it; OPEN where it differs `now`."""
    found: dict[tuple[RowKey, str], int] = {}
    for each in sorted(known.changes, key=lambda change: change.version):
        if since < each.version <= until:
            found[each.key, each.column] = each.version
    return found | {(each.key, each.column): OPEN for each in net(last, now)}


def _of_row(key: RowKey, before: Mapping[str, str], after: Mapping[str, str]) -> Iterable[Net]:
    what = _what(before, after)
    for column in {**before, **after}:
        if before.get(column) != after.get(column):
            yield Net(what, key, column, before.get(column), after.get(column))


def _what(before: Mapping[str, str], after: Mapping[str, str]) -> str:
    if not before:
        return NEW
    if not after:
        return GONE
    return DROPPED if after.get("state") == "dropped" != before.get("state") else CHANGED


def _order(each: Net, older: Content, newer: Content) -> tuple[int, tuple[tuple[int, int, str], ...], str, int, str]:
    sheet, uid = each.key
    code = newer.get(each.key, {}).get("code") or older.get(each.key, {}).get("code") or ""
    keys = [column.key for column in BY_KEY[sheet].columns]
    at = keys.index(each.column) if each.column in keys else len(keys)
    return SHEETS.index(sheet), natural(code), uid, at, each.column


def natural(code: str) -> tuple[tuple[int, int, str], ...]:
    """What sorts codes as people count: 1.2 before 1.10, numbers before words."""
    pieces: Iterable[str] = re.split(r"[.,]", code)
    return tuple((0, int(each), "") if each.isdecimal() else (1, 0, each) for each in pieces)
