"""Women, men, girls and boys behind an indicator's figure, where everybody who has a part in it tells them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from kap_xl.finding import Spot
from kap_xl.summaries.figure import Figure, Number, Part
from kap_xl.summaries.measure import WAYS, Measured, age, counting, newest_held, ratio

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kap_xl.model import Indicator

PEOPLE = ("women", "men", "girls", "boys")
LINEAR = frozenset({"sum", "average", "latest"})
"""Ways over agencies in which the parts of a whole add up to the whole; the highest of each part do not."""


class Group(NamedTuple):
    """One of PEOPLE: its figure, and the figure of each period behind it, as running totals where values are such."""

    name: str
    figure: Figure
    series: tuple[Number, ...] = ()


def groups(indicator: Indicator, each: Sequence[Measured], *, held: bool) -> tuple[Group, ...]:
    """The figure to date by each of PEOPLE, added up over time and agencies as the indicator's own value is.

    Unknown where a report with a part in the value does not tell it (`missing` names the agencies), where nobody
    does, and where the indicator takes the highest of several values.
    """
    used = counting(each)
    periods = sorted({item.period for item in used})
    found = []
    for name in PEOPLE:
        steps = [
            [item for item in used if item.period == period or (held and item.period < period)] for period in periods
        ]
        values = [figure.value for step in steps if (figure := _figure(indicator, step, name)).value is not None]
        found.append(Group(name, _figure(indicator, used, name), tuple(each for each in values if each is not None)))
    return tuple(found)


def _figure(indicator: Indicator, each: Sequence[Measured], name: str) -> Figure:
    used = newest_held(indicator, each)
    lacking = [item for item in used if getattr(item.report, name) is None]
    if lacking:
        silent = tuple(dict.fromkeys(item.agency for item in lacking))
        return Figure(missing=silent if len(lacking) < len(used) else ())
    over_time, over_agencies = _ways(indicator, used)
    if not used or (len(used) > 1 and (over_time == "max" or over_agencies not in LINEAR)):
        return Figure()
    of_agency: dict[str, list[Measured]] = {}
    for item in used:
        of_agency.setdefault(item.agency, []).append(item)
    lasting = sorted(of_agency.values(), key=lambda items: age(items[-1]))
    value = WAYS[over_agencies]([WAYS[over_time]([_told(item, name) for item in items]) for items in lasting])
    parts = tuple(Part(Spot("values", item.report.row, name, item.report.uid), _told(item, name)) for item in used)
    plainly = over_agencies == "sum" and over_time != "average"
    return Figure(value, parts, way="sum" if plainly or len(parts) == 1 else f"{over_time}/{over_agencies}")


def _ways(indicator: Indicator, used: Sequence[Measured]) -> tuple[str, str]:
    """How the people add up; behind a ratio, whose parts are summed, they are."""
    if any(ratio(item.report) for item in used):
        return "sum", "sum"
    return indicator.over_time or "latest", indicator.over_agencies or "sum"


def _told(item: Measured, name: str) -> Decimal:
    return Decimal(getattr(item.report, name) or 0)
