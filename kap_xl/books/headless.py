"""The adapter over openpyxl: a second reader and writer for new workbooks, to hold the first one against.

It loads and saves the whole file, which loses what openpyxl does not know: never for a workbook that a person touched.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from copy import copy
from typing import TYPE_CHECKING

from openpyxl.utils.datetime import CALENDAR_MAC_1904

from kap_xl.books import headless_marks
from kap_xl.books.headless_cells import area, copied, loaded, merged, plain, stored
from kap_xl.books.package import Edit, Package
from kap_xl.books.rewording import reword
from kap_xl.grid import Grid, Raw, Trouble, letters
from kap_xl.port import Computed, Item, LineOfItems, Mark, NewSheet, Put, Rewording

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from kap_xl.books.headless_cells import AnyCell

Place = tuple[str, int, int]
HEADS = 2
"""The rows in which formulas say something in a language."""
STYLE = "_style"
"""Where openpyxl keeps a cell's whole style; it has no public name for it."""
RISKY = ("=", "+", "-", "@", "\t", "\r")


class HeadlessBook:
    """A workbook held by openpyxl; results of formulas are kept beside it, since openpyxl does not."""

    def __init__(self, data: bytes, name: str) -> None:
        self._name = name
        self._book, values = loaded(data, results=False), loaded(data, results=True)
        self._results: dict[Place, object] = {
            (sheet.title, int(cell.row or 0), int(cell.column or 0)): stored(
                values[sheet.title].cell(int(cell.row or 0), int(cell.column or 0))
            )
            for sheet in self._book.worksheets
            for row in sheet.iter_rows()
            for cell in row
            if cell.data_type == "f"
        }

    @property
    def name(self) -> str:
        """The file's name."""
        return self._name

    def grids(self, titles: Sequence[str] | None = None) -> tuple[Grid, ...]:
        """The cells of all sheets, or of those named."""
        date1904 = self._book.epoch == CALENDAR_MAC_1904
        return tuple(
            Grid(sheet.title, self._rows(sheet), sheet.sheet_state == "visible", merged(sheet), date1904)
            for sheet in self._book.worksheets
            if titles is None or sheet.title in titles
        )

    def _rows(self, sheet: Worksheet) -> tuple[tuple[Raw, ...], ...]:
        return tuple(
            tuple(self._value(sheet.title, cell) for cell in row) for row in sheet.iter_rows(min_row=1, min_col=1)
        )

    def _value(self, title: str, cell: AnyCell) -> Raw:
        if cell.data_type != "f":
            return plain(cell.value, cell)
        result = self._results.get((title, int(cell.row or 0), int(cell.column or 0)))
        if result is None:
            return Trouble("", uncached=True, formula=str(getattr(cell.value, "text", cell.value)))
        return result if isinstance(result, Trouble) else plain(result, cell)

    def put(self, title: str, cells: Sequence[Put]) -> None:
        """Write single cells; a Computed item renews the result kept for the formula that stands there."""
        for each in cells:
            self._write(title, each.row, each.column, each.item)
            row = self._book[title].row_dimensions[each.row]
            if each.height > (row.height or 0.0):
                row.height = each.height

    def append(self, title: str, table: str, rows: Sequence[LineOfItems], heights: Sequence[float] = ()) -> None:
        """Add rows beneath a table."""
        left, top, right, bottom = area(self._book[title].tables[table].ref)
        empty = bottom == top + 1 and all(
            self._book[title].cell(bottom, column).value is None
            or self._book[title].cell(bottom, column).data_type == "f"
            for column in range(left, right + 1)
        )
        self._place(title, table, rows, bottom if empty else bottom + 1, bottom, heights)

    def fill(self, title: str, table: str, rows: Sequence[LineOfItems], heights: Sequence[float] = ()) -> None:
        """Replace all rows of a prepared table."""
        _, top, _, _ = area(self._book[title].tables[table].ref)
        self._place(title, table, rows or ({},), top + 1, top + 1, heights)

    def _place(
        self, title: str, table: str, rows: Sequence[LineOfItems], first: int, pattern: int, heights: Sequence[float]
    ) -> None:
        sheet = self._book[title]
        left, top, right, _ = area(sheet.tables[table].ref)
        columns = range(left, right + 1)
        formulas = {
            column: sheet.cell(pattern, column).value
            for column in columns
            if sheet.cell(pattern, column).data_type == "f"
        }
        styles = {column: copy(getattr(sheet.cell(pattern, column), STYLE)) for column in columns}
        for number, height in enumerate(heights, first):
            sheet.row_dimensions[number].height = height
        for number, items in enumerate(rows, first):
            for column in columns:
                cell = sheet.cell(number, column)
                setattr(cell, STYLE, copy(styles[column]))
                item = items.get(column)
                if isinstance(item, Computed):
                    cell.value = formulas.get(column)
                    self._results[title, number, column] = item.value
                else:
                    self._write(title, number, column, item)
        ref = f"{letters(left)}{top}:{letters(right)}{first + len(rows) - 1}"
        sheet.tables[table].ref = ref
        if sheet.tables[table].autoFilter is not None:
            sheet.tables[table].autoFilter.ref = ref

    def _write(self, title: str, row: int, column: int, item: Item) -> None:
        cell = self._book[title].cell(row, column)
        if isinstance(item, Computed):
            if cell.data_type == "f":
                self._results[title, row, column] = item.value
            return
        cell.value = item
        if isinstance(item, str) and item.startswith(RISKY):
            cell.data_type = "s"  # text that a cell holds is never a formula
            cell.style = copy(cell.style)
            cell.quotePrefix = True

    def place(self, sheets: Sequence[NewSheet]) -> None:
        """Put in whole prepared sheets: cells and their looks, widths, heights, merges and tables."""
        for each in sheets:
            source, values = (loaded(each.data, results=results)[each.source] for results in (False, True))
            titles = self._book.sheetnames
            old = each.instead if each.instead in titles else each.title
            index = (
                titles.index(old) if old in titles else titles.index(each.after) + 1 if each.after in titles else None
            )
            self.drop([old])
            target = self._book.create_sheet(each.title, index)
            results = copied(source, values, target)
            self._results |= {(each.title, row, column): found for (row, column), found in results.items()}

    def drop(self, titles: Sequence[str]) -> None:
        """Take whole sheets out."""
        for each in titles:
            if each in self._book.sheetnames:
                self._book.remove(self._book[each])

    def reword(self, change: Rewording) -> None:
        """Say in another language what stands as the program made it; the package editor does it for both adapters."""
        package = Package.open(self.to_bytes())
        for (title, row, column), result in self._results.items():
            if isinstance(result, str) and row <= HEADS:
                package.set_cells(title, [Edit(row, column, result, keep_formula=True)])
        results, before = self._results, self._book.sheetnames
        reword(package, self.grids(), change)
        self.__init__(package.to_bytes(), self._name)  # type: ignore[misc]  # the same book, loaded again
        now = dict(zip(before, self._book.sheetnames, strict=True))
        kept = {(now[title], row, column): found for (title, row, column), found in results.items() if row > HEADS}
        self._results |= kept

    def mark(self, marks: Sequence[Mark], sheets: Sequence[NewSheet]) -> None:
        """Lay marks over cells and put in sheets that tell of them."""
        self.place(sheets)
        headless_marks.mark(self._book, marks)
        for each in sheets[:1]:
            self._book.active = self._book[each.title]

    def unmark(self, record: str, sheets: Sequence[str]) -> None:
        """Take away all marks and these sheets."""
        headless_marks.unmark(self._book, record)
        self.drop((*sheets, record))

    def rename(self, properties: Mapping[str, str]) -> None:
        """Set document properties."""
        self._book.properties.title = properties.get("title")
        self._book.properties.creator = properties.get("creator")

    def to_bytes(self) -> bytes:
        """The workbook as openpyxl saves it: without the results of its formulas."""
        out = io.BytesIO()
        self._book.save(out)
        return out.getvalue()
