"""A prepared sheet of one package put into another."""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING, Final

from kap_xl.books.errors import PackageError
from kap_xl.books.package import content_types, copying, markup, names, stretch
from kap_xl.books.package.carried import Carried, differential

if TYPE_CHECKING:
    from kap_xl.books.package.parts import Parts
    from kap_xl.books.package.workbook import SheetInfo

_CONTENT_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_UNFIT: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f]|\A'|'\Z")
_MAX_TITLE: Final = 31


def code_name(xml: str) -> str | None:
    """The name by which macros know the sheet."""
    item = next(markup.elements(xml, "sheetPr"), None)
    return markup.attribute(item.attributes, "codeName") if item else None


def with_code_name(xml: str, name: str | None) -> str:
    """The sheet known to macros by that name."""
    item = next(markup.elements(xml, "sheetPr"), None)
    if item is not None:
        tag = markup.with_attribute(xml[item.start : item.inner], "codeName", name)
        return xml[: item.start] + tag + xml[item.inner :]
    if name is None:
        return xml
    top = markup.root(xml, xml)
    element = f'<{markup.prefix_of(top.name)}sheetPr codeName="{markup.escape(name)}"/>'
    return xml[: top.inner] + element + xml[top.inner :]


def refuse(target: Parts, source: Parts, info: SheetInfo, others: tuple[SheetInfo, ...]) -> None:
    """Raise PackageError where the sheet cannot stand beside the others: strict-mixed, table-exists, sheet-part."""
    if source.strict != target.strict:
        raise PackageError("strict-mixed")
    taken = {table.display.casefold() for sheet in others for table in sheet.tables}
    twice = next((table.display for table in info.tables if table.display.casefold() in taken), None)
    if twice is not None:
        raise PackageError("table-exists", table=twice)
    copying.refuse(source, info.part)


def place(target: Parts, part: str, source: Parts, info: SheetInfo, xml: str, looks: Carried) -> None:
    """Write the sheet and what it brings; its tables get free ids."""
    target.write(part, xml)
    copying.relations(source, info.part, target, part, {})
    mine = [item.target for item in target.related(part, "table")]
    used = {_identifier(target, name) for name in target.names() if name.startswith("xl/tables/") and name not in mine}
    # the lowest that are free: a sheet that is replaced by an equal one gets the same ones again
    fresh = (number for number in count(1) if number not in used)
    for number, name in zip(fresh, mine, strict=False):
        old = target.text(name)
        top = markup.root(old, markup.mask(old))
        tag = markup.with_attribute(old[top.start : top.inner], "id", str(number))
        target.write(name, old[: top.start] + differential(tag, looks) + differential(old[top.inner :], looks))


def _identifier(target: Parts, name: str) -> int:
    if not name.endswith(".xml"):
        return 0
    xml = target.text(name)
    return int(markup.attribute(markup.root(xml, markup.mask(xml)).attributes, "id") or "0")


def checked_title(title: str, others: tuple[str, ...]) -> str:
    """The title; raises PackageError("title-not-valid" or "sheet-exists")."""
    if not title or len(title) > _MAX_TITLE or _UNFIT.search(title):
        raise PackageError("title-not-valid", sheet=title)
    if title.casefold() in {other.casefold() for other in others}:
        raise PackageError("sheet-exists", sheet=title)
    return title


def free_title(title: str, others: tuple[str, ...]) -> str:
    """The title, or the next one like it that no other sheet has."""
    taken = {other.casefold() for other in others}
    numbered = (f"{title[: _MAX_TITLE - 4]}_{number}" for number in range(2, len(taken) + 3))
    return next(each for each in (title, *numbered) if each.casefold() not in taken)


def register(target: Parts, main: str, title: str, part: str, position: int, state: str) -> None:
    """Enter a sheet into the workbook at a place of its tabs, from 0."""
    content_types.override(target, part, _CONTENT_TYPE)
    identifier = target.relate(main, "worksheet", part)
    xml = target.text(main)
    block = next(markup.elements(markup.mask(xml), "sheets"))
    items = list(markup.elements(markup.mask(xml), "sheet", block.inner, block.inner_end))
    number = max(int(markup.attribute(item.attributes, "sheetId") or "0") for item in items) + 1
    look = "" if state == "visible" else f' state="{state}"'
    link = f'xmlns:r="{target.base}" r:id="{identifier}"'
    line = f'<{items[0].name} name="{markup.escape(title)}" sheetId="{number}"{look} {link}/>'
    at = items[position].start if position < len(items) else block.inner_end
    target.write(main, _moved_tabs(xml[:at] + line + xml[at:], position))
    names.make_room(target, main, position)


def _moved_tabs(xml: str, position: int) -> str:
    """The workbook whose windows still show the tabs they showed."""
    for item in reversed(list(markup.elements(xml, "workbookView"))):
        tag = xml[item.start : item.inner]
        for name in ("activeTab", "firstSheet"):
            shown = int(markup.attribute(item.attributes, name) or "0")
            if shown >= position and (shown or name == "activeTab"):
                tag = markup.with_attribute(tag, name, str(shown + 1))
        xml = xml[: item.start] + tag + xml[item.inner :]
    return xml


def local_names(source: Parts, source_main: str, place_there: int, old: str, new: str) -> list[tuple[str, str, bool]]:
    """The source sheet's own names (print area, titles …), said of the sheet under its new title."""
    out: list[tuple[str, str, bool]] = []
    for _, values, refers_to in names.defined(source, source_main):
        if values.get("localSheetId") == str(place_there):
            said = stretch.retitled(refers_to, old, new)
            out.append((values.get("name", ""), said, values.get("hidden") in {"1", "true"}))
    return out
