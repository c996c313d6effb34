"""XML as text with positions, so that everything that is not edited keeps its very characters."""

from __future__ import annotations

import re
import sys
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from kap_xl.books.errors import PackageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_HIDDEN = re.compile(r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>", re.DOTALL)
# what stands in a tag after its name; a stroke outside quotes is only ever the last character
ATTRIBUTES = r"""((?:[^<>"'/]++|"[^"]*+"|'[^']*+')*+)"""
_TAG = re.compile(r"<(/?)([\w:.-]+)" + ATTRIBUTES + "(/?)>")
_ATTRIBUTE = re.compile(r"""([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")


class Element(NamedTuple):
    """One element of a text by its offsets; `inner == inner_end == end` when it closes itself."""

    name: str
    local: str
    attributes: str
    start: int
    inner: int
    inner_end: int
    end: int


def mask(text: str) -> str:
    """The same length of text with comments, CDATA and instructions blotted out: safe to search for tags."""
    if "<!" not in text and text.find("<?", 5) < 0:
        return text
    return _HIDDEN.sub(lambda found: ("x" if found[0].startswith("<![") else " ") * len(found[0]), text)


def root(text: str, masked: str) -> Element:
    """The outermost element; raises PackageError("damaged")."""
    found = _TAG.search(masked)
    if not found or found[1]:
        raise PackageError("damaged", reason="no-root")
    name = found[2]
    if found[4]:
        return _element(found, found.end(), found.end())
    end = masked.rfind(f"</{name}")
    if end < 0:
        raise PackageError("damaged", reason="root-open")
    return _element(found, end, text.index(">", end) + 1)


def _element(found: re.Match[str], inner_end: int, end: int) -> Element:
    name = found[2]
    return Element(name, name.rpartition(":")[2], found[3], found.start(), found.end(), inner_end, end)


def children(masked: str, start: int, end: int) -> Iterator[Element]:
    """The elements directly between two offsets; raises PackageError("damaged") when they do not nest."""
    depth = 0
    opened: re.Match[str] | None = None
    for found in _TAG.finditer(masked, start, end):
        if found[4]:
            if depth == 0:
                yield _element(found, found.end(), found.end())
        elif not found[1]:
            if depth == 0:
                opened = found
            depth += 1
        else:
            depth -= 1
            if depth == 0 and opened is not None:
                yield _element(opened, found.start(), found.end())
        if depth < 0:
            break
    if depth:
        raise PackageError("damaged", reason="nesting")


def elements(masked: str, local: str, start: int = 0, end: int | None = None) -> Iterator[Element]:
    """Every element of that local name in any prefix, in order; those of the same name inside are skipped."""
    limit = len(masked) if end is None else end
    at = start
    pattern = _named(local)
    while found := pattern.search(masked, at, limit):
        name = found[1] + local
        if found[3]:
            at = found.end()
            yield Element(name, local, found[2], found.start(), at, at, at)
            continue
        close = masked.find(f"</{name}", found.end(), limit)
        if close < 0:
            raise PackageError("damaged", reason="nesting")
        at = masked.index(">", close) + 1
        yield Element(name, local, found[2], found.start(), found.end(), close, at)


@cache
def _named(local: str) -> re.Pattern[str]:
    return re.compile(r"<((?:[\w.-]+:)?)" + re.escape(local) + r"(?=[\s/>])" + ATTRIBUTES + "(/?)>")


def attributes(text: str) -> dict[str, str]:
    """Names (with prefix) and values of a start tag."""
    return {name: unescape(double or single) for name, double, single in _ATTRIBUTE.findall(text)}


def attribute(text: str, name: str) -> str | None:
    """One attribute of a start tag; prefixed names only by their full name."""
    found = _single(name).search(text)
    return unescape(found[1][1:-1]) if found else None


@cache
def _single(name: str) -> re.Pattern[str]:
    return re.compile(r"(?<![\w:.-])" + re.escape(name) + r"""\s*=\s*("[^"]*"|'[^']*')""")


def with_attribute(tag: str, name: str, value: str | None) -> str:
    """The start tag with that attribute set, or without it (None); the rest keeps its characters."""
    found = _single(name).search(tag)
    if value is None:
        return tag if not found else tag[: found.start()].rstrip() + tag[found.end() :]
    if found:
        return f'{tag[: found.start(1)]}"{escape(value)}"{tag[found.end(1) :]}'
    cut = len(tag) - (2 if tag.endswith("/>") else 1)
    return f'{tag[:cut].rstrip()} {name}="{escape(value)}"{tag[cut:]}'


def with_attributes(tag: str, values: Mapping[str, str | None]) -> str:
    """`with_attribute` for several."""
    for name, value in values.items():
        tag = with_attribute(tag, name, value)
    return tag


def prefix_of(name: str) -> str:
    """`x:` of `x:row`, or nothing."""
    head, colon, _ = name.rpartition(":")
    return head + colon


def escape(text: str) -> str:
    """For element content and for attributes in double quotes; line breaks survive attribute normalisation."""
    if not _SPECIAL.search(text):
        return text
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    return text.replace("\n", "&#10;").replace("\r", "&#13;").replace("\t", "&#9;")


_SPECIAL = re.compile(r"""[&<>"\n\r\t]""")


def unescape(text: str) -> str:
    """The five entities and character references resolved; anything else stays as it stands."""
    return _ENTITY.sub(_resolved, text) if "&" in text else text


_ENTITY = re.compile(r"&(?:#([0-9]{1,7})|#x([0-9A-Fa-f]{1,6})|(amp|lt|gt|quot|apos));")
_ENTITIES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}


def _resolved(found: re.Match[str]) -> str:
    if found[3]:
        return _ENTITIES[found[3]]
    number = int(found[1]) if found[1] else int(found[2], 16)
    return chr(number) if number <= sys.maxunicode else found[0]


def content(text: str) -> str:
    """Characters of an element without child elements, CDATA included."""
    if "<" not in text:
        return unescape(text)
    parts: list[str] = []
    at = 0
    for found in _HIDDEN.finditer(text):
        parts.append(unescape(text[at : found.start()]))
        if found[0].startswith("<!["):
            parts.append(found[0][9:-3])
        at = found.end()
    parts.append(unescape(text[at:]))
    return "".join(parts)


def namespace_prefix(root_attributes: str, ends: str) -> str | None:
    """The prefix (with colon) that a start tag binds to a namespace ending so; None when it binds none."""
    for name, value in attributes(root_attributes).items():
        if value.endswith(ends) and name.startswith("xmlns"):
            return f"{name[6:]}:" if name != "xmlns" else ""
    return None
