"""What kind of return a workbook is: taken, or refused with the reason that its sender is told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from kap_xl.canon import words_of
from kap_xl.columns import BY_KEY, REPORT_SHEETS
from kap_xl.exchange.identity import SCHEMA, Identity, read_identity
from kap_xl.exchange.statement import Source
from kap_xl.exchange.submissions import row_uid
from kap_xl.grid import Grid, layout
from kap_xl.table import Table, read_cover, read_table

if TYPE_CHECKING:
    from kap_xl.workbook import Workbook


def refusal(plan: Workbook, form: Workbook) -> str:  # noqa: PLR0911 - a reason a line
    """Why a workbook cannot be merged into this plan, as a code; empty where it can."""
    ours, _ = read_identity(plan.tables.get("_kap"))
    theirs, base = read_identity(form.tables.get("_kap"))
    if "lists" in form.tables and not theirs.agency:
        return "a-plan"
    if not theirs.workbook_id or not theirs.agency:
        return "no-identity"
    if theirs.workbook_id != ours.workbook_id:
        return "other-plan"
    if theirs.schema != SCHEMA:
        return "other-schema"
    if base.fingerprint() != theirs.base_hash:
        return "base-damaged"
    if not any(key in form.tables for key in REPORT_SHEETS):
        return "no-sheets"
    sent = plan.table("submissions").by_uid().get(row_uid(theirs.agency, theirs.period))
    return "" if sent is not None else "never-issued"


def sheets_returned(
    form: Workbook, grids: Iterable[Grid]
) -> tuple[dict[str, Sequence[tuple[Table, Grid]]], tuple[Grid, ...]]:
    """The sheets of a return by key, with all copies that somebody made of one, and those that are none of ours."""
    found: dict[str, list[tuple[Table, Grid]]] = {}
    strangers = []
    for grid in grids:
        place = layout(grid)
        if place is None or place.key not in BY_KEY or (place.key not in form.tables and place.key != "words"):
            strangers.append(grid)
            continue
        if place.key not in (*REPORT_SHEETS, "cover"):
            continue
        table = form.tables[place.key]
        if table.layout != place:
            table, _ = (read_cover if place.key == "cover" else read_table)(grid, place, form.reader)
        found.setdefault(place.key, []).append((table, grid))
    return dict(found), tuple(strangers)


def source(form: Workbook, identity: Identity, file: str, fingerprint: str, received: date) -> Source:
    """The return as the log will name it."""
    return Source(identity.agency, identity.period, return_number(form), fingerprint, file, received)


def return_number(form: Workbook) -> int:
    """The number on the cover; of words the first figures in them, and 1 where there are none."""
    row = next((row for row in form.table("cover").rows if row.uid == "return_no"), None)
    raw = words_of(row.raw("value")) if row is not None else ""
    found = re.search(r"\d{1,4}", raw)
    return max(1, int(found[0])) if found else 1
