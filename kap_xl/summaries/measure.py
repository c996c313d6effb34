"""How the reported values of one indicator add up over time and over agencies."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from kap_xl.finding import Spot
from kap_xl.summaries.figure import Figure, Number, Part
from kap_xl.summaries.links import newest

if TYPE_CHECKING:
    from kap_xl.model import Indicator, Measurement
    from kap_xl.summaries.periods import Period

HUNDRED = Decimal(100)
PERCENT = ("%", "perc", "per cent", "përq", "perq", "proc")
RUNNING = frozenset({"latest", "cumulative"})
"""Ways over time in which the newest value holds: a level, or a running total since the start."""


class Measured(NamedTuple):
    """An agency's value in a period; of several reports the one with the highest return number."""

    agency: str
    period: Period
    report: Measurement


Way = Callable[[Sequence[Decimal]], Decimal]
WAYS: Mapping[str, Way] = MappingProxyType(
    {
        "sum": lambda values: sum(values, start=Decimal(0)),
        "average": lambda values: sum(values, start=Decimal(0)) / len(values),
        "max": max,
        "latest": lambda values: values[-1],
        "cumulative": lambda values: values[-1],
    }
)


def measured(reports: Iterable[Measurement], periods: Mapping[str, Period]) -> tuple[Measured, ...]:
    """The reports that say a number, one an agency and period, oldest first; agencies in the order of their codes."""
    found: dict[tuple[str, str], Measurement] = {}
    for report in sorted(reports, key=newest):
        if report.period in periods and says(report):
            found[report.agency or "", report.period or ""] = report
    each = [Measured(agency, periods[code], report) for (agency, code), report in found.items()]
    return tuple(sorted(each, key=lambda item: (*age(item), item.agency)))


def age(item: Measured) -> tuple[Period, tuple[int, str]]:
    """What decides which of two values is the newer one: its period, then its return."""
    return item.period, newest(item.report)[:2]


def says(report: Measurement) -> bool:
    """Whether a report says a number at all: null is not zero."""
    return report.value is not None or ratio(report)


def ratio(report: Measurement) -> bool:
    """Whether a report gives both parts of a ratio."""
    return report.numerator is not None and report.denominator is not None


def combine(indicator: Indicator, each: Sequence[Measured]) -> Figure:
    """One figure of several values, each agency's over time first, then over agencies.

    Where any report gives numerator and denominator, these are summed and divided once (times a hundred where the
    unit is a percentage); reports that give only a value are then left out. No values, no figure: None, not zero.
    """
    each = counting(each)
    if any(ratio(item.report) for item in each):
        return _divided(indicator, each)
    over_time, over_agencies = indicator.over_time or "latest", indicator.over_agencies or "sum"
    newest_last: dict[str, list[Measured]] = {}
    for item in each:
        newest_last.setdefault(item.agency, []).append(item)
    held = [(_held(over_time, items), items) for items in newest_last.values()]
    held.sort(key=lambda pair: age(pair[1][-1]))
    if not held:
        return Figure()
    value = WAYS[over_agencies]([WAYS[over_time]([_value(item) for item in items]) for items, _ in held])
    parts = tuple(Part(_spot(item, "value"), _value(item)) for items, _ in held for item in items)
    way = "sum" if _adds_up(over_time, over_agencies, parts) else f"{over_time}/{over_agencies}"
    return Figure(value, parts, way=way)


def counting(each: Sequence[Measured]) -> tuple[Measured, ...]:
    """Those that have a part in a figure: where any gives both parts of a ratio, only such."""
    divided = tuple(item for item in each if ratio(item.report))
    return divided or tuple(each)


def newest_held(indicator: Indicator, each: Sequence[Measured]) -> list[Measured]:
    """The reports that a figure is made of: of each agency the newest, the highest ratio, or all, by its way."""
    held: dict[str, list[Measured]] = {}
    for item in each:
        held.setdefault(item.agency, []).append(item)
    if indicator.over_time == "max" and any(ratio(item.report) for item in each):
        held = {agency: [max(items, key=_quotient)] for agency, items in held.items()}
    return [item for items in held.values() for item in _held(indicator.over_time or "latest", items)]


def _held(over_time: str, items: list[Measured]) -> list[Measured]:
    """The values of one agency that count: only the newest where that is the way."""
    return items[-1:] if over_time in RUNNING else items


def _adds_up(over_time: str, over_agencies: str, parts: Sequence[Part]) -> bool:
    return (over_agencies == "sum" and over_time in {"sum", *RUNNING}) or len(parts) == 1


def _divided(indicator: Indicator, each: Sequence[Measured]) -> Figure:
    """Numerators over denominators."""
    counted = newest_held(indicator, each)
    top = sum((item.report.numerator or Decimal(0) for item in counted), start=Decimal(0))
    base = sum((item.report.denominator or Decimal(0) for item in counted), start=Decimal(0))
    parts = tuple(
        Part(_spot(item, column), getattr(item.report, column))
        for item in counted
        for column in ("numerator", "denominator")
    )
    return Figure(top / base * scale(indicator) if base else None, parts, way="ratio")


def scale(indicator: Indicator) -> int:
    """By what a quotient is multiplied to be in the indicator's unit."""
    return int(HUNDRED) if (indicator.unit or "").strip().lower().startswith(PERCENT) else 1


def base(figure: Figure) -> Number | None:
    """The denominator of a ratio; None for a figure that is none."""
    if figure.way != "ratio":
        return None
    return sum((part.adds or 0 for part in figure.parts if part.spot.column == "denominator"), start=0)


def _quotient(item: Measured) -> Decimal:
    return (item.report.numerator or Decimal(0)) / item.report.denominator if item.report.denominator else Decimal(0)


def _value(item: Measured) -> Decimal:
    return item.report.value if item.report.value is not None else Decimal(0)


def _spot(item: Measured, column: str) -> Spot:
    return Spot("values", item.report.row, column, item.report.uid)
