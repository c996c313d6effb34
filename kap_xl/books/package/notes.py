"""Notes on cells: their text stands in one part, the yellow box (`note_boxes`) in another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kap_xl.books.errors import PackageError
from kap_xl.books.package import content_types, markup, note_boxes
from kap_xl.books.package.escaping import checked_text, escape_text
from kap_xl.books.package.grid import a1
from kap_xl.books.package.workbook import MAIN, MAIN_STRICT

if TYPE_CHECKING:
    from kap_xl.books.package.markup import Element
    from kap_xl.books.package.parts import Parts

_COMMENTS: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


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
    drawing = note_boxes.drawing_part(parts, sheet)
    if note_boxes.box(parts.text(drawing), place) is None:
        parts.write(drawing, note_boxes.with_box(parts.text(drawing), place))


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
    link = note_boxes.drawing_link(parts, sheet)
    if link is None:
        return
    drawing = parts.text(link[1])
    box = note_boxes.box(drawing, place)
    if box is not None:
        drawing = drawing[: box.start()] + drawing[box.end() :]
        parts.write(link[1], drawing)
    if not note_boxes.SHAPE.search(drawing):
        note_boxes.drop_drawing(parts, sheet, *link)


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
