"""What closing a version writes: its row, a row for each changed cell, and the cover's version number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kap_xl.columns import BY_KEY
from kap_xl.edits import CellEdit, Edits, Heading
from kap_xl.phrase import Phrase
from kap_xl.uids import derived
from kap_xl.versions.content import Content, codes_of, digest
from kap_xl.versions.wording import said

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from kap_xl.reading import Reader
    from kap_xl.table import Table
    from kap_xl.versions.net import Net


@dataclass(frozen=True, slots=True)
class Closing:
    """A version about to be closed: its number, from when it is in force, by which decision, why, by which post."""

    number: int
    in_force_from: date
    on: date
    decision: str = ""
    decision_uid: str = ""
    reason: str = ""
    post: str = ""


def version_edits(tables: Mapping[str, Table], closing: Closing, content: Content) -> Edits:
    """The row of a version with its fingerprint; a row that stands there without one is completed."""
    row: dict[str, object] = {
        "version": closing.number,
        "in_force_from": closing.in_force_from,
        "decision": closing.decision or None,
        "decision_uid": closing.decision_uid or None,
        "reason": closing.reason or None,
        "hash": digest(content),
    }
    present = next((each for each in tables["versions"].rows if each.value("version") == closing.number), None)
    if present is None:
        return Edits((), {"versions": ({"uid": derived("version", str(closing.number)), **row},)})
    blank = {key: value for key, value in row.items() if value is not None and present.raw(key) is None}
    return Edits(tuple(CellEdit("versions", present.number, key, value) for key, value in blank.items()))


def change_edits(
    tables: Mapping[str, Table],
    reader: Reader,
    closing: Closing,
    changes: Iterable[Net],
    contents: tuple[Content, Content],
    reasons: Mapping[tuple[str, str], str],
) -> Edits:
    """A row for each changed cell; `contents` are those before and after, `reasons` those of proposals by cell."""
    codes = codes_of(contents[0]) | codes_of(contents[1])
    named = "field" in tables["changes"].layout.columns
    rows = tuple(
        _row(each, reader, closing, codes, reasons, named=named) | {"code": _code(each, contents, codes)}
        for each in changes
    )
    return Edits((), {"changes": rows} if rows else {})


def cover_edits(tables: Mapping[str, Table], number: int) -> Edits:
    """The number of the version on the cover."""
    row = next((row for row in tables["cover"].rows if row.uid == "plan_version"), None)
    if row is None or row.value("value") == number:
        return Edits()
    return Edits((CellEdit("cover", row.number, "value", number),))


def _code(each: Net, contents: tuple[Content, Content], codes: Mapping[str, str]) -> str | None:
    """The code by which people know a row; of a row without its own that of the row it belongs to."""
    cells = {**contents[0].get(each.key, {}), **contents[1].get(each.key, {})}
    owners = (cells.get(key, "") for key in ("activity", "of", "institution", "organisation"))
    return codes.get(each.key[1]) or next((codes.get(owner, owner) for owner in owners if owner), None)


def _row(
    each: Net,
    reader: Reader,
    closing: Closing,
    codes: Mapping[str, str],
    reasons: Mapping[tuple[str, str], str],
    *,
    named: bool,
) -> dict[str, object]:
    """A changed cell; in a plan whose sheet has no hidden field the keys stand where people else read names."""
    sheet, uid = each.key
    column = BY_KEY[sheet].column(each.column)
    if column is None:
        raise KeyError(sheet, each.column)
    heading = Phrase(f"workbook.setting.{uid}") if sheet == "cover" else Heading(sheet, each.column)
    return {
        "uid": derived("change", str(closing.number), sheet, uid, each.column),
        "sheet": Phrase(f"workbook.sheet.{sheet}") if named else sheet,
        "column": heading if named else each.column,
        "old": said(column, each.old, codes, reader),
        "new": said(column, each.new, codes, reader),
        "version": closing.number,
        "date": closing.on,
        "post": closing.post or None,
        "reason": reasons.get((uid, each.column)) or closing.reason or None,
        "row_uid": uid,
        "field": f"{sheet}.{each.column}",
    }
