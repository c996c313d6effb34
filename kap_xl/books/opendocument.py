"""OpenDocument spreadsheets before a parser gets them: their size, how far their cells reach, and their errors."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Final
from xml.parsers import expat

from kap_xl.books.errors import IntakeError
from kap_xl.books.extents import MAX_CELLS, MAX_COLUMN, MAX_ROW
from kap_xl.books.intake import MAX_ALL, MAX_MEMBERS, MAX_PART, MAX_RATIO, RATIO_ABOVE
from kap_xl.grid import Trouble

TYPE: Final = b"application/vnd.oasis.opendocument.spreadsheet"
_CONTENT: Final = "content.xml"


def guard(data: bytes) -> None:
    """Return when a parser may be given the file.

    Raises IntakeError: too-many-members, bomb, password, doctype, stretched, too-many-cells, damaged; what the zip
    library raises for an archive that is none.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = archive.infolist()
        if len(members) > MAX_MEMBERS:
            raise IntakeError("too-many-members", found=len(members), limit=MAX_MEMBERS)
        for each in members:
            bloated = each.file_size > RATIO_ABOVE and each.file_size > MAX_RATIO * max(each.compress_size, 1)
            if bloated or each.file_size > MAX_PART:
                raise IntakeError("bomb", part=each.filename, found=each.file_size, limit=MAX_PART)
        if sum(each.file_size for each in members) > MAX_ALL:
            raise IntakeError("bomb", limit=MAX_ALL)
        if b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise IntakeError("password")
    _scanned(data)


def troubles(data: bytes) -> Mapping[str, Mapping[tuple[int, int], Trouble]]:
    """For each sheet the cells that hold an error, by 1-based row and column."""
    return _scanned(data).found


def _scanned(data: bytes) -> _Scan:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        content = archive.read(_CONTENT)
    scan = _Scan()
    parser = expat.ParserCreate()
    parser.StartElementHandler = scan.start
    parser.EndElementHandler = scan.end
    parser.CharacterDataHandler = scan.text
    parser.StartDoctypeDeclHandler = scan.doctype
    try:
        parser.Parse(content, True)  # noqa: FBT003 - as the library has it
    except expat.ExpatError as error:
        raise IntakeError("damaged", part=_CONTENT, reason="xml") from error
    return scan


class _Scan:
    """Where the parser is in the sheet, how many filled cells there were, and the errors among them."""

    def __init__(self) -> None:
        self.found: dict[str, dict[tuple[int, int], Trouble]] = {}
        self._title = ""
        self._row = self._column = self._cells = 0
        self._rows = self._columns = 1
        self._filled = self._error = False
        self._words: list[str] = []

    def start(self, name: str, given: dict[str, str]) -> None:
        """A sheet, a row or a cell begins."""
        if name == "table:table":
            self._title, self._row, self._rows = given.get("table:name", ""), 0, 0
        elif name == "table:table-row":
            self._row += self._rows
            self._rows = _times(given.get("table:number-rows-repeated"))
            self._column, self._columns = 0, 0
        elif name in ("table:table-cell", "table:covered-table-cell"):
            self._column += self._columns
            self._columns = _times(given.get("table:number-columns-repeated"))
            self._filled = "office:value-type" in given
            self._error = given.get("calcext:value-type") == "error"
            self._words = []

    def text(self, words: str) -> None:
        """Text in a cell."""
        self._words.append(words)

    def end(self, name: str) -> None:
        """A cell is complete."""
        if name in ("table:table-cell", "table:covered-table-cell") and self._filled:
            self._cells += self._rows * self._columns
            if self._row + self._rows > MAX_ROW or self._column + self._columns > MAX_COLUMN:
                raise IntakeError("stretched", part=_CONTENT, limit=MAX_ROW)
            if self._cells > MAX_CELLS:
                raise IntakeError("too-many-cells", part=_CONTENT, limit=MAX_CELLS, found=self._cells)
            if self._error:
                words = "".join(self._words).strip() or "#ERROR!"
                self.found.setdefault(self._title, {})[self._row + 1, self._column + 1] = Trouble(words)
            self._filled = False

    def doctype(self, *_told: object) -> None:
        """Never in a spreadsheet that somebody saved."""
        raise IntakeError("doctype", part=_CONTENT)


def _times(text: str | None) -> int:
    return int(text) if text is not None and text.isdecimal() and len(text) < 8 else 1  # noqa: PLR2004 - more rows than any sheet has
