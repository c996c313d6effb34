"""Compiles the catalogues (.po, for people) into what gettext reads (.mo): `python -m kap_xl.texts.compile`."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from babel.messages.pofile import read_po

from kap_xl.phrase import TEXTS

if TYPE_CHECKING:
    from pathlib import Path

MAGIC = 0x950412DE
HEAD, ENTRY = 28, 8  # bytes of the head, and of a length with its offset


def compiled(po: Path) -> bytes:
    """The bytes of the compiled catalogue: the same for the same sentences, whenever and with whatever Babel."""
    with po.open("rb") as stream:
        catalogue = read_po(stream, locale=po.parts[-3], abort_invalid=True)
    sentences = {"": f"Content-Type: text/plain; charset=utf-8\nPlural-Forms: {catalogue.plural_forms}\n"}
    for message in catalogue:
        if message.id and message.string:
            sentences[_joined(message.id)] = _joined(message.string)
    return _written(sorted((code.encode(), text.encode()) for code, text in sentences.items()))


def _joined(forms: str | list[str] | tuple[str, ...]) -> str:
    return forms if isinstance(forms, str) else "\0".join(forms)


def _written(entries: list[tuple[bytes, bytes]]) -> bytes:
    """The file gettext reads: head, places of codes, places of sentences, then all of them, each ended by a zero."""
    tables: list[bytes] = []
    texts = b""
    start = HEAD + 2 * ENTRY * len(entries)
    for part in (0, 1):
        for entry in entries:
            tables.append(struct.pack("<2I", len(entry[part]), start + len(texts)))
            texts += entry[part] + b"\0"
    head = struct.pack("<7I", MAGIC, 0, len(entries), HEAD, HEAD + ENTRY * len(entries), 0, start)
    return head + b"".join(tables) + texts


def main() -> None:
    """Every .po beside its .mo."""
    for po in sorted(TEXTS.glob("*/LC_MESSAGES/*.po")):
        po.with_suffix(".mo").write_bytes(compiled(po))


if __name__ == "__main__":
    main()
