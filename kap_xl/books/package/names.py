"""Defined names of the workbook and of single sheets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kap_xl.books.errors import PackageError
from kap_xl.books.package import markup, order

if TYPE_CHECKING:
    from collections.abc import Callable

    from kap_xl.books.package.markup import Element
    from kap_xl.books.package.parts import Parts

_NAME: Final = re.compile(r"(?:_xlnm\.)?[^\W\d][\w.?\\]{0,254}\Z|\\[\w.?\\]{0,254}\Z")
_LIKE_CELL: Final = re.compile(r"(?:[A-Za-z]{1,3}[0-9]{1,7}|[Rr]?[0-9]*[Cc]?[0-9]*)\Z")
_BARE: Final = re.compile(r"[^\W\d]\w*\Z")


def defined(parts: Parts, workbook: str) -> list[tuple[Element, dict[str, str], str]]:
    """Every defined name with its element, its attributes and what it refers to."""
    text = parts.text(workbook)
    items = markup.elements(markup.mask(text), "definedName")
    return [(one, markup.attributes(one.attributes), markup.content(text[one.inner : one.inner_end])) for one in items]


def define(
    parts: Parts, workbook: str, name: str, refers_to: str, *, local: int | None = None, hidden: bool = False
) -> None:
    """Define a name anew or otherwise; `local` is the place of the sheet it belongs to, from 0.

    Raises PackageError("name-not-valid").
    """
    if not _NAME.match(name) or _LIKE_CELL.match(name) or refers_to.startswith("=") or not refers_to:
        raise PackageError("name-not-valid", name=name)
    text = parts.text(workbook)
    masked = markup.mask(text)
    prefix = markup.prefix_of(markup.root(text, masked).name)
    scope = "" if local is None else f' localSheetId="{local}"'
    veil = ' hidden="1"' if hidden else ""
    tag = f"{prefix}definedName"
    line = f'<{tag} name="{markup.escape(name)}"{scope}{veil}>{markup.escape(refers_to)}</{tag}>'
    for item, values, _ in defined(parts, workbook):
        same = values.get("name", "").casefold() == name.casefold()
        if same and values.get("localSheetId") == (None if local is None else str(local)):
            parts.write(workbook, text[: item.start] + line + text[item.end :])
            return
    block = next(markup.elements(masked, "definedNames"), None)
    if block is None:
        block_tag = f"{prefix}definedNames"
        whole = f"<{block_tag}>{line}</{block_tag}>"
        parts.write(workbook, order.inserted(text, order.WORKBOOK, "definedNames", whole))
    elif block.inner == block.end:
        parts.write(workbook, f"{text[: block.start]}<{block.name}>{line}</{block.name}>{text[block.end :]}")
    else:
        parts.write(workbook, text[: block.inner_end] + line + text[block.inner_end :])


def remove(parts: Parts, workbook: str, name: str, *, local: int | None = None) -> None:
    """Take out a name of that scope, if there is one."""
    scope = None if local is None else str(local)

    def same(values: dict[str, str]) -> bool:
        return values.get("name", "").casefold() == name.casefold() and values.get("localSheetId") == scope

    _cut(parts, workbook, same)


def remove_local(parts: Parts, workbook: str, local: int) -> None:
    """Take out every name that belongs to one sheet."""
    _cut(parts, workbook, lambda values: values.get("localSheetId") == str(local))


def _cut(parts: Parts, workbook: str, doomed: Callable[[dict[str, str]], bool]) -> None:
    text = parts.text(workbook)
    for item, values, _ in reversed(defined(parts, workbook)):
        if doomed(values):
            text = text[: item.start] + text[item.end :]
    masked = markup.mask(text)
    block = next(markup.elements(masked, "definedNames"), None)
    if block is not None and not masked[block.inner : block.inner_end].strip():
        text = text[: block.start] + text[block.end :]  # the format knows no empty list
    parts.write(workbook, text)


def make_room(parts: Parts, workbook: str, place: int) -> None:
    """Names that belong to sheets at or after a place belong to the next one: a sheet came in there."""
    text = parts.text(workbook)
    for item, values, _ in reversed(defined(parts, workbook)):
        local = values.get("localSheetId")
        if local is not None and int(local) >= place:
            tag = markup.with_attribute(text[item.start : item.inner], "localSheetId", str(int(local) + 1))
            text = text[: item.start] + tag + text[item.inner :]
    parts.write(workbook, text)


def close_gap(parts: Parts, workbook: str, place: int) -> None:
    """Names that belong to sheets after a place belong to the one before: a sheet went out there."""
    text = parts.text(workbook)
    for item, values, _ in reversed(defined(parts, workbook)):
        local = values.get("localSheetId")
        if local is not None and int(local) > place:
            tag = markup.with_attribute(text[item.start : item.inner], "localSheetId", str(int(local) - 1))
            text = text[: item.start] + tag + text[item.inner :]
    parts.write(workbook, text)


def quoted(title: str) -> str:
    """A sheet's title as formulas want it."""
    return title if _BARE.match(title) and not _LIKE_CELL.match(title) else "'" + title.replace("'", "''") + "'"
