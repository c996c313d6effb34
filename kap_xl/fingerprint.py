"""Short fingerprints: of a file's bytes, and of the text that a translation was made from."""

from __future__ import annotations

import hashlib
import unicodedata


def of_bytes(data: bytes) -> str:
    """The fingerprint of a file; two files with the same bytes have the same one."""
    return hashlib.sha256(data).hexdigest()[:24]


def of_text(text: str | None) -> str | None:
    """The fingerprint of a text, whatever its blanks and its Unicode form; None of no text."""
    plain = " ".join(unicodedata.normalize("NFC", text or "").split())
    return hashlib.sha256(plain.encode()).hexdigest()[:12] if plain else None
