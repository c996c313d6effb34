"""The guard before every parser: a workbook from outside is what it says, of bearable size, and whole."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from io import BytesIO
from pathlib import Path
from typing import Final

from kap_xl.books import extents
from kap_xl.books.errors import BookError, IntakeError, PackageError
from kap_xl.books.package.archive import normal
from kap_xl.books.package.encoding import decode
from kap_xl.books.package.markup import attributes, elements, mask

MAX_FILE: Final = 50_000_000
MAX_MEMBERS: Final = 2_000
MAX_PART: Final = 300_000_000
MAX_ALL: Final = 1_000_000_000
MAX_RATIO: Final = 200
RATIO_ABOVE: Final = 1_000_000

_OLE: Final = bytes.fromhex("d0cf11e0a1b11ae1")
_PROTECTED: Final = "EncryptedPackage".encode("utf-16-le")
_MAIN: Final = re.compile(
    rb"spreadsheetml\.(?:sheet|template)\.main\+xml|ms-excel\.(?:sheet|template|addin)\.macroEnabled"
)
_LOCAL: Final = struct.Struct("<4s5H3I2H")
_MARKUP: Final = (".xml", ".rels", ".vml")


def guard(source: Path | bytes) -> None:
    """Return when a parser may be given the file.

    Raises IntakeError: missing, is-a-folder, no-permission, empty, too-large, not-a-workbook, old-format,
    binary-workbook, password, damaged, doubled-member, doubled-sheet, too-many-members, bomb, doctype and those of
    `extents.check`; fields `path`, `part`, `cell`, `limit`, `found` as far as they are known.
    """
    name = str(source) if isinstance(source, Path) else ""
    try:
        _guard(_bytes(source) if isinstance(source, Path) else source)
    except IntakeError as error:
        raise error.placed(path=name) from error
    except BookError as error:
        raise IntakeError(error.code, **{**error.fields, "path": name}) from error


def _bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise IntakeError("is-a-folder")
        size = path.stat().st_size
        if size > MAX_FILE:
            raise IntakeError("too-large", found=size, limit=MAX_FILE)
        return path.read_bytes()
    except FileNotFoundError as error:
        raise IntakeError("missing") from error
    except OSError as error:
        raise IntakeError("no-permission", errno=error.errno or 0) from error


def _guard(data: bytes) -> None:
    if not data:
        raise IntakeError("empty")
    if len(data) > MAX_FILE:
        raise IntakeError("too-large", found=len(data), limit=MAX_FILE)
    if data.startswith(_OLE):
        raise IntakeError("password" if _PROTECTED in data else "old-format")
    if not data.startswith(b"PK"):
        raise IntakeError("not-a-workbook")
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OverflowError, struct.error, NotImplementedError) as error:
        raise IntakeError("damaged", reason="zip") from error
    _sizes(members)
    _contents(data, members)


def _contents(data: bytes, members: list[zipfile.ZipInfo]) -> None:
    """Every member unpacked and looked at, one at a time."""
    total = 0
    types = b""
    for member in members:
        content = _unpacked(data, member)
        lower = member.filename.casefold()
        if lower.endswith(_MARKUP):
            _no_doctype(content, member.filename)
        total += _cells(content, lower, member.filename)
        if lower == "[content_types].xml":
            types = content
        elif lower.endswith("workbook.xml"):
            _sheet_names(content, member.filename)
    if total > extents.MAX_CELLS:
        raise IntakeError("too-many-cells", found=total, limit=extents.MAX_CELLS)
    _is_workbook(types.replace(b"\0", b""))


def _is_workbook(types: bytes) -> None:
    if b"sheet.binary" in types:
        raise IntakeError("binary-workbook")
    if not _MAIN.search(types):
        raise IntakeError("not-a-workbook")


def _sizes(members: list[zipfile.ZipInfo]) -> None:
    """What the directory of the archive says, before anything is unpacked."""
    if len(members) > MAX_MEMBERS:
        raise IntakeError("too-many-members", found=len(members), limit=MAX_MEMBERS)
    seen: set[str] = set()
    for member in members:
        if normal(member.filename) in seen:
            raise IntakeError("doubled-member", part=member.filename)
        seen.add(normal(member.filename))
        if member.flag_bits & 0x1:
            raise IntakeError("password", part=member.filename)
        bloated = member.file_size > RATIO_ABOVE and member.file_size > MAX_RATIO * max(member.compress_size, 1)
        if bloated or member.file_size > MAX_PART:
            raise IntakeError("bomb", part=member.filename, found=member.file_size, limit=MAX_PART)
    if sum(member.file_size for member in members) > MAX_ALL:
        raise IntakeError("bomb", limit=MAX_ALL)


def _unpacked(data: bytes, member: zipfile.ZipInfo) -> bytes:
    """A member's content, never more than it declares; its own head must tell the same name and method."""
    name = member.filename
    try:
        head = _LOCAL.unpack_from(data, member.header_offset)
    except struct.error as error:
        raise IntakeError("damaged", part=name, reason="head") from error
    start = member.header_offset + _LOCAL.size
    own = data[start : start + head[9]]
    if head[0] != b"PK\x03\x04" or head[3] != member.compress_type or own != _raw_name(member):
        raise IntakeError("damaged", part=name, reason="head")
    start += head[9] + head[10]
    packed = data[start : start + member.compress_size]
    content = packed
    if member.compress_type == zipfile.ZIP_DEFLATED:
        content = _inflated(packed, member)
    elif member.compress_type != zipfile.ZIP_STORED:
        raise IntakeError("damaged", part=name, reason="method")
    if len(content) != member.file_size or zlib.crc32(content) != member.CRC:
        raise IntakeError("damaged", part=name, reason="checksum")
    return content


def _inflated(packed: bytes, member: zipfile.ZipInfo) -> bytes:
    engine = zlib.decompressobj(-15)
    try:
        content = engine.decompress(packed, member.file_size + 1)
    except zlib.error as error:
        raise IntakeError("damaged", part=member.filename, reason="packing") from error
    if not engine.eof and len(content) <= member.file_size:
        raise IntakeError("damaged", part=member.filename, reason="packing")
    return content


def _raw_name(member: zipfile.ZipInfo) -> bytes:
    return member.orig_filename.encode("utf-8" if member.flag_bits & 0x800 else "cp437")


def _no_doctype(content: bytes, part: str) -> None:
    if b"\0" in content[:4]:
        content = content.replace(b"\0", b"")
    at = content.find(b"<!")
    while at >= 0:
        if content[at + 2 : at + 9].lower() == b"doctype":
            raise IntakeError("doctype", part=part)
        at = content.find(b"<!", at + 2)


def _cells(content: bytes, lower: str, part: str) -> int:
    """The number of cells of a member that is a sheet, whatever it is called."""
    head = content[:4096].replace(b"\0", b"")
    if not lower.endswith(".xml") or not re.search(rb"<(?:[\w.-]+:)?worksheet[\s>]", head):
        return 0
    return extents.check(content, part)


def _sheet_names(content: bytes, part: str) -> None:
    try:
        masked = mask(decode(content)[0])
        items = [attributes(item.attributes).get("name", "") for item in elements(masked, "sheet")]
    except PackageError as error:
        raise error.placed(part=part) from error
    names = [name.casefold() for name in items]
    if len(set(names)) < len(names):
        raise IntakeError("doubled-sheet", part=part)
