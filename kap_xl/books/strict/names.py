"""Names of sheets and defined names, and which sheet is shown first."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from kap_xl.books.strict import reference, syntax
from kap_xl.books.strict.book import Book
from kap_xl.books.strict.fault import Fault
from kap_xl.books.strict.markup import main, whole

CODES: Final = (
    "names.sheet",
    "names.sheet-twice",
    "names.sheet-id",
    "names.no-visible-sheet",
    "names.active-tab",
    "names.active-hidden",
    "names.bad",
    "names.twice",
    "names.scope",
    "names.built-in",
    "names.empty",
)
_SHEET_NAME: Final = re.compile(r"[^\[\]:*?/\\\x00-\x1f]{1,31}\Z")
_NAME: Final = re.compile(r"(?:[^\W\d]|\\)[\w.\\?]{0,254}\Z")
_BUILT_IN: Final = "_xlnm."
_LOCAL: Final = frozenset({"Print_Area", "Print_Titles", "_FilterDatabase"})
_GLOBAL: Final = frozenset(
    {"Criteria", "Extract", "Database", "Consolidate_Area", "Sheet_Title", "Auto_Open", "Auto_Close", "Recorder",
     "Data_Form", "Auto_Activate", "Auto_Deactivate"}
)  # fmt: skip
_LAST_ID: Final = 65_534


def good_name(name: str) -> bool:
    """Whether a table or a range may be called so: a word, and none that reads as a cell."""
    return bool(_NAME.match(name)) and not reference.like_reference(name)


def faults(book: Book) -> Iterator[Fault]:
    """What is wrong with the names in a workbook."""
    yield from _sheets(book)
    yield from _shown(book)
    yield from _defined(book)


def _sheets(book: Book) -> Iterator[Fault]:
    names = Counter(sheet.name.lower() for sheet in book.sheets)
    numbers = Counter(sheet.number for sheet in book.sheets)
    for sheet in book.sheets:
        name = sheet.name
        if not _SHEET_NAME.match(name) or name.startswith("'") or name.endswith("'") or name.lower() == "history":
            yield Fault("names.sheet", book.part, name)
        if names[name.lower()] > 1:
            yield Fault("names.sheet-twice", book.part, name)
        if numbers[sheet.number] > 1 or not 1 <= sheet.number <= _LAST_ID:
            yield Fault("names.sheet-id", book.part, name, str(sheet.number))
    if not any(sheet.state == "visible" for sheet in book.sheets):
        yield Fault("names.no-visible-sheet", book.part)


def _shown(book: Book) -> Iterator[Fault]:
    for view in book.root.iterfind(f"{main('bookViews')}/{main('workbookView')}"):
        for key in ("activeTab", "firstSheet"):
            number = whole(view.get(key, "0"))
            if not 0 <= number < len(book.sheets):
                yield Fault("names.active-tab", book.part, key, str(number))
            elif key == "activeTab" and book.sheets[number].state != "visible":
                yield Fault("names.active-hidden", book.part, book.sheets[number].name)


def _defined(book: Book) -> Iterator[Fault]:
    check = syntax.checker(syntax.scope_of(book))
    seen: set[tuple[str, str]] = set()
    for line in book.root.iterfind(f"{main('definedNames')}/{main('definedName')}"):
        name, scope = line.get("name", ""), line.get("localSheetId", "")
        if (name.lower(), scope) in seen:
            yield Fault("names.twice", book.part, name, scope)
        seen.add((name.lower(), scope))
        if scope and not 0 <= whole(scope) < len(book.sheets):
            yield Fault("names.scope", book.part, name, scope)
        if name.startswith(_BUILT_IN):
            word = name.removeprefix(_BUILT_IN)
            if word not in _LOCAL | _GLOBAL or (word in _LOCAL and not scope):
                yield Fault("names.built-in", book.part, name)
        elif not good_name(name.removeprefix("_xleta.")):
            yield Fault("names.bad", book.part, name)
        text = line.text or ""
        if not text.strip():
            yield Fault("names.empty", book.part, name)
        yield from (Fault(code, book.part, name, detail) for code, detail in check(text))
