"""The strict checker of written packages: what Excel would repair or refuse, though other readers forgive it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kap_xl.books.strict import (
    cells,
    columns,
    document,
    formats,
    formulas,
    grammar,
    links,
    names,
    notes,
    package,
    panes,
    relationships,
    strings,
    styles,
    tables,
    validations,
)
from kap_xl.books.strict.book import Book, load
from kap_xl.books.strict.fault import Fault
from kap_xl.books.strict.markup import MAIN, local

__all__ = ["CODES", "Fault", "check", "is_sound"]

_MODULES: Final = (
    tables, validations, formats, formulas, names, columns, panes, notes, links, styles, strings, document,
)  # fmt: skip
CODES: Final[frozenset[str]] = frozenset(
    code for module in (package, relationships, grammar, cells, *_MODULES) for code in module.CODES
)
_GRAMMAR: Final = {
    "workbook": "Workbook",
    "worksheet": "Worksheet",
    "chartsheet": "Chartsheet",
    "styleSheet": "Stylesheet",
    "table": "Table",
    "sst": "Sst",
    "comments": "Comments",
    "calcChain": "CalcChain",
}


def check(data: bytes) -> tuple[Fault, ...]:
    """All faults of a package's bytes; none where Excel would open it without a word. Never raises on bad data."""
    unpacked, faults = package.unpack(data)
    return faults if unpacked is None else (*faults, *_content(unpacked))


def is_sound(data: bytes) -> bool:
    """Whether a package has no fault."""
    return not check(data)


def _content(unpacked: package.Package) -> Iterator[Fault]:
    yield from relationships.faults(unpacked)
    yield from document.package_faults(unpacked)
    for part, tree in unpacked.trees.items():
        kind = _GRAMMAR.get(local(tree.root.tag)) if tree.root is not None else None
        if kind is not None and tree.root is not None and tree.root.tag.startswith(MAIN):
            yield from grammar.faults(part, tree.root, kind)
    book = load(unpacked)
    if book is not None:
        yield from _book(book)


def _book(book: Book) -> Iterator[Fault]:
    for sheet in book.sheets:
        yield from sheet.cells.faults
    for module in _MODULES:
        yield from module.faults(book)
