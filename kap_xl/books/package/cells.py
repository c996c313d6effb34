"""Cells of one sheet rewritten, every other character of it kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kap_xl.books.errors import PackageError
from kap_xl.books.package import grid, markup, scan
from kap_xl.books.package.grid import MAX_COLUMN, MAX_ROW, Area, a1, letters

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kap_xl.books.package.scan import Cell, Row, Sheet
    from kap_xl.books.package.values import Edit
    from kap_xl.books.package.writer import Writer


ONE_LINE: Final = 16.0
"""Points that a row without a height of its own has in any case, or nearly."""


def rewrite(found: Sheet, edits: Mapping[int, Mapping[int, Edit]], writer: Writer) -> str:
    """The sheet with those cells (row → column → edit) written; raises PackageError at the first that cannot be."""
    out: list[str] = []
    pending = sorted(edits)
    present = {row.number: row for row in scan.rows(found)} if pending else {}
    if any(unnumbered(found, row, inside=row.number in edits) for row in present.values()):
        found = numbered(found)
        present = {row.number: row for row in scan.rows(found)}
    at = found.data.inner
    numbers = sorted(present)
    place = 0
    for number in pending:
        while place < len(numbers) and numbers[place] < number:
            place += 1
        row = present.get(number)
        if row is not None:
            out += [found.text[at : row.start], _row(found, row, edits[number], writer)]
            at = row.end
        elif body := _cells(edits[number], {}, None, writer):
            here = present[numbers[place]].start if place < len(numbers) else found.data.inner_end
            out += [found.text[at:here], f'<{found.prefix}row r="{number}">{body}</{found.prefix}row>']
            at = here
    out.append(found.text[at : found.data.inner_end])
    return with_data(found, "".join(out))


def unnumbered(found: Sheet, row: Row, *, inside: bool) -> bool:
    """Whether a row, or (inside) a cell of it, has no number of its own and so counts from the one before."""
    if scan.numberless(row.attributes):
        return True
    return inside and any(scan.numberless(cell.attributes) for cell in scan.cells(found, row))


def numbered(found: Sheet) -> Sheet:
    """The sheet with a number on every row and cell: only then may others be put between them."""
    out: list[str] = []
    at = 0
    for row in scan.rows(found):
        if scan.numberless(row.attributes):
            tag = markup.with_attribute(found.text[row.start : row.inner], "r", str(row.number))
            out += [found.text[at : row.start], tag]
            at = row.inner
        for cell in scan.cells(found, row):
            if scan.numberless(cell.attributes):
                cut = cell.start + len(f"<{found.prefix}c")
                out += [found.text[at:cut], f' r="{a1(row.number, cell.column)}"']
                at = cut
    out.append(found.text[at:])
    return scan.sheet("".join(out))


def with_data(found: Sheet, inner: str) -> str:
    """The sheet with another inside of its sheetData."""
    head = found.text[: found.data.inner]
    if found.data.inner == found.data.end:
        if not inner:
            return found.text
        head = f"{head[:-2].rstrip()}>"
        return f"{head}{inner}</{found.data.name}>{found.text[found.data.end :]}"
    return head + inner + found.text[found.data.inner_end :]


def _row(found: Sheet, row: Row, edits: Mapping[int, Edit], writer: Writer) -> str:
    tag = found.text[row.start : row.inner]
    old = {cell.column: cell for cell in scan.cells(found, row)}
    edits = {column: edit for column, edit in edits.items() if writer.speaks(edit, old.get(column))}
    if not edits:
        return found.text[row.start : row.end]
    style = scan.row_style(row.attributes)
    out: list[str] = []
    at = row.inner
    order = sorted(old)
    place = 0
    for column in sorted(edits):
        while place < len(order) and order[place] < column:
            place += 1
        present = old.get(column)
        made = _cell(edits[column], present, style, writer)
        if present is not None:
            out += [found.text[at : present.start], made]
            at = present.end
        elif made:
            here = old[order[place]].start if place < len(order) else row.inner_end
            out += [found.text[at:here], made]
            at = here
    body = "".join(out) + found.text[at : row.inner_end]
    if body and row.inner == row.end:
        tag = f"{tag[:-2].rstrip()}>"
    tag = with_height(with_spans(tag, min(edits), max(edits)), max(edit.height for edit in edits.values()))
    return f"{tag}{body}</{found.prefix}row>" if body or row.inner != row.end else tag


def _cells(edits: Mapping[int, Edit], old: Mapping[int, Cell], style: int | None, writer: Writer) -> str:
    spoken = (column for column in sorted(edits) if writer.speaks(edits[column], old.get(column)))
    return "".join(_cell(edits[column], old.get(column), style, writer) for column in spoken)


def _cell(edit: Edit, old: Cell | None, style: int | None, writer: Writer) -> str:
    if not (1 <= edit.row <= MAX_ROW and 1 <= edit.column <= MAX_COLUMN):
        raise PackageError("outside-grid", cell=f"{letters(max(edit.column, 1))}{edit.row}")
    try:
        return writer.cell(edit, old, style)
    except PackageError as error:
        raise error.placed(cell=a1(edit.row, edit.column)) from error


def with_spans(tag: str, first: int, last: int) -> str:
    """A row's tag whose span hint, if it has one, holds these columns."""
    spans = markup.attribute(tag, "spans")
    if spans is None:
        return tag
    try:
        low, high = (int(number) for number in spans.split(":"))
    except ValueError:
        return markup.with_attribute(tag, "spans", None)
    wide = f"{min(low, first)}:{max(high, last)}"
    return tag if wide == spans else markup.with_attribute(tag, "spans", wide)


def with_height(tag: str, least: float) -> str:
    """A row's tag at least so high; one with a height of the user's keeps it."""
    if least <= ONE_LINE or markup.attribute(tag, "customHeight") in ("1", "true"):
        return tag
    try:
        low = float(markup.attribute(tag, "ht") or 0) < least
    except ValueError:
        return tag
    return markup.with_attribute(tag, "ht", f"{least:g}") if low else tag


def with_dimension(text: str, used: Area, end: int) -> str:
    """The sheet whose dimension, if it has one before offset `end`, holds that area."""
    item = next(markup.elements(markup.mask(text[:end]), "dimension"), None)
    if item is None:
        return text
    present = markup.attribute(item.attributes, "ref") or ""
    try:
        old = grid.area(present)
    except PackageError:
        return text
    new = old.with_cell(used.top, used.left).with_cell(used.bottom, used.right)
    if new == old:
        return text
    tag = markup.with_attribute(text[item.start : item.inner], "ref", str(new))
    return text[: item.start] + tag + text[item.inner :]
