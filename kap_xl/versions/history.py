"""The versions of a plan: what was closed when and by which decision, and any of them rebuilt by undoing changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from kap_xl.columns import BY_KEY
from kap_xl.versions.content import NOTHING, Content, RowKey, content_of, digest
from kap_xl.versions.kept import kept
from kap_xl.versions.wording import unsaid

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kap_xl.reading import Reader
    from kap_xl.table import Row, Table


@dataclass(frozen=True, slots=True)
class Version:
    """A closed version and the Excel row of the versions sheet that tells of it."""

    number: int
    in_force_from: date | None
    decision: str
    decision_uid: str
    reason: str
    hash: str
    row: int
    uid: str


@dataclass(frozen=True, slots=True)
class Changed:
    """A cell that a version changed, with canonical values, and the Excel row of the changes sheet that tells of it."""

    version: int
    key: RowKey
    column: str
    old: str | None
    new: str | None
    reason: str
    post: str
    row: int
    uid: str


@dataclass(frozen=True, slots=True)
class History:
    """The closed versions by number, every change, and the content at the last; None where that was lost."""

    versions: tuple[Version, ...] = ()
    changes: tuple[Changed, ...] = ()
    last: Content | None = None

    def version(self, number: int) -> Version | None:
        """The closed version of a number."""
        return next((each for each in self.versions if each.number == number), None)


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """A version rebuilt: its content, whether its fingerprint is the recorded one, and changes that did not fit."""

    content: Content
    sound: bool
    odd: tuple[Changed, ...] = ()


def recorded(tables: Mapping[str, Table]) -> bool:
    """Whether any version was closed."""
    table = tables.get("versions")
    return table is not None and any(row.value("hash") and row.value("version") for row in table.rows)


def history(tables: Mapping[str, Table], reader: Reader) -> History:
    """The history that a plan carries; of versions with one number the first counts."""
    versions: dict[int, Version] = {}
    for row in tables["versions"].rows if recorded(tables) else ():
        number = _number(row)
        if number is not None and row.value("hash"):
            versions.setdefault(number, _version(number, row))
    if not versions:
        return History()
    ordered = tuple(versions[number] for number in sorted(versions))
    table = tables.get("changes")
    changes = tuple(_changes(table.rows if table is not None else (), reader))
    return History(ordered, changes, _last(tables, ordered[-1].hash))


def rebuilt(known: History, number: int) -> Rebuilt:
    """The content of a closed version, by undoing every later change from the last one; KeyError for no such version.

    A change whose cell does not hold what the change had put there is odd: somebody changed the record.
    """
    version = known.version(number)
    if version is None:
        raise KeyError(number)
    if known.last is None:
        return Rebuilt(NOTHING, sound=False)
    cells = {key: dict(some) for key, some in known.last.items()}
    odd = []
    for each in sorted(known.changes, key=lambda change: -change.version):
        if each.version <= number:
            break
        of_row = cells.setdefault(each.key, {})
        if of_row.get(each.column) != each.new:
            odd.append(each)
        if each.old is None:
            of_row.pop(each.column, None)
        else:
            of_row[each.column] = each.old
    content = {key: some for key, some in cells.items() if some}
    return Rebuilt(content, digest(content) == version.hash, tuple(odd))


def in_force(known: History, day: date) -> Version | None:
    """The version in force on a day; before the first the first, None where no version was closed.

    A version without a day of its own is in force from the day of the one before it.
    """
    found = known.versions[0] if known.versions else None
    since = date.min
    for each in known.versions:
        since = max(since, each.in_force_from or since)
        if since <= day:
            found = each
    return found


def _last(tables: Mapping[str, Table], wanted: str) -> Content | None:
    """The content at the last version as kept, or as it stands where nothing has changed since."""
    own = kept(tables.get("_kap"))
    if digest(own) == wanted:
        return own
    now = content_of(tables)
    return now if digest(now) == wanted else None


def _version(number: int, row: Row) -> Version:
    day = row.value("in_force_from")
    decision, uid, reason, found = (str(row.value(key) or "") for key in ("decision", "decision_uid", "reason", "hash"))
    since = day if isinstance(day, date) else None
    return Version(number, since, decision, uid, reason, found, row.number, row.uid)


def _changes(rows: Iterable[Row], reader: Reader) -> Iterable[Changed]:
    for row in rows:
        number = _number(row)
        sheet, key = _place(row)
        if number is None or sheet not in BY_KEY:
            continue
        column = BY_KEY[sheet].column(key)
        old, new = (unsaid(column, row.raw(side), reader) for side in ("old", "new"))
        of = (sheet, str(row.value("row_uid") or ""))
        reason, post = (str(row.value(name) or "") for name in ("reason", "post"))
        yield Changed(number, of, key, old, new, reason, post, row.number, row.uid)


def _place(row: Row) -> tuple[str, str]:
    """Sheet and column key: in the hidden field, or, in a plan that has no such column, in those that people see."""
    field = str(row.value("field") or "")
    if field:
        sheet, _, key = field.partition(".")
        return sheet, key
    return str(row.value("sheet") or ""), str(row.value("column") or "")


def _number(row: Row) -> int | None:
    value = str(row.value("version") or "")
    return int(value) if value.isdecimal() else None
