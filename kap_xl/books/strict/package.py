"""The zip and its members: what is in it, of which content type, and how its parts refer to one another."""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from struct import error as StructError  # noqa: N812 - an exception's name
from typing import Final
from urllib.parse import unquote

from kap_xl.books.strict.fault import Fault
from kap_xl.books.strict.markup import Part, parse

CODES: Final = (
    "package.unreadable",
    "package.too-large",
    "package.member-twice",
    "package.member-damaged",
    "package.compression",
    "package.part-name",
    "package.no-content-types",
    "package.no-content-type",
    "package.override-twice",
    "package.override-without-part",
    "document.unparsable",
    "document.doctype",
)
TYPES: Final = "[Content_Types].xml"
_TYPES_SPACE: Final = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATIONS_SPACE: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_LIMIT: Final = 1 << 30  # bytes unpacked; the same as at the intake of foreign files
_ENCRYPTED: Final = 0x1
_DAMAGE: Final = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError)
_BAD_NAME: Final = re.compile(r"[\\\x00-\x1f%?#*:|\"<>]|//|(?:^|/)\.{1,2}(?:/|$)|\.(?:/|$)|^/")


@dataclass(frozen=True, slots=True)
class Relationship:
    """One line of a `.rels` part; `target` is a part's name, or the address itself when external."""

    id: str
    type: str
    target: str
    external: bool

    @property
    def kind(self) -> str:
        """The last word of the type, such as worksheet, table or hyperlink."""
        return self.type.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Package:
    """Parts by name, their trees where they are XML, content types and relationships ("" for those of the package)."""

    parts: Mapping[str, bytes]
    trees: Mapping[str, Part]
    types: Mapping[str, str]
    overrides: Mapping[str, str]
    relations: Mapping[str, tuple[Relationship, ...]]

    def related(self, part: str, kind: str) -> tuple[Relationship, ...]:
        """The relationships of one kind that start at a part."""
        return tuple(one for one in self.relations.get(part, ()) if one.kind == kind)


def unpack(data: bytes) -> tuple[Package | None, tuple[Fault, ...]]:
    """The package, None where it is no zip, and what is wrong with its members."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = archive.infolist()
            if sum(member.file_size for member in members) > _LIMIT:
                return None, (Fault("package.too-large", ""),)
            faults = list(_members(members))
            parts: dict[str, bytes] = {}
            for member in members:
                name = member.filename.removeprefix("/")
                if not member.is_dir() and name not in parts:
                    try:
                        parts[name] = archive.read(member)
                    except _DAMAGE as error:
                        faults.append(Fault("package.member-damaged", name, "", str(error)))
    except (zipfile.BadZipFile, ValueError, OverflowError, StructError, NotImplementedError, OSError) as error:
        return None, (Fault("package.unreadable", "", "", str(error)),)
    package, more = _assemble(parts)
    return package, (*faults, *more)


def _members(members: list[zipfile.ZipInfo]) -> Iterator[Fault]:
    seen: set[str] = set()
    for member in members:
        name = member.filename.removeprefix("/")  # XlsxWriter leaves a stroke before some, and Excel does not mind
        if name.lower() in seen:
            yield Fault("package.member-twice", name)
        seen.add(name.lower())
        if member.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED} or member.flag_bits & _ENCRYPTED:
            yield Fault("package.compression", name, "", str(member.compress_type))
        if _BAD_NAME.search(name) and name != TYPES and not member.is_dir():
            yield Fault("package.part-name", name)


def _assemble(parts: dict[str, bytes]) -> tuple[Package, tuple[Fault, ...]]:
    faults: list[Fault] = []
    types, overrides = _types(parts, faults)
    trees: dict[str, Part] = {}
    for name, data in parts.items():
        kind = types.get(name, "")
        if name.endswith(".rels") or name == TYPES or kind.endswith(("+xml", "/xml")):
            trees[name] = tree = parse(data)
            if tree.root is None:
                code = "document.doctype" if tree.problem == "doctype" else "document.unparsable"
                faults.append(Fault(code, name, "", tree.problem))
    relations = {}
    for name, tree in trees.items():
        folder, _, file = name.rpartition("/")
        if file.endswith(".rels") and folder.rpartition("/")[2] == "_rels":
            home = folder.rpartition("/")[0]
            relations[posixpath.join(home, file[: -len(".rels")])] = _relations(tree, home)
    return Package(parts, trees, types, overrides, relations), tuple(faults)


def _types(parts: dict[str, bytes], faults: list[Fault]) -> tuple[dict[str, str], dict[str, str]]:
    root = parse(parts[TYPES]).root if TYPES in parts else None
    if root is None:
        faults.append(Fault("package.no-content-types", TYPES))
        return {}, {}
    lines = root.iter(f"{_TYPES_SPACE}Default")
    defaults = {one.get("Extension", "").lower(): one.get("ContentType", "") for one in lines}
    overrides: dict[str, str] = {}
    for one in root.iter(f"{_TYPES_SPACE}Override"):
        name = unquote(one.get("PartName", "").lstrip("/")).lower()
        if name in overrides:
            faults.append(Fault("package.override-twice", TYPES, name))
        overrides[name] = one.get("ContentType", "")
    types: dict[str, str] = {}
    for name in parts:
        if name != TYPES:
            extension = name.rpartition("/")[2].rpartition(".")[2].lower()
            types[name] = overrides.get(name.lower()) or defaults.get(extension, "")
            # Excel leaves its own rubbish in a folder of this name, and passes over it
            if not types[name] and not name.startswith("[trash]/"):
                faults.append(Fault("package.no-content-type", name))
    names = {name.lower() for name in parts}
    faults.extend(Fault("package.override-without-part", TYPES, name) for name in overrides if name not in names)
    return types, overrides


def _relations(tree: Part, home: str) -> tuple[Relationship, ...]:
    found = []
    for one in tree.root.iter(f"{_RELATIONS_SPACE}Relationship") if tree.root is not None else ():
        target, external = one.get("Target", ""), one.get("TargetMode") == "External"
        if not external:
            target = unquote(target.partition("#")[0])
            # steps above the root stay at the root
            target = posixpath.normpath(posixpath.join("/", home, target)).lstrip("/") if target else ""
        found.append(Relationship(one.get("Id", ""), one.get("Type", ""), target, external))
    return tuple(found)
