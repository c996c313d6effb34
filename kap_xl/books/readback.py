"""A small reader of its own, by expat, that tells what stands in a package's cells: the check after every edit."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from io import BytesIO
from posixpath import join, normpath
from typing import TYPE_CHECKING, NamedTuple
from xml.parsers import expat

from kap_xl.books.package.escaping import unescape_text
from kap_xl.books.package.grid import a1
from kap_xl.books.package.values import ERRORS, Edit, serial

if TYPE_CHECKING:
    from collections.abc import Iterable

_PLACE = re.compile(r"([A-Z]+)([0-9]+)\Z")


class Read(NamedTuple):
    """A cell as another program would see it: its `t`, its text resolved, its formula ("" for none)."""

    type: str
    text: str
    formula: str


class ReadBackError(RuntimeError):
    """A program error: a cell does not hold what was written into it, or the package does not parse."""


@dataclass(slots=True)
class _Sheet:
    """Collects the cells of one sheet; element names come without prefix, `is` texts without phonetics."""

    strings: tuple[str, ...]
    cells: dict[str, Read] = field(default_factory=dict)
    path: list[str] = field(default_factory=list)
    cell: dict[str, str] = field(default_factory=dict)
    value: list[str] = field(default_factory=list)
    formula: list[str] = field(default_factory=list)

    def start(self, name: str, values: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        self.path.append(local)
        if local == "c":
            self.cell, self.value, self.formula = values, [], []

    def data(self, text: str) -> None:
        if self.path[-1] == "v" or (self.path[-1] == "t" and "rPh" not in self.path):
            self.value.append(text)
        elif self.path[-1] == "f":
            self.formula.append(text)

    def end(self, _name: str) -> None:
        if self.path.pop() == "c":
            kind, text = self.cell.get("t", "n"), "".join(self.value)
            if kind == "s":
                text = self.strings[int(text)]
            elif kind in {"str", "inlineStr"}:
                text = unescape_text(text)
            self.cells[self.cell["r"]] = Read(kind, text, "".join(self.formula))


def cells(data: bytes, title: str) -> dict[str, Read]:
    """The cells of a sheet by their reference; raises ReadBackError where the package does not parse."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            workbook = _main(archive)
            part = _part(archive, workbook, title)
            found = _Sheet(_strings(archive, workbook))
            _parse(archive.read(part), found.start, found.data, found.end)
            return found.cells
    except (expat.ExpatError, zipfile.BadZipFile, KeyError, ValueError, IndexError) as error:
        raise ReadBackError(f"{title}: {error!r}") from error


def check(data: bytes, title: str, edits: Iterable[Edit], *, date1904: bool = False) -> None:
    """Raise ReadBackError at the first cell that does not hold what the edit says."""
    found = cells(data, title)
    for edit in edits:
        if edit.keep_value:
            continue
        place = a1(edit.row, edit.column)
        read = found.get(place, Read("n", "", ""))
        other = not edit.keep_formula and read.formula != (edit.formula or "")
        if other or not _same(read, edit, date1904=date1904):
            raise ReadBackError(f"{title}!{place}: {read} is not {edit}")


def _same(read: Read, edit: Edit, *, date1904: bool) -> bool:
    value = edit.value
    if value is None or value == "":
        return not read.text
    if isinstance(value, str):
        kinds = ({"e"} if value in ERRORS else {"str"}) if read.formula else {"inlineStr", "s"}
        return read.type in kinds and read.text == value
    if isinstance(value, bool):
        return (read.type, read.text) == ("b", "1" if value else "0")
    if isinstance(value, date):
        value = serial(value, date1904=date1904)
    if isinstance(value, Decimal):
        return read.type == "n" and Decimal(read.text) == value
    return read.type == "n" and float(read.text) == float(value)


def _main(archive: zipfile.ZipFile) -> str:
    return next(target for kind, target in _relations(archive, "").values() if kind == "officeDocument")


def _relations(archive: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    folder, _, file = part.rpartition("/")
    out: dict[str, tuple[str, str]] = {}

    def start(name: str, values: dict[str, str]) -> None:
        if name.rpartition(":")[2] == "Relationship":
            target = normpath(join("/", folder, values["Target"])).lstrip("/")
            out[values["Id"]] = values["Type"].rpartition("/")[2], target

    _parse(archive.read(join(folder, "_rels", f"{file}.rels")), start)
    return out


def _part(archive: zipfile.ZipFile, workbook: str, title: str) -> str:
    found: list[str] = []

    def start(name: str, values: dict[str, str]) -> None:
        if name.rpartition(":")[2] == "sheet" and values.get("name", "").casefold() == title.casefold():
            found.extend(value for key, value in values.items() if key.endswith(":id"))

    _parse(archive.read(workbook), start)
    return _relations(archive, workbook)[found[0]][1]


def _strings(archive: zipfile.ZipFile, workbook: str) -> tuple[str, ...]:
    part = next((target for kind, target in _relations(archive, workbook).values() if kind == "sharedStrings"), "")
    if part not in archive.namelist():
        return ()
    out: list[list[str]] = []
    path: list[str] = []

    def start(name: str, _values: dict[str, str]) -> None:
        path.append(name.rpartition(":")[2])
        if path[-1] == "si":
            out.append([])

    def text(piece: str) -> None:
        if path[-1] == "t" and "rPh" not in path:
            out[-1].append(piece)

    _parse(archive.read(part), start, text, lambda _name: path.pop())
    return tuple(unescape_text("".join(pieces)) for pieces in out)


def _parse(data: bytes, start: object, text: object = None, end: object = None) -> None:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start  # type: ignore[assignment]  # expat's stubs want one exact signature
    parser.CharacterDataHandler = text  # type: ignore[assignment]  # the same
    parser.EndElementHandler = end  # type: ignore[assignment]  # the same
    parser.Parse(data, True)  # noqa: FBT003 - expat takes it by position only
