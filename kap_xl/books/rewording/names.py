"""Defined names that refer to something else in another language, in a file whose sheets and columns were moved."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kap_xl.grid import letters

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kap_xl.books.rewording.places import Places
    from kap_xl.books.rewording.side import Side

_REFERENCE = re.compile(
    r""""(?:[^"]|"")*"|(?P<title>'(?:[^']|'')+'|[^\W\d][\w.]*)!"""
    r"\$(?P<left>[A-Z]{1,3}|)(?P<top>\$?\d+)?(?::\$(?P<right>[A-Z]{1,3})(?P<bottom>\$?\d+)?)?"
)


def names(file: Side, was: Side, now: Side, places: Mapping[str, Places]) -> dict[tuple[str, str], str]:
    """The new meaning of each name, by name and sheet, still with the file's titles; what a person changed stays."""
    found = {}
    for (name, sheet), refers in file.names.items():
        key = file.key_of(sheet) if sheet else ""
        if sheet and key not in places:
            continue
        old = was.names.get((name, was.layouts[key].title if key else ""))
        new = now.names.get((name, now.layouts[key].title if key else ""))
        if old is None or new is None:
            continue
        if _said(old, was, places, refers) == refers:
            told = _said(new, now, places, refers)
            if told is not None and told != refers:
                found[name, sheet] = told
    return found


def _said(formula: str, side: Side, places: Mapping[str, Places], like: str) -> str | None:
    """A formula of a prepared package with the titles and the columns of the file; None where one is not there."""
    missing = False
    quoted = {found["title"] for found in _REFERENCE.finditer(like) if found["title"]}

    def one(found: re.Match[str]) -> str:
        nonlocal missing
        if found["title"] is None:
            return found[0]
        title = found["title"].strip("'").replace("''", "'")
        place = places.get(side.key_of(title))
        if place is None:
            missing = True
            return found[0]
        full = "'" + place.file.title.replace("'", "''") + "'"
        shown = full if full in quoted or place.file.title not in quoted else place.file.title
        tail = _columns(found, place)
        missing = missing or tail is None
        return f"{shown}!{tail}"

    made = _REFERENCE.sub(one, formula)
    return None if missing else made


def _columns(found: re.Match[str], place: Places) -> str | None:
    ends = [None if not found[name] else place.column(_number(found[name])) for name in ("left", "right")]
    if (found["left"] and ends[0] is None) or (found["right"] and ends[1] is None):
        return None
    first = f"${letters(ends[0])}{found['top'] or ''}" if ends[0] else f"${found['top'] or ''}"
    if found["right"] is None:
        return first
    return f"{first}:${letters(ends[1] or 1)}{found['bottom'] or ''}"


def _number(text: str) -> int:
    number = 0
    for letter in text:
        number = number * 26 + ord(letter) - 64
    return number
