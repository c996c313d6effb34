"""Words of three languages and two scripts folded to one spelling, and slips of the finger."""

import re
import unicodedata

_CYRILLIC = {
    **dict(zip("абвгдезијклмнопрстћуфхцчшжђ", "abvgdezijklmnoprstcufhccszd", strict=True)),
    "љ": "lj",
    "њ": "nj",
    "џ": "dz",
    "ѕ": "s",
    "й": "j",
    "я": "ja",
    "ю": "ju",
    "ы": "i",
    "э": "e",
    "щ": "s",
    "ь": "",
    "ъ": "",
    "і": "i",
    "ѓ": "g",
    "ќ": "k",
}
_LETTERS = str.maketrans(
    {
        **_CYRILLIC,
        "ǉ": "lj",
        "ǌ": "nj",
        "ǆ": "dz",
        "\u00ad": "",
        "đ": "d",
        "ð": "d",
        "ł": "l",
        "ø": "o",
        "ı": "i",
        "ʼ": "'",
        "’": "'",
        "‘": "'",
        "`": "'",
        "´": "'",
        "–": "-",
        "—": "-",
        "−": "-",
        "‑": "-",
        "‐": "-",
        "ß": "ss",
    }
)
_NOT_WORD = re.compile(r"[^\w%]+")
_EXCEL_ERRORS = frozenset(
    {
        "#NULL!",
        "#DIV/0!",
        "#VALUE!",
        "#REF!",
        "#NAME?",
        "#NUM!",
        "#N/A",
        "#GETTING_DATA",
        "#SPILL!",
        "#CALC!",
        "#FIELD!",
        "#BLOCKED!",
        "#CONNECT!",
        "#BUSY!",
        "#UNKNOWN!",
        "#####",
    },
)


def fold(text: str) -> str:
    """Lower case, Latin script, no diacritics, straight dashes and apostrophes; đ and dj are both d."""
    low = text.casefold()
    if not low.isascii():
        low = low.translate(_LETTERS)
        low = "".join(c for c in unicodedata.normalize("NFD", low) if not unicodedata.combining(c)).translate(_LETTERS)
    return low.replace("dj", "d")


def phrase(text: str) -> str:
    """The folded words of a text with single blanks between and no punctuation; % stays."""
    return " ".join(_NOT_WORD.sub(" ", fold(text)).split())


def is_blank(text: str) -> bool:
    """Whether a cleaned text is nothing but blanks, dashes and dots."""
    return not text.strip(" \t\r\n.-–—−‑‐_…·•/\\|,;:'’")


def is_excel_error(text: str) -> bool:
    """Whether a cleaned text is what Excel shows for an error."""
    upper = text.upper()
    return upper in _EXCEL_ERRORS or (upper.startswith("#####") and not upper.strip("#"))


def one_slip(typed: str, meant: str) -> bool:
    """Whether two different words are one insertion, deletion, replacement or swap of neighbours apart."""
    short, long = sorted((typed, meant), key=len)
    if len(long) - len(short) > 1 or typed == meant:
        return False
    at = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    swapped = short[at : at + 2] == long[at : at + 2][::-1] and short[at + 2 :] == long[at + 2 :]
    return swapped or short[at + 1 :] == long[at + 1 :]
