"""Bytes of a part as text and back: whatever encoding it came in, it leaves in."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from kap_xl.books.errors import PackageError

_DECLARED = re.compile(rb"""\A\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


class Encoding(NamedTuple):
    """How the bytes of a part become text, and back."""

    codec: str
    bom: bytes


def decode(data: bytes) -> tuple[str, Encoding]:
    """Text of a part; raises PackageError "damaged" where the bytes do not fit, "doctype" where it has one."""
    for bom, codec in _BOMS:
        if data.startswith(bom):
            encoding = Encoding(codec, bom)
            break
    else:
        encoding = Encoding(_guess(data), b"")
    try:
        text = data[len(encoding.bom) :].decode(encoding.codec)
    except (UnicodeDecodeError, LookupError) as error:
        raise PackageError("damaged", reason="encoding") from error
    if "<!DOCTYPE" in text:
        raise PackageError("doctype")
    return text, encoding


def _guess(data: bytes) -> str:
    if data.startswith(b"<\x00"):
        return "utf-16-le"
    if data.startswith(b"\x00<"):
        return "utf-16-be"
    declared = _DECLARED.match(data)
    return declared[1].decode("ascii").lower() if declared else "utf-8"


def encode(text: str, encoding: Encoding) -> bytes:
    """The bytes of a part; what the encoding lacks becomes a character reference."""
    return encoding.bom + text.encode(encoding.codec, "xmlcharrefreplace")
