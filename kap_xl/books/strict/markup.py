"""XML parts as trees, read without entities, and the few facts that a tree forgets: prefixes and declarations."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final, NoReturn
from xml.etree.ElementTree import Element, ParseError, fromstring
from xml.parsers import expat

__all__ = ["MAIN", "RELATIONS", "Element", "Part", "local", "main", "parse", "plain", "text_of", "whole"]

MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATIONS: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_TEXT, _RUN = f"{MAIN}t", f"{MAIN}r"
_IGNORABLE: Final = "Ignorable"
_ESCAPE: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_WHOLE: Final = re.compile(r"-?[0-9]{1,18}\Z")

# a strict file says the same things under these names; the tree is read under the transitional ones
_STRICT: Final = (
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (b"http://purl.oclc.org/ooxml/drawingml/chart", b"http://schemas.openxmlformats.org/drawingml/2006/chart"),
)


@dataclass(frozen=True, slots=True)
class Part:
    """A parsed part; `problem` says why there is no tree ("doctype", or what the parser says)."""

    root: Element | None
    problem: str = ""
    declared: frozenset[str] = frozenset()
    namespaces: frozenset[str] = frozenset()
    ignorable: tuple[str, ...] = field(default=())


class _HeadRead(Exception):  # noqa: N818 - not an error: the first tag has been seen
    pass


class _Doctype(Exception):  # noqa: N818 - not an error of ours: the part has one
    pass


def parse(data: bytes) -> Part:
    """The tree of a part, or the reason why there is none."""
    try:
        attributes = _first_tag(data)
    except _Doctype:
        return Part(None, "doctype")
    except (expat.ExpatError, ValueError, LookupError) as error:
        return Part(None, str(error))
    if any(strict.decode() in attributes.values() for strict, _ in _STRICT):
        for strict, usual in _STRICT:
            data = data.replace(strict, usual)
    try:
        root = fromstring(data)  # noqa: S314 - a DOCTYPE was refused above, so there are no entities to expand
    except (ParseError, ValueError, LookupError) as error:
        return Part(None, str(error))
    prefixes = {key[6:]: value for key, value in attributes.items() if key.startswith("xmlns:")}
    spaces = frozenset((*prefixes.values(), attributes.get("xmlns", "")))
    words = next((value for key, value in attributes.items() if key.endswith(f":{_IGNORABLE}")), "")
    return Part(root, "", frozenset(prefixes), spaces, tuple(words.split()))


def _first_tag(data: bytes) -> dict[str, str]:
    reader = expat.ParserCreate()
    found: dict[str, str] = {}

    def refuse(*_: object) -> NoReturn:
        raise _Doctype

    def first(_name: str, attributes: dict[str, str]) -> NoReturn:
        found.update(attributes)
        raise _HeadRead

    reader.StartDoctypeDeclHandler = refuse
    reader.StartElementHandler = first
    try:
        reader.Parse(data[:65536], len(data) <= 65536)  # noqa: PLR2004 - a first tag is never longer
    except _HeadRead:
        return found
    raise ValueError("no element")


def main(name: str) -> str:
    """The tag of a spreadsheet element."""
    return MAIN + name


def local(tag: str) -> str:
    """The name of a tag without its namespace."""
    return tag.rpartition("}")[2]


def whole(text: str | None, default: int = -1) -> int:
    """A whole number, or the default where the text is none."""
    return int(text) if text is not None and _WHOLE.match(text) else default


def plain(text: str) -> str:
    """The text that `_xHHHH_` and line ends stand for."""
    if "_x" in text:
        text = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
    return text.replace("\r\n", "\n")


def text_of(item: Element) -> str:
    """The text of a shared or inline string: its own, or that of its runs; not the phonetic one."""
    pieces = [item.findtext(_TEXT) or ""]
    if len(item) == 1:
        return pieces[0] if item[0].tag == _TEXT else item.findtext(f"{_RUN}/{_TEXT}") or ""
    pieces += [run.findtext(_TEXT) or "" for run in item.iterfind(_RUN)]
    return "".join(pieces)
