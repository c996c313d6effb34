"""What the fast reader does not tell of a sheet: errors, formulas without a result, percentages, merged cells.

Sheets are searched as they are written nearly always; one that is written otherwise goes through a parser (`exactly`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING, Final

from kap_xl.books.errors import PackageError
from kap_xl.books.exactly import Looked, Place, look
from kap_xl.books.package import grid, workbook
from kap_xl.books.package.archive import Archive
from kap_xl.books.package.parts import Parts
from kap_xl.grid import Trouble

if TYPE_CHECKING:
    from kap_xl.grid import Merge

_CELL: Final = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"([^>]*)>')
_FAULTY: Final = re.compile(
    rb'<c r="([A-Z]{1,3})([0-9]{1,7})"[^>]*\bt="e"[^>]*(?<!/)>'
    rb"(?:<f\b[^>]*/>|<f\b[^>]*>[^<]*</f>)?\s*(?:<v>([^<]*)</v>)?"
)
_UNCACHED: Final = re.compile(rb"(?:</f>|<f\b[^>]*/>)\s*(?:<v\s*/>\s*|<v>\s*</v>\s*)?</c>")
_FORMULA: Final = re.compile(rb"<f\b[^>]*>([^<]*)</f>")
_MERGE: Final = re.compile(rb"<mergeCell\s[^>]*\bref=\"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})\"")
_STYLE: Final = re.compile(r"<(?:[\w.-]+:)?xf\b([^>]*)>")
_FORMATS: Final = re.compile(r"<(?:[\w.-]+:)?numFmt\b([^>]*)>")
_NUMBER: Final = re.compile(r"\bnumFmtId\s*=\s*[\"']([0-9]+)")
_CODE: Final = re.compile(r"\bformatCode\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_LITERAL: Final = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_PERCENT_IDS: Final = frozenset({"9", "10"})
_WORDED: Final = (b't="s"', b't="str"', b't="inlineStr"', b't="b"', b't="e"', b't="d"')
_NOTHING: Final = "#ERROR!"


@dataclass(frozen=True, slots=True)
class Marks:
    """What is to be known of one sheet beside its values; places are 1-based rows and columns."""

    troubles: Mapping[Place, Trouble] = field(default_factory=dict)
    percents: frozenset[Place] = frozenset()
    merged: tuple[Merge, ...] = ()


@dataclass(frozen=True, slots=True)
class Marked:
    """The marks of all sheets by title, and whether the workbook counts days from 1904."""

    sheets: Mapping[str, Marks]
    date1904: bool = False


def marks(data: bytes) -> Marked:
    """The marks of a workbook's sheets; an empty cell is not an unknown one, and 0.5 may be 50 %."""
    parts = Parts(Archive(data))
    home = workbook.locate(parts)
    looks = percent_looks(_styles(parts, home))
    sheets = (tab for tab in workbook.tabs(parts, home) if tab.kind == "worksheet")
    found = {tab.title: _marks(parts.raw(tab.part), looks) for tab in sheets}
    return Marked(found, workbook.date1904(parts, home))


def percent_looks(styles: str) -> frozenset[bytes]:
    """The numbers of the cell formats of a stylesheet that show a percent sign and multiply by a hundred."""
    shown = set(_PERCENT_IDS)
    for found in _FORMATS.finditer(styles):
        number, code = _NUMBER.search(found[1]), _CODE.search(found[1])
        if number and code:
            pattern = _LITERAL.sub("", unescape(code[1] or code[2] or ""))
            (shown.add if "%" in pattern else shown.discard)(number[1])
    start, end = styles.find("cellXfs"), styles.rfind("cellXfs")
    formats = _STYLE.finditer(styles, start, end) if 0 <= start < end else iter(())
    numbers = ((at, _NUMBER.search(found[1])) for at, found in enumerate(formats))
    return frozenset(b"%d" % at for at, number in numbers if number and number[1] in shown)


def _styles(parts: Parts, home: str) -> str:
    found = parts.related(home, "styles")
    return parts.text(found[0].target) if found else ""


def _marks(text: bytes, looks: frozenset[bytes]) -> Marks:
    if not _is_plain(text):
        seen = look(text)
        shares = frozenset(each for each, style in seen.numbers.items() if style in looks)
        return Marks(dict(_told(seen)), shares, seen.merged)
    troubles = dict(_faulty(text)) if b't="e"' in text else {}
    troubles.update(_uncached(text))
    return Marks(troubles, frozenset(_percents(text, looks)) if looks else frozenset(), tuple(_merged(text)))


def _is_plain(text: bytes) -> bool:
    """Whether cells are written as programs write them: without prefix, and each begins with its place."""
    usual = b"<worksheet" in text[:2000] and b"\0" not in text[:200] and b"<!" not in text
    return usual and text.count(b"<c ") == text.count(b'<c r="') and b"<c>" not in text


def _faulty(text: bytes) -> Iterator[tuple[Place, Trouble]]:
    for cell in _FAULTY.finditer(text):
        yield _place(cell[1], cell[2]), Trouble(cell[3].decode(errors="replace") if cell[3] else _NOTHING)


def _uncached(text: bytes) -> Iterator[tuple[Place, Trouble]]:
    # a formula with nothing after it: found from its end, since nearly all formulas have a result
    for end in _UNCACHED.finditer(text):
        cell = _CELL.match(text, text.rfind(b"<c ", 0, end.start()))
        # an empty text may be stored as no result at all
        if cell is not None and b't="str"' not in cell[3] and b't="e"' not in cell[3]:
            formula = _FORMULA.search(text, cell.end(), end.end())
            yield _place(cell[1], cell[2]), _without_result(formula[1].decode(errors="replace") if formula else "")


def _percents(text: bytes, looks: frozenset[bytes]) -> Iterator[Place]:
    styled = re.compile(rb'\ss="(?:' + b"|".join(sorted(looks)) + rb')"')
    for cell in _CELL.finditer(text):
        if styled.search(cell[3]) and not any(word in cell[3] for word in _WORDED):
            yield _place(cell[1], cell[2])


def _merged(text: bytes) -> Iterator[Merge]:
    start = text.find(b"<mergeCells")
    for found in _MERGE.finditer(text, start) if start >= 0 else ():
        (top, left), (bottom, right) = _place(found[1], found[2]), _place(found[3], found[4])
        yield top, left, bottom, right


def _told(seen: Looked) -> Iterator[tuple[Place, Trouble]]:
    for place, text in seen.errors.items():
        yield place, Trouble(text or _NOTHING)
    for place, formula in seen.uncached.items():
        yield place, _without_result(formula)


def _without_result(formula: str) -> Trouble:
    return Trouble("", uncached=True, formula=f"={unescape(formula)}" if formula else "=")


def _place(column: bytes, row: bytes) -> Place:
    return int(row), grid.column_number(column.decode())


__all__ = ["Marked", "Marks", "PackageError", "marks", "percent_looks"]
