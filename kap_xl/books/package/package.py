"""One workbook package under change: the public face."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from kap_xl.books.package import (
    editing,
    marking,
    names,
    notes,
    properties,
    removal,
    renaming,
    returning,
    rewording,
    texts,
    transplant,
)
from kap_xl.books.package.archive import Archive
from kap_xl.books.package.opened import Opened
from kap_xl.books.package.parts import Parts
from kap_xl.books.package.strings import Strings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from kap_xl.books.package.rewording import Words
    from kap_xl.books.package.texts import SheetTexts
    from kap_xl.books.package.values import CellMark, Edit, Item, RowLook
    from kap_xl.books.package.workbook import SheetInfo, TableInfo


class Package:
    """An .xlsx, .xlsm or template of either, edited in memory.

    Rows and columns count from 1; titles of sheets and names of tables compare whatever their case. Each method
    raises PackageError with the `sheet` (and the `cell`) in its fields; the package is then as it was before the
    call. Formulas elsewhere keep their cached results: Excel is asked to calculate when it opens the file.
    """

    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    @classmethod
    def open(cls, data: bytes) -> Self:
        """The package in these bytes.

        Raises PackageError: not-a-zip, not-a-workbook, binary-workbook, old-format, password, signed, doctype,
        doubled-member, damaged.
        """
        return cls(Opened(Parts(Archive(data))))

    @property
    def sheets(self) -> tuple[SheetInfo, ...]:
        """The sheets in the order of their tabs, each with its tables."""
        return self._opened.sheets

    @property
    def date1904(self) -> bool:
        """Whether the workbook counts days from 1904."""
        return self._opened.date1904

    def sheet(self, title: str) -> SheetInfo:
        """One worksheet; raises PackageError: sheet-missing, not-a-worksheet."""
        return self._opened.sheet(title)

    def table(self, title: str, table: str) -> TableInfo:
        """One table of a sheet by its display name; raises PackageError("table-missing")."""
        return self._opened.table(title, table)

    def set_cells(self, title: str, edits: Iterable[Edit]) -> None:
        """Write single cells; of two edits of one cell the later counts.

        Text that begins like a formula is written as text with a quote prefix; dates get a date format where the
        cell has none. Raises PackageError: sheet-missing, outside-grid, text-too-long, number-not-finite,
        number-out-of-range, date-out-of-range, date-with-zone, formula-not-valid, pivot-cell, array-cell,
        shared-formula, merged-cell, table-header, too-many-styles, damaged.
        """
        editing.set_cells(self._opened, title, edits)

    def append_rows(
        self, title: str, table: str, rows: Sequence[Sequence[Item]], looks: Sequence[RowLook | None] = ()
    ) -> None:
        """Add rows beneath the last data row of a table, looking like it; the table and what leans on it grow.

        An item is a plain value, a Formula, or one of them Styled; None in a calculated column writes the column's
        formula. Ranges of validations, conditional formats, names and charts that ended with the data end with it
        again. If the table has one data row and it is empty, that row is used first. `looks` goes along with the
        rows. Raises PackageError: table-missing, table-totals, rows-below, merged-cell, row-too-long,
        no-column-formula and those of `set_cells`.
        """
        if rows:
            editing.place_rows(self._opened, title, table, rows, looks, replace=False)

    def fill_table(
        self, title: str, table: str, rows: Sequence[Sequence[Item]], looks: Sequence[RowLook | None] = ()
    ) -> None:
        """Replace all data rows of a table by these, each made after its first data row; no rows leave one empty.

        Takes and raises what `append_rows` does, and grows or shrinks the same ranges.
        """
        editing.place_rows(self._opened, title, table, rows or ((),), looks, replace=True)

    def add_note(self, title: str, row: int, column: int, text: str, author: str = "") -> None:
        """Put a note on a cell, in place of one that is there; raises PackageError("threaded-comment")."""
        info = self.sheet(title)
        with self._opened.placed(title):
            notes.add(self._opened.parts, info.part, (row, column), text, author)

    def remove_note(self, title: str, row: int, column: int) -> None:
        """Take the note off a cell, if there is one."""
        info = self.sheet(title)
        with self._opened.placed(title):
            notes.remove(self._opened.parts, info.part, (row, column))

    def mark(self, marks: Iterable[CellMark], record: str, key: str) -> None:
        """Lay a fill and a note over cells; what they looked like is kept in a very hidden sheet `record`, A1 = `key`.

        A person's note stays above ours; cells under threaded comments get the fill alone. Raises PackageError:
        sheet-missing, pivot-cell, too-many-styles, text-too-long, damaged.
        """
        marking.mark(self._opened, marks, record, key)

    def unmark(self, record: str) -> None:
        """Give the marked cells their former look and take our notes away, wherever they are by now."""
        marking.unmark(self._opened, record)

    def choose(self, title: str) -> None:
        """Let the workbook open at that sheet."""
        marking.choose(self._opened, title)

    def keep_way_back(self) -> None:
        """Put into the package what leads back to every part as it was when it was opened."""
        returning.keep(self._opened)

    def go_back(self) -> bool:
        """Bring every part back to the bytes it had before `keep_way_back`; False where anything changed since."""
        return returning.go(self._opened)

    def forget_way_back(self) -> None:
        """Take out what `keep_way_back` put in."""
        returning.forget(self._opened)

    def add_sheet(
        self, title: str, source: Package, source_title: str, position: int | None = None, state: str = "visible"
    ) -> None:
        """Put in a copy of another package's sheet, at a place of the tabs from 0 (None: last).

        It brings its cells, looks, tables, links, notes, pictures and charts; fill its tables afterwards. Formulas
        that name the sheet keep the title it had. Raises PackageError: title-not-valid, sheet-exists, table-exists,
        sheet-part (it leans on what cannot be carried), strict-mixed.
        """
        transplant.add(self._opened, title, source._opened, source_title, position, state)

    def replace_sheet(self, title: str, source: Package, source_title: str) -> None:
        """Put a copy of another package's sheet in the place of one here, which keeps its title, place and state.

        What only the old sheet leaned on goes. Raises what `add_sheet` does.
        """
        transplant.replace(self._opened, title, source._opened, source_title)

    def remove_sheet(self, title: str) -> None:
        """Take out a worksheet with its tables, names, notes, pictures and charts; formulas that named it say #REF!.

        Raises PackageError: sheet-missing, not-a-worksheet, last-sheet (no other one can be seen).
        """
        removal.remove(self._opened, title)

    def rename_sheet(self, title: str, new: str) -> None:
        """Give a sheet another title, in its tab and in formulas, names, charts, links and pivot sources.

        Raises PackageError: title-not-valid, sheet-exists. Text inside formulas (INDIRECT) stays.
        """
        renaming.rename_sheet(self._opened, title, new)

    def rename_columns(self, title: str, table: str, changed: Mapping[str, str]) -> None:
        """Give table columns (old name → new name) other names, in header cells and in formulas of all sheets.

        Raises PackageError: column-missing, column-name (empty or over 255 characters), column-doubled.
        """
        renaming.rename_columns(self._opened, title, table, changed)

    @property
    def names(self) -> tuple[tuple[str, str, str], ...]:
        """The defined names as (name, sheet title or "", what it refers to)."""
        found = names.defined(self._opened.parts, self._opened.workbook)
        titles = {str(number): item.title for number, item in enumerate(self.sheets)}
        return tuple((v.get("name", ""), titles.get(v.get("localSheetId", ""), ""), text) for _, v, text in found)

    def define_name(self, name: str, refers_to: str, sheet: str | None = None, *, hidden: bool = False) -> None:
        """Define a name (`refers_to` without equals sign), for one sheet only or for all; raises "name-not-valid"."""
        local = None if sheet is None else self.sheets.index(self.sheet(sheet))
        names.define(self._opened.parts, self._opened.workbook, name, refers_to, local=local, hidden=hidden)

    def remove_name(self, name: str, sheet: str | None = None) -> None:
        """Take out a defined name of that scope, if there is one."""
        local = None if sheet is None else self.sheets.index(self.sheet(sheet))
        names.remove(self._opened.parts, self._opened.workbook, name, local=local)

    @property
    def title(self) -> str:
        """The title in the document properties; empty where there is none."""
        return properties.title(self._opened.parts)

    def texts(self, rows: Mapping[str, int | None]) -> dict[str, SheetTexts]:
        """What sheets say, by title, down to a last row each (None: to their end)."""
        strings = Strings(self._opened)
        return {title: texts.texts(self._opened, self.sheet(title), strings, last) for title, last in rows.items()}

    def reword(self, words: Words) -> None:
        """Change titles, headings, texts, checks and paper in place; changing them back gives the very bytes.

        Raises PackageError: sheet-missing, table-missing, title-not-valid, damaged.
        """
        rewording.reword(self._opened, words)

    def set_properties(
        self,
        *,
        title: str | None = None,
        creator: str | None = None,
        last_modified_by: str | None = None,
        created: datetime | None = None,
        modified: datetime | None = None,
    ) -> None:
        """Set document properties; what is None stays. Moments without a zone are local time."""
        given: dict[str, str | datetime | None] = {
            "dc:title": title,
            "dc:creator": creator,
            "cp:lastModifiedBy": last_modified_by,
            "dcterms:created": created,
            "dcterms:modified": modified,
        }
        properties.write(self._opened.parts, {name: value for name, value in given.items() if value is not None})

    def to_bytes(self) -> bytes:
        """The package as it is now; the very bytes it was opened from when nothing changed."""
        changes = self._opened.changes()
        archive = self._opened.parts.archive
        return archive.rebuilt(changes) if changes else archive.data

    @property
    def changed(self) -> frozenset[str]:
        """The members that differ from those opened, were added or were taken out."""
        return frozenset(self._opened.changes())
