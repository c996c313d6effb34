"""The plan's reporting periods: their order, their ends, and what comes due after them."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kap_xl.model import Plan

HALF = re.compile(r"(\d{4})-H([12])")
SIX_MONTHS = 6


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A reporting period; periods are ordered by their ends."""

    end: date
    start: date
    code: str

    @property
    def year(self) -> int:
        """The year whose targets and rates hold: that of the end."""
        return self.end.year


def period(plan: Plan, code: str) -> Period:
    """The period of a code: as listed in the plan, else the half-year it spells; ValueError for any other text."""
    for entry in plan.listed("period"):
        if entry.code == code and entry.end is not None:
            return Period(entry.end, entry.start or entry.end.replace(month=1, day=1), code)
    if (half := HALF.fullmatch(code)) is None:
        raise ValueError(code)
    year = int(half[1])
    first = half[2] == "1"
    return Period(date(year, 6, 30) if first else date(year, 12, 31), date(year, 1 if first else 7, 1), code)


def known(plan: Plan, code: str | None) -> Period | None:
    """The period of a report; None where the report names none that the plan knows."""
    try:
        return period(plan, code) if code else None
    except ValueError:
        return None


def listed(plan: Plan) -> tuple[Period, ...]:
    """Every period of the plan's list that has an end, in order of time."""
    found = (known(plan, entry.code) for entry in plan.listed("period"))
    return tuple(sorted(each for each in found if each is not None))


def up_to(plan: Plan, last: Period) -> dict[str, Period]:
    """The periods that reports may name up to and including the last one, by code."""
    return {code: each for code, each in named(plan).items() if each.end <= last.end}


def before(plan: Plan, of: Period) -> Period | None:
    """The listed period that ends next before another; None for the first."""
    return next((each for each in reversed(listed(plan)) if each.end < of.end), None)


def named(plan: Plan) -> dict[str, Period]:
    """Every period that is listed or that a report names, by code."""
    codes = {entry.code for entry in plan.listed("period")}
    codes |= {report.period for reports in (plan.progress, plan.values, plan.spending) for report in reports}
    found = {code: known(plan, code) for code in codes if code}
    return {code: each for code, each in found.items() if each is not None}


def months_later(day: date, months: int) -> date:
    """The same day some months later; the last day of a month leads to the last day of a month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    at_end = day.day == calendar.monthrange(day.year, day.month)[1]
    return date(year, month + 1, last if at_end else min(day.day, last))
