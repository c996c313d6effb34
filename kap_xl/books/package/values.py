"""What may stand in a cell, and how each kind of value is written into it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple

from kap_xl.books.errors import PackageError
from kap_xl.books.package.escaping import ILLEGAL, checked_text, escape_text, text_element

if TYPE_CHECKING:
    from kap_xl.books.package.style import Style

Value = str | int | float | Decimal | bool | date | datetime | None

MAX_FORMULA: Final = 8_192
MAX_NUMBER: Final = 1e308
ERRORS: Final = frozenset({"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA"})
# text that begins so would be taken for a formula by whoever types it again or opens it as CSV
RISKY: Final = frozenset("=+-@\t\r")


@dataclass(frozen=True, slots=True)
class Edit:
    """One cell to change, counted from 1.

    With a `formula` (no equals sign in front) the value is its cached result. A value of None empties the cell and
    keeps its style; `keep_value` changes the style only, `keep_formula` the cached result only: a cell
    without a formula stays as it is. A new cell takes the style of its row or column. The row is made at
    least `height` points high, unless it has a height that somebody gave it.
    """

    row: int
    column: int
    value: Value = None
    formula: str | None = None
    style: Style | None = None
    keep_value: bool = False
    keep_formula: bool = False
    height: float = 0.0

    @property
    def keeps(self) -> bool:
        """Whether a formula of the cell stays as it is."""
        return self.keep_value or self.keep_formula


@dataclass(frozen=True, slots=True)
class CellMark:
    """A cell to mark, counted from 1: the fill (six hexadecimal digits) and the text of the note."""

    sheet: str
    row: int
    column: int
    fill: str
    note: str


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula as an item of a table row, with its cached result; a text of None is the column's own formula."""

    text: str | None = None
    value: Value = None


@dataclass(frozen=True, slots=True)
class Styled:
    """An item of a table row with a style of its own on top of the column's."""

    item: Value | Formula
    style: Style


Item = Value | Formula | Styled


@dataclass(frozen=True, slots=True)
class RowLook:
    """How one row of a table is shown: height in points (None leaves it to Excel), hidden or not."""

    height: float | None = None
    hidden: bool = False


class Written(NamedTuple):
    """A value as XML: the cell's `t`, the text inside, and what its style must grant ("", date, moment, quote)."""

    type: str
    text: str
    needs: str


_EPOCH: Final = date(1899, 12, 30)
_EPOCH_1904: Final = date(1904, 1, 1)
_LEAP: Final = date(1900, 3, 1)  # before it the 1900 system is a day off: it knows a 29 February 1900
_DAY: Final = timedelta(days=1)


def serial(value: date, *, date1904: bool) -> float:
    """The day number of a date, with the time as a fraction; raises PackageError("date-out-of-range")."""
    moment = 0.0
    day = value
    if isinstance(value, datetime):
        if value.tzinfo is not None:
            raise PackageError("date-with-zone", found=value.isoformat())
        day = value.date()
        moment = (value - datetime(value.year, value.month, value.day)) / _DAY  # noqa: DTZ001 - naive as the cell is
    number = (day - (_EPOCH_1904 if date1904 else _EPOCH)).days
    if not date1904 and day < _LEAP:
        number -= 1
    if number < (0 if date1904 else 1):
        raise PackageError("date-out-of-range", found=value.isoformat())
    return number + moment if moment else number


def written(value: Value, prefix: str, *, date1904: bool) -> Written:
    """A plain value as cell XML; raises PackageError for what a cell cannot hold."""
    if isinstance(value, str):
        if not value:
            return Written("", "", "")
        body = text_element(f"{prefix}t", checked_text(value))
        return Written("inlineStr", f"<{prefix}is>{body}</{prefix}is>", "quote" if value[0] in RISKY else "")
    if value is None:
        return Written("", "", "")
    kind, text, needs = _scalar(value, date1904=date1904)
    return Written(kind, f"<{prefix}v>{text}</{prefix}v>", needs)


def _scalar(value: float | Decimal | date, *, date1904: bool) -> Written:
    if isinstance(value, bool):
        return Written("b", "1" if value else "0", "")
    if isinstance(value, date):
        needs = "moment" if isinstance(value, datetime) else "date"
        return Written("", repr(serial(value, date1904=date1904)), needs)
    return Written("", number(value), "")


def number(value: float | Decimal) -> str:
    """A finite number as text; raises PackageError("number-not-finite" or "number-out-of-range")."""
    if not (value.is_finite() if isinstance(value, Decimal) else isinstance(value, int) or math.isfinite(value)):
        raise PackageError("number-not-finite", found=str(value))
    if not -MAX_NUMBER < value < MAX_NUMBER:
        raise PackageError("number-out-of-range")
    if isinstance(value, float):
        return repr(float(value))
    return str(value) if isinstance(value, Decimal) else str(int(value))


def written_formula(formula: str, value: Value, prefix: str, *, date1904: bool, array: str = "") -> Written:
    """A formula and its cached result as cell XML; raises PackageError("formula-not-valid")."""
    if not formula or formula[0] == "=" or len(formula) > MAX_FORMULA or ILLEGAL.search(formula):
        raise PackageError("formula-not-valid", found=formula[:80])
    space = ' xml:space="preserve"' if formula != formula.strip() or "\n" in formula else ""
    formula = formula.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    head = f"<{prefix}f{array}{space}>{formula}</{prefix}f>"
    if value is None:
        return Written("", head, "")
    if isinstance(value, str):
        kind = "e" if value in ERRORS else "str"
        return Written(kind, f"{head}<{prefix}v>{escape_text(checked_text(value))}</{prefix}v>", "")
    kind, text, needs = _scalar(value, date1904=date1904)
    return Written(kind, f"{head}<{prefix}v>{text}</{prefix}v>", needs)
