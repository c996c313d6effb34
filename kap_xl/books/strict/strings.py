"""Shared strings: their length and their blanks; whether cells use them rightly is the cells' own check."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kap_xl.books.strict.book import Book
from kap_xl.books.strict.cells import LONGEST_TEXT, spaced, text_units
from kap_xl.books.strict.fault import Fault
from kap_xl.books.strict.markup import main, whole

CODES: Final = ("strings.count", "strings.length", "strings.space", "strings.content")


def faults(book: Book) -> Iterator[Fault]:
    """What is wrong with the shared strings."""
    tree = book.package.trees.get(book.strings_part)
    if tree is None or tree.root is None:
        return
    part = book.strings_part
    unique = tree.root.get("uniqueCount")
    if unique is not None and whole(unique) != len(book.strings):
        yield Fault("strings.count", part, "", f"{unique} {len(book.strings)}")
    texts = tree.root.iterfind(main("si"))
    for number, (item, text) in enumerate(zip(texts, book.strings, strict=True)):
        if text_units(text) > LONGEST_TEXT:
            yield Fault("strings.length", part, str(number))
        if text[:1].isspace() or text[-1:].isspace() or len(item) != 1:
            if not spaced(item):
                yield Fault("strings.space", part, str(number))
            if item.find(main("t")) is not None and item.find(main("r")) is not None:
                yield Fault("strings.content", part, str(number))
