"""Data validations: typed lists, messages, ranges and formulas."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from kap_xl.books.strict import reference, syntax
from kap_xl.books.strict.book import Book
from kap_xl.books.strict.fault import Fault
from kap_xl.books.strict.markup import Element, local, main, plain, whole

CODES: Final = (
    "validations.count",
    "validations.range",
    "validations.list-length",
    "validations.title-length",
    "validations.message-length",
    "validations.formula-missing",
    "validations.table-reference",
)
LONGEST_LIST: Final = 255
LONGEST_TITLE: Final = 32
LONGEST_MESSAGE: Final = 255
_X14: Final = "{http://schemas.microsoft.com/office/spreadsheetml/2009/9/main}"
_XM: Final = "{http://schemas.microsoft.com/office/excel/2006/main}"
_TWO: Final = frozenset({"between", "notBetween"})
_LIMITS: Final = (
    ("errorTitle", LONGEST_TITLE, "validations.title-length"),
    ("promptTitle", LONGEST_TITLE, "validations.title-length"),
    ("error", LONGEST_MESSAGE, "validations.message-length"),
    ("prompt", LONGEST_MESSAGE, "validations.message-length"),
)


def faults(book: Book) -> Iterator[Fault]:
    """What is wrong with the validations, those in extensions too."""
    check = syntax.checker(syntax.scope_of(book))
    for sheet in book.sheets:
        groups = sheet.root.findall(main("dataValidations"))
        groups += sheet.root.findall(f"{main('extLst')}/{main('ext')}/{_X14}dataValidations")
        for group in groups:
            lines = [line for line in group if local(line.tag) == "dataValidation"]
            if whole(group.get("count"), len(lines)) != len(lines):
                yield Fault("validations.count", sheet.part, "", group.get("count", ""))
            for line in lines:
                yield from _line(sheet.part, line, check)


def _line(part: str, line: Element, check: syntax.Checker) -> Iterator[Fault]:
    outside = line.tag.startswith(_X14)
    where = (line.findtext(f"{_XM}sqref") if outside else line.get("sqref")) or ""
    if reference.areas(where) is None:
        yield Fault("validations.range", part, where)
    for key, most, code in _LIMITS:
        if len(plain(line.get(key, ""))) > most:
            yield Fault(code, part, where, key)
    first, second = (_formula(line, name, outside=outside) for name in ("formula1", "formula2"))
    kind = line.get("type", "none")
    if kind != "none" and not first:
        yield Fault("validations.formula-missing", part, where, "formula1")
    if kind not in {"none", "list", "custom"} and line.get("operator", "between") in _TWO and not second:
        yield Fault("validations.formula-missing", part, where, "formula2")
    if kind == "list" and first.startswith('"') and len(first[1:-1].replace('""', '"')) > LONGEST_LIST:
        yield Fault("validations.list-length", part, where, str(len(first) - 2))
    for text in filter(None, (first, second)):
        if refers_to_table(text):
            yield Fault("validations.table-reference", part, where, text)
        yield from (Fault(code, part, where, detail) for code, detail in check(text))


def _formula(line: Element, name: str, *, outside: bool) -> str:
    if outside:
        return line.findtext(f"{_X14}{name}/{_XM}f") or ""
    return line.findtext(main(name)) or ""


def refers_to_table(text: str) -> bool:
    """Whether a formula names a table's column, which Excel takes in cells and names only."""
    found = syntax.tokens(text)
    return any(one == "word" and two == "bracket" and f"{a}{b}" in text for (one, a), (two, b) in pairwise(found))
