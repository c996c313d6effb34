"""File names of agency workbooks: made from the period and the agency's code through an allow-list."""

from __future__ import annotations

import re
import unicodedata

RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)
LONGEST = 60


def file_name(period: str, agency: str) -> str:
    """`2006-H1_MLSW.xlsx`; letters, digits and `-` only, never a path, never a name that Windows keeps for itself."""
    return f"{_safe(period)}_{_safe(agency)}.xlsx"


def _safe(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text)
    kept = re.sub(r"[^A-Za-z0-9]+", "-", "".join(each for each in plain if not unicodedata.combining(each))).strip("-")
    kept = kept[:LONGEST] or "agency"
    return f"{kept}-" if RESERVED.fullmatch(kept) else kept
