"""What is said of the cells of a sheet: those that were not plainly read, and those that somebody merged."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from kap_xl.columns import Role
from kap_xl.finding import Finding, Severity, Spot
from kap_xl.grid import letters
from kap_xl.phrase import phrase
from kap_xl.reading import State, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kap_xl.columns import Column
    from kap_xl.grid import Grid, Layout
    from kap_xl.phrase import Blank, Phrase
    from kap_xl.reading import Cell
    from kap_xl.table.rows import Row

SHOWN = 80
"""Characters of a cell that a sentence shows."""
AS_TEXT = frozenset({"cells.number-as-text", "cells.date-as-text"})
"""What concerns people who type; nothing is added up of what the program notes for itself."""
PLACES = 3
"""Decimal places that a sentence shows."""
NEAREST = ("cells.nearest-fix", "cells.nearest-two-fix", "cells.nearest-three-fix")
"""What to do where one, two or three known words are near."""
Many = dict[tuple[str, str], list["Row"]]
"""Rows by column and by what is the matter there."""


def findings(sheet: str, columns: Mapping[str, Column], rows: Iterable[Row]) -> Iterable[Finding]:
    """A finding for every cell that was not plainly read.

    Formulas without results are told once a column, and so are the errors of a column that only has formulas.
    """
    unknown: Many = {}
    errors: Many = {}
    for row in rows:
        for key, cell in row.cells.items():
            if cell.state is State.READ or (cell.reason in AS_TEXT and columns[key].role is Role.PROGRAM):
                continue
            computed = columns[key].role is Role.FORMULA
            if cell.state is State.UNCACHED:
                unknown.setdefault((key, ""), []).append(row)
            elif cell.state is State.ERROR and computed:
                errors.setdefault((key, cell.reason), []).append(row)
            elif cell.state is not State.WARN or not computed:
                yield _finding(Spot(sheet, row.number, key, row.uid), cell)
    for (key, _), where in unknown.items():
        message = phrase("cells.formula-unknown", n=len(where))
        yield _of_many("formula-unknown", sheet, key, where, message, phrase("cells.formula-unknown-fix"))
    for (key, text), where in errors.items():
        message = phrase("cells.excel-errors", n=len(where), text=text)
        yield _of_many("excel-error", sheet, key, where, message, phrase("cells.excel-errors-fix"), text)


def merged(grid: Grid, layout: Layout, columns: Mapping[str, Column], rows: Iterable[Row]) -> Iterable[Finding]:
    """A finding for cells of ours that somebody merged: all but the first of them hold nothing any more."""
    keys = {layout.columns[key]: key for key in columns}
    uids = {row.number: row.uid for row in rows} if grid.merged else {}
    for top, left, bottom, right in grid.merged:
        ours = [number for number in range(left, min(right, max(keys)) + 1) if number in keys]
        first = max(top, layout.head_row + 1)
        if ours and bottom >= first and (bottom > first or len(ours) > 1):
            area = f"{letters(left)}{top}:{letters(right)}{bottom}"
            blanks = {"area": area, "first": f"{letters(left)}{top}"}
            spot = Spot(layout.key, first, keys[ours[0]], uids.get(first, ""))
            said, fix = phrase("cells.cells-merged", **blanks), phrase("cells.cells-merged-fix", **blanks)
            yield Finding("cells-merged", Severity.WARNING, spot, said, fix, area)


def shown(text: str) -> str:
    """What a cell holds as a sentence shows it: on one line, without control characters, not too long."""
    line = " ".join("".join(each if each.isprintable() else " " for each in text[: SHOWN * 2]).split())
    return line if len(line) <= SHOWN else f"{line[:SHOWN].rstrip()} …"


def nearest_fix(near: Sequence[str]) -> Phrase | None:
    """The question whether one of up to three near words is meant; None where there is none."""
    blanks = dict(zip(("suggestion", "second", "third"), near, strict=False))
    return phrase(NEAREST[len(blanks) - 1], **blanks) if blanks else None


def _of_many(
    rule: str, sheet: str, key: str, where: list[Row], message: Phrase, fix: Phrase, value: str = ""
) -> Finding:
    return Finding(rule, Severity.ERROR, Spot(sheet, where[0].number, key, where[0].uid), message, fix, value)


def _finding(spot: Spot, cell: Cell) -> Finding:
    if cell.state is State.ERROR:
        message, fix = phrase("cells.excel-error", text=cell.reason), phrase("cells.excel-error-fix")
        return Finding("excel-error", Severity.ERROR, spot, message, fix, cell.reason)
    value = plain(cell.raw)
    said = cell.raw if isinstance(cell.raw, date) else shown(value)
    message = phrase(cell.reason, value=said, unknown=shown(cell.about), **_read_as(cell))
    fix = nearest_fix(cell.near) or phrase(f"{cell.reason}-fix")
    severity = Severity.HINT if cell.state is State.WARN else Severity.ERROR
    return Finding(cell.reason.partition(".")[2], severity, spot, message, fix, value)


def _read_as(cell: Cell) -> dict[str, Blank]:
    """How a cell was read: a number, a word or a day; of a deadline its last day, or both.

    A whole number stands without a sign between its thousands: that a point is none is what the sentence tells.
    """
    value = cell.value
    if isinstance(value, date) or (isinstance(value, Decimal) and -PLACES <= int(value.as_tuple().exponent) < 0):
        return {"read": value}
    start, end = getattr(cell.value, "start", None), getattr(cell.value, "end", None)
    if start is not None or end is not None:
        return {"read": end or start, "first": start, "last": end}
    return {"read": "" if cell.value is None else plain(cell.value)}
