"""Text as it was typed: damaged encoding undone, blanks and composed letters in one form."""

import re
import unicodedata
from typing import NamedTuple

_CP1252 = {bytes([b]).decode("cp1252"): b for b in range(0x80, 0xA0) if b not in {0x81, 0x8D, 0x8F, 0x90, 0x9D}}
_BLANKS = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff]")
_DAMAGED = re.compile("[\u00c2-\u00f4][\u0080-\u00bf\u0152-\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]")
_CYRILLIC = re.compile("[\u0400-\u052f]")
_MIXED_WORD = re.compile(r"[^\W\d_]*[\u0400-\u04ff\u0500-\u052f][^\W_]*|[^\W_]+")

# Only what our three languages and ordinary typography use may come out of a repair: any other letter
# means that the two characters stood side by side on purpose.
_PLAUSIBLE = (
    (0x80, 0x17F),
    (0x192, 0x192),
    (0x1C4, 0x1CC),
    (0x218, 0x21B),
    (0x2C6, 0x2C6),
    (0x2DC, 0x2DC),
    (0x300, 0x30C),
    (0x400, 0x45F),
    (0x2000, 0x206F),
    (0x20AC, 0x20AC),
    (0x2116, 0x2122),
    (0x2212, 0x2265),
    (0x2605, 0x2718),
    (0xFB00, 0xFB06),
    (0xFEFF, 0xFEFF),
    (0xFFFD, 0xFFFD),
)
_ALIKE = str.maketrans("АВЕКМНОРСТУХЅІЈЁЇаеорсухѕіјёї", "ABEKMHOPCTYXSIJËÏaeopcyxsijëï")
_ALIKE_LETTERS = frozenset("АВЕКМНОРСТУХЅІЈЁЇаеорсухѕіјёї")


class Cleaned(NamedTuple):
    """A text in its one form, and whether its encoding had to be repaired."""

    text: str
    repaired: bool


def _byte(character: str) -> int | None:
    code = ord(character)
    return code if 0x80 <= code <= 0xFF else _CP1252.get(character)  # noqa: PLR2004  # Latin-1 is its own bytes


def _repaired_at(text: str, at: int) -> tuple[str, int]:
    """The character whose UTF-8 bytes stand at a place, and how many characters it took; ("", 0) if none."""
    lead = ord(text[at])
    length = 2 if lead < 0xE0 else 3 if lead < 0xF0 else 4  # noqa: PLR2004  # UTF-8 lead bytes
    found = [_byte(c) for c in text[at : at + length]]
    if len(found) < length or None in found:
        return "", 0
    try:
        character = bytes(b for b in found if b is not None).decode("utf-8")
    except UnicodeDecodeError:
        return "", 0
    code = ord(character)
    return (character, length) if any(low <= code <= high for low, high in _PLAUSIBLE) else ("", 0)


def _repair_once(text: str) -> str:
    out: list[str] = []
    at = 0
    while at < len(text):
        character, length = _repaired_at(text, at) if "\u00c2" <= text[at] <= "\u00f4" else ("", 0)
        out.append(character or text[at])
        at += length or 1
    return "".join(out)


def repair(text: str) -> str:
    """The text with UTF-8 that was read as cp1252 or Latin-1, even twice, read as UTF-8."""
    for _ in range(3):
        if not _DAMAGED.search(text):
            break
        text = _repair_once(text)
    return text


def _one_script(found: re.Match[str]) -> str:
    """A word with Latin letters whose Cyrillic letters all look Latin, in Latin letters."""
    word = found[0]
    cyrillic = {c for c in word if "\u0400" <= c <= "\u052f"}
    if not cyrillic or not cyrillic <= _ALIKE_LETTERS:
        return word
    latin = any(c.isalpha() and c not in cyrillic for c in word)
    return word.translate(_ALIKE) if latin else word


def clean(text: str) -> Cleaned:
    """The text repaired, composed (NFC), with plain blanks, without invisible characters, trimmed."""
    if text.isascii():
        return Cleaned(text.strip(), repaired=False)
    composed = unicodedata.normalize("NFC", text)  # damage to decomposed text is itself decomposed
    whole = repair(composed)
    plain = _INVISIBLE.sub("", _BLANKS.sub(" ", unicodedata.normalize("NFC", whole)))
    one_script = _MIXED_WORD.sub(_one_script, plain) if _CYRILLIC.search(plain) else plain
    return Cleaned(one_script.strip(), repaired=whole != composed)
