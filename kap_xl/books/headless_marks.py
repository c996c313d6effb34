"""Marks in a workbook that openpyxl holds: fills, notes, and a hidden sheet that keeps the former looks."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING

from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from kap_xl.port import RECORD, RECORD_KEY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl import Workbook

    from kap_xl.port import Mark

STYLE = "_style"
AUTHOR = "kap-xl"
LINE = "—— kap-xl ——"
"""Who writes our notes, and what our words begin with: as in the package editor."""


def mark(book: Workbook, marks: Sequence[Mark]) -> None:
    """Lay fills and notes over cells; each row of the record has a former look beside the one that was given."""
    record = book.create_sheet(RECORD)
    record.sheet_state = "veryHidden"
    record["A1"] = RECORD_KEY
    for number, each in enumerate(marks, 2):
        cell = book[each.sheet].cell(each.row, each.column)
        record.cell(number, 1, number)
        setattr(record.cell(number, 3), STYLE, copy(getattr(cell, STYLE)))
        # the shade tells apart what differs in its fill alone
        cell.fill = PatternFill("solid", fgColor=f"{(int(each.fill, 16) ^ (number % 8) ^ (number // 8 % 8) << 8):06X}")
        setattr(record.cell(number, 2), STYLE, copy(getattr(cell, STYLE)))
        own = cell.comment
        if own is None:
            cell.comment = Comment(f"{LINE}\n{each.note}", AUTHOR)
        else:
            cell.comment = Comment(f"{own.text}\n\n{LINE}\n{each.note}", own.author)


def unmark(book: Workbook, record: str) -> None:
    """Give the marked cells their former look and take our notes away."""
    known = next((sheet for sheet in book.worksheets if sheet.title == record), None)
    pairs = {}
    for row in known.iter_rows(min_row=2, max_col=3) if known is not None else ():
        given, former = (getattr(cell, STYLE) for cell in row[1:])
        pairs[tuple(given)] = former
    for sheet in book.worksheets:
        if sheet is known:
            continue
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            if cell.has_style and tuple(getattr(cell, STYLE)) in pairs:
                setattr(cell, STYLE, copy(pairs[tuple(getattr(cell, STYLE))]))
            if cell.comment is not None:
                kept, line, _ = cell.comment.text.partition(LINE)
                if line:
                    cell.comment = Comment(kept.rstrip("\n"), cell.comment.author) if kept.strip() else None
