"""When a workbook was last saved, as it says itself: the same wherever the file is copied to."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from typing import Final

_MODIFIED: Final = re.compile(rb"<(?:dc:date|(?:\w+:)?modified)[^>]*>\s*(\d{4}-\d\d-\d\d)")


def modified(data: bytes) -> date | None:
    """The day of the last save; None where the document properties do not tell."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            found = _MODIFIED.search(archive.read("meta.xml" if "meta.xml" in names else "docProps/core.xml"))
        return date.fromisoformat(found[1].decode()) if found else None
    except (KeyError, ValueError, zipfile.BadZipFile):
        return None
