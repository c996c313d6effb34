"""Workbooks of other programs and of older Excel (.ods, .xls): their values are read, and nothing is ever written."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final, NoReturn

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from kap_xl.books import opendocument
from kap_xl.books.closed import plain_rows
from kap_xl.books.errors import IntakeError
from kap_xl.books.intake import MAX_FILE
from kap_xl.grid import Grid

if TYPE_CHECKING:
    from pathlib import Path

    from kap_xl.port import LineOfItems, Mark, NewSheet, Put, Rewording

SUFFIXES: Final = (".xls", ".xlsb", ".ods")
_OLE: Final = bytes.fromhex("d0cf11e0a1b11ae1")
_STREAMS: Final = tuple(name.encode("utf-16-le") for name in ("Workbook", "Book"))
_PROTECTED: Final = "EncryptedPackage".encode("utf-16-le")


def is_foreign(path: Path) -> bool:
    """Whether a file is an OpenDocument spreadsheet or a workbook of the old Excel, whatever its name says."""
    try:
        with path.open("rb") as file:
            head = file.read(200)
            if head.startswith(_OLE):
                rest = file.read(MAX_FILE)
                return _PROTECTED not in rest and any(name in rest for name in _STREAMS)
    except OSError:
        return False
    return head.startswith(b"PK") and opendocument.TYPE in head


def guarded(path: Path) -> bytes:
    """The bytes of such a file; raises IntakeError where it is too large or would swell."""
    size = path.stat().st_size
    if size > MAX_FILE:
        raise IntakeError("too-large", path=str(path), found=size, limit=MAX_FILE)
    data = path.read_bytes()
    if not data.startswith(_OLE):
        try:
            opendocument.guard(data)
        except IntakeError as error:
            raise error.placed(path=str(path)) from error
        except (zipfile.BadZipFile, KeyError, ValueError, EOFError) as error:
            raise IntakeError("damaged", path=str(path), reason="zip") from error
    return data


class ForeignBook:
    """The values of such a workbook, guarded before."""

    def __init__(self, data: bytes, name: str) -> None:
        self._data = data
        self._name = name

    @property
    def name(self) -> str:
        """The file's name."""
        return self._name

    def grids(self, titles: Sequence[str] | None = None) -> tuple[Grid, ...]:
        """The cells of all sheets, or of those named; errors are marked where the format tells them."""
        marked = {} if self._data.startswith(_OLE) else opendocument.troubles(self._data)
        try:
            workbook = CalamineWorkbook.from_filelike(io.BytesIO(self._data))
            return tuple(
                Grid(
                    each.name,
                    plain_rows(workbook, each.name, marked.get(each.name, {})),
                    str(each.visible).endswith(".Visible"),
                )
                for each in workbook.sheets_metadata
                if str(each.typ).endswith("WorkSheet") and (titles is None or each.name in titles)
            )
        except PasswordError as error:
            raise IntakeError("password") from error
        except CalamineError as error:
            raise IntakeError("damaged", reason=str(error)) from error

    def put(self, title: str, cells: Sequence[Put]) -> None:
        """Not done: IntakeError."""
        self._refuse(title, cells)

    def append(self, title: str, table: str, rows: Sequence[LineOfItems], heights: Sequence[float] = ()) -> None:
        """Not done: IntakeError."""
        self._refuse(title, table, rows, heights)

    def fill(self, title: str, table: str, rows: Sequence[LineOfItems], heights: Sequence[float] = ()) -> None:
        """Not done: IntakeError."""
        self._refuse(title, table, rows, heights)

    def place(self, sheets: Sequence[NewSheet]) -> None:
        """Not done: IntakeError."""
        self._refuse(sheets)

    def drop(self, titles: Sequence[str]) -> None:
        """Not done: IntakeError."""
        self._refuse(titles)

    def reword(self, change: Rewording) -> None:
        """Not done: IntakeError."""
        self._refuse(change)

    def mark(self, marks: Sequence[Mark], sheets: Sequence[NewSheet]) -> None:
        """Not done: IntakeError."""
        self._refuse(marks, sheets)

    def unmark(self, record: str, sheets: Sequence[str]) -> None:
        """Not done: IntakeError."""
        self._refuse(record, sheets)

    def rename(self, properties: Mapping[str, str]) -> None:
        """Not done: IntakeError."""
        self._refuse(properties)

    def to_bytes(self) -> bytes:
        """The file as it is."""
        return self._data

    def _refuse(self, *_what: object) -> NoReturn:
        raise IntakeError("old-format", path=self._name)
