"""Rows of a table as XML, made in one pass from plain values."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple

from kap_xl.books.errors import PackageError
from kap_xl.books.package import escaping, markup, scan, values
from kap_xl.books.package.cells import numbered, unnumbered, with_data
from kap_xl.books.package.grid import Area, a1, letters
from kap_xl.books.package.values import Edit, Formula, Item, RowLook, Styled, Value, Written

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kap_xl.books.package.scan import Sheet
    from kap_xl.books.package.tables import Column, Prototype
    from kap_xl.books.package.writer import Writer

_MAX_PLAIN: Final = 1e300
_MAX_DIGITS: Final = 300
_PLAIN_SINCE: Final = date(1904, 1, 2)  # from here on both systems of days are plain differences


class Beside(NamedTuple):
    """What a row holds beside the table: its own attributes, the cells to the left and to the right."""

    attributes: str
    left: str
    right: str


class Looks:
    """The style attribute of one column's cells, by what their values need; made only when asked for."""

    def __init__(self, column: Column, writer: Writer) -> None:
        self.column = column
        self.letters = letters(column.number)
        self._writer = writer
        self._known: dict[str, str] = {}
        self.blank = "" if column.style is None else f' s="{column.style}"'
        self.plain = self.of("")

    def of(self, needs: str) -> str:
        """The ` s="…"` of a value that needs a date, a moment, a quote or nothing."""
        if needs not in self._known:
            base = self.column.style or 0
            granted = self._writer.styles.granting(base, needs)
            same = granted == base and self.column.style is None
            self._known[needs] = "" if same else f' s="{granted}"'
        return self._known[needs]


class Filler:
    """Writes rows after one prototype; texts that come again are made once."""

    def __init__(self, pattern: Prototype, writer: Writer) -> None:
        self._pattern = pattern
        self._writer = writer
        self._columns = [Looks(column, writer) for column in pattern.columns]
        self._texts: dict[str, str] = {}
        self._day_before = date(*((1904, 1, 1) if writer.date1904 else (1899, 12, 30))).toordinal()

    def row(self, number: int, items: Sequence[Item], look: RowLook | None, beside: Beside | None) -> str:
        """One XML row; items that are missing at the end count as None."""
        width = len(self._columns)
        if len(items) > width:
            place = f"{self._columns[0].letters}{number}"
            raise PackageError("row-too-long", limit=width, found=len(items), cell=place)
        if len(items) < width:
            items = (*items, *(None,) * (width - len(items)))
        attributes, left, right = beside or Beside(self._pattern.attributes, "", "")
        name = f"{self._writer.prefix}row"
        head = f'<{name} r="{number}"{_looking(attributes, look)}>'
        return f"{head}{left}{''.join(self._cells(number, items))}{right}</{name}>"

    def _cells(self, number: int, items: Sequence[Item]) -> Iterator[str]:
        """The cells of one row; the common kinds of value are written here, without a call each."""
        prefix, texts = self._writer.prefix, self._texts
        c, v, done = f"<{prefix}c", f"<{prefix}v>", f"</{prefix}v></{prefix}c>"
        for look, item in zip(self._columns, items, strict=True):
            if type(item) is str and item and item[0] not in values.RISKY:
                tail = texts.get(item) or self._tail(item, number, look)
                yield f'{c} r="{look.letters}{number}"{look.plain}{tail}'
            elif item is None and look.column.formula is None:
                yield f'{c} r="{look.letters}{number}"{look.blank}/>'
            elif (type(item) is int or type(item) is float) and -_MAX_PLAIN < item < _MAX_PLAIN:
                yield f'{c} r="{look.letters}{number}"{look.plain}>{v}{item!r}{done}'
            elif type(item) is Decimal and item.is_finite() and item.adjusted() < _MAX_DIGITS:
                yield f'{c} r="{look.letters}{number}"{look.plain}>{v}{item}{done}'
            else:
                yield self._cell(number, item, look)

    def _tail(self, text: str, number: int, look: Looks) -> str:
        prefix = self._writer.prefix
        try:
            body = escaping.text_element(f"{prefix}t", escaping.checked_text(text))
        except PackageError as error:
            raise error.placed(cell=f"{look.letters}{number}") from error
        tail = self._texts[text] = f' t="inlineStr"><{prefix}is>{body}</{prefix}is></{prefix}c>'
        return tail

    def _cell(self, number: int, item: Item, look: Looks) -> str:
        """Any other item: dates, formulas, text that bites, a style of its own."""
        c = f"{self._writer.prefix}c"
        try:
            if isinstance(item, Styled):
                return self._writer.cell(self._edit(number, item, look.column), None, look.column.style)
            made = self._made(number, item, look.column)
        except PackageError as error:
            raise error.placed(cell=f"{look.letters}{number}") from error
        style = look.of(made.needs) if made.text else look.blank
        kind = f' t="{made.type}"' if made.type else ""
        head = f'<{c} r="{look.letters}{number}"{style}{kind}'
        return f"{head}>{made.text}</{c}>" if made.text else f"{head}/>"

    def _made(self, number: int, item: Value | Formula, column: Column) -> Written:
        date1904, prefix = self._writer.date1904, self._writer.prefix
        if type(item) is date and item >= _PLAIN_SINCE:
            return Written("", f"<{prefix}v>{item.toordinal() - self._day_before}</{prefix}v>", "date")
        if item is None and column.formula is not None:
            item = Formula()
        if not isinstance(item, Formula):
            return values.written(item, prefix, date1904=date1904)
        self._writer.formulas = True
        array = f' t="array" ref="{a1(number, column.number)}"' if column.array and item.text is None else ""
        text = self._text(number, item, column)
        return values.written_formula(text, item.value, prefix, date1904=date1904, array=array)

    def _text(self, number: int, item: Formula, column: Column) -> str:
        if item.text is not None:
            return item.text
        if column.formula is None:
            raise PackageError("no-column-formula")
        return column.formula.at(number - self._pattern.row)

    def _edit(self, number: int, item: Styled, column: Column) -> Edit:
        value = Formula() if item.item is None and column.formula is not None else item.item
        if isinstance(value, Formula):
            return Edit(number, column.number, value.value, self._text(number, value, column), item.style)
        return Edit(number, column.number, value, None, item.style)


def _looking(attributes: str, look: RowLook | None) -> str:
    """A row's attributes with the height and the hiding of its own."""
    if look is None:
        return attributes
    given: dict[str, str | None] = {"hidden": "1" if look.hidden else None}
    if look.height is not None:
        # no customHeight: Excel goes on fitting the row to what is typed into it
        given |= {"ht": f"{look.height:g}", "customHeight": None}
    return markup.with_attributes(f"<{attributes}>", given)[1:-1]


def banded(
    found: Sheet, band: Area, items: Sequence[Sequence[Item]], looks: Sequence[RowLook | None], filler: Filler
) -> str:
    """The sheet with the band's rows made anew from the items, first row first; cells beside the band stay.

    Rows of the band beyond the items lose their cells inside the band.
    """
    rows = scan.rows(found)
    if any(unnumbered(found, row, inside=band.top <= row.number <= band.bottom) for row in rows):
        found = numbered(found)
        rows = scan.rows(found)
    inside = [row for row in rows if band.top <= row.number <= band.bottom]
    before = next((row.start for row in rows if row.number >= band.top), found.data.inner_end)
    after = inside[-1].end if inside else before
    beside = {row.number: part for row in inside if (part := _beside(found, row, band)) is not None}
    made = [
        filler.row(number, row, looks[place] if place < len(looks) else None, beside.pop(number, None))
        for place, (number, row) in enumerate(enumerate(items, band.top))
    ]
    made += _leftover(found.prefix, beside)
    text = found.text
    return with_data(found, "".join([text[found.data.inner : before], *made, text[after : found.data.inner_end]]))


def _leftover(prefix: str, beside: Mapping[int, Beside]) -> Iterable[str]:
    for number, (attributes, left, right) in sorted(beside.items()):
        yield f'<{prefix}row r="{number}"{attributes}>{left}{right}</{prefix}row>'


def _beside(found: Sheet, row: scan.Row, band: Area) -> Beside | None:
    """A row's attributes and the text of its cells outside the band; None when there are none."""
    cells = scan.cells(found, row)
    left = "".join(found.text[cell.start : cell.end] for cell in cells if cell.column < band.left)
    right = "".join(found.text[cell.start : cell.end] for cell in cells if cell.column > band.right)
    if not left and not right:
        return None
    tag = markup.with_attributes(f"<row{row.attributes}>", {"r": None, "spans": None})
    return Beside(tag[4:-1].rstrip(), left, right)
