"""A prepared sheet of one package put into another."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from kap_xl.books.errors import PackageError
from kap_xl.books.package import copying, markup, names, scan, stretch

if TYPE_CHECKING:
    from kap_xl.books.package.parts import Parts
    from kap_xl.books.package.styles import Styles
    from kap_xl.books.package.workbook import SheetInfo

_CONTENT_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_UNFIT: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f]|\A'|'\Z")
_MAX_TITLE: Final = 31
_DXF: Final = re.compile(r"""(?<![\w:.-])([A-Za-z]*[dD]xfId)\s*=\s*["']([0-9]+)["']""")
_STYLE: Final = re.compile(r"""(?<![\w:.-])(s|style)\s*=\s*["']([0-9]+)["']""")


@dataclass(slots=True)
class Looks:
    """Which format of the target stands for one of the source; made when first met."""

    source: Styles
    target: Styles
    formats: dict[int, int] = field(default_factory=dict)
    differential: dict[int, int] = field(default_factory=dict)

    def format(self, index: int) -> int:
        """The target's cell format."""
        if index not in self.formats:
            self.formats[index] = self._carried(self.source.entry("cellXfs", index))
        return self.formats[index]

    def dxf(self, index: int) -> int:
        """The target's differential format, for conditional formats and tables."""
        if index not in self.differential:
            self.differential[index] = self.target.add("dxfs", self._dressed(self.source.entry("dxfs", index)))
        return self.differential[index]

    def _carried(self, raw: str) -> int:
        values: dict[str, str | None] = {"xfId": "0"}
        for local, name in (("fonts", "fontId"), ("fills", "fillId"), ("borders", "borderId")):
            entry = self.source.entry(local, int(markup.attribute(raw, name) or "0"))
            values[name] = str(self.target.add(local, self._dressed(entry)))
        code = self.source.format_code(int(markup.attribute(raw, "numFmtId") or "0"))
        if code is not None:
            values["numFmtId"] = str(self.target.number_format(code))
        raw = self._dressed(raw)
        cut = raw.index(">") + 1
        return self.target.add("cellXfs", markup.with_attributes(raw[:cut], values) + raw[cut:])

    def _dressed(self, raw: str) -> str:
        return redressed(raw, self.source.prefix, self.target.prefix)


def redressed(raw: str, old: str, new: str) -> str:
    """XML with another prefix on the elements of the main namespace."""
    if old == new:
        return raw
    pattern = rf"<(/?){re.escape(old)}(?=[\w.-]+[\s/>])" if old else r"<(/?)(?=[\w.-]+[\s/>])"
    return re.sub(pattern, rf"<\g<1>{new}", raw)


def text(source: Parts, info: SheetInfo, main: str, looks: Looks) -> str:
    """The source sheet's XML as the target can hold it: shared strings written out, styles those of the target."""
    found = scan.sheet(source.text(info.part))
    strings = _strings(source, main, found.prefix)
    out: list[str] = []
    at = found.data.inner
    for row in scan.rows(found):
        out += [found.text[at : row.start], _styled(found.text[row.start : row.inner], looks)]
        at = row.inner
        for cell in scan.cells(found, row):
            raw = found.text[cell.start : cell.end]
            cut = len(f"<{found.prefix}c") + len(cell.attributes)
            head = _styled(raw[:cut], looks)
            body = raw[cut:]
            if markup.attribute(cell.attributes, "t") == "s":
                head = markup.with_attribute(f"{head}>", "t", "inlineStr")[:-1]
                body = f">{strings[int(_index(cell.inner))]}</{found.prefix}c>"
            out += [found.text[at : cell.start], head, body]
            at = cell.end
    out.append(found.text[at : found.data.inner_end])
    inner = "".join(out)
    before = _head(found.text[: found.data.inner], looks)
    return before + inner + _differential(found.text[found.data.inner_end :], looks)


def _index(inner: str) -> str:
    item = next(markup.elements(inner, "v"), None)
    return inner[item.inner : item.inner_end].strip() if item else "0"


def _styled(tag: str, looks: Looks) -> str:
    return _STYLE.sub(lambda found: f'{found[1]}="{looks.format(int(found[2]))}"', tag)


def _differential(xml: str, looks: Looks) -> str:
    return _DXF.sub(lambda found: f'{found[1]}="{looks.dxf(int(found[2]))}"', xml)


def _head(xml: str, looks: Looks) -> str:
    """What stands before the cells: columns take their formats; the sheet is not the chosen one."""
    for item in reversed(list(markup.elements(xml, "col"))):
        xml = xml[: item.start] + _styled(xml[item.start : item.inner], looks) + xml[item.inner :]
    for item in reversed(list(markup.elements(xml, "sheetView"))):
        tag = markup.with_attributes(xml[item.start : item.inner], {"tabSelected": None, "workbookViewId": "0"})
        xml = xml[: item.start] + tag + xml[item.inner :]
    return with_code_name(xml, None)


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


def _strings(source: Parts, main: str, prefix: str) -> list[str]:
    """The shared strings as inline ones."""
    found = source.related(main, "sharedStrings")
    if not found:
        return []
    xml = source.text(found[0].target)
    masked = markup.mask(xml)
    out: list[str] = []
    for item in markup.elements(masked, "si"):
        inner = redressed(xml[item.inner : item.inner_end], markup.prefix_of(item.name), prefix)
        out.append(f"<{prefix}is>{inner}</{prefix}is>")
    return out


def refuse(target: Parts, source: Parts, info: SheetInfo, others: tuple[SheetInfo, ...]) -> None:
    """Raise PackageError where the sheet cannot stand beside the others: strict-mixed, table-exists, sheet-part."""
    if source.strict != target.strict:
        raise PackageError("strict-mixed")
    taken = {table.display.casefold() for sheet in others for table in sheet.tables}
    twice = next((table.display for table in info.tables if table.display.casefold() in taken), None)
    if twice is not None:
        raise PackageError("table-exists", table=twice)
    copying.refuse(source, info.part)


def place(target: Parts, part: str, source: Parts, info: SheetInfo, xml: str, looks: Looks) -> None:
    """Write the sheet and what it brings; its tables get free ids."""
    target.write(part, xml)
    copying.relations(source, info.part, target, part, {})
    used = [_identifier(target, name) for name in target.names() if name.startswith("xl/tables/")]
    mine = [item.target for item in target.related(part, "table")]
    fresh = max([0, *used]) + 1
    for number, name in enumerate(mine, fresh):
        old = target.text(name)
        top = markup.root(old, markup.mask(old))
        tag = markup.with_attribute(old[top.start : top.inner], "id", str(number))
        target.write(name, old[: top.start] + _differential(tag, looks) + _differential(old[top.inner :], looks))


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


def register(target: Parts, main: str, title: str, part: str, position: int, state: str) -> None:
    """Enter a sheet into the workbook at a place of its tabs, from 0."""
    target.override(part, _CONTENT_TYPE)
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
