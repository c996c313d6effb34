"""The parts of a package: their text, their relationships, and which of them changed."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, Final, NamedTuple

from kap_xl.books.errors import PackageError
from kap_xl.books.package import content_types, encoding, lines, markup
from kap_xl.books.package.archive import Archive, normal

if TYPE_CHECKING:
    from collections.abc import Iterator

_RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT: Final = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_IDENTIFIER: Final = re.compile(r"rId([0-9]+)\Z")


class Relationship(NamedTuple):
    """One line of a `.rels` part; `target` is a part name, or the address itself when external."""

    id: str
    type: str
    target: str
    external: bool

    @property
    def kind(self) -> str:
        """The last word of the type: worksheet, table, hyperlink …, the same in strict files."""
        return self.type.rpartition("/")[2]


class Parts:
    """An archive under change. Names are those of the archive, found whatever their case."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self._names = {normal(name): name for name in archive.members}
        self._texts: dict[str, str] = {}
        self._encodings: dict[str, encoding.Encoding] = {}
        self._raw: dict[str, bytes | None] = {}
        self._dirty: set[str] = set()
        self._relations: dict[str, tuple[Relationship, ...]] = {}
        self.strict = False

    def names(self) -> Iterator[str]:
        """The parts there are now, without folders."""
        return (name for name in self._names.values() if not name.endswith("/"))

    def has(self, name: str) -> bool:
        """Whether there is such a part."""
        return normal(name) in self._names

    def text(self, name: str) -> str:
        """The part as text; raises PackageError: part-missing, damaged, doctype."""
        found = self._find(name)
        if found not in self._texts:
            try:
                self._texts[found], self._encodings[found] = encoding.decode(self.raw(found))
            except PackageError as error:
                raise error.placed(part=found) from error
        return self._texts[found]

    def raw(self, name: str) -> bytes:
        """The part's bytes as they are now."""
        found = self._find(name)
        if found in self._dirty:
            return encoding.encode(self._texts[found], self._encodings[found])
        replaced = self._raw.get(found)
        return self.archive.read(found) if replaced is None else replaced

    def _find(self, name: str) -> str:
        found = self._names.get(normal(name))
        if found is None:
            raise PackageError("part-missing", part=name)
        return found

    def write(self, name: str, text: str) -> None:
        """Change or add a text part (its content type is the caller's business)."""
        found = self._names.setdefault(normal(name), name)
        if found in self._texts and self._texts[found] == text:
            return
        if found not in self._encodings:
            self._encodings[found] = encoding.Encoding("utf-8", b"")
        self._texts[found] = text
        self._dirty.add(found)
        self._raw.pop(found, None)
        self._relations.pop(found, None)

    def write_raw(self, name: str, data: bytes) -> None:
        """Change or add a part that is no text."""
        found = self._names.setdefault(normal(name), name)
        self._forget(found)
        self._raw[found] = data

    def remove(self, name: str) -> None:
        """Take out a part, its relationships and its content type; links to it are the caller's business."""
        found = self._names.pop(normal(name), None)
        if found is None:
            return
        self._forget(found)
        self._raw[found] = None
        content_types.drop_override(self, found)
        self.remove(relations_name(found))

    def discard(self, name: str) -> None:
        """Take out a part alone: what speaks of it has been seen to."""
        found = self._names.pop(normal(name), None)
        if found is not None:
            self._forget(found)
            self._raw[found] = None

    def _forget(self, name: str) -> None:
        self._texts.pop(name, None)
        self._encodings.pop(name, None)
        self._dirty.discard(name)
        self._relations.pop(name, None)

    def changes(self) -> dict[str, bytes | None]:
        """What differs from the archive: new bytes, or None for a part taken out."""
        new: dict[str, bytes | None] = {name: self.raw(name) for name in sorted(self._dirty)}
        old = {name: self.archive.read(name) for name in self._raw | new if name in self.archive.members}
        return {name: data for name, data in (self._raw | new).items() if data != old.get(name)}

    def relations(self, name: str) -> tuple[Relationship, ...]:
        """The relationships of a part ("" for the package itself)."""
        path = relations_name(name)
        if not self.has(path):
            return ()
        path = self._find(path)
        if path not in self._relations:
            masked = markup.mask(self.text(path))
            found = (markup.attributes(item.attributes) for item in markup.elements(masked, "Relationship"))
            self._relations[path] = tuple(_relationship(name, item) for item in found)
        return self._relations[path]

    def related(self, name: str, kind: str) -> tuple[Relationship, ...]:
        """The internal relationships of one kind whose part is there."""
        return tuple(r for r in self.relations(name) if r.kind == kind and not r.external and self.has(r.target))

    def relate(self, name: str, kind: str, target: str, *, external: bool = False) -> str:
        """A new relationship of a part; returns its id."""
        path = relations_name(name)
        if not self.has(path):
            text = f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships"></Relationships>'
            self.write(path, text)
        taken = [int(found[1]) for item in self.relations(name) if (found := _IDENTIFIER.match(item.id))]
        fresh = f"rId{max(taken, default=0) + 1}"
        base = f"{_PACKAGE}/relationships/metadata" if kind == "core-properties" else self.base
        address = target if external else posixpath.relpath(f"/{target}", posixpath.dirname(f"/{name}"))
        mode = ' TargetMode="External"' if external else ""
        line = f'Id="{fresh}" Type="{base}/{kind}" Target="{markup.escape(address)}"{mode}/>'
        self.write(path, lines.added(self.text(path), "Relationship", line))
        return fresh

    @property
    def base(self) -> str:
        """What the types of relationships begin with, in strict packages another address."""
        return _STRICT if self.strict else _RELATIONS

    def unrelate(self, name: str, identifier: str) -> None:
        """Take out one relationship."""
        path = relations_name(name)
        self.write(path, lines.without(self.text(path), "Relationship", "Id", identifier))

    def fresh(self, pattern: str) -> str:
        """A part name that is free: `xl/tables/table{}.xml` with the first number not taken."""
        number = 1
        while self.has(pattern.format(number)):
            number += 1
        return pattern.format(number)


def relations_name(name: str) -> str:
    """Where the relationships of a part stand."""
    folder, _, file = name.rpartition("/")
    return f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels"


def _relationship(source: str, values: dict[str, str]) -> Relationship:
    target = values.get("Target", "")
    external = values.get("TargetMode") == "External"
    if not external:
        path = target.replace("\\", "/")
        target = posixpath.normpath(posixpath.join("/", posixpath.dirname(source), path)).lstrip("/")
    return Relationship(values.get("Id", ""), values.get("Type", ""), target, external)
