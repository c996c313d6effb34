"""What kind of content each part holds, as the package says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kap_xl.books.package import lines, markup
from kap_xl.books.package.archive import normal

if TYPE_CHECKING:
    from kap_xl.books.package.parts import Parts

PART: Final = "[Content_Types].xml"


def content_type(parts: Parts, name: str) -> str:
    """The content type of a part: its own line, else that of its extension, else nothing."""
    wanted = normal(name)
    for item in markup.elements(markup.mask(parts.text(PART)), "Override"):
        values = markup.attributes(item.attributes)
        if normal(values.get("PartName", "")) == wanted:
            return values.get("ContentType", "")
    return _default(parts, name.rpartition(".")[2]) or ""


def _default(parts: Parts, extension: str) -> str | None:
    for item in markup.elements(markup.mask(parts.text(PART)), "Default"):
        values = markup.attributes(item.attributes)
        if values.get("Extension", "").casefold() == extension.casefold():
            return values.get("ContentType", "")
    return None


def override(parts: Parts, name: str, kind: str) -> None:
    """Give a part its content type.

    Its line stands among those of its kind in the order of their names: made again, a part leaves the package as is.
    """
    drop_override(parts, name)
    text = parts.text(PART)
    line = f'PartName="/{markup.escape(name)}" ContentType="{kind}"/>'
    parts.write(PART, lines.added(text, "Override", line, _place(text, name, kind)))


def _place(text: str, name: str, kind: str) -> int | None:
    """Where a part's line goes: behind the nearest of its kind with an earlier name, or before the nearest later one.

    None is the end. The nearest is a part that a sheet made again does not move, in whatever order the lines stand.
    """
    wanted = _in_order(f"/{name}")
    earlier: list[tuple[tuple[int, str], int]] = []
    later: list[tuple[tuple[int, str], int]] = []
    for item in markup.elements(markup.mask(text), "Override"):
        values = markup.attributes(item.attributes)
        own = _in_order(values.get("PartName", ""))
        if values.get("ContentType") == kind:
            (earlier if own < wanted else later).append((own, item.end if own < wanted else item.start))
    if earlier:
        return max(earlier)[1]
    return min(later)[1] if later else None


def _in_order(name: str) -> tuple[int, str]:
    """Of parts that are numbered the second comes before the tenth."""
    return len(name), name.casefold()


def default(parts: Parts, extension: str, kind: str) -> None:
    """Give an extension its content type where it has none."""
    if _default(parts, extension) is None:
        line = f'Extension="{extension}" ContentType="{kind}"/>'
        parts.write(PART, lines.added(parts.text(PART), "Default", line))


def drop_override(parts: Parts, name: str) -> None:
    """Take out a part's own line."""
    parts.write(PART, lines.without(parts.text(PART), "Override", "PartName", f"/{name}"))
