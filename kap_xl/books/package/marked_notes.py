"""Many notes laid on the cells of a sheet at once, beneath those that people wrote, and taken off again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kap_xl.books.package import boxes, markup, notes
from kap_xl.books.package.escaping import checked_text, escape_text, unescape_text
from kap_xl.books.package.grid import a1, cell

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kap_xl.books.package.markup import Element
    from kap_xl.books.package.parts import Parts

    Place = tuple[int, int]

AUTHOR: Final = "kap-xl"
LINE: Final = "—— kap-xl ——"
"""What our words begin with, alone or beneath a person's; LibreOffice forgets who wrote a note, but not this."""


def lay(parts: Parts, sheet: str, texts: Mapping[Place, str]) -> None:
    """Put notes on cells; a person's own stays above ours, a cell under a thread of comments is left alone."""
    threads = notes.threads(parts, sheet)
    wanted = {place: checked_text(text) for place, text in texts.items() if a1(*place) not in threads}
    if not wanted:
        return
    part = notes.texts_part(parts, sheet)
    index, text = notes.with_author(parts.text(part), AUTHOR)
    p = markup.prefix_of(markup.root(text, markup.mask(text)).name)
    run = {place: _run(p, f"{LINE}\n{said}") for place, said in wanted.items()}
    present = {markup.attribute(one.attributes, "ref"): one for one in markup.elements(markup.mask(text), "comment")}
    own = {place: present[a1(*place)] for place in wanted if a1(*place) in present}
    for place, item in sorted(own.items(), key=lambda each: -each[1].start):
        text = text[: item.inner] + _below(text[item.inner : item.inner_end], p, wanted[place]) + text[item.inner_end :]
    fresh = {place: said for place, said in sorted(wanted.items()) if place not in own}
    lines = [
        f'<{p}comment ref="{a1(*place)}" authorId="{index}"><{p}text>{run[place]}</{p}text></{p}comment>'
        for place in fresh
    ]
    parts.write(part, notes.inside(text, "commentList", "".join(lines)) if lines else text)
    boxes.add(parts, sheet, fresh)


def strip(parts: Parts, sheet: str) -> None:
    """Take our notes off the cells and our words out of people's notes; parts that are empty then go."""
    for relation in parts.related(sheet, "comments"):
        text = parts.text(relation.target)
        gone: list[Place] = []
        for item in reversed(list(markup.elements(markup.mask(text), "comment"))):
            inner = text[item.inner : item.inner_end]
            before, line, _ = _said(inner).partition(LINE)
            if line and not before.strip():
                gone.append(cell(markup.attribute(item.attributes, "ref") or ""))
                text = text[: item.start] + text[item.end :]
            elif line:
                text = text[: item.inner] + _cut(inner, len(before.rstrip("\n"))) + text[item.inner_end :]
        parts.write(relation.target, text)
        if not next(markup.elements(markup.mask(text), "comment"), None):
            parts.unrelate(sheet, relation.id)
            parts.remove(relation.target)
        boxes.remove(parts, sheet, frozenset(gone))


def _run(p: str, text: str) -> str:
    look = f'<{p}rPr><{p}sz val="9"/><{p}rFont val="Tahoma"/></{p}rPr>'
    return f'<{p}r>{look}<{p}t xml:space="preserve">{escape_text(text)}</{p}t></{p}r>'


def _below(inner: str, p: str, said: str) -> str:
    """The inside of a person's note with ours beneath; plain text beside runs would not be shown."""
    item = next(markup.elements(inner, "text"), None)
    if item is None:
        return inner
    run = _run(p, f"\n\n{LINE}\n{said}")
    if item.inner == item.end:
        return f"{inner[: item.start]}<{item.name}>{run}</{item.name}>{inner[item.end :]}"
    body = inner[item.inner : item.inner_end]
    top = list(markup.children(body, 0, len(body)))
    at = next((one.start for one in top if one.local in ("rPh", "phoneticPr")), len(body))
    body = body[:at] + run + body[at:]
    if top and top[0].local == "t":
        body = f"<{p}r>{body[top[0].start : top[0].end]}</{p}r>{body[top[0].end :]}"
    return inner[: item.inner] + body + inner[item.inner_end :]


def _texts(inner: str) -> list[Element]:
    return list(markup.elements(markup.mask(inner), "t"))


def _said(inner: str) -> str:
    return "".join(unescape_text(markup.content(inner[one.inner : one.inner_end])) for one in _texts(inner))


def _cut(inner: str, left: int) -> str:
    """A note of which so many characters are left, however a program cut it into runs."""
    changes: list[tuple[int, int, str]] = []
    for one in _texts(inner):
        text = unescape_text(markup.content(inner[one.inner : one.inner_end]))
        if len(text) > left and one.inner != one.end:
            changes.append((one.inner, one.inner_end, escape_text(text[:left])))
        left = max(left - len(text), 0)
    for start, end, new in reversed(changes):
        inner = inner[:start] + new + inner[end:]
    return _without_empty_runs(inner)


def _without_empty_runs(inner: str) -> str:
    text = next(markup.elements(inner, "text"))
    for item in reversed(list(markup.children(markup.mask(inner), text.inner, text.inner_end))):
        if item.local == "r" and not _said(inner[item.start : item.end]):
            inner = inner[: item.start] + inner[item.end :]
    return inner
