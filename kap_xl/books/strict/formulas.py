"""Formulas as a file must hold them: English, with commas and prefixes, and of things that exist."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kap_xl.books.strict import reference
from kap_xl.books.strict.book import Book, Sheet
from kap_xl.books.strict.fault import Fault
from kap_xl.books.strict.markup import Element
from kap_xl.books.strict.syntax import Checker, checker, scope_of

CODES: Final = (
    "formulas.empty",
    "formulas.equals",
    "formulas.length",
    "formulas.unbalanced",
    "formulas.separator",
    "formulas.prefix",
    "formulas.parameter",
    "formulas.this-row",
    "formulas.structure",
    "formulas.spill",
    "formulas.unknown-sheet",
    "formulas.unknown-book",
    "formulas.unknown-table",
    "formulas.unknown-column",
    "formulas.shared",
    "formulas.array",
)


def faults(book: Book) -> Iterator[Fault]:
    """What is wrong with the formulas in cells."""
    check = checker(scope_of(book))
    for sheet in book.sheets:
        masters = {f.get("si") for f in sheet.cells.formulas.values() if f.get("t") == "shared" and f.get("ref")}
        for (row, column), formula in sheet.cells.formulas.items():
            place = reference.name_of(row, column)
            kind = formula.get("t", "normal")
            if kind == "shared" and (formula.get("si") is None or formula.get("si") not in masters):
                yield Fault("formulas.shared", sheet.part, place)
            if kind == "array" and not _array_holds(formula, row, column):
                yield Fault("formulas.array", sheet.part, place, formula.get("ref", ""))
            yield from _text(sheet, place, formula, kind, check)


def _array_holds(formula: Element, row: int, column: int) -> bool:
    area = reference.area(formula.get("ref", ""))
    return area is not None and area[:2] == (row, column)


def _text(sheet: Sheet, place: str, formula: Element, kind: str, check: Checker) -> Iterator[Fault]:
    text = formula.text or ""
    if not text.strip():
        if kind in {"normal", "array"}:
            yield Fault("formulas.empty", sheet.part, place)
        return
    yield from (Fault(code, sheet.part, place, detail) for code, detail in check(text))
