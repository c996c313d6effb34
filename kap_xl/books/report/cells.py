"""A cell of the report: its value, and the formula by which a figure leads to the cells behind it."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING

from kap_xl.books.package import Formula, Item
from kap_xl.sheets.trace import PLAIN_TITLE

if TYPE_CHECKING:
    from kap_xl.sheets.report_columns import Shown
    from kap_xl.sheets.report_rows import Box, Value

PLACES = MappingProxyType({"number": Decimal("0.01"), "share": Decimal("0.0001")})
"""How far a quotient is written out, by the kind of its column."""


def shown_item(box: Box, column: Shown, link: str | None) -> Item:
    """What goes into a cell: the value, with a way to its sources where it has any."""
    value = rounded(box.value, column.kind)
    if link and (box.figure is not None or column.follows) and isinstance(value, int | Decimal | str):
        return linked(link, value)
    return value


def rounded(value: Value, kind: str) -> Value:
    """A quotient with as many digits as anybody reads; sums have few and stay as they are."""
    if not isinstance(value, Decimal) or kind not in PLACES:
        return value
    exponent, least = value.as_tuple().exponent, PLACES[kind].as_tuple().exponent
    if isinstance(exponent, int) and isinstance(least, int) and exponent >= least:
        return value
    return value.quantize(PLACES[kind], ROUND_HALF_UP)


def linked(address: str, value: int | Decimal | str) -> Formula:
    """A formula that shows the value and leads to an address of this workbook."""
    shown = (
        '"' + value.replace('"', '""') + '"'
        if isinstance(value, str)
        else format(value, "f")
        if isinstance(value, Decimal)
        else str(value)
    )
    target = f"#{address}".replace('"', '""')
    return Formula(f'HYPERLINK("{target}",{shown})', value)


def quoted(title: str) -> str:
    """The title of a sheet as a reference spells it."""
    return title if PLAIN_TITLE.fullmatch(title) else "'" + title.replace("'", "''") + "'"
