"""The text of one formula: its words, and what in it Excel would not read back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from kap_xl.books.strict.book import Book
from kap_xl.books.strict.functions import PREFIXES
from kap_xl.books.strict.markup import main, plain

LONGEST: Final = 8_192

_TOKEN: Final = re.compile(
    r"""(?P<string>"(?:[^"]|"")*")
      | (?P<quoted>'(?:[^']|'')*')
      | (?P<error>\#(?:REF!|DIV/0!|N/A|NAME\?|NULL!|NUM!|VALUE!|GETTING_DATA|SPILL!|CALC!|FIELD!|BLOCKED!|UNKNOWN!))
      | (?P<bracket>\[(?:[^\[\]']|'.|\[(?:[^\[\]']|'.)*\])*\])
      | (?P<word>(?:[^\W\d]|[\\?])[\w.\\?]*)
      | (?P<mark>[()\[\]{}!;@#"'])""",
    re.VERBOSE | re.DOTALL,
)
_COLUMN: Final = re.compile(r"\[((?:[^\[\]']|'.)*)\]", re.DOTALL)
_PARTS: Final = re.compile(r"\s*\[(?:[^\[\]']|'.)*\](?:\s*[,:]\s*\[(?:[^\[\]']|'.)*\])*\s*\Z", re.DOTALL)
_ITEMS: Final = frozenset({"#all", "#data", "#headers", "#totals", "#this row"})
_CLOSES: Final = {")": "(", "]": "[", "}": "{"}

Problem = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Scope:
    """What formulas may refer to: sheets and columns of tables by lower-case name, and how many outside books."""

    sheets: frozenset[str]
    tables: Mapping[str, frozenset[str]]
    books: int


def scope_of(book: Book) -> Scope:
    """The things there are in a workbook."""
    tables = {
        table.name.lower(): frozenset(plain(column.get("name", "")).lower() for column in table.columns)
        for table in book.tables
        if table.name
    }
    outside = book.root.findall(f"{main('externalReferences')}/{main('externalReference')}")
    return Scope(frozenset(sheet.name.lower() for sheet in book.sheets), tables, len(outside))


class Checker:
    """The check of one formula's text, which remembers what it has seen."""

    def __init__(self, scope: Scope) -> None:
        self._seen = lru_cache(maxsize=4096)(lambda text: tuple(_problems(text, scope)))

    def __call__(self, text: str) -> tuple[Problem, ...]:
        """What is wrong with a formula: codes and details."""
        return self._seen(text)


def checker(scope: Scope) -> Checker:
    """A check of formulas within a workbook."""
    return Checker(scope)


def tokens(text: str) -> list[tuple[str, str]]:
    """Kind and text of what matters in a formula; operators, numbers and commas are left out."""
    return [(found.lastgroup or "", found[0]) for found in _TOKEN.finditer(text)]


def _problems(text: str, scope: Scope) -> Iterator[Problem]:
    if text.startswith("="):
        yield "formulas.equals", text[:40]
    if len(text) > LONGEST:
        yield "formulas.length", str(len(text))
    found = list(_TOKEN.finditer(text))
    open_ones: list[str] = []
    for place, token in enumerate(found):
        kind, word = token.lastgroup, token[0]
        following = text[token.end() : token.end() + 1]
        if kind == "mark":
            yield from _mark(word, text, token, open_ones)
        elif kind == "word" and following:
            yield from _word(word, following, found, place, text, scope)
        elif kind == "quoted":
            yield from _quoted(word, following, scope)
        elif kind == "bracket":
            yield from _bracket(word, following, text[: token.start()], scope)
    if open_ones:
        yield "formulas.unbalanced", "".join(open_ones)


def _mark(mark: str, text: str, token: re.Match[str], open_ones: list[str]) -> Iterator[Problem]:
    if mark in "([{":
        open_ones.append(mark)
    elif mark in ")]}":
        if not open_ones or open_ones.pop() != _CLOSES[mark]:
            yield "formulas.unbalanced", text[: token.end()][-40:]
    elif mark in "\"'":
        yield "formulas.unbalanced", text[token.start() :][:40]
    elif mark == ";" and "{" not in open_ones:
        yield "formulas.separator", text[: token.end()][-40:]
    elif mark == "@":
        yield "formulas.this-row", text[token.start() :][:40]
    elif mark == "#":
        yield "formulas.spill", text[: token.end()][-40:]


def _word(
    word: str, following: str, found: list[re.Match[str]], place: int, text: str, scope: Scope
) -> Iterator[Problem]:
    if following == "(":
        bare = word.upper()
        plainly = bare.removeprefix("_XLFN.").removeprefix("_XLWS.")
        if plainly in PREFIXES and bare != f"{PREFIXES[plainly]}{plainly}".upper():
            yield "formulas.prefix", word
        first = place + 2  # behind the bracket
        if (
            bare.endswith((".LET", ".LAMBDA"))
            and _kind(found, first) == "word"
            and not found[first][0].startswith("_xlpm.")
        ):
            yield "formulas.parameter", found[first][0]
    elif following == "!":
        before = text[: found[place].start()]
        outside = re.search(r"\[(\d+)\]$", before)
        if outside:
            yield from _outside(outside[1], scope)
        elif word.lower() not in scope.sheets and not before.endswith((".", "]", ":")):
            yield "formulas.unknown-sheet", word
    elif following == "[" and _names_no_table(word, found, place, text, scope):
        yield "formulas.unknown-table", word


def _names_no_table(word: str, found: list[re.Match[str]], place: int, text: str, scope: Scope) -> bool:
    elsewhere = text[: found[place].start()].endswith("!")  # a table of another book
    return not elsewhere and _kind(found, place + 1) == "bracket" and word.lower() not in scope.tables


def _kind(found: list[re.Match[str]], place: int) -> str:
    return (found[place].lastgroup or "") if place < len(found) else ""


def _outside(number: str, scope: Scope) -> Iterator[Problem]:
    if int(number) > scope.books:  # 0 is this workbook itself
        yield "formulas.unknown-book", number


def _quoted(word: str, following: str, scope: Scope) -> Iterator[Problem]:
    name = word[1:-1].replace("''", "'")
    if following != "!":
        yield "formulas.unbalanced", word
        return
    outside = re.match(r"\[(\d+)\]", name)
    if outside:
        yield from _outside(outside[1], scope)
    elif "[" not in name and "|" not in name:  # a path, or a topic of another program
        for sheet in name.split(":"):
            if sheet.lower() not in scope.sheets:
                yield "formulas.unknown-sheet", sheet


def _bracket(word: str, following: str, before: str, scope: Scope) -> Iterator[Problem]:
    inner = word[1:-1]
    owner = re.search(r"[\w.\\?]+$", before)
    if owner is None and inner.isdigit() and following and (following.isalnum() or following in "!_'"):
        yield from _outside(inner, scope)
        return
    this_row = "#this row" in inner.lower()
    if inner.startswith("@") or "[@" in inner or (this_row and owner is None):
        yield "formulas.this-row", word
        return
    parts = "[" in re.sub("'.", "", inner, flags=re.DOTALL)  # a bracket behind an apostrophe belongs to a name
    if parts and not _PARTS.match(inner):
        yield "formulas.this-row" if this_row else "formulas.structure", word
        return
    columns = scope.tables.get(owner[0].lower()) if owner else None
    if columns is None or (owner and before[: owner.start()].endswith("!")):
        return
    names = _COLUMN.findall(inner) if parts else [inner]
    for name in names:
        spoken = plain(re.sub(r"'(.)", r"\1", name, flags=re.DOTALL)).lower()
        if spoken and name.lower() not in _ITEMS and spoken not in columns:
            yield "formulas.unknown-column", f"{owner[0] if owner else ''}[{name}]"
