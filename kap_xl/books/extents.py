"""How far a sheet's cells reach, known before any parser builds a rectangle of them."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final
from xml.parsers import expat

from kap_xl.books.errors import IntakeError
from kap_xl.books.package.grid import column_number

MAX_ROW: Final = 200_000
MAX_COLUMN: Final = 500
MAX_CELLS: Final = 2_000_000

_ROW: Final = re.compile(rb'<row r="([1-9][0-9]{0,6})"[^<>]*>')
_CELL: Final = re.compile(rb'<c r="([A-Z]{1,3})"')
_ROWS: Final = re.compile(rb'<c r="[A-Z]+([^"]*)"')
_STRANGE: Final = re.compile(rb":(?:c|row|v|sheetData)[\s/>]")
# a value with more than digits, a point and a minus, in a cell whose tag says that it is text or an error
_WORDED: Final = re.compile(rb"<v>(?![eE]?\+?<)")
_HUGE: Final = re.compile(rb"<v>[^<eE]*[eE]\+?0*[0-9]{3}")
_TOLD: Final = re.compile(rb'<c r="[A-Z]+"[^<>]*t="(?:str|e)"[^<>]*>(?:<f[^<>]*(?:/>|>[^<]*</f>))?<v>(?![eE]?\+?<)')
_WORDS: Final = re.compile(rb">[^<]+(?=</[tf]>)")  # what texts and formulas say
_FIGURES: Final = b"0123456789.-"
_MAX_SHAPES: Final = 1_000
_NUMBER: Final = re.compile(r"\s*[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?\s*\Z")
_PLACE: Final = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})\Z")


def check(data: bytes, part: str) -> int:
    """The number of cells of a sheet part.

    Raises IntakeError: stretched (a row beyond 200,000, a filled cell beyond column 500), too-many-cells, cell-order
    (not ascending, or twice), cell-reference (no place of the grid), number-not-finite, damaged (not well-formed).
    """
    count = _plain(data)
    if count is None:
        count = _Scan(part).run(data)
    if count > MAX_CELLS:
        raise IntakeError("too-many-cells", part=part, limit=MAX_CELLS, found=count)
    return count


def _plain(data: bytes) -> int | None:
    """The count where the sheet is written the plain way and in order; None leaves it to the parser to say.

    Rows that differ only in figures, texts and formulas have one shape, and a shape is looked at once.
    """
    start = data.find(b"<sheetData>")
    end = data.find(b"</sheetData>", start)
    if start < 0 or end < 0 or data.find(b"<worksheet", 0, 200) < 0 or b"\0" in data[:200]:
        return None
    rows = _WORDS.sub(b">", data[start + 11 : end])
    around = (data[:start], rows, data[end:])
    if b"<!" in data or any(map(_STRANGE.search, around)) or data.find(b"<sheetData", end) >= 0:
        return None
    last = count = 0
    shapes: dict[bytes, list[bytes] | None] = {}
    for piece in rows.split(b"</row>"):
        at = 0
        while found := _ROW.match(piece, at):  # rows that close themselves stand in front of the next one
            number, at = int(found[1]), found.end()
            if not last < number <= MAX_ROW:
                return None
            last = number
            if piece[at - 2 : at] != b"/>":
                break
        shape = piece[at:].translate(None, _FIGURES)
        letters = shapes[shape] if shape in shapes else _letters(shape)
        if letters is None or ((b"<v>E" in shape or b"<v>e" in shape) and _HUGE.search(piece, at)):
            return None
        said = _ROWS.findall(piece, at)
        if len(said) != len(letters) or (said and set(said) != {b"%d" % last}):
            return None
        if len(shapes) < _MAX_SHAPES:
            shapes[shape] = letters
        count += len(letters)
    return count


def _letters(shape: bytes) -> list[bytes] | None:
    """The columns of a row's cells; None where they are out of order or too far, or where it is not written plainly."""
    letters = _CELL.findall(shape)
    if shape.count(b"<c") != len(letters) or b"<row" in shape:
        return None
    if shape.count(b"<v") != shape.count(b"<v>") + shape.count(b"<v/>"):
        return None
    if len(_WORDED.findall(shape)) != len(_TOLD.findall(shape)):
        return None
    numbers = [column_number(one.decode("ascii")) for one in letters]
    ascending = all(one < other for one, other in pairwise(numbers))
    return letters if ascending and (not numbers or numbers[-1] <= MAX_COLUMN) else None


class _Scan:
    """The exact reading, by a parser: any prefix, any encoding, cells without references."""

    def __init__(self, part: str) -> None:
        self._part = part
        self._row = self._column = self._count = 0
        self._numeric = False
        self._text: list[str] | None = None

    def run(self, data: bytes) -> int:
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._data
        parser.StartDoctypeDeclHandler = self._doctype
        try:
            parser.Parse(data, True)  # noqa: FBT003 - expat takes it by position only
        except (expat.ExpatError, ValueError, LookupError) as error:
            raise IntakeError("damaged", part=self._part, reason="xml") from error
        return self._count

    def _doctype(self, *_: object) -> None:
        raise IntakeError("doctype", part=self._part)

    def _start(self, name: str, values: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local == "row":
            self._next_row(values.get("r"))
        elif local == "c":
            self._next_cell(values.get("r"))
            self._numeric = values.get("t", "n") == "n"
        elif local in {"v", "is", "f"}:
            if self._column > MAX_COLUMN:  # blank cells that only have a style may reach further
                raise IntakeError("stretched", part=self._part, found=self._column, limit=MAX_COLUMN)
            if local == "v" and self._numeric:
                self._text = []

    def _next_row(self, reference: str | None) -> None:
        if reference is not None and not (reference.strip().isdigit() and reference.isascii()):
            raise IntakeError("cell-reference", part=self._part, found=reference)
        row = int(reference) if reference is not None else self._row + 1
        if row <= self._row:
            raise IntakeError("cell-order", part=self._part, found=row)
        self._row, self._column = row, 0
        if row > MAX_ROW:
            raise IntakeError("stretched", part=self._part, found=row, limit=MAX_ROW)

    def _next_cell(self, reference: str | None) -> None:
        self._count += 1
        if reference is None:
            column = self._column + 1
        else:
            found = _PLACE.match(reference)
            if not found or (self._row and int(found[2]) != self._row):
                raise IntakeError("cell-reference", part=self._part, cell=reference)
            column = column_number(found[1])
        if column <= self._column:
            raise IntakeError("cell-order", part=self._part, cell=reference or "")
        self._column = column

    def _data(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def _end(self, name: str) -> None:
        if self._text is None or name.rpartition(":")[2] != "v":
            return
        text, self._text = "".join(self._text), None
        if text and not (_NUMBER.match(text) and abs(float(text)) != float("inf")):
            raise IntakeError("number-not-finite", part=self._part, found=text[:40])
