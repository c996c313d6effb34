"""Rows and cells: their order, their values, and where the formulas are."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from kap_xl.books.strict import reference
from kap_xl.books.strict.fault import Fault
from kap_xl.books.strict.grammar import finite
from kap_xl.books.strict.markup import Element, main, text_of, whole

CODES: Final = (
    "rows.order",
    "rows.grid",
    "rows.attribute",
    "rows.height",
    "rows.outline",
    "rows.style",
    "cells.order",
    "cells.reference",
    "cells.row-differs",
    "cells.attribute",
    "cells.content",
    "cells.style",
    "cells.type",
    "cells.string-index",
    "cells.number",
    "cells.boolean",
    "cells.error",
    "cells.date",
    "cells.text-length",
    "cells.inline-space",
)
LONGEST_TEXT: Final = 32_767  # UTF-16 units
_ROW, _C, _F, _V, _IS, _EXT = (main(name) for name in ("row", "c", "f", "v", "is", "extLst"))
_INHABITANTS: Final = frozenset(
    kept + extension for kept in ((), (_V,), (_F,), (_F, _V), (_IS,)) for extension in ((), (_EXT,))
)
_CELL_ATTRIBUTES: Final = frozenset({"r", "s", "t", "cm", "vm", "ph"})
_ROW_ATTRIBUTES: Final = frozenset(
    {"r", "spans", "s", "customFormat", "ht", "hidden", "customHeight", "outlineLevel", "collapsed", "thickTop",
     "thickBot", "ph"}
)  # fmt: skip
_ERRORS: Final = frozenset(
    {"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA", "#SPILL!", "#CALC!",
     "#FIELD!", "#BLOCKED!", "#UNKNOWN!", "#CONNECT!", "#BUSY!", "#EXTERNAL!", "#PYTHON!"}
)  # fmt: skip
_DATE: Final = re.compile(r"(?:\d{4}-\d\d-\d\d)?(?:T?\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?)?\Z")
_TALLEST: Final = 409.6  # points; 409.5 is the most on the screen, and Excel 2007 wrote a little more
_LEVELS: Final = frozenset("01234567")


@dataclass(frozen=True, slots=True)
class Cells:
    """The rows of a sheet by number, its formulas by (row, column), and what is wrong with either."""

    rows: Mapping[int, Element]
    formulas: Mapping[tuple[int, int], Element]
    faults: tuple[Fault, ...]

    def cell(self, row: int, column: int) -> Element | None:
        """The cell there, if the file has one."""
        wanted = reference.name_of(row, column)
        return next((cell for cell in self.rows.get(row, ()) if cell.get("r") == wanted), None)


def text_units(text: str) -> int:
    """Length as Excel counts it."""
    return len(text) if len(text) * 2 <= LONGEST_TEXT else len(text.encode("utf-16-le", "surrogatepass")) // 2


@dataclass(frozen=True, slots=True)
class _Known:
    """What cells may refer to: the numbers of formats and of shared strings, as they are written."""

    part: str
    styles: frozenset[str]
    strings: frozenset[str]


def scan(part: str, data: Element | None, styles: int, strings: int) -> Cells:
    """One walk over `sheetData`; `styles` and `strings` are how many cell formats and shared strings there are."""
    rows: dict[int, Element] = {}
    formulas: dict[tuple[int, int], Element] = {}
    faults: list[Fault] = []
    known = _Known(part, frozenset(map(str, range(styles))), frozenset(map(str, range(strings))))
    last = 0
    for row in data if data is not None else ():
        number = whole(row.get("r"), last + 1)
        faults.extend(_row(known, row, number, last))
        last = max(last, number)
        rows.setdefault(number, row)
        faults.extend(_cells(known, row, number, formulas))
    return Cells(rows, formulas, tuple(faults))


def _row(known: _Known, row: Element, number: int, last: int) -> Iterator[Fault]:
    part, where = known.part, f"row {number}"
    if row.tag != _ROW or not _named(row, _ROW_ATTRIBUTES):
        yield Fault("rows.attribute", part, where, " ".join(row.attrib))
    if not 1 <= number <= reference.MAX_ROW:
        yield Fault("rows.grid", part, where)
    if number <= last:
        yield Fault("rows.order", part, where, f"after row {last}")
    height = row.get("ht", "15")
    if not finite(height) or not 0 <= float(height) <= _TALLEST:
        yield Fault("rows.height", part, where, height)
    if row.get("outlineLevel", "0") not in _LEVELS:
        yield Fault("rows.outline", part, where, row.get("outlineLevel", ""))
    if row.get("s", "0") not in known.styles:
        yield Fault("rows.style", part, where, row.get("s", ""))


def _named(element: Element, allowed: frozenset[str]) -> bool:
    attributes = element.attrib
    return attributes.keys() <= allowed or all(name in allowed or name.startswith("{") for name in attributes)


def _cells(known: _Known, row: Element, number: int, formulas: dict[tuple[int, int], Element]) -> Iterator[Fault]:
    last, tail, part, width = 0, str(number), known.part, len(str(number))
    for cell in row:
        get = cell.attrib.get
        name = get("r") or reference.name_of(number, last + 1)
        column = reference.column_number(name[:-width]) if name.endswith(tail) else 0
        if not column:
            found = reference.cell(name)
            column = found[1] if found else last + 1
            yield Fault("cells.row-differs" if found else "cells.reference", part, name, f"in row {number}")
        if column <= last:
            yield Fault("cells.order", part, name)
        last = max(last, column)
        if not _named(cell, _CELL_ATTRIBUTES):
            yield Fault("cells.attribute", part, name, " ".join(cell.attrib))
        if get("s", "0") not in known.styles:
            yield Fault("cells.style", part, name, get("s", ""))
        kind, inhabitants = get("t", "n"), len(cell)
        if inhabitants == 0 and kind == "n":
            continue
        if not (inhabitants == 1 and cell[0].tag == _V) and tuple([one.tag for one in cell]) not in _INHABITANTS:
            yield Fault("cells.content", part, name)
        if inhabitants and cell[0].tag == _F:
            formulas.setdefault((number, column), cell[0])
        problem = _value(cell, kind, known.strings)
        if problem:
            yield Fault(problem, part, name, (cell.findtext(_V) or "")[:40])


def _value(cell: Element, kind: str, strings: frozenset[str]) -> str:
    text = cell.findtext(_V)
    if kind == "s":
        return "" if text is None or text in strings else "cells.string-index"
    if kind == "inlineStr":
        return _inline(cell)
    check = _CHECKS.get(kind)
    if check is None:
        return "cells.type"
    # a formula without a result is a fault of its own kind, and none to Excel
    return "" if text is None or (not text and cell[0].tag == _F) else check(text)


def _inline(cell: Element) -> str:
    inline = cell.find(_IS)
    if inline is None:
        return "cells.content" if len(cell) else ""
    if text_units(text_of(inline)) > LONGEST_TEXT:
        return "cells.text-length"
    return "" if spaced(inline) else "cells.inline-space"


def spaced(item: Element) -> bool:
    """Whether every text with blanks at an end says that they are to be kept."""
    for text in item.iter(main("t")):
        content = text.text
        loose = content and (content[0] in " \t\n\r" or content[-1] in " \t\n\r")
        if loose and text.get("{http://www.w3.org/XML/1998/namespace}space") != "preserve":
            return False
    return True


_CHECKS: Final[Mapping[str, Callable[[str], str]]] = {
    "n": lambda text: "" if finite(text) else "cells.number",
    "b": lambda text: "" if text in {"0", "1"} else "cells.boolean",
    "e": lambda text: "" if text in _ERRORS else "cells.error",
    "d": lambda text: "" if text and _DATE.match(text) else "cells.date",
    "str": lambda text: "" if text_units(text) <= LONGEST_TEXT else "cells.text-length",
}
