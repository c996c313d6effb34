"""The functions of expressions: what each takes and gives; of something not known, each gives nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from kap_xl.kinds import fold
from kap_xl.reading import plain
from kap_xl.rules.own.meaning import BODIES, DAY, NUMBER, TEXT, TRUTH, Meaning

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kap_xl.model import Line

EXACT = Context(prec=28, rounding=ROUND_HALF_UP, traps=[])
PLACES = range(13)
ANY, SAME = "any", "same"


class Function(NamedTuple):
    """A function: the types of its arguments (the last one as often as `most` allows), its type, how it computes."""

    takes: tuple[str, ...]
    gives: str
    of: Callable[..., object]
    least: int
    most: int


def is_blank(part: Meaning) -> Callable[[Line], bool | None]:
    """Whether a part is blank in a row; where a cell holds something that could not be read, that is not known."""

    def of(line: Line) -> bool | None:
        value = part.of(line)
        if value not in (None, (), ""):
            return False
        return None if any(key in line.unread for key in part.columns) else True

    return of


def number(value: object) -> Decimal | None:
    """A number that can be computed with; None for what dividing by zero gives."""
    return value if isinstance(value, Decimal) and value.is_finite() else None


def added(left: object, right: object) -> object:
    """Numbers added; a day and a number of days give a day."""
    if isinstance(left, date) or isinstance(right, date):
        day, days = (left, right) if isinstance(left, date) else (right, left)
        return _moved(day, days, 1)
    return number(EXACT.add(_decimal(left), _decimal(right)))


def taken(left: object, right: object) -> object:
    """Numbers subtracted; between two days, the days from one to the other."""
    if isinstance(left, date) and isinstance(right, date):
        return Decimal((left - right).days)
    if isinstance(left, date):
        return _moved(left, right, -1)
    return number(EXACT.subtract(_decimal(left), _decimal(right)))


def shown(value: object) -> str:
    """A value as a text: a list with commas."""
    return ", ".join(str(each) for each in value) if isinstance(value, tuple) else plain(value)


def _decimal(value: object) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal("NaN")


def _moved(day: object, days: object, sign: int) -> date | None:
    try:
        return day + sign * timedelta(int(_decimal(days))) if isinstance(day, date) else None
    except (OverflowError, ValueError):  # beyond the years that a calendar has
        return None


def _date(*parts: Decimal) -> date | None:
    try:
        year, month, day = (int(part) for part in parts)
        return date(year, month, day)
    except (OverflowError, ValueError):
        return None


def _contains(whole: object, part: object) -> bool:
    if isinstance(whole, tuple):
        return set(part if isinstance(part, tuple) else (part,)) <= set(whole)
    return fold(shown(part)) in fold(shown(whole))


def _rounded(value: Decimal, places: Decimal = Decimal(0)) -> Decimal | None:
    digits = int(places) if places in PLACES else 0
    return number(value.quantize(Decimal(1).scaleb(-digits), context=EXACT))


FUNCTIONS: Mapping[str, Function] = MappingProxyType(
    {
        "length": Function((ANY,), NUMBER, lambda value: Decimal(len(shown(value))), 1, 1),
        "count": Function((BODIES,), NUMBER, lambda value: Decimal(len(value)), 1, 1),
        "contains": Function((ANY, ANY), TRUTH, _contains, 2, 2),
        "starts": Function((TEXT, TEXT), TRUTH, lambda text, part: fold(text).startswith(fold(part)), 2, 2),
        "ends": Function((TEXT, TEXT), TRUTH, lambda text, part: fold(text).endswith(fold(part)), 2, 2),
        "year": Function((DAY,), NUMBER, lambda day: Decimal(day.year), 1, 1),
        "month": Function((DAY,), NUMBER, lambda day: Decimal(day.month), 1, 1),
        "day": Function((DAY,), NUMBER, lambda day: Decimal(day.day), 1, 1),
        "date": Function((NUMBER, NUMBER, NUMBER), DAY, _date, 3, 3),
        "abs": Function((NUMBER,), NUMBER, lambda value: number(EXACT.abs(value)), 1, 1),
        "round": Function((NUMBER, NUMBER), NUMBER, _rounded, 1, 2),
        "min": Function((NUMBER,), NUMBER, lambda *values: min(values), 1, 20),
        "max": Function((NUMBER,), NUMBER, lambda *values: max(values), 1, 20),
        "+": Function((NUMBER, NUMBER), NUMBER, added, 2, 2),
        "-": Function((NUMBER, NUMBER), NUMBER, taken, 2, 2),
        "*": Function((NUMBER, NUMBER), NUMBER, lambda left, right: number(EXACT.multiply(left, right)), 2, 2),
        "/": Function((NUMBER, NUMBER), NUMBER, lambda left, right: number(EXACT.divide(left, right)), 2, 2),
        "minus": Function((NUMBER,), NUMBER, lambda value: number(EXACT.minus(value)), 1, 1),
    }
)
"""Functions that give nothing where one of their arguments is not known."""
EXCEL = MappingProxyType({"isblank": "blank", "len": "length", "isnumber": "filled"})
"""Names that people know from Excel."""
DAYS = ("as_of", "plan_start", "plan_end")
SPECIAL = ("blank", "filled", "and", "or", "not", "if")
NAMES = (*SPECIAL, *DAYS, *(name for name in FUNCTIONS if name.isidentifier() and name != "minus"))
