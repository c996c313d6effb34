"""How a good workbook is broken: changes of its parts, and what some mutants need first."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Final

Change = Callable[[dict[str, bytes]], None]

SHEET: Final = "xl/worksheets/sheet1.xml"
OTHER: Final = "xl/worksheets/sheet2.xml"
SHEET_LINKS: Final = "xl/worksheets/_rels/sheet1.xml.rels"
BOOK: Final = "xl/workbook.xml"
BOOK_LINKS: Final = "xl/_rels/workbook.xml.rels"
STYLES: Final = "xl/styles.xml"
STRINGS: Final = "xl/sharedStrings.xml"
TABLE: Final = "xl/tables/table1.xml"
SECOND: Final = "xl/tables/table2.xml"
NOTES: Final = "xl/comments1.xml"
SHAPES: Final = "xl/drawings/vmlDrawing1.vml"
CHART: Final = "xl/charts/chart1.xml"
TYPES: Final = "[Content_Types].xml"
SPREADSHEET: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PLAIN: Final = "openxmlformats-officedocument.spreadsheetml.sheet"
RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@dataclass(frozen=True)
class Mutant:
    """A fault code, what was done to raise it, and how."""

    code: str
    deed: str
    make: Callable[[bytes], bytes]


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Parts as a zip."""
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return data.getvalue()


def unpacked(data: bytes) -> dict[str, bytes]:
    """The parts of a zip."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def on_parts(change: Change) -> Callable[[bytes], bytes]:
    """A change of parts as a change of packages."""

    def make(data: bytes) -> bytes:
        parts = unpacked(data)
        change(parts)
        return packed(parts)

    return make


def put(part: str, old: str, new: str) -> Change:
    """Replace a text that must occur in a part, the first time it does."""

    def change(parts: dict[str, bytes]) -> None:
        before = parts[part]
        assert old.encode() in before, (part, old)
        parts[part] = before.replace(old.encode(), new.encode(), 1)

    return change


def both(*changes: Change) -> Change:
    """Several changes at once."""

    def change(parts: dict[str, bytes]) -> None:
        for one in changes:
            one(parts)

    return change


def swap(code: str, part: str, old: str, new: str) -> Mutant:
    """A mutant by one replacement in one part."""
    return Mutant(code, f"{part}: {old[:60]} -> {new[:60]}", on_parts(put(part, old, new)))


def done(code: str, deed: str, change: Change) -> Mutant:
    """A mutant by a change that has a name."""
    return Mutant(code, deed, on_parts(change))


def drop(name: str) -> Change:
    """Take a part away."""
    return lambda parts: (parts.pop(name), None)[1]


def add(name: str, content: str) -> Change:
    """Put a part in."""
    return lambda parts: parts.__setitem__(name, content.encode())


def override(name: str, kind: str) -> Change:
    """Give a part its content type."""
    return put(TYPES, "</Types>", f'<Override PartName="/{name}" ContentType="{kind}"/></Types>')


def link(part: str, identifier: str, kind: str, target: str) -> Change:
    """Give a part a relationship."""
    line = f'<Relationship Id="{identifier}" Type="{RELATIONS}/{kind}" Target="{target}"/></Relationships>'
    return put(part, "</Relationships>", line)


def chained(cells: str = '<c r="E2" i="1"/><c r="F2"/><c r="H3"/>') -> Change:
    """A calculation chain with its relationship and content type."""
    name, kind = "xl/calcChain.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"
    chain = f'<calcChain xmlns="{SPREADSHEET}">{cells}</calcChain>'
    return both(add(name, chain), override(name, kind), link(BOOK_LINKS, "rId91", "calcChain", "calcChain.xml"))


def threaded(person: str = "{P1}", cell: str = "E8") -> Change:
    """Threaded comments with the person who wrote them."""
    name = "xl/threadedComments/threadedComment1.xml"
    space = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
    kinds = "http://schemas.microsoft.com/office/2017/10/relationships"
    lines = (
        f'<threadedComment ref="{cell}" personId="{person}" id="{{T1}}"><text>a</text>'
        "</threadedComment>"
        f'<threadedComment ref="{cell}" personId="{{P1}}" id="{{T2}}" parentId="{{T1}}"><text>b</text>'
        "</threadedComment>"
    )
    persons = (
        f'<personList xmlns="{space}"><person displayName="A" id="{{P1}}" userId="a" providerId="None"/></personList>'
    )
    return both(
        add(name, f'<ThreadedComments xmlns="{space}">{lines}</ThreadedComments>'),
        add("xl/persons/person.xml", persons),
        override(name, "application/vnd.ms-excel.threadedcomments+xml"),
        override("xl/persons/person.xml", "application/vnd.ms-excel.person+xml"),
        put(SHEET_LINKS, "</Relationships>", f'<Relationship Id="rId92" Type="{kinds}/threadedComment" '
            'Target="../threadedComments/threadedComment1.xml"/></Relationships>'),
        put(BOOK_LINKS, "</Relationships>", f'<Relationship Id="rId92" Type="{kinds}/person" '
            'Target="persons/person.xml"/></Relationships>'),
    )  # fmt: skip


def shared(reference: str = ' ref="E12:E13"') -> Change:
    """A shared formula in two cells."""
    rows = (
        f'<row r="12"><c r="E12"><f t="shared"{reference} si="0">A2+1</f><v>1</v></c></row>'
        '<row r="13"><c r="E13"><f t="shared" si="0"/><v>2</v></c></row><row r="20"'
    )
    return put(SHEET, '<row r="20"', rows)


def project(kind: str = "ms-excel.sheet.macroEnabled") -> Change:
    """A project of macros with code names."""
    return both(
        add("xl/vbaProject.bin", "dummy"),
        override("xl/vbaProject.bin", "application/vnd.ms-office.vbaProject"),
        put(TYPES, f"vnd.{PLAIN}.main", f"vnd.{kind}.main"),
        put(BOOK, "<workbookPr", '<workbookPr codeName="ThisWorkbook"'),
        put(SHEET, "<dimension", '<sheetPr codeName="Sheet1"/><dimension'),
        put(BOOK_LINKS, "</Relationships>", '<Relationship Id="rId93" Type="http://schemas.microsoft.com/office/2006/'
            'relationships/vbaProject" Target="vbaProject.bin"/></Relationships>'),
    )  # fmt: skip
