"""Cells that have no value although they are not empty: Excel errors, and formulas whose result nobody stored."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping

from kap_xl.books.package import Package
from kap_xl.grid import Trouble

_CELL = re.compile(rb'<(?:\w+:)?c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)', re.DOTALL)
_REFERENCE = re.compile(rb'\br="([A-Z]{1,3})(\d+)"')
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_RESULT = re.compile(rb"<(?:\w+:)?v>([^<]*)</")
_STRING = re.compile(rb'\bt="str"')


def troubles(data: bytes) -> Mapping[str, Mapping[tuple[int, int], Trouble]]:
    """For each sheet title the troubled cells by 1-based row and column; sheets without any are left out.

    The fast reader shows such cells as empty, and an empty cell is not an unknown one.
    """
    found = {}
    archive = zipfile.ZipFile(io.BytesIO(data))
    for sheet in Package.open(data).sheets:
        text = archive.read(sheet.part)
        if b't="e"' in text or _FORMULA.search(text):
            marked = dict(_marked(text))
            if marked:
                found[sheet.title] = marked
    return found


def _marked(text: bytes) -> Iterable[tuple[tuple[int, int], Trouble]]:
    for cell in _CELL.finditer(text):
        attributes, inner = cell[1], cell[2] or b""
        place = _REFERENCE.search(attributes)
        if place is None:
            continue
        if b't="e"' in attributes:
            result = _RESULT.search(inner)
            yield _place(place), Trouble(result[1].decode() if result else "#ERROR!")
        elif _FORMULA.search(inner) and _RESULT.search(inner) is None and not _STRING.search(attributes):
            yield _place(place), Trouble("", uncached=True)


def _place(reference: re.Match[bytes]) -> tuple[int, int]:
    column = 0
    for letter in reference[1]:
        column = column * 26 + letter - 64
    return int(reference[2]), column
