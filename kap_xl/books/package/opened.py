"""A package that is open: its parts, what is known of them, and what one change means for the others."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from kap_xl.books.errors import PackageError
from kap_xl.books.package import markup, scan, workbook
from kap_xl.books.package.styles import Styles
from kap_xl.books.package.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kap_xl.books.package.parts import Parts
    from kap_xl.books.package.scan import Sheet
    from kap_xl.books.package.workbook import SheetInfo, TableInfo

_FORMULA: Final = re.compile(rb"<(?:[\w.-]+:)?f[\s>/]")


class Opened:
    """Parts under change; sheets and styles are read when first asked for and again after they changed."""

    def __init__(self, parts: Parts) -> None:
        """Raise PackageError: not-a-workbook, binary-workbook, signed, doctype, damaged."""
        self.parts = parts
        self.workbook = workbook.locate(parts)
        text = parts.text(self.workbook)
        root = markup.root(text, markup.mask(text))
        parts.strict = markup.namespace_prefix(root.attributes, workbook.MAIN_STRICT) is not None
        self.date1904 = workbook.date1904(parts, self.workbook)
        self._sheets: tuple[SheetInfo, ...] | None = None
        self._styles: Styles | None = None
        self._calculate = False

    @property
    def sheets(self) -> tuple[SheetInfo, ...]:
        """The sheets in the order of their tabs."""
        if self._sheets is None:
            self._sheets = workbook.sheets(self.parts, self.workbook)
        return self._sheets

    def sheet(self, title: str) -> SheetInfo:
        """One worksheet; raises PackageError: sheet-missing, not-a-worksheet."""
        found = next((item for item in self.sheets if item.title.casefold() == title.casefold()), None)
        if found is None:
            raise PackageError("sheet-missing", sheet=title)
        if found.kind != "worksheet":
            raise PackageError("not-a-worksheet", sheet=title, found=found.kind)
        return found

    def table(self, title: str, display: str) -> TableInfo:
        """One table of a sheet; raises PackageError: sheet-missing, not-a-worksheet, table-missing."""
        tables = self.sheet(title).tables
        found = next((item for item in tables if item.display.casefold() == display.casefold()), None)
        if found is None:
            raise PackageError("table-missing", sheet=title, table=display)
        return found

    @property
    def main(self) -> str:
        """The namespace of sheets, in strict packages another one."""
        return workbook.MAIN_STRICT if self.parts.strict else workbook.MAIN

    def styles(self) -> Styles:
        """The stylesheet, shared by all sheets."""
        if self._styles is None:
            self._styles = Styles(self.parts, self.workbook, self.main)
        return self._styles

    def writer(self, found: Sheet) -> Writer:
        """What turns edits into cells of that sheet."""
        return Writer(
            self.styles(), found.prefix, self.date1904, scan.column_styles(found), scan.styles_by_place(found)
        )

    def put(self, info: SheetInfo, text: str, writer: Writer) -> None:
        """Write a sheet, and see to the calculation where its cells changed."""
        self.parts.write(info.part, text)
        self.renewed(formulas=writer.formulas, values=writer.values)

    def renewed(self, *, formulas: bool, values: bool) -> None:
        """Note that sheets or tables changed: what was known of them is read again."""
        self.styles().flush()
        self._sheets = None
        if formulas:
            workbook.drop_chain(self.parts, self.workbook)
        self._calculate = self._calculate or values

    def reread(self) -> None:
        """Note that parts were put back as they were: nothing is known of them any longer, nothing is to be asked."""
        self._sheets = None
        self._styles = None
        self._calculate = False

    def changes(self) -> dict[str, bytes | None]:
        """What differs from the file: new bytes by member, None for one taken out."""
        if self._calculate and self._has_formulas():
            workbook.request_calculation(self.parts, self.workbook)
        self._calculate = False
        return self.parts.changes()

    def _has_formulas(self) -> bool:
        return any(_FORMULA.search(self.parts.raw(item.part).replace(b"\0", b"")) for item in self.sheets)

    @contextmanager
    def placed(self, title: str, table: str = "") -> Iterator[None]:
        """Errors from inside say which sheet and table they are about; looks made for nothing are forgotten."""
        try:
            yield
        except PackageError as error:
            self._styles = None
            raise error.placed(sheet=title, table=table) from error
