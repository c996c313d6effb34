"""Packages with one fault in their zip, types, relationships or elements."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Final

from strict_mutation import (
    BOOK,
    BOOK_LINKS,
    CHART,
    OTHER,
    PLAIN,
    SECOND,
    SHEET,
    SHEET_LINKS,
    SPREADSHEET,
    STRINGS,
    STYLES,
    TABLE,
    TYPES,
    Mutant,
    add,
    both,
    chained,
    done,
    drop,
    override,
    project,
    put,
    swap,
    unpacked,
)


def _twice(data: bytes) -> bytes:
    out = BytesIO(data)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/Workbook.xml", b"<workbook/>")
    return out.getvalue()


def _recompressed(data: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_BZIP2) as archive:
        for name, content in unpacked(data).items():
            archive.writestr(name, content)
    return out.getvalue()


def _stored(data: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, content in unpacked(data).items():
            archive.writestr(name, content)
    return out.getvalue()


def _damaged(data: bytes) -> bytes:
    return _stored(data).replace(b"<dimension", b"<Dimension", 1)


def _huge(data: bytes) -> bytes:
    place = data.rindex(b"PK\x01\x02") + 24  # where the last member says how long it is
    return data[:place] + (2_000_000_000).to_bytes(4, "little") + data[place + 4 :]


def _strict(parts: dict[str, bytes]) -> None:
    parts[OTHER] = parts[OTHER].replace(SPREADSHEET.encode(), b"http://purl.oclc.org/ooxml/spreadsheetml/main")


def _package() -> tuple[Mutant, ...]:
    usual = "vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
    return (
        Mutant("package.unreadable", "cut short", lambda data: data[: len(data) // 2]),
        Mutant("package.too-large", "a member of 2 GB", _huge),
        Mutant("package.member-twice", "a member again, in other letters", _twice),
        Mutant("package.member-damaged", "a byte changed", _damaged),
        Mutant("package.compression", "bzip2", _recompressed),
        done("package.part-name", "a stroke the wrong way", add("xl\\more.xml", "<a/>")),
        done("package.no-content-types", "no list", drop(TYPES)),
        done("package.no-content-type", "an unknown extension", add("xl/more.dat", "x")),
        swap("package.override-twice", TYPES, 'PartName="/xl/styles.xml"', 'PartName="/xl/workbook.xml"'),
        done("package.override-without-part", "a lost part", override("xl/lost.xml", "application/xml")),
        swap("package.no-workbook", "_rels/.rels", '/officeDocument"', '/document"'),
        swap("package.content-type-differs", TYPES, usual, usual.replace("worksheet", "sheet")),
        done("package.macro-type", "macros in a plain workbook", project(PLAIN)),
        done("rels.target-missing", "no second table", both(drop(SECOND), put(TYPES, "table2", "table1"))),
        swap("rels.id-twice", SHEET_LINKS, 'Id="rId6"', 'Id="rId5"'),
        swap("rels.id-unknown", SHEET, '<tablePart r:id="rId5"/>', '<tablePart r:id="rId9"/>'),
        swap("rels.kind-differs", SHEET, '<legacyDrawing r:id="rId3"/>', '<legacyDrawing r:id="rId2"/>'),
        swap("rels.external-differs", SHEET_LINKS, 'table2.xml"', 'table2.xml" TargetMode="External"'),
        swap("document.unparsable", STRINGS, "plain", "pl\x02ain"),
        swap("document.unparsable", STRINGS, "plain", "pl&ain"),
        swap("document.doctype", STRINGS, "<sst", '<!DOCTYPE sst [<!ENTITY a "b">]><sst'),
        done("document.namespaces-mixed", "one strict sheet", _strict),
        swap("document.ignorable-undeclared", SHEET, "<worksheet", '<worksheet mc:Ignorable="x14ac" '
              'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'),
        done("document.code-name", "not a word", both(project(), put(SHEET, '"Sheet1"', '"Sheet 1"'))),
        done("document.code-name-twice", "as the workbook", both(project(), put(SHEET, '"Sheet1"', '"thisworkbook"'))),
        done("document.code-name-missing", "none", both(project(), put(BOOK, ' codeName="ThisWorkbook"', ""))),
        done("document.calc-chain", "no relationship", both(chained(), put(BOOK_LINKS, '/calcChain"', '/chain"'))),
        done("document.calc-chain", "no part", both(chained(), drop("xl/calcChain.xml"))),
        done("document.calc-chain-cell", "a cell without formula", chained('<c r="A2" i="1"/>')),
        done("document.calc-chain-cell", "a sheet that is gone", chained('<c r="E2" i="7"/>')),
        swap("document.chart-axis", CHART, '<c:axId val="', '<c:axId val="9'),
    )  # fmt: skip


def _elements() -> tuple[Mutant, ...]:
    merges = '<mergeCells count="2"><mergeCell ref="L1:M2"/><mergeCell ref="L4:M5"/></mergeCells>'
    return (
        swap("elements.unknown", SHEET, "<pageMargins", "<pageMargin/><pageMargins"),
        done(
            "elements.order",
            "merges after the page",
            both(put(SHEET, merges, ""), put(SHEET, "<drawing", merges + "<drawing")),
        ),
        swap("elements.missing", OTHER, "<sheetData>", "<cols/><sheetData>"),
        swap(
            "elements.too-many",
            SHEET,
            "<pageMargins",
            '<hyperlinks><hyperlink ref="E9" location="A1"/></hyperlinks><pageMargins',
        ),
        swap("attributes.unknown", SHEET, '<col min="8"', '<col colour="8" min="8"'),
        swap("attributes.missing", TABLE, ' displayName="Plan_table"', ""),
        swap("attributes.value", SHEET, 'operator="greaterThan"', 'operator=">"'),
        swap("attributes.value", STYLES, 'rgb="FFDDDDDD"', 'rgb="DDDDDD"'),
    )


PACKAGE: Final = (*_package(), *_elements())
