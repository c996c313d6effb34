"""Every text that a package holds in whatever part: cells, notes, properties, names; for a search, not for reading."""

from __future__ import annotations

import io
import re
import zipfile
from html import unescape
from typing import Final

_TEXT: Final = re.compile(rb">([^<>]+)<")
_MARKUP: Final = (".xml", ".rels", ".vml")


def texts(data: bytes) -> frozenset[str]:
    """The text between any two tags, as people see it."""
    found: set[bytes] = set()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.lower().endswith(_MARKUP):
                found.update(_TEXT.findall(archive.read(name)))
    return frozenset(unescape(each.decode("utf-8", "replace")) for each in found)
