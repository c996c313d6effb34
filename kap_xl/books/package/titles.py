"""The list of sheets and names that the document's properties hold for whoever looks at the file from outside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kap_xl.books.package import markup, names

if TYPE_CHECKING:
    from kap_xl.books.package.markup import Element
    from kap_xl.books.package.parts import Parts

_NUMBERS: Final = ("i4", "int", "i2", "ui4", "uint")


def without(parts: Parts, title: str) -> None:
    """The properties without a sheet and the names that are its own; a list that does not add up is left alone."""
    part = next((item.target for item in parts.relations("") if item.kind == "extended-properties"), "")
    if not part or not parts.has(part):
        return
    text = parts.text(part)
    masked = markup.mask(text)
    heads, listed = (next(markup.elements(masked, name), None) for name in ("HeadingPairs", "TitlesOfParts"))
    if heads is None or listed is None:
        return
    counts = [item for name in _NUMBERS for item in markup.elements(masked, name, heads.inner, heads.inner_end)]
    counts.sort(key=lambda item: item.start)
    entries = list(markup.elements(masked, "lpstr", listed.inner, listed.inner_end))
    sizes = [int(text[item.inner : item.inner_end] or "0") for item in counts]
    if sum(sizes) != len(entries):
        return
    groups = [group for group, size in enumerate(sizes) for _ in range(size)]
    own = (f"{title}!", f"{names.quoted(title)}!")
    said = [markup.content(text[item.inner : item.inner_end]) for item in entries]
    gone = {number for number, name in enumerate(said) if name.startswith(own)}
    gone |= set([number for number, name in enumerate(said) if name == title][:1])
    if not gone:
        return
    fewer = [size - sum(groups[number] == group for number in gone) for group, size in enumerate(sizes)]
    changes = [(item.inner, item.inner_end, str(size)) for item, size in zip(counts, fewer, strict=True)]
    changes += [(entries[number].start, entries[number].end, "") for number in gone]
    changes += _size(text, next(markup.elements(masked, "vector", listed.inner, listed.inner_end)), len(gone))
    for start, end, new in sorted(changes, reverse=True):
        text = text[:start] + new + text[end:]
    parts.write(part, text)


def _size(text: str, vector: Element, fewer: int) -> list[tuple[int, int, str]]:
    """The tag of the list that says how long it is."""
    tag = text[vector.start : vector.inner]
    size = markup.attribute(tag, "size")
    if size is None:
        return []
    return [(vector.start, vector.inner, markup.with_attribute(tag, "size", str(int(size) - fewer)))]
