"""The register of institutions, indexed so that the longest known name can be found in a text."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from kap_xl.kinds.words import fold

Key = tuple[str, ...]

_ENDINGS = "it|ut|un|in|i|së|se|ja|në|ne|të|te|ve|vet|tit|a|u|e|om|em|ov|ova|ovim|ima|s|ит|а|у|е|и|ом|ем|ов|ова|има"
_TOKEN = re.compile(rf"(?P<word>[^\W_]+(?:'s\b)?)(?:(?<=\w)-(?:{_ENDINGS})(?![\w-]))?|(?P<mark>[^\w\s'])|(?P<line>\n)")
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}[^\W\d_]?")
_BRACKETS = re.compile(r"\s*\([^)]*\)")
_JOINTS = ("and", "dhe", "i")
_ARTICLES = frozenset(("i", "e", "te", "se", "s"))
_STEM_ENDINGS = (
    "nave",
    "rave",
    "vet",
    "eve",
    "ise",
    "ine",
    "ave",
    "ima",
    "ama",
    "ija",
    "ije",
    "iju",
    "ite",
    "ve",
    "it",
    "in",
    "ut",
    "ne",
    "te",
    "se",
    "om",
    "em",
    "og",
    "at",
    "et",
    "ia",
    "im",
    "ie",
    "ih",
    "ja",
    "je",
    "ju",
    "a",
    "e",
    "i",
    "o",
    "u",
)
_STEM = 4
_WRAPPED = 2  # a longer name may be broken over two lines; two short ones on two lines are two bodies


@dataclass(frozen=True, slots=True)
class Body:
    """An institution: its code, its type (GOV, IO, NGO, DONOR, GROUP …) and every name it goes by."""

    code: str
    type: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a mark of a text, folded, with its place in the text."""

    word: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Institutions:
    """The bodies, and where each name leads; a name of two bodies leads nowhere."""

    bodies: tuple[Body, ...]
    exact: Mapping[Key, str]
    stems: Mapping[Key, str]
    types: Mapping[str, str]
    lengths: Mapping[str, tuple[int, ...]]  # of the names by the stem of their first word, longest first

    @staticmethod
    def from_rows(rows: Iterable[tuple[str | None, str, Iterable[str | None], Iterable[str | None]]]) -> "Institutions":
        """The register of rows (code, type, names, aliases); rows without a code and blank names do not count."""
        return register(
            Body(code, kind, tuple(name.strip() for name in (*names, *aliases) if name and name.strip()))
            for code, kind, names, aliases in rows
            if code
        )


def tokens(text: str) -> tuple[Token, ...]:
    """The words and marks of a cleaned text; a case ending after a hyphen belongs to its word and is dropped."""
    found: list[Token] = []
    joined = _DOTTED.sub(lambda m: m[0].replace(".", "").ljust(len(m[0])), text)
    low = joined.casefold()
    source = low.replace("’", "'") if len(low) == len(text) else text
    for match in _TOKEN.finditer(source):
        word = fold(match["word"] or match["mark"] or match["line"]).replace("'", "")
        if word:
            found.append(Token(word, match.start(), match.end()))
    return tuple(found)


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """A word without the ending that Albanian or Serbian grammar gives it; articles are all one."""
    if word in _ARTICLES:
        return "e"
    for ending in _STEM_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _STEM:
            return word.removesuffix(ending)
    return word


def _spellings(name: str) -> Iterator[Key]:
    """A name as its words, with or without its remark in brackets and its commas, and with & for "and"."""
    for text in {name, _BRACKETS.sub("", name)}:
        words = tuple(t.word for t in tokens(text))
        bare = tuple(w for w in words if w[0].isalnum() or w in "&/")
        for key in (words, bare):
            yield key
            yield tuple("&" if w in _JOINTS else w for w in key)


def _collect(pairs: Iterable[tuple[Key, str]]) -> dict[Key, str]:
    index: dict[Key, str] = {}
    for key, code in pairs:
        index[key] = code if index.get(key, code) == code else ""
    return {key: code for key, code in index.items() if key and code}


def register(bodies: Iterable[Body]) -> Institutions:
    """The register of these bodies; a code is a name too."""
    bodies = tuple(bodies)
    exact = _collect((key, b.code) for b in bodies for name in (b.code, *b.names) for key in _spellings(name))
    heads = {stem(key[0]) for key in exact if len(key) > 1}
    group = {b.code for b in bodies if b.type == "GROUP"}
    stemmed = _collect(
        (tuple(stem(w) for w in key), code)
        for key, code in exact.items()
        if len(key) > 1 or (code in group and stem(key[0]) not in heads and len(stem(key[0])) > _STEM)
    )
    lengths: dict[str, set[int]] = {}
    for key in exact:
        lengths.setdefault(stem(key[0]), set()).update((len(key), len(key) + 1) if len(key) > _WRAPPED else (len(key),))
    return Institutions(
        bodies,
        MappingProxyType(exact),
        MappingProxyType(stemmed),
        MappingProxyType({b.code: b.type for b in bodies}),
        MappingProxyType({head: tuple(sorted(found, reverse=True)) for head, found in lengths.items()}),
    )


def match_at(known: Institutions, words: tuple[Token, ...], at: int) -> tuple[str, int]:
    """The code of the longest known name that begins at a token, and the number of tokens it takes; ("", 0) if none."""
    for length in known.lengths.get(stem(words[at].word), ()):
        if length > len(words) - at:
            continue
        run = [t.word for t in words[at : at + length]]
        if run[-1] == "\n":
            continue
        if "\n" in run and length > _WRAPPED + 1:
            run = [w for w in run if w != "\n"]
        code = known.exact.get(tuple(run)) or known.stems.get(tuple(stem(w) for w in run))
        if code:
            return code, length
    return "", 0
