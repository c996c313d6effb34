"""Packages in the less usual shapes that the format and its writers allow."""

from __future__ import annotations

import io
import re
import zipfile
from io import BytesIO

import openpyxl
import pytest
from lxml import etree
from package_samples import MAIN, bent, members, packed, plain, rich, utf16

from kap_xl.books import readback
from kap_xl.books.intake import guard
from kap_xl.books.package import Edit, Package, PackageError, Style
from kap_xl.books.save import differing
from kap_xl.books.strict import check

SHEET = "xl/worksheets/sheet1.xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"


def strict() -> bytes:
    """The plain workbook in strict namespaces."""
    pairs = ((MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main"), (OFFICE, STRICT))
    parts = members(plain())
    for name, data in parts.items():
        for old, new in pairs:
            data = data.replace(old.encode(), new.encode())  # noqa: PLW2901 - one change upon the other
        parts[name] = data
    return packed(parts)


def all_prefixed() -> bytes:
    """The plain workbook with a prefix on every element of every part of its own namespaces."""
    parts = members(plain())
    for name, data in parts.items():
        if not name.endswith((".xml", ".rels")) or "theme" in name or "docProps" in name:
            continue
        tree = etree.fromstring(data)
        space = etree.QName(tree).namespace
        root = etree.Element(tree.tag, nsmap={"q": space, **{k: v for k, v in tree.nsmap.items() if k}})
        root.attrib.update(dict(tree.attrib))
        root.text = tree.text
        root.extend(list(tree))
        parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return packed(parts)


def worked(data: bytes) -> bytes:
    """The package after one of everything."""
    package = Package.open(data)
    package.set_cells("Matrix", [Edit(30, 1, "x"), Edit(4, 2, "y", style=Style(fill="00FF00")), Edit(31, 1, 2, "1+1")])
    package.append_rows("Matrix", "matrix", [["d", "fourth", 4]])
    package.add_note("Hidden", 1, 1, "note", "me")
    package.define_name("kap_x", "Matrix!$A$1")
    package.rename_columns("Matrix", "matrix", {"activity": "aktiviteti"})
    package.rename_sheet("Hidden", "Fshehur")
    package.add_sheet("Carried", Package.open(plain()), "Hidden", position=0)
    return package.to_bytes()


def test_strict_packages_stay_strict() -> None:
    """No transitional namespace comes in; sheets of the other kind are refused."""
    with pytest.raises(PackageError, match="strict-mixed"):
        worked(strict())
    package = Package.open(strict())
    package.set_cells("Matrix", [Edit(30, 1, "x", style=Style(bold=True))])
    package.append_rows("Matrix", "matrix", [["d", "fourth", 4]])
    package.add_note("Hidden", 1, 1, "note", "me")
    after = package.to_bytes()
    assert readback.cells(after, "Matrix")["A7"].text == "d"
    for name in differing(strict(), after):
        assert MAIN.encode() not in members(after)[name]
        assert OFFICE.encode() not in members(after)[name]


def test_prefixes_in_every_part_are_kept() -> None:
    """Workbook, styles, tables, relationships and content types may all have one."""
    after = worked(all_prefixed())
    workbook = openpyxl.load_workbook(BytesIO(after))
    assert workbook.sheetnames == ["Carried", "Matrix", "Fshehur"]
    assert [workbook["Matrix"][place].value for place in ("A7", "B3", "B4", "A30")] == ["d", "aktiviteti", "y", "x"]
    assert workbook["Fshehur"]["A1"].comment.text == "note"
    for name, data in members(after).items():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(data)
    assert re.findall(rb"<(?!q:|/|\?|!)[\w:]+", members(after)["[Content_Types].xml"]) == []


def test_the_same_work_on_plain_packages_has_no_fault() -> None:
    """One of everything, then everything is in order."""
    for make in (plain,):
        assert [fault for fault in check(worked(make())) if fault not in check(make())] == []


def test_other_encodings_are_kept() -> None:
    """A byte order mark, two-byte parts, and an encoding that lacks the new characters."""
    data = bent(plain(), "xl/workbook.xml", utf16)
    data = bent(data, "xl/styles.xml", lambda text: b"\xef\xbb\xbf" + text.encode())
    latin = '<?xml version="1.0" encoding="ISO-8859-1"?>'
    data = bent(data, SHEET, lambda text: (latin + re.sub(r"<\?.*?\?>", "", text)).encode("latin-1"))
    package = Package.open(data)
    package.set_cells("Matrix", [Edit(30, 1, "ë č", style=Style(bold=True))])
    package.define_name("kap_x", "Matrix!$A$1")
    after = members(package.to_bytes())
    assert after["xl/workbook.xml"].startswith((b"\xff\xfe", b"\xfe\xff"))
    assert after["xl/styles.xml"].startswith(b"\xef\xbb\xbf<")
    assert b"\xeb &#269;" in after[SHEET]
    assert readback.cells(package.to_bytes(), "Matrix")["A30"].text == "ë č"


def test_a_package_without_styles_gets_them() -> None:
    """And one without any change needs none."""
    parts = {name: data for name, data in members(plain()).items() if name != "xl/styles.xml"}
    parts["xl/_rels/workbook.xml.rels"] = re.sub(
        rb"<Relationship [^>]*styles[^>]*/>", b"", parts["xl/_rels/workbook.xml.rels"]
    )
    parts["[Content_Types].xml"] = re.sub(rb'<Override [^>]*styles\.xml"[^>]*/>', b"", parts["[Content_Types].xml"])
    parts[SHEET] = re.sub(rb' (?:s|dxfId)="[0-9]+"', b"", parts[SHEET])
    package = Package.open(packed(parts))
    package.set_cells("Matrix", [Edit(30, 1, "x")])
    assert "xl/styles.xml" not in members(package.to_bytes())
    package.set_cells("Matrix", [Edit(30, 1, "=x")])
    after = package.to_bytes()
    assert openpyxl.load_workbook(BytesIO(after))["Matrix"]["A30"].quotePrefix
    assert [fault for fault in check(after) if fault not in check(packed(parts))] == []


def test_an_empty_sheet_takes_cells() -> None:
    """A sheet whose data element closes itself."""
    data = bent(
        plain(),
        "xl/worksheets/sheet2.xml",
        lambda text: re.sub(r"<sheetData\s*/>|<sheetData></sheetData>", "<sheetData />", text),
    )
    package = Package.open(data)
    package.set_cells("Hidden", [Edit(3, 3, "x"), Edit(1, 1, 1), Edit(3, 1, True)])  # noqa: FBT003 - the value of a cell
    assert {place: cell.text for place, cell in readback.cells(package.to_bytes(), "Hidden").items()} == {
        "A1": "1", "A3": "1", "C3": "x",
    }  # fmt: skip


def test_archives_of_every_make_are_rebuilt() -> None:
    """Stored members, streams with descriptors, entries in zip64 dress, a comment: all read the same afterwards."""

    class Stream(io.RawIOBase):
        """A sink that cannot go back, which makes the writer put sums behind the data."""

        def __init__(self) -> None:
            self.data = bytearray()

        def writable(self) -> bool:
            return True

        def write(self, data: object) -> int:
            self.data += bytes(data)  # type: ignore[call-overload]  # a buffer, as every sink is given
            return len(bytes(data))  # type: ignore[call-overload]  # the same

    stream = Stream()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = b"a comment"
        for number, (name, data) in enumerate(members(rich()).items()):
            if number % 3:
                archive.writestr(name, data)
            else:
                with archive.open(name, "w", force_zip64=True) as member:
                    member.write(data)
    for data in (bytes(stream.data), packed(members(rich()))):
        package = Package.open(data)
        package.set_cells("Other", [Edit(9, 9, "x")])
        after = package.to_bytes()
        guard(after)
        with zipfile.ZipFile(BytesIO(after)) as archive:
            assert archive.testzip() is None
            assert archive.comment == (b"a comment" if data is not rich() and b"a comment" in data else b"")
        assert set(differing(data, after)) == {"xl/worksheets/sheet2.xml", "xl/workbook.xml"} & set(
            differing(data, after)
        )
        assert list(members(after)) == list(members(data))


def test_a_table_without_a_header_row_takes_rows() -> None:
    """Its first row is data."""

    def headless(text: str) -> str:
        text = re.sub(r"<autoFilter[^>]*/>|<autoFilter.*?</autoFilter>", "", text)
        return text.replace('ref="A3:C6"', 'ref="A4:C6"').replace('headerRowCount="1"', 'headerRowCount="0"')

    data = bent(plain(), "xl/tables/table1.xml", headless)
    package = Package.open(data)
    assert (package.table("Matrix", "matrix").first, package.table("Matrix", "matrix").last) == (4, 6)
    package.fill_table("Matrix", "matrix", [["x"]])
    assert package.table("Matrix", "matrix").ref == "A4:C4"
    package.set_cells("Matrix", [Edit(3, 1, "free")])


def test_results_are_renewed_without_touching_the_formula() -> None:
    """A cached result of plain, shared and dynamic formulas; a cell without one stays as it is."""
    rows = (
        '<row r="40"><c r="A40" cm="1"><f t="array" ref="A40">UNIQUE(B1:B2)</f><v>1</v></c>'
        '<c r="B40"><f t="shared" ref="B40:B41" si="0">A40</f><v>1</v></c></row>'
        '<row r="41"><c r="B41"><f t="shared" si="0"/><v>1</v></c></row>'
    )
    data = bent(plain(), SHEET, lambda text: text.replace("</sheetData>", rows + "</sheetData>"))
    package = Package.open(data)
    edits = [
        Edit(40, 1, "a", keep_formula=True),
        Edit(40, 2, 2.5, keep_formula=True),
        Edit(41, 2, True, keep_formula=True),  # noqa: FBT003 - the value of a cell
    ]
    typed = package.to_bytes()
    package.set_cells("Matrix", [Edit(row, 2, 12345, keep_formula=True) for row in (5, 42)])
    assert package.to_bytes() == typed
    package.set_cells("Matrix", edits)
    after = package.to_bytes()
    readback.check(after, "Matrix", edits)
    text = members(after)[SHEET].decode()
    assert '<c r="A40" t="str" cm="1"><f t="array" ref="A40">UNIQUE(B1:B2)</f><v>a</v></c>' in text
    assert '<c r="B40"><f t="shared" ref="B40:B41" si="0">A40</f><v>2.5</v></c>' in text
    assert '<c r="B41" t="b"><f t="shared" si="0"/><v>1</v></c>' in text
