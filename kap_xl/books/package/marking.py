"""Cells marked by a fill and a note, and marks taken away, also after another program saved the file its own way.

What a marked cell looked like stands in a hidden sheet: for each look that was given a cell in that look and beside it
one in the look it took the place of. A program that numbers looks anew numbers these anew as well; a person who sorts,
inserts or corrects leaves them be. A look that was given is unlike any other of the workbook: it tells by itself where
a mark is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kap_xl.books.package import editing, marked_notes, markup, scan, sheets
from kap_xl.books.package.grid import a1
from kap_xl.books.package.style import Style
from kap_xl.books.package.values import CellMark, Edit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kap_xl.books.package.opened import Opened
    from kap_xl.books.package.styles import Styles

_GIVEN: Final = 2
_FORMER: Final = 3
"""The columns of the record with a look that was given and the one it took the place of."""
_FIRST: Final = 2
_SHADES: Final = 8
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def mark(opened: Opened, marks: Iterable[CellMark], record: str, key: str) -> None:
    """Lay fills and notes over cells; what they looked like goes to a new hidden sheet with that key in A1."""
    by_sheet: dict[str, dict[tuple[int, int], CellMark]] = {}
    for each in marks:
        by_sheet.setdefault(each.sheet, {})[each.row, each.column] = each
    looks = Given(opened.styles())
    for title, wanted in by_sheet.items():
        info = opened.sheet(title)
        found = scan.sheet(opened.parts.text(info.part))
        style = scan.styles_by_place(found)
        edits = [
            Edit(*place, style=Style(fill=looks.colour(style(*place), each.fill)), keep_value=True)
            for place, each in wanted.items()
        ]
        editing.set_cells(opened, title, edits)
        texts = {place: each.note for place, each in wanted.items() if each.note}
        with opened.placed(title):
            marked_notes.lay(opened.parts, info.part, texts)
    _record(opened, looks.former, record, key)


class Given:
    """The looks given to marked cells: each is the cell's own with another fill, and no other cell has it."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._present = styles.count
        self._colours: dict[tuple[int, str], str] = {}
        self.former: dict[int, int] = {}

    def colour(self, former: int, fill: str) -> str:
        """The fill for a cell of that look: a shade that nobody sees keeps apart what differs in its fill alone."""
        key = (former, fill)
        if key not in self._colours:
            for number in range(_SHADES**3):
                shade = _shade(fill, number)
                given = self._styles.derive(former, Style(fill=shade))
                if given >= self._present and self.former.setdefault(given, former) == former:
                    break
            self._colours[key] = shade
        return self._colours[key]


def _shade(fill: str, number: int) -> str:
    """A colour a little off: each of its parts is moved by less than eight of 255."""
    away = (number % _SHADES, number // _SHADES % _SHADES, number // _SHADES**2)
    parts = (int(fill[at : at + 2], 16) for at in (0, 2, 4))
    moved = (part - less if part >= _SHADES else part + less for part, less in zip(parts, away, strict=True))
    return "".join(f"{part:02X}" for part in moved)


def _record(opened: Opened, former: Mapping[int, int], title: str, key: str) -> None:
    """The hidden sheet: one row a look."""
    rows = [f'<row r="1"><c r="A1" t="inlineStr"><is><t>{markup.escape(key)}</t></is></c></row>']
    for number, (given, old) in enumerate(former.items(), _FIRST):
        pair = f'<c r="{a1(number, _GIVEN)}" s="{given}"/><c r="{a1(number, _FORMER)}" s="{old}"/>'
        rows.append(f'<row r="{number}"><c r="A{number}"><v>{number}</v></c>{pair}</row>')
    part = opened.parts.fresh("xl/worksheets/sheet{}.xml")
    space = opened.main
    data = f"<sheetData>{''.join(rows)}</sheetData>"
    opened.parts.write(part, f'{_HEAD}<worksheet xmlns="{space}">{data}</worksheet>')
    free = sheets.free_title(title, tuple(each.title for each in opened.sheets))
    sheets.register(opened.parts, opened.workbook, free, part, len(opened.sheets), "veryHidden")
    opened.renewed(formulas=False, values=False)


def unmark(opened: Opened, record: str) -> None:
    """Give back to every cell in a look that was given the one it had, and take our notes off; the record stays."""
    pairs = _pairs(opened, record) if record else {}
    for each in opened.sheets:
        if each.kind != "worksheet" or each.title == record:
            continue
        with opened.placed(each.title):
            text = _restyled(opened.parts.text(each.part), pairs)
            opened.parts.write(each.part, text)
            marked_notes.strip(opened.parts, each.part)
    opened.renewed(formulas=False, values=False)


def _pairs(opened: Opened, record: str) -> dict[int, int]:
    """What each look that was given took the place of, in the numbers of today."""
    found = scan.sheet(opened.parts.text(opened.sheet(record).part))
    style = scan.styles_by_place(found)
    last = max((row.number for row in scan.rows(found)), default=0)
    pairs = {style(row, _GIVEN): style(row, _FORMER) for row in range(_FIRST, last + 1)}
    return {given: former for given, former in pairs.items() if given and given != former}


def _restyled(text: str, pairs: Mapping[int, int]) -> str:
    """The sheet with other looks on its cells, rows and columns."""
    found = scan.sheet(text)
    out: list[str] = []
    at = 0
    for item in markup.elements(found.masked, "col", found.root.inner, found.data.start):
        out += [text[at : item.start], _with(text[item.start : item.inner], "style", pairs)]
        at = item.inner
    for row in scan.rows(found):
        out += [text[at : row.start], _with(text[row.start : row.inner], "s", pairs)]
        at = row.inner
        for one in scan.cells(found, row):
            if scan.style_of(one.attributes) in pairs:
                cut = one.start + len(f"<{found.prefix}c") + len(one.attributes)
                out += [text[at : one.start], _with(f"{text[one.start : cut]}>", "s", pairs)[:-1]]
                at = cut
    return "".join([*out, text[at:]])


def _with(tag: str, name: str, pairs: Mapping[int, int]) -> str:
    said = markup.attribute(tag, name)
    former = pairs.get(int(said)) if said and said.isdigit() else None
    return tag if former is None else markup.with_attribute(tag, name, str(former))


def choose(opened: Opened, title: str) -> None:
    """Open the workbook at a sheet: it alone is chosen, since typing would go into every chosen one."""
    info = opened.sheet(title)
    place = opened.sheets.index(info)
    parts, main = opened.parts, opened.workbook
    text = parts.text(main)
    for item in reversed(list(markup.elements(markup.mask(text), "workbookView"))):
        tag = markup.with_attribute(text[item.start : item.inner], "activeTab", str(place))
        first = markup.attribute(tag, "firstSheet")
        if first is not None and int(first) > place:
            tag = markup.with_attribute(tag, "firstSheet", None)
        text = text[: item.start] + tag + text[item.inner :]
    parts.write(main, text)
    for each in opened.sheets:
        said = parts.text(each.part)
        end = said.find("sheetData")
        for item in reversed(list(markup.elements(markup.mask(said[: end if end > 0 else None]), "sheetView"))):
            tag = said[item.start : item.inner]
            chosen = "1" if each == info else None
            if markup.attribute(tag, "tabSelected") != chosen:
                said = said[: item.start] + markup.with_attribute(tag, "tabSelected", chosen) + said[item.inner :]
        parts.write(each.part, said)
