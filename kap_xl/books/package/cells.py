"""Cells of one sheet rewritten, every other character of it kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kap_xl.books.errors import PackageError
from kap_xl.books.package import grid, markup, scan, values
from kap_xl.books.package.grid import MAX_COLUMN, MAX_ROW, Area, a1, letters
from kap_xl.books.package.values import Edit, Written

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from kap_xl.books.package.scan import Cell, Row, Sheet
    from kap_xl.books.package.styles import Styles


def _nothing_alike(_row: int, _column: int) -> int:
    return 0


@dataclass(slots=True)
class Writer:
    """Turns edits into cells of one sheet: knows its styles, its prefix and its date system.

    `formulas` tells afterwards whether a formula came or went, `values` whether one may read another value now.
    """

    styles: Styles
    prefix: str
    date1904: bool
    columns: Sequence[tuple[int, int, int]] = ()
    alike: Callable[[int, int], int] = _nothing_alike
    formulas: bool = False
    values: bool = False

    def cell(self, edit: Edit, old: Cell | None, row_style: int | None) -> str:
        """The new cell; an empty text where there was none and nothing is to be said."""
        attributes = old.attributes if old else ""
        present = scan.style_of(attributes) if old else self._default(edit.column, row_style)
        base = present or 0
        if edit.style is not None:
            if edit.style.like is not None:
                base = self.alike(*edit.style.like)
            base = self.styles.derive(base, edit.style)
        if edit.keep_value and old is not None:
            return self._restyled(edit, old, base)
        kept = formula_of(old) if edit.keep_formula and old is not None else ""
        made = self._result(edit, kept) if kept else self._written(edit)
        if made.text and not kept:
            base = self.styles.granting(base, made.needs)
        self._note(edit, old)
        if old is None and not made.text and edit.style is None:
            return ""
        meta = markup.attribute(attributes, "cm") if kept else None  # marks a dynamic array
        return self._cell(edit, base, made, written=base != 0 or present is not None, meta=meta)

    def _default(self, column: int, row_style: int | None) -> int | None:
        if row_style is not None:
            return row_style
        return next((style for first, last, style in self.columns if first <= column <= last), None)

    def _written(self, edit: Edit) -> Written:
        if edit.keep_value:
            return Written("", "", "")
        if edit.formula is not None:
            return values.written_formula(edit.formula, edit.value, self.prefix, date1904=self.date1904)
        return values.written(edit.value, self.prefix, date1904=self.date1904)

    def _result(self, edit: Edit, formula: str) -> Written:
        """The formula as it stands with another cached result."""
        made = values.written_formula("0", edit.value, self.prefix, date1904=self.date1904)
        return made._replace(text=formula + made.text.partition(f"</{self.prefix}f>")[2])

    def _note(self, edit: Edit, old: Cell | None) -> None:
        self.values = True
        if edit.keep_formula:
            return
        if edit.formula is not None or (old is not None and has_formula(old, self.prefix)):
            self.formulas = True

    def _cell(self, edit: Edit, style: int, made: Written, *, written: bool, meta: str | None) -> str:
        name = f"{self.prefix}c"
        look = f' s="{style}"' if written else ""
        kind = f' t="{made.type}"' if made.type else ""
        kind += f' cm="{meta}"' if meta else ""
        head = f'<{name} r="{a1(edit.row, edit.column)}"{look}{kind}'
        return f"{head}>{made.text}</{name}>" if made.text else f"{head}/>"

    def _restyled(self, edit: Edit, old: Cell, style: int) -> str:
        name = f"{self.prefix}c"
        closed = not old.inner
        tag = f"<{name}{old.attributes.rstrip()}{'/' if closed else ''}>"
        tag = markup.with_attribute(tag, "s", str(style))
        if markup.attribute(tag, "r") is None:
            tag = markup.with_attribute(tag, "r", a1(edit.row, edit.column))
        return tag if closed else f"{tag}{old.inner}</{name}>"


def has_formula(cell: Cell, prefix: str) -> bool:
    """Whether a cell holds a formula."""
    return f"<{prefix}f" in cell.inner


def formula_of(cell: Cell) -> str:
    """The formula element of a cell as it stands; empty where there is none."""
    item = next(markup.elements(cell.inner, "f"), None)
    return cell.inner[item.start : item.end] if item else ""


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
    tag = with_spans(tag, min(edits), max(edits))
    return f"{tag}{body}</{found.prefix}row>" if body or row.inner != row.end else tag


def _cells(edits: Mapping[int, Edit], old: Mapping[int, Cell], style: int | None, writer: Writer) -> str:
    return "".join(_cell(edits[column], old.get(column), style, writer) for column in sorted(edits))


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
