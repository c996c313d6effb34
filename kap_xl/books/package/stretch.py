"""What leans on the rows of a table follows when the table grows or shrinks: ranges, names, the table's own part."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kap_xl.books.errors import PackageError
from kap_xl.books.package import grid, markup
from kap_xl.books.package.grid import MAX_ROW, Area, letters
from kap_xl.books.package.names import quoted

if TYPE_CHECKING:
    from collections.abc import Callable

    from kap_xl.books.package.parts import Parts

_SQREF: Final = re.compile(r"""(?<![\w:.-])sqref\s*=\s*("[^"]*"|'[^']*')""")
_ELEMENT: Final = re.compile(r"(<(?:[\w.-]+:)?sqref\s*>)([^<]*)(</)")
_CHART: Final = re.compile(r"xl/charts/[^/]*\.xml\Z", re.IGNORECASE)
_SPARKLINES: Final = re.compile(r"<((?:[\w.-]+:)?sparklineGroups)\b.*?</\1\s*>", re.DOTALL)
_NAMED: Final = re.compile(
    r"""(?P<sheet>'(?:[^']|'')+'|[^'"!,()\s=&+*/^<>-]+)!"""
    r"\$(?P<left>[A-Z]{1,3})\$(?P<top>[0-9]{1,7})(?::\$(?P<right>[A-Z]{1,3})\$(?P<bottom>[0-9]{1,7}))?"
)


@dataclass(frozen=True, slots=True)
class Growth:
    """The data rows of a table before and after; they begin at the same row."""

    area: Area  # the table as it was
    first: int
    last: int
    new_last: int

    def moved(self, found: Area) -> Area | None:
        """The range after the change: one that ended with the data ends with them again; None when all of it went."""
        if found.left > self.area.right or found.right < self.area.left or found.bottom == MAX_ROW:
            return found
        low, high = sorted((self.last, self.new_last))
        if self.new_last > self.last:
            covers = found.top <= self.last <= found.bottom < self.new_last
        else:
            covers = low < found.bottom <= high
        if not covers:
            return found
        return found._replace(bottom=self.new_last) if found.top <= self.new_last else None

    def list(self, text: str) -> str:
        """A blank-separated list of ranges after the change; one that would be empty keeps its last row."""
        try:
            old = grid.areas(text)
        except PackageError:
            return text
        new = [self.moved(item) for item in old]
        if tuple(new) == old:
            return text
        kept = [item for item in new if item is not None]
        return grid.sqref(kept or [old[0]._replace(top=self.new_last, bottom=self.new_last)])


def sheet(text: str, growth: Growth, cut: int) -> str:
    """The sheet whose validations, formats and the like, from offset `cut` on, follow the table; sparklines stay."""
    tail = markup.mask(text[cut:])
    tail = _SPARKLINES.sub(lambda found: " " * len(found[0]), tail)
    out: list[str] = []
    at = 0
    spots = [(found.start(1) + 1, found.end(1) - 1) for found in _SQREF.finditer(tail)]
    spots += [(found.start(2), found.end(2)) for found in _ELEMENT.finditer(tail)]
    for start, end in sorted(spots):
        out += [text[cut + at : cut + start], growth.list(text[cut + start : cut + end])]
        at = end
    return text[:cut] + "".join(out) + text[cut + at :]


def table(text: str, growth: Growth) -> str:
    """The table's own part: its range, its filter, its sorting."""
    masked = markup.mask(text)
    for local in ("sortCondition", "sortState", "autoFilter", "table"):
        for item in reversed(list(markup.elements(masked, local))):
            ref = markup.attribute(item.attributes, "ref")
            if ref is None:
                continue
            new = _same_end(grid.area(ref), growth, whole=local == "table")
            tag = markup.with_attribute(text[item.start : item.inner], "ref", _ranged(new))
            text = text[: item.start] + tag + text[item.inner :]
            masked = markup.mask(text)
    return text


def _same_end(found: Area, growth: Growth, *, whole: bool) -> Area:
    if whole or found.bottom == growth.last:
        return found._replace(bottom=found.bottom + growth.new_last - growth.last)
    return found


def _ranged(found: Area) -> str:
    """A range always written with both ends, as tables want it."""
    return f"{letters(found.left)}{found.top}:{letters(found.right)}{found.bottom}"


def names(parts: Parts, workbook: str, title: str, growth: Growth) -> None:
    """Defined names that mean rows of the table to its end, the print area and the filter among them."""

    def told(inner: str, attributes: str) -> str:
        printed = markup.attribute(attributes, "name") == "_xlnm.Print_Area"
        return _NAMED.sub(lambda found: _grown(found, title, growth, printed=printed), inner)

    _rewritten(parts, workbook, "definedName", told)


def charts(parts: Parts, title: str, growth: Growth) -> None:
    """Charts that show a column of the table to its end, a single row too, show it to its new end."""
    for part in [name for name in parts.names() if _CHART.match(name)]:
        _rewritten(parts, part, "f", lambda inner, _: _NAMED.sub(lambda found: _grown(found, title, growth), inner))


def _rewritten(parts: Parts, part: str, local: str, told: Callable[[str, str], str]) -> None:
    """A part whose elements of that name say something else: told from their inner text and their attributes."""
    text = parts.text(part)
    out: list[str] = []
    at = 0
    for item in markup.elements(markup.mask(text), local):
        out += [text[at : item.inner], told(text[item.inner : item.inner_end], item.attributes)]
        at = item.inner_end
    if out:
        parts.write(part, "".join([*out, text[at:]]))


def _grown(found: re.Match[str], title: str, growth: Growth, *, printed: bool | None = None) -> str:
    """A reference that ended with the table's rows ends with them again.

    A print area (`printed`) may be wider than the table; in a chart (None) a single cell is a column of one row.
    """
    sheet = markup.unescape(found["sheet"])
    if sheet.startswith("'"):
        sheet = sheet[1:-1].replace("''", "'")
    if sheet.casefold() != title.casefold() or (found["right"] is None and printed is not None):
        return found[0]
    ends = f"{found['left']}{found['top']}", f"{found['right'] or found['left']}{found['bottom'] or found['top']}"
    area = grid.area(":".join(ends))
    rows = area.top <= growth.area.top if printed else area.top in {growth.area.top, growth.first}
    columns = growth.area.left <= area.left and area.right <= growth.area.right
    if not (rows and area.bottom == growth.last and (columns or printed)):
        return found[0]
    left, right = letters(area.left), letters(area.right)
    return f"{found['sheet']}!${left}${area.top}:${right}${growth.new_last}"


_TITLE: Final = re.compile(r""""(?:[^"]|"")*"|('(?:[^']|'')+'|[^'"!,;:{}()\s=&+*/^<>-]+)!""")


def retitled(formula: str, old: str, new: str) -> str:
    """A reference that speaks of one sheet, said of another."""

    def one(found: re.Match[str]) -> str:
        if found[1] is None:
            return found[0]
        title = found[1][1:-1].replace("''", "'") if found[1].startswith("'") else found[1]
        return f"{quoted(new)}!" if title.casefold() == old.casefold() else found[0]

    return _TITLE.sub(one, formula)


def untitled(formula: str, gone: str) -> str:
    """A formula that speaks of a sheet which is no longer there, as Excel leaves it: `#REF!A1`."""

    def one(found: re.Match[str]) -> str:
        if found[1] is None:
            return found[0]
        title = found[1][1:-1].replace("''", "'") if found[1].startswith("'") else found[1]
        return "#REF!" if title.casefold() == gone.casefold() else found[0]

    return _TITLE.sub(one, formula) if "!" in formula else formula
