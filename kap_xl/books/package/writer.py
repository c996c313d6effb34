"""Edits as cells: what an edit makes of the cell that stands in its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kap_xl.books.package import markup, scan, values
from kap_xl.books.package.grid import a1
from kap_xl.books.package.values import Edit, Written

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kap_xl.books.package.scan import Cell
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

    def speaks(self, edit: Edit, old: Cell | None) -> bool:
        """Whether an edit says anything of a cell: a result says nothing where a person put a value for a formula."""
        return not edit.keep_formula or (old is not None and has_formula(old, self.prefix))

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
        if old is None and not made.text and edit.style is None:
            return ""
        self._note(edit, old)
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
