"""Parts that are a root with a list of empty elements: relationships and content types."""

from __future__ import annotations

from kap_xl.books.package import markup


def added(text: str, local: str, line: str, place: int | None = None) -> str:
    """The part with one more element, at a place in its text or at its end; `line` is what follows its name."""
    top = markup.root(text, markup.mask(text))
    element = f"<{markup.prefix_of(top.name)}{local} {line}"
    if top.inner == top.end:
        cut = text.rindex("/", top.start, top.end)
        return f"{text[:cut]}>{element}</{top.name}>{text[top.end :]}"
    at = top.inner_end if place is None else place
    return text[:at] + element + text[at:]


def without(text: str, local: str, key: str, value: str) -> str:
    """The part without the elements whose attribute has that value, whatever its case."""
    for item in reversed(list(markup.elements(markup.mask(text), local))):
        if (markup.attribute(item.attributes, key) or "").casefold() == value.casefold():
            text = text[: item.start] + text[item.end :]
    return text
