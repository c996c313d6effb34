"""The state at the last closed version, as the very hidden sheet keeps it: a row of the plan a line, as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from kap_xl.uids import derived

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kap_xl.edits import NewRow
    from kap_xl.table import Table
    from kap_xl.versions.content import Content, RowKey

PART, ENTERED = "version", "entered"
"""Parts of the hidden sheet: cells of a row at the last closed version; a proposal that entered the plan."""
PIECE = 15_000
"""Characters of a row's JSON in one cell: even if each takes two units of UTF-16, a cell of Excel holds them."""
KEYS = ("uid", "part", "sheet", "row_uid", "column", "value")


def kept(table: Table | None) -> Content:
    """The content that the hidden sheet keeps; a row whose lines were damaged is left out."""
    pieces: dict[RowKey, dict[int, str]] = {}
    for row in table.rows if table is not None else ():
        part, sheet, uid, number = (str(row.value(key) or "") for key in ("part", "sheet", "row_uid", "column"))
        if part == PART:
            pieces.setdefault((sheet, uid), {})[int(number) if number.isdecimal() else 0] = str(row.raw("value") or "")
    found: dict[RowKey, Mapping[str, str]] = {}
    for key, some in pieces.items():
        cells = _cells("".join(some[number].strip()[1:-1] for number in sorted(some)))
        if cells:
            found[key] = cells
    return found


def entered(table: Table | None) -> frozenset[str]:
    """The proposals that entered the plan before, by uid."""
    rows = table.rows if table is not None else ()
    return frozenset(str(row.value("row_uid")) for row in rows if row.value("part") == ENTERED)


def kept_rows(
    table: Table | None, content: Content, proposals: Iterable[str], number: int | None
) -> tuple[NewRow, ...]:
    """Every row of the hidden sheet: what else stands there, the proposals that entered, and a content.

    Of what else stands there only the number of the version is renewed, where there is one and a `number` is given.
    """
    others: list[dict[str, object]] = [
        {"uid": row.uid, **{key: row.raw(key) for key in KEYS[1:]}}
        for row in (table.rows if table is not None else ())
        if row.value("part") not in (PART, ENTERED, None)
    ]
    for row in others:
        if number is not None and (row["part"], row["column"]) == ("identity", "plan_version"):
            row["value"] = str(number)
    marks: list[dict[str, object]] = [
        {"part": ENTERED, "sheet": "proposals", "row_uid": uid} for uid in sorted(set(proposals))
    ]
    made = [*marks, *_lines(content)]
    named = [{"uid": derived("_kap", *(str(row.get(key, "")) for key in KEYS[1:5])), **row} for row in made]
    return (*others, *named)


def _lines(content: Content) -> Iterable[dict[str, object]]:
    for (sheet, uid), cells in content.items():
        whole = json.dumps(cells, ensure_ascii=False, separators=(",", ":"))
        for number, start in enumerate(range(0, len(whole), PIECE), 1):
            # the marks at both ends keep a blank at the edge of a piece from being trimmed
            value = f"<{whole[start : start + PIECE]}>"
            yield {"part": PART, "sheet": sheet, "row_uid": uid, "column": str(number), "value": value}


def _cells(text: str) -> Mapping[str, str]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    if not isinstance(found, dict):
        return {}
    return {str(key): str(value) for key, value in found.items()}
