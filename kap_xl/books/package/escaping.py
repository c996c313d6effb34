"""Text as the parts of a package hold it: escaped, with its blanks kept, no longer than a cell takes."""

from __future__ import annotations

import re
from typing import Final

from kap_xl.books.errors import PackageError

MAX_TEXT: Final = 32_767
ILLEGAL: Final = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPED: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_UNESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_XML: Final = re.compile("[&<>]")
_FAST: Final = re.compile("[&<>_\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


def escape_text(text: str) -> str:
    """Text as it stands in `<t>` or `<v>`: XML entities, and `_xHHHH_` for what XML cannot hold."""
    if not _FAST.search(text):
        return text
    text = _ESCAPED.sub("_x005F_", text)
    text = ILLEGAL.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
    if _XML.search(text):
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text


def unescape_text(text: str) -> str:
    """`_xHHHH_` back to characters; XML entities are already resolved."""
    return _UNESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def text_element(name: str, text: str) -> str:
    """An element with that text, blanks at its ends and line breaks kept."""
    space = ' xml:space="preserve"' if text != text.strip() or "\n" in text else ""
    return f"<{name}{space}>{escape_text(text)}</{name}>"


def checked_text(text: str) -> str:
    """The text; raises PackageError("text-too-long") above what Excel holds in a cell, in UTF-16 units."""
    if len(text) > MAX_TEXT // 2 and len(text.encode("utf-16-le", "surrogatepass")) > 2 * MAX_TEXT:
        raise PackageError("text-too-long", limit=MAX_TEXT, found=len(text))
    return text
