"""Relationships: every target exists, every id that is used exists and leads to the kind of part its element needs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kap_xl.books.strict.fault import Fault
from kap_xl.books.strict.markup import MAIN, RELATIONS, Element, local
from kap_xl.books.strict.package import Package, Relationship

CODES: Final = (
    "rels.target-missing",
    "rels.id-twice",
    "rels.id-unknown",
    "rels.kind-differs",
    "rels.external-differs",
    "package.no-workbook",
    "package.content-type-differs",
    "package.macro-type",
)
_SHEET: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_WORKBOOKS: Final = frozenset(
    {
        f"{_SHEET}sheet.main+xml",
        f"{_SHEET}template.main+xml",
        "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
        "application/vnd.ms-excel.template.macroEnabled.main+xml",
        "application/vnd.ms-excel.addin.macroEnabled.main+xml",
    }
)
_TYPES: Final = {
    "worksheet": f"{_SHEET}worksheet+xml",
    "chartsheet": f"{_SHEET}chartsheet+xml",
    "styles": f"{_SHEET}styles+xml",
    "sharedStrings": f"{_SHEET}sharedStrings+xml",
    "table": f"{_SHEET}table+xml",
    "comments": f"{_SHEET}comments+xml",
    "calcChain": f"{_SHEET}calcChain+xml",
    "sheetMetadata": f"{_SHEET}sheetMetadata+xml",
    "externalLink": f"{_SHEET}externalLink+xml",
    "pivotTable": f"{_SHEET}pivotTable+xml",
    "pivotCacheDefinition": f"{_SHEET}pivotCacheDefinition+xml",
    "theme": "application/vnd.openxmlformats-officedocument.theme+xml",
    "drawing": "application/vnd.openxmlformats-officedocument.drawing+xml",
    "chart": "application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
    "vmlDrawing": "application/vnd.openxmlformats-officedocument.vmlDrawing",
    "vbaProject": "application/vnd.ms-office.vbaProject",
    "threadedComment": "application/vnd.ms-excel.threadedcomments+xml",
    "person": "application/vnd.ms-excel.person+xml",
}
# which kind of relationship an element of a sheet or workbook uses
_KINDS: Final = {
    "sheet": frozenset({"worksheet", "chartsheet", "dialogsheet", "xlMacrosheet", "xlIntlMacrosheet"}),
    "tablePart": frozenset({"table"}),
    "drawing": frozenset({"drawing"}),
    "legacyDrawing": frozenset({"vmlDrawing"}),
    "legacyDrawingHF": frozenset({"vmlDrawing"}),
    "picture": frozenset({"image"}),
    "hyperlink": frozenset({"hyperlink"}),
    "pageSetup": frozenset({"printerSettings"}),
    "externalReference": frozenset({"externalLink"}),
    "pivotCache": frozenset({"pivotCacheDefinition"}),
}
_ALWAYS_OUTSIDE: Final = frozenset({"externalLinkPath"})
_NEVER_OUTSIDE: Final = frozenset(_TYPES) | {"officeDocument"}
_VML_ID: Final = re.compile(rb"""\b(?:o:relid|r:id|r:pict)\s*=\s*["']([^"']+)["']""")


def faults(package: Package) -> Iterator[Fault]:
    """What is wrong with the links between parts."""
    names = {name.lower() for name in package.parts}
    for part, relations in package.relations.items():
        seen: set[str] = set()
        for one in relations:
            if one.id in seen or not one.id:
                yield Fault("rels.id-twice", part, one.id)
            seen.add(one.id)
            yield from _target(package, part, one, names)
    for part in package.parts:
        ids = {one.id: one for one in package.relations.get(part, ())}
        for element, used in _used(package, part):
            if used not in ids:
                yield Fault("rels.id-unknown", part, element, used)
            elif ids[used].kind not in _KINDS.get(element, frozenset({ids[used].kind})):
                yield Fault("rels.kind-differs", part, element, ids[used].kind)
    yield from _workbook(package)


def _target(package: Package, part: str, one: Relationship, names: set[str]) -> Iterator[Fault]:
    if one.external:
        if one.kind in _NEVER_OUTSIDE:
            yield Fault("rels.external-differs", part, one.id, one.kind)
        return
    if one.kind in _ALWAYS_OUTSIDE:
        yield Fault("rels.external-differs", part, one.id, one.kind)
    elif one.kind == "hyperlink" and one.target in {"", "."}:
        return  # only a place within the same document
    elif one.target.lower() not in names and one.target != "NULL":  # Excel writes NULL for pictures it could not read
        yield Fault("rels.target-missing", part, one.id, one.target)
    elif one.kind in _TYPES and package.types.get(one.target, _TYPES[one.kind]) != _TYPES[one.kind]:
        yield Fault("package.content-type-differs", one.target, one.kind, package.types.get(one.target, ""))


def _used(package: Package, part: str) -> Iterator[tuple[str, str]]:
    """The ids that a part uses, each with the element that does."""
    tree = package.trees.get(part)
    if part.lower().endswith(".vml"):
        yield from (("vml", found.decode("utf-8", "replace")) for found in _VML_ID.findall(package.parts[part]))
    elif tree is not None and tree.root is not None and _uses_relations(package.parts[part]):
        yield from _ids(tree.root)


def _uses_relations(data: bytes) -> bool:
    known = (RELATIONS[1:-1].encode(), b"http://purl.oclc.org/ooxml/officeDocument/relationships")
    return any(one in data for one in known) or data[:2] in {b"\xff\xfe", b"\xfe\xff"}


def _ids(root: Element) -> Iterator[tuple[str, str]]:
    for child in (root, *root):
        if child.tag == f"{MAIN}sheetData":
            continue  # thousands of cells, none of which has a relationship
        for element in (child,) if child is root else child.iter():
            for key, value in element.items():
                if key.startswith(RELATIONS) and value:
                    yield local(element.tag), value


def _workbook(package: Package) -> Iterator[Fault]:
    part = next((one.target for one in package.related("", "officeDocument")), "")
    tree = package.trees.get(part)
    if tree is None or tree.root is None or tree.root.tag != f"{MAIN}workbook":
        yield Fault("package.no-workbook", part)
        return
    kind = package.types.get(part, "")
    if kind not in _WORKBOOKS:
        yield Fault("package.content-type-differs", part, "officeDocument", kind)
    if package.related(part, "vbaProject") and "macroEnabled" not in kind:
        yield Fault("package.macro-type", part, "", kind)
