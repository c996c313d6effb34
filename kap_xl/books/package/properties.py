"""Document properties: who made it, what it is called, when it was changed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from kap_xl.books.package import content_types, markup
from kap_xl.books.package.spelling import spelt

if TYPE_CHECKING:
    from kap_xl.books.package.parts import Parts

_CORE: Final = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_NAMESPACES: Final = {
    "cp": _CORE,
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
}
_CONTENT_TYPE: Final = "application/vnd.openxmlformats-package.core-properties+xml"
_PART: Final = "docProps/core.xml"


def write(parts: Parts, values: dict[str, str | datetime]) -> None:
    """Set properties by their name: dc:title, dc:creator, cp:lastModifiedBy, dcterms:created, dcterms:modified."""
    part = next((item.target for item in parts.relations("") if item.kind == "core-properties"), "")
    if not part or not parts.has(part):
        part = part or _PART
        declared = "".join(f' xmlns:{short}="{name}"' for short, name in _NAMESPACES.items())
        head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        parts.write(part, f"{head}<cp:coreProperties{declared}></cp:coreProperties>")
        content_types.override(parts, part, _CONTENT_TYPE)
        if not any(item.kind == "core-properties" for item in parts.relations("")):
            parts.relate("", "core-properties", part)
    text = parts.text(part)
    for name, value in values.items():
        text = _with(text, name, value)
    parts.write(part, text)


def title(parts: Parts) -> str:
    """The document's title; empty where it has none."""
    for part, item in _titles(parts):
        return markup.content(parts.text(part)[item.inner : item.inner_end])
    return ""


def retitle(parts: Parts, new: str) -> None:
    """Another title in the place of the present one, if there is one."""
    for part, item in _titles(parts):
        text = parts.text(part)
        said = spelt(new, text[item.inner : item.inner_end])
        parts.write(part, text[: item.inner] + said + text[item.inner_end :])


def _titles(parts: Parts) -> list[tuple[str, markup.Element]]:
    part = next((item.target for item in parts.relations("") if item.kind == "core-properties"), "")
    text = parts.text(part) if part and parts.has(part) else ""
    return [(part, item) for item in markup.elements(markup.mask(text), "title")][:1]


def _with(text: str, name: str, value: str | datetime) -> str:
    """The part with one property; elements declare their own prefix, so that the root may have any."""
    masked = markup.mask(text)
    top = markup.root(text, masked)
    short, _, local = name.partition(":")
    if isinstance(value, datetime):
        moment = value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        kind = f' xmlns:xsi="{_NAMESPACES["xsi"]}" xmlns:dcterms="{_NAMESPACES["dcterms"]}" xsi:type="dcterms:W3CDTF"'
        element = f"<{name}{kind}>{moment}</{name}>"
    else:
        element = f'<{name} xmlns:{short}="{_NAMESPACES[short]}">{markup.escape(value)}</{name}>'
    for item in markup.children(masked, top.inner, top.inner_end):
        if item.local == local:
            if item.inner != item.end:
                body = moment if isinstance(value, datetime) else markup.escape(value)
                return text[: item.inner] + body + text[item.inner_end :]
            return text[: item.start] + element + text[item.end :]
    if top.inner == top.end:
        return f"{text[: top.end - 2]}>{element}</{top.name}>{text[top.end :]}"
    return text[: top.inner_end] + element + text[top.inner_end :]
