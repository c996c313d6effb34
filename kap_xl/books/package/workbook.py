"""The workbook part: its sheets, its date system, what it asks to be calculated."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from kap_xl.books.errors import PackageError
from kap_xl.books.package import content_types, grid, markup, order

if TYPE_CHECKING:
    from kap_xl.books.package.grid import Area
    from kap_xl.books.package.parts import Parts

_MAIN: Final = re.compile(r"(sheet|template|addin)(\.macroEnabled)?\.main\+xml\Z")
_BREAK: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
MAIN_STRICT: Final = "http://purl.oclc.org/ooxml/spreadsheetml/main"


@dataclass(frozen=True, slots=True)
class TableInfo:
    """An Excel table; `columns` are the names as read in the header cells, `ref` covers head and totals."""

    name: str
    display: str
    ref: str
    columns: tuple[str, ...]
    part: str
    header: bool = True
    totals: bool = False

    @property
    def area(self) -> Area:
        """The whole table."""
        return grid.area(self.ref)

    @property
    def first(self) -> int:
        """The first data row."""
        return self.area.top + self.header

    @property
    def last(self) -> int:
        """The last data row."""
        return self.area.bottom - self.totals


@dataclass(frozen=True, slots=True)
class SheetInfo:
    """A sheet of the workbook: `state` is visible, hidden or veryHidden; `part` its member of the package."""

    title: str
    state: str
    part: str
    tables: tuple[TableInfo, ...]
    kind: str = "worksheet"


def locate(parts: Parts) -> str:
    """The name of the workbook part; raises PackageError: not-a-workbook, binary-workbook, signed."""
    if not parts.has("[Content_Types].xml"):
        raise PackageError("not-a-workbook")
    top = parts.relations("")
    if any(item.type.endswith("digital-signature/origin") for item in top):
        raise PackageError("signed")
    part = next((item.target for item in top if item.kind == "officeDocument"), "")
    if not part or not parts.has(part):
        raise PackageError("not-a-workbook")
    kind = content_types.content_type(parts, part)
    if "sheet.binary" in kind:
        raise PackageError("binary-workbook", part=part)
    if not _MAIN.search(kind):
        raise PackageError("not-a-workbook", found=kind)
    return part


def sheets(parts: Parts, workbook: str) -> tuple[SheetInfo, ...]:
    """All sheets in the order of their tabs, with their tables."""
    return tuple(
        replace(each, tables=tables(parts, each.part)) if each.kind == "worksheet" else each
        for each in tabs(parts, workbook)
    )


def tabs(parts: Parts, workbook: str) -> tuple[SheetInfo, ...]:
    """All sheets in the order of their tabs; nobody has looked for their tables."""
    text = parts.text(workbook)
    masked = markup.mask(text)
    block = next(markup.elements(masked, "sheets"), None)
    if block is None:
        raise PackageError("damaged", part=workbook, reason="no-sheets")
    targets = {item.id: item for item in parts.relations(workbook)}
    out: list[SheetInfo] = []
    for item in markup.elements(masked, "sheet", block.inner, block.inner_end):
        values = markup.attributes(item.attributes)
        relation = targets.get(next((value for name, value in values.items() if name.endswith(":id")), ""))
        if relation is None or not parts.has(relation.target):
            raise PackageError("damaged", part=workbook, reason="sheet-part", sheet=values.get("name", ""))
        title, state = values.get("name", ""), values.get("state", "visible")
        out.append(SheetInfo(title, state, relation.target, (), relation.kind))
    return tuple(out)


def tables(parts: Parts, sheet: str) -> tuple[TableInfo, ...]:
    """The tables of a sheet."""
    return tuple(table(parts, item.target) for item in parts.related(sheet, "table"))


def table(parts: Parts, part: str) -> TableInfo:
    """A table as its part describes it."""
    text = parts.text(part)
    masked = markup.mask(text)
    values = markup.attributes(markup.root(text, masked).attributes)
    names = (markup.attribute(item.attributes, "name") or "" for item in markup.elements(masked, "tableColumn"))
    columns = tuple(_BREAK.sub(lambda found: chr(int(found[1], 16)), name) for name in names)
    display = values.get("displayName", "")
    header, totals = values.get("headerRowCount", "1") != "0", values.get("totalsRowCount", "0") != "0"
    return TableInfo(values.get("name", display), display, values.get("ref", ""), columns, part, header, totals)


def date1904(parts: Parts, workbook: str) -> bool:
    """Whether day numbers count from 1904."""
    item = next(markup.elements(markup.mask(parts.text(workbook)), "workbookPr"), None)
    return item is not None and markup.attribute(item.attributes, "date1904") in {"1", "true"}


def request_calculation(parts: Parts, workbook: str) -> None:
    """Ask Excel to calculate everything when it opens the file."""
    text = parts.text(workbook)
    masked = markup.mask(text)
    item = next(markup.elements(masked, "calcPr"), None)
    if item is not None:
        tag = markup.with_attribute(text[item.start : item.inner], "fullCalcOnLoad", "1")
        parts.write(workbook, text[: item.start] + tag + text[item.inner :])
    else:
        prefix = markup.prefix_of(markup.root(text, masked).name)
        parts.write(workbook, order.inserted(text, order.WORKBOOK, "calcPr", f'<{prefix}calcPr fullCalcOnLoad="1"/>'))


def drop_chain(parts: Parts, workbook: str) -> None:
    """Take out the order of calculation, which Excel makes anew; a stale one counts as damage."""
    for item in parts.relations(workbook):
        if item.kind == "calcChain":
            parts.unrelate(workbook, item.id)
            parts.remove(item.target)
