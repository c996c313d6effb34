"""A sheet's XML said in the styles and strings of another package."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from kap_xl.books.package import markup, scan

if TYPE_CHECKING:
    from kap_xl.books.package.parts import Parts
    from kap_xl.books.package.styles import Styles
    from kap_xl.books.package.workbook import SheetInfo

_DXF: Final = re.compile(r"""(?<![\w:.-])([A-Za-z]*[dD]xfId)\s*=\s*["']([0-9]+)["']""")
_STYLE: Final = re.compile(r"""(?<![\w:.-])(s|style)\s*=\s*["']([0-9]+)["']""")


@dataclass(slots=True)
class Carried:
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


def text(source: Parts, info: SheetInfo, main: str, looks: Carried) -> str:
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
    return before + inner + differential(found.text[found.data.inner_end :], looks)


def _index(inner: str) -> str:
    item = next(markup.elements(inner, "v"), None)
    return inner[item.inner : item.inner_end].strip() if item else "0"


def _styled(tag: str, looks: Carried) -> str:
    return _STYLE.sub(lambda found: f'{found[1]}="{looks.format(int(found[2]))}"', tag)


def differential(xml: str, looks: Carried) -> str:
    """XML whose conditional formats or table looks are those of the target."""
    return _DXF.sub(lambda found: f'{found[1]}="{looks.dxf(int(found[2]))}"', xml)


def _head(xml: str, looks: Carried) -> str:
    """What stands before the cells: columns take their formats; the sheet is not the chosen one."""
    for item in reversed(list(markup.elements(xml, "col"))):
        xml = xml[: item.start] + _styled(xml[item.start : item.inner], looks) + xml[item.inner :]
    for item in reversed(list(markup.elements(xml, "sheetView"))):
        tag = markup.with_attributes(xml[item.start : item.inner], {"tabSelected": None, "workbookViewId": "0"})
        xml = xml[: item.start] + tag + xml[item.inner :]
    return xml


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
