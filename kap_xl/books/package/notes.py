"""Notes on cells: their text stands in one part, the yellow box in another, and the sheet names the second."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kap_xl.books.errors import PackageError
from kap_xl.books.package import content_types, markup, order
from kap_xl.books.package.grid import a1
from kap_xl.books.package.scan import sheet as scanned
from kap_xl.books.package.values import checked_text, escape_text
from kap_xl.books.package.workbook import MAIN, MAIN_STRICT

if TYPE_CHECKING:
    from kap_xl.books.package.markup import Element
    from kap_xl.books.package.parts import Parts

_COMMENTS: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML: Final = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
SHAPE: Final = re.compile(r"<((?:\w+:)?shape)[\s>].*?</\1\s*>\s*", re.DOTALL)
SHAPE_ID: Final = re.compile(r"_x0000_s([0-9]+)")
BLOCK: Final = re.compile(r"""<(?:\w+:)?idmap[^>]*\bdata\s*=\s*["']([0-9, ]+)["']""")
PER_BLOCK: Final = 1024
NAMESPACES: Final = (
    'xmlns:v="urn:schemas-microsoft-com:vml"',
    'xmlns:o="urn:schemas-microsoft-com:office:office"',
    'xmlns:x="urn:schemas-microsoft-com:office:excel"',
)
_DRAWING: Final = (
    f"<xml {' '.join(NAMESPACES)}>"
    '<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{}"/>'
    '</o:shapelayout><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
    'path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype></xml>'
)
BOX: Final = (
    '<v:shape{own} id="_x0000_s{id}" type="#_x0000_t202" style="position:absolute;'
    'width:{width}pt;height:{height}pt;z-index:{z};visibility:hidden" '
    'fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
    '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
    "<x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill>"
    "<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)


def add(parts: Parts, sheet: str, place: tuple[int, int], text: str, author: str) -> None:
    """Put a note on a cell, in place of the one there; raises PackageError("threaded-comment", "text-too-long")."""
    ref = a1(*place)
    _refuse_threads(parts, sheet, ref)
    checked_text(text)
    part = texts_part(parts, sheet)
    _drop_text(parts, part, ref)
    content = parts.text(part)
    index, content = with_author(content, author)
    p = markup.prefix_of(markup.root(content, markup.mask(content)).name)
    run = f'<{p}r><{p}rPr><{p}sz val="9"/><{p}rFont val="Tahoma"/></{p}rPr>'
    body = f'{run}<{p}t xml:space="preserve">{escape_text(text)}</{p}t></{p}r>'
    line = f'<{p}comment ref="{ref}" authorId="{index}"><{p}text>{body}</{p}text></{p}comment>'
    parts.write(part, inside(content, "commentList", line))
    drawing = drawing_part(parts, sheet)
    if _box(parts.text(drawing), place) is None:
        parts.write(drawing, _with_box(parts.text(drawing), place))


def remove(parts: Parts, sheet: str, place: tuple[int, int]) -> None:
    """Take the note off a cell, if there is one; parts that are empty then go."""
    found = parts.related(sheet, "comments")
    if not found:
        return
    _refuse_threads(parts, sheet, a1(*place))
    if not _drop_text(parts, found[0].target, a1(*place)):
        return
    if not list(markup.elements(markup.mask(parts.text(found[0].target)), "comment")):
        parts.unrelate(sheet, found[0].id)
        parts.remove(found[0].target)
    link = drawing_link(parts, sheet)
    if link is None:
        return
    drawing = parts.text(link[1])
    box = _box(drawing, place)
    if box is not None:
        drawing = drawing[: box.start()] + drawing[box.end() :]
        parts.write(link[1], drawing)
    if not SHAPE.search(drawing):
        drop_drawing(parts, sheet, *link)


def _refuse_threads(parts: Parts, sheet: str, ref: str) -> None:
    if ref in threads(parts, sheet):
        raise PackageError("threaded-comment", cell=ref)


def threads(parts: Parts, sheet: str) -> frozenset[str]:
    """The cells under which people talk to each other: their note only repeats what was said."""
    masked = (markup.mask(parts.text(item.target)) for item in parts.related(sheet, "threadedComment"))
    talks = (one for text in masked for one in markup.elements(text, "threadedComment"))
    return frozenset(ref for one in talks if (ref := markup.attribute(one.attributes, "ref")))


def texts_part(parts: Parts, sheet: str) -> str:
    """The part with the texts, made where there is none."""
    found = parts.related(sheet, "comments")
    if found:
        return found[0].target
    part = parts.fresh("xl/comments{}.xml")
    namespace = MAIN_STRICT if parts.strict else MAIN
    parts.write(part, f'{_HEAD}<comments xmlns="{namespace}"><authors></authors><commentList></commentList></comments>')
    content_types.override(parts, part, _COMMENTS)
    parts.relate(sheet, "comments", part)
    return part


def inside(text: str, local: str, line: str) -> str:
    """The text with a line at the end of the first element of that name."""
    item = next(markup.elements(markup.mask(text), local))
    if item.inner == item.end:
        return f"{text[: item.start]}<{item.name}>{line}</{item.name}>{text[item.end :]}"
    return text[: item.inner_end] + line + text[item.inner_end :]


def with_author(text: str, author: str) -> tuple[int, str]:
    """The author's number and the text in which it has one."""
    items: list[Element] = list(markup.elements(markup.mask(text), "author"))
    for number, item in enumerate(items):
        if markup.content(text[item.inner : item.inner_end]) == author:
            return number, text
    p = markup.prefix_of(markup.root(text, markup.mask(text)).name)
    return len(items), inside(text, "authors", f"<{p}author>{escape_text(author)}</{p}author>")


def _drop_text(parts: Parts, part: str, ref: str) -> bool:
    text = parts.text(part)
    for item in markup.elements(markup.mask(text), "comment"):
        if markup.attribute(item.attributes, "ref") == ref:
            parts.write(part, text[: item.start] + text[item.end :])
            return True
    return False


def drawing_link(parts: Parts, sheet: str) -> tuple[Element, str, str] | None:
    """The sheet's element that names the drawing of the boxes, that drawing, and the id of the link."""
    item = scanned(parts.text(sheet)).child("legacyDrawing")
    if item is None:
        return None
    named = next((value for name, value in markup.attributes(item.attributes).items() if name.endswith(":id")), "")
    target = next((one.target for one in parts.relations(sheet) if one.id == named), "")
    return (item, target, named) if parts.has(target) else None


def drawing_part(parts: Parts, sheet: str) -> str:
    """The part with the boxes, made where there is none."""
    link = drawing_link(parts, sheet)
    if link is not None:
        return link[1]
    part = parts.fresh("xl/drawings/vmlDrawing{}.vml")
    content_types.default(parts, "vml", _VML)
    parts.write(part, _DRAWING.format(free_block(parts)))
    identifier = parts.relate(sheet, "vmlDrawing", part)
    text = parts.text(sheet)
    prefix = markup.prefix_of(markup.root(text, markup.mask(text)).name)
    element = f'<{prefix}legacyDrawing xmlns:r="{parts.base}" r:id="{identifier}"/>'
    parts.write(sheet, order.inserted(text, order.WORKSHEET, "legacyDrawing", element))
    return part


def free_block(parts: Parts) -> int:
    """A number of a thousand shape ids that no drawing of the workbook uses."""
    taken = [0]
    for name in parts.names():
        if name.casefold().endswith(".vml"):
            found = BLOCK.search(parts.text(name))
            taken += [int(one) for one in found[1].split(",")] if found else []
    return max(taken) + 1


def _box(text: str, place: tuple[int, int]) -> re.Match[str] | None:
    row, column = place
    for found in SHAPE.finditer(text):
        numbers = [re.search(rf"<(?:\w+:)?{name}>\s*([0-9]+)\s*<", found[0]) for name in ("Row", "Column")]
        if [int(number[1]) + 1 for number in numbers if number] == [row, column]:
            return found
    return None


def _with_box(text: str, place: tuple[int, int]) -> str:
    row, column = place
    block = BLOCK.search(text)
    first = int(block[1].split(",")[0]) * PER_BLOCK if block else PER_BLOCK
    number = max([first, *map(int, SHAPE_ID.findall(text))]) + 1
    top = max(row - 2, 0)
    anchor = f"{column}, 15, {top}, 2, {column + 3}, 15, {top + 5}, 4"
    own = "".join(f" {one}" for one in NAMESPACES if one not in text)  # another writer may use other prefixes
    where = {"row": row - 1, "column": column - 1, "anchor": anchor, "width": 160, "height": 80}
    box = BOX.format(own=own, id=number, z=number - first, **where)
    at = text.rfind("</xml")
    return text[:at] + box + text[at:]


def drop_drawing(parts: Parts, sheet: str, item: Element, drawing: str, identifier: str) -> None:
    """Take the drawing of the boxes out of a sheet, with the element and the link that name it."""
    text = parts.text(sheet)
    parts.write(sheet, text[: item.start] + text[item.end :])
    parts.unrelate(sheet, identifier)
    parts.remove(drawing)
