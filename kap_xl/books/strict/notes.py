"""Notes and threaded comments: authors, shapes and persons."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from kap_xl.books.strict import reference
from kap_xl.books.strict.book import EMPTY, Book
from kap_xl.books.strict.fault import Fault
from kap_xl.books.strict.markup import Element, main, whole

CODES: Final = (
    "notes.no-drawing",
    "notes.no-shape",
    "notes.shape-twice",
    "notes.author",
    "notes.cell",
    "notes.cell-twice",
    "notes.thread",
)
_SHAPE_ID: Final = re.compile(r"""<(?:\w+:)?shape\b[^>]*?\bid\s*=\s*["']([^"']+)["']""")
_NOTE: Final = re.compile(
    r"""<(?:\w+:)?ClientData\b[^>]*ObjectType\s*=\s*["']Note["'].*?</(?:\w+:)?ClientData""", re.DOTALL
)
_ROW: Final = re.compile(r"<(?:\w+:)?Row>\s*(\d+)\s*<")
_COLUMN: Final = re.compile(r"<(?:\w+:)?Column>\s*(\d+)\s*<")
_THREADS: Final = "{http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments}"


def faults(book: Book) -> Iterator[Fault]:
    """What is wrong with the notes."""
    people = _persons(book)
    for sheet in book.sheets:
        drawings = [book.package.parts.get(one.target, b"") for one in book.package.related(sheet.part, "vmlDrawing")]
        texts = [data.decode("utf-8", "replace") for data in drawings]
        for text in texts:
            for name, times in Counter(_SHAPE_ID.findall(text)).items():
                if times > 1:
                    yield Fault("notes.shape-twice", sheet.part, name)
        notes: set[str] = set()
        for link in book.package.related(sheet.part, "comments"):
            if sheet.root.find(main("legacyDrawing")) is None:
                yield Fault("notes.no-drawing", sheet.part)
            root = _root(book, link.target)
            yield from _comments(link.target, root, {place for text in texts for place in _places(text)})
            notes.update(line.get("ref", "") for line in root.iter(main("comment")))
        for link in book.package.related(sheet.part, "threadedComment"):
            yield from _threads(link.target, _root(book, link.target), notes, people)


def _root(book: Book, part: str) -> Element:
    tree = book.package.trees.get(part)
    return EMPTY if tree is None or tree.root is None else tree.root


def _places(text: str) -> Iterator[tuple[int, int]]:
    """Row and column, from 1, of the cells that a drawing has a note's shape for."""
    for note in _NOTE.findall(text):
        row, column = _ROW.search(note), _COLUMN.search(note)
        if row and column:
            yield int(row[1]) + 1, int(column[1]) + 1


def _comments(part: str, root: Element, shapes: set[tuple[int, int]]) -> Iterator[Fault]:
    authors = len(root.findall(f"{main('authors')}/{main('author')}"))
    seen: set[str] = set()
    for line in root.iter(main("comment")):
        where = line.get("ref", "")
        cell = reference.cell(where)
        if cell is None:
            yield Fault("notes.cell", part, where)
        elif cell not in shapes:
            yield Fault("notes.no-shape", part, where)
        if where in seen:
            yield Fault("notes.cell-twice", part, where)
        seen.add(where)
        if not 0 <= whole(line.get("authorId")) < authors:
            yield Fault("notes.author", part, where, line.get("authorId", ""))


def _persons(book: Book) -> frozenset[str]:
    roots = [_root(book, link.target) for link in book.package.related(book.part, "person")]
    return frozenset(line.get("id", "").lower() for root in roots for line in root.iter(f"{_THREADS}person"))


def _threads(part: str, root: Element, notes: set[str], people: frozenset[str]) -> Iterator[Fault]:
    lines = list(root.iter(f"{_THREADS}threadedComment"))
    ids = Counter(line.get("id", "").lower() for line in lines)
    for line in lines:
        where, parent = line.get("ref", ""), line.get("parentId")
        known = line.get("personId", "").lower() in people and ids[line.get("id", "").lower()] == 1
        if not known or where not in notes or (parent is not None and parent.lower() not in ids):
            yield Fault("notes.thread", part, where)
