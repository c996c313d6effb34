"""Cells that have no value although they are not empty: Excel errors, and formulas whose result nobody stored."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping

from kap_xl.books.package import Package
from kap_xl.grid import Trouble

_ERROR = re.compile(rb"<(?:\w+:)?c\b([^>]*\bt=[\"']e[\"'][^>]*)>(.*?)</(?:\w+:)?c>", re.DOTALL)
_RESULT = re.compile(rb"<(?:\w+:)?v>([^<]*)</")
# a formula with nothing after it: found from its end, since nearly all formulas have a result
_UNCACHED = re.compile(rb"(?:</(?:\w+:)?f>|<(?:\w+:)?f\b[^>]*/>)\s*(?:<(?:\w+:)?v\s*/>\s*)?</(?:\w+:)?c>")
_CELL = re.compile(rb"<(?:\w+:)?c\s([^>]*)>")
_REFERENCE = re.compile(rb"\br=[\"']([A-Z]{1,3})(\d+)[\"']")
_STRING = re.compile(rb"\bt=[\"']str[\"']")
_LONGEST = 20_000
"""Bytes between a cell's tag and the end of its formula, at the most."""


def troubles(data: bytes) -> Mapping[str, Mapping[tuple[int, int], Trouble]]:
    """For each sheet title the troubled cells by 1-based row and column; sheets without any are left out.

    The fast reader shows such cells as empty, and an empty cell is not an unknown one.
    """
    found = {}
    archive = zipfile.ZipFile(io.BytesIO(data))
    for sheet in Package.open(data).sheets:
        marked = dict(_marked(archive.read(sheet.part)))
        if marked:
            found[sheet.title] = marked
    return found


def _marked(text: bytes) -> Iterable[tuple[tuple[int, int], Trouble]]:
    for cell in _ERROR.finditer(text):
        if (place := _REFERENCE.search(cell[1])) is not None:
            result = _RESULT.search(cell[2])
            yield _place(place), Trouble(result[1].decode() if result else "#ERROR!")
    for end in _UNCACHED.finditer(text):
        tags = _CELL.findall(text, max(0, end.start() - _LONGEST), end.start())
        place = _REFERENCE.search(tags[-1]) if tags else None
        # an empty text may be stored as no result at all
        if place is not None and not _STRING.search(tags[-1]):
            yield _place(place), Trouble("", uncached=True)


def _place(reference: re.Match[bytes]) -> tuple[int, int]:
    column = 0
    for letter in reference[1]:
        column = column * 26 + letter - 64
    return int(reference[2]), column
