"""One workbook package under change."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Final, Self

from kap_xl.books.errors import PackageError
from kap_xl.books.package import (
    cells,
    copying,
    fill,
    markup,
    names,
    notes,
    properties,
    refuse,
    scan,
    shared,
    sheets,
    stretch,
    tables,
    workbook,
)
from kap_xl.books.package.archive import Archive
from kap_xl.books.package.grid import Area
from kap_xl.books.package.parts import Parts
from kap_xl.books.package.scan import Sheet
from kap_xl.books.package.styles import Styles
from kap_xl.books.package.values import Edit, Item, RowLook
from kap_xl.books.package.workbook import SheetInfo, TableInfo

_FORMULA: Final = re.compile(rb"<(?:[\w.-]+:)?f[\s>/]")


class Package:
    """An .xlsx, .xlsm or template of either, edited in memory.

    Rows and columns count from 1; titles of sheets and names of tables compare whatever their case. Each method
    raises PackageError with the `sheet` (and the `cell`) in its fields; the package is then as it was before the
    call. Formulas elsewhere keep their cached results: Excel is asked to calculate when it opens the file.
    """

    def __init__(self, parts: Parts, part: str) -> None:
        self._parts = parts
        self._workbook = part
        self._sheets: tuple[SheetInfo, ...] | None = None
        self._styles: Styles | None = None
        self._calculate = False
        text = parts.text(part)
        root = markup.root(text, markup.mask(text))
        parts.strict = markup.namespace_prefix(root.attributes, workbook.MAIN_STRICT) is not None
        self.date1904 = workbook.date1904(parts, part)

    @classmethod
    def open(cls, data: bytes) -> Self:
        """The package in these bytes.

        Raises PackageError: not-a-zip, not-a-workbook, binary-workbook, old-format, password, signed, doctype,
        doubled-member, damaged.
        """
        parts = Parts(Archive(data))
        return cls(parts, workbook.locate(parts))

    @property
    def sheets(self) -> tuple[SheetInfo, ...]:
        """The sheets in the order of their tabs, each with its tables."""
        if self._sheets is None:
            self._sheets = workbook.sheets(self._parts, self._workbook)
        return self._sheets

    def sheet(self, title: str) -> SheetInfo:
        """One sheet; raises PackageError: sheet-missing, not-a-worksheet."""
        found = next((item for item in self.sheets if item.title.casefold() == title.casefold()), None)
        if found is None:
            raise PackageError("sheet-missing", sheet=title)
        if found.kind != "worksheet":
            raise PackageError("not-a-worksheet", sheet=title, found=found.kind)
        return found

    def table(self, title: str, display: str) -> TableInfo:
        """One table of a sheet by its display name; raises PackageError("table-missing")."""
        found = (item for item in self.sheet(title).tables if item.display.casefold() == display.casefold())
        table = next(found, None)
        if table is None:
            raise PackageError("table-missing", sheet=title, table=display)
        return table

    def set_cells(self, title: str, edits: Iterable[Edit]) -> None:
        """Write single cells; of two edits of one cell the later counts.

        Text that begins like a formula is written as text with a quote prefix; dates get a date format where the
        cell has none. Raises PackageError: sheet-missing, outside-grid, text-too-long, number-not-finite,
        number-out-of-range, date-out-of-range, date-with-zone, formula-not-valid, pivot-cell, array-cell,
        shared-formula, merged-cell, table-header, too-many-styles, damaged.
        """
        by_row: dict[int, dict[int, Edit]] = {}
        for edit in edits:
            by_row.setdefault(edit.row, {})[edit.column] = edit
        if not by_row:
            return
        info = self.sheet(title)
        with self._placed(title):
            found = scan.sheet(self._parts.text(info.part))
            refuse.unsafe(self._parts, info, found, by_row)
            found = shared.unshared(found, by_row)
            writer = self._writer(found)
            done = cells.rewrite(found, by_row, writer)
            places = [(row, column) for row, line in by_row.items() for column in line]
            used = Area(*map(min, zip(*places, strict=True)), *map(max, zip(*places, strict=True)))
            self._put(info, cells.with_dimension(done.text, used), writer)

    def append_rows(
        self,
        title: str,
        table: str,
        rows: Sequence[Sequence[Item]],
        looks: Sequence[RowLook | None] = (),
    ) -> None:
        """Add rows beneath the last data row of a table, looking like it; the table and what leans on it grow.

        An item is a plain value, a Formula, or one of them Styled; None in a calculated column writes the column's
        formula. If the table has one data row and it is empty, that row is used first. `looks` goes along with the
        rows. Raises PackageError: table-missing, table-totals, rows-below, merged-cell, row-too-long,
        no-column-formula and those of `set_cells`.
        """
        if rows:
            self._place(title, self.table(title, table), rows, looks, replace=False)

    def fill_table(
        self,
        title: str,
        table: str,
        rows: Sequence[Sequence[Item]],
        looks: Sequence[RowLook | None] = (),
    ) -> None:
        """Replace all data rows of a table by these, each made after its first data row; no rows leave one empty.

        Takes and raises what `append_rows` does. Ranges of validations, conditional formats and names that ended
        with the data end with it again.
        """
        self._place(title, self.table(title, table), rows or ((),), looks, replace=True)

    def _place(
        self,
        title: str,
        table: TableInfo,
        rows: Sequence[Sequence[Item]],
        looks: Sequence[RowLook | None],
        *,
        replace: bool,
    ) -> None:
        info = self.sheet(title)
        area = table.area
        with self._placed(title, table.display):
            found = scan.sheet(self._parts.text(info.part))
            pattern = tables.prototype(self._parts, found, table, table.first if replace else table.last)
            anew = replace or (table.first == table.last and pattern.empty)
            top = table.first if anew else table.last + 1
            growth = stretch.Growth(area, table.first, table.last, top + len(rows) - 1)
            tables.refuse_obstacles(found, table, info.tables, growth.new_last)
            writer = self._writer(found)
            band = Area(top, area.left, max(table.last, growth.new_last), area.right)
            writer.formulas = anew and any(column.formula for column in pattern.columns)
            text = fill.banded(found, band, rows, looks, fill.Filler(pattern, writer))
            text = cells.with_dimension(text, band._replace(bottom=growth.new_last))
            if growth.last != growth.new_last:
                text = stretch.sheet(text, growth)
                self._parts.write(table.part, stretch.table(self._parts.text(table.part), growth))
                stretch.names(self._parts, self._workbook, info.title, growth)
            writer.values = True
            self._put(info, text, writer)

    def add_note(self, title: str, row: int, column: int, text: str, author: str = "") -> None:
        """Put a note on a cell, in place of one that is there; raises PackageError("threaded-comment")."""
        info = self.sheet(title)
        with self._placed(title):
            notes.add(self._parts, info.part, (row, column), text, author)

    def remove_note(self, title: str, row: int, column: int) -> None:
        """Take the note off a cell, if there is one."""
        info = self.sheet(title)
        with self._placed(title):
            notes.remove(self._parts, info.part, (row, column))

    def add_sheet(
        self, title: str, source: Package, source_title: str, position: int | None = None, state: str = "visible"
    ) -> None:
        """Put in a copy of another package's sheet, at a place of the tabs from 0 (None: last).

        It brings its cells, looks, tables, links, notes, pictures and charts; fill its tables afterwards. Formulas
        that name the sheet keep the title it had. Raises PackageError: title-not-valid, sheet-exists, table-exists,
        sheet-part (it leans on what cannot be carried), strict-mixed.
        """
        title = sheets.checked_title(title, tuple(item.title for item in self.sheets))
        there = source.sheet(source_title)
        place = len(self.sheets) if position is None else min(position, len(self.sheets))
        with self._placed(title):
            looks, text = self._carried(source, there, self.sheets)
            part = self._parts.fresh("xl/worksheets/sheet{}.xml")
            sheets.place(self._parts, part, source._parts, there, text, looks)  # noqa: SLF001 - of the same class
            sheets.register(self._parts, self._workbook, title, part, place, state)
            self._take_names(source, there, title, place)
            self._stylesheet().flush()

    def replace_sheet(self, title: str, source: Package, source_title: str) -> None:
        """Put a copy of another package's sheet in the place of one here, which keeps its title, place and state.

        What only the old sheet leaned on goes. Raises what `add_sheet` does.
        """
        here, there = self.sheet(title), source.sheet(source_title)
        place = self.sheets.index(here)
        with self._placed(title):
            others = tuple(item for item in self.sheets if item != here)
            looks, text = self._carried(source, there, others)
            old = self._parts.text(here.part)
            text = sheets.with_code_name(text, sheets.code_name(markup.mask(old)))
            copying.drop_relations(self._parts, here.part)
            sheets.place(self._parts, here.part, source._parts, there, text, looks)  # noqa: SLF001 - of the same class
            names.remove_local(self._parts, self._workbook, place)
            self._take_names(source, there, here.title, place)
            self._stylesheet().flush()

    def _carried(self, source: Package, there: SheetInfo, others: tuple[SheetInfo, ...]) -> tuple[sheets.Looks, str]:
        """Another package's sheet as text that fits here; everything that can be refused is refused before."""
        parts = source._parts  # noqa: SLF001 - of the same class
        sheets.refuse(self._parts, parts, there, others)
        looks = sheets.Looks(source._stylesheet(), self._stylesheet())  # noqa: SLF001 - the same
        text = sheets.text(parts, there, source._workbook, looks)  # noqa: SLF001 - the same
        workbook.drop_chain(self._parts, self._workbook)
        self._calculate = True
        self._sheets = None
        return looks, text

    def _take_names(self, source: Package, there: SheetInfo, title: str, place: int) -> None:
        before = source.sheets.index(there)
        found = sheets.local_names(source._parts, source._workbook, before, there.title, title)  # noqa: SLF001 - the same
        for name, refers_to, hidden in found:
            names.define(self._parts, self._workbook, name, refers_to, local=place, hidden=hidden)

    def define_name(self, name: str, refers_to: str, sheet: str | None = None, *, hidden: bool = False) -> None:
        """Define a name (`refers_to` without equals sign), for one sheet only or for all; raises "name-not-valid"."""
        local = None if sheet is None else self.sheets.index(self.sheet(sheet))
        names.define(self._parts, self._workbook, name, refers_to, local=local, hidden=hidden)

    def remove_name(self, name: str, sheet: str | None = None) -> None:
        """Take out a defined name of that scope, if there is one."""
        local = None if sheet is None else self.sheets.index(self.sheet(sheet))
        names.remove(self._parts, self._workbook, name, local=local)

    @property
    def names(self) -> tuple[tuple[str, str, str], ...]:
        """The defined names as (name, sheet title or "", what it refers to)."""
        found = names.defined(self._parts, self._workbook)
        titles = {str(number): item.title for number, item in enumerate(self.sheets)}
        return tuple((v.get("name", ""), titles.get(v.get("localSheetId", ""), ""), text) for _, v, text in found)

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
        properties.write(self._parts, {name: value for name, value in given.items() if value is not None})

    def to_bytes(self) -> bytes:
        """The package as it is now; the very bytes it was opened from when nothing changed."""
        changes = self._settled()
        return self._parts.archive.rebuilt(changes) if changes else self._parts.archive.data

    @property
    def changed(self) -> frozenset[str]:
        """The members that differ from those opened, were added or were taken out."""
        return frozenset(self._settled())

    def _settled(self) -> dict[str, bytes | None]:
        """The changes, with the calculation asked for."""
        if self._calculate and self._has_formulas():
            workbook.request_calculation(self._parts, self._workbook)
        self._calculate = False
        return self._parts.changes()

    def _has_formulas(self) -> bool:
        return any(_FORMULA.search(self._parts.raw(item.part).replace(b"\0", b"")) for item in self.sheets)

    def _writer(self, found: Sheet) -> cells.Writer:
        spread, alike = scan.column_styles(found), scan.styles_by_place(found)
        return cells.Writer(self._stylesheet(), found.prefix, self.date1904, spread, alike)

    def _stylesheet(self) -> Styles:
        if self._styles is None:
            namespace = workbook.MAIN_STRICT if self._parts.strict else workbook.MAIN
            self._styles = Styles(self._parts, self._workbook, namespace)
        return self._styles

    def _put(self, info: SheetInfo, text: str, writer: cells.Writer) -> None:
        self._parts.write(info.part, text)
        writer.styles.flush()
        self._sheets = None
        if writer.formulas:
            workbook.drop_chain(self._parts, self._workbook)
        self._calculate = self._calculate or writer.values

    @contextmanager
    def _placed(self, title: str, table: str = "") -> Iterator[None]:
        """Errors from inside say which sheet and table they are about."""
        try:
            yield
        except PackageError as error:
            self._styles = None  # looks that were made for nothing are forgotten
            raise error.placed(sheet=title, table=table) from error
