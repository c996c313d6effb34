"""The way back: what it takes to bring every part to the very bytes it had, kept in the package itself.

It lies in a part of its own, which Excel carries along and no program reads: for each part that changed the sum of what
it became, and what to copy and to put in to have the old bytes again. Who saved the file in between made other bytes,
and then this way is closed: nothing is done.
"""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from typing import TYPE_CHECKING, Final

from kap_xl.books.package import content_types, markup
from kap_xl.books.package.pieces import Piece, joined, pieces

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kap_xl.books.package.opened import Opened
    from kap_xl.books.package.parts import Parts

_SPACE: Final = "urn:kap-xl:way-back"
_HEAD: Final = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<wayBack xmlns="{_SPACE}">'
_KIND: Final = "customXml"
_TYPE: Final = "application/xml"


def keep(opened: Opened) -> None:
    """Put into the package what leads back to the parts it was opened with."""
    parts = opened.parts
    part = parts.fresh("customXml/item{}.xml")
    parts.write(part, f"{_HEAD}</wayBack>")
    content_types.override(parts, part, _TYPE)
    parts.relate(opened.workbook, _KIND, part)
    told = {name: _told(parts, name, new) for name, new in opened.changes().items() if name != part}
    packed = base64.b64encode(zlib.compress(json.dumps(told).encode(), 6)).decode()
    parts.write(part, f"{_HEAD}{packed}</wayBack>")


def go(opened: Opened) -> bool:
    """Bring every part back to what it was; False, and nothing done, where there is no way or somebody changed one."""
    parts = opened.parts
    part = find(opened)
    told = _read(parts.text(part)) if part else None
    if told is None or not all(_untouched(parts, name, one) for name, one in told.items()):
        return False
    old = {name: _old(parts, name, one) for name, one in told.items()}
    forget(opened)
    for name, data in old.items():
        if data is not None:
            parts.write_raw(name, data)
    for name, data in old.items():
        if data is None:
            parts.discard(name)
    opened.reread()
    return True


def find(opened: Opened) -> str:
    """The part with the way back; empty where there is none."""
    found = opened.parts.related(opened.workbook, _KIND)
    return next((item.target for item in found if _SPACE in opened.parts.text(item.target)[:400]), "")


def forget(opened: Opened) -> None:
    """Take the way back out of the package, with what a program that saved it may have hung on to it."""
    part = find(opened)
    if part:
        for relation in opened.parts.related(opened.workbook, _KIND):
            if relation.target == part:
                opened.parts.unrelate(opened.workbook, relation.id)
        for relation in opened.parts.relations(part):
            if not relation.external:
                opened.parts.remove(relation.target)
        opened.parts.remove(part)


def _told(parts: Parts, name: str, new: bytes | None) -> Mapping[str, object]:
    """What is kept of one part: the sum of its bytes now (none where it went), and its old bytes in pieces."""
    old = parts.archive.read(name) if name in parts.archive.members else None
    way = None if old is None else [_plain(each) for each in pieces(new or b"", old)]
    return {"is": _sum(new), "was": _sum(old), "way": way}


def _plain(piece: Piece) -> list[int] | str:
    return [*piece] if isinstance(piece, tuple) else piece.decode("latin-1")


def _sum(data: bytes | None) -> str:
    return "" if data is None else hashlib.sha256(data).hexdigest()


def _read(text: str) -> dict[str, dict[str, object]] | None:
    """What is kept; None where it is not what was written."""
    top = markup.root(text, markup.mask(text))
    try:
        told = json.loads(zlib.decompress(base64.b64decode(text[top.inner : top.inner_end], validate=True)))
    except (ValueError, zlib.error):
        return None
    sound = isinstance(told, dict) and all(isinstance(each, dict) for each in told.values())
    return told if sound else None


def _untouched(parts: Parts, name: str, told: Mapping[str, object]) -> bool:
    """Whether a part is as it was left, and the way leads to what it had been."""
    data = parts.raw(name) if parts.has(name) else None
    if _sum(data) != told.get("is"):
        # the link to the way back itself was in place when the sums were made, so that nothing else may differ
        return False
    try:
        return _sum(_old(parts, name, told)) == told.get("was")
    except (TypeError, ValueError, IndexError):
        return False


def _old(parts: Parts, name: str, told: Mapping[str, object]) -> bytes | None:
    way = told.get("way")
    if way is None:
        return None
    if not isinstance(way, list):
        raise TypeError
    data = parts.raw(name) if parts.has(name) else b""
    return joined(data, [each.encode("latin-1") if isinstance(each, str) else (each[0], each[1]) for each in way])
