"""A stretch of the calendar as far as it is named: a year, a half, a quarter, a month, a day, or a point in one."""

import datetime as dt
from dataclasses import dataclass, replace

from kap_xl.kinds.dates import day_of, last_of_month

_DECEMBER = 12
_MONTHS = {"quarter": 3, "half": 6, "month": 1}


@dataclass(frozen=True, slots=True)
class Span:
    """What is named of a stretch; `number` counts the quarters, halves or months (`unit`) of the year.

    `point` is "", "end", "mid" or "early"; a bare `number` without `unit` waits for the other end of a range.
    `roman`: the number was Roman, so I-IV may be a month or a quarter.
    """

    year: int | None = None
    unit: str = ""
    number: int | None = None
    day: int | None = None
    point: str = ""
    roman: bool = False
    warn: bool = False

    @property
    def last_month(self) -> int:
        """The number of the stretch's last month in its year."""
        return (self.number or 1) * _MONTHS[self.unit] if self.unit else _DECEMBER

    @property
    def complete(self) -> bool:
        """Whether the calendar days follow without a question."""
        named = self.unit != "" or (self.number is None and self.day is None)
        return self.year is not None and named and not self.roman and (self.day is None or self.unit == "month")

    def first_day(self) -> dt.date | None:
        """The first day; None if there is no such day. Only of a complete span."""
        if self.day is not None:
            return day_of(self.year or 0, self.last_month, self.day)
        first = self.last_month - _MONTHS[self.unit] + 1 if self.unit else 1
        return day_of(self.year or 0, first, 1)

    def last_day(self) -> dt.date | None:
        """The last day; None if there is no such day. Only of a complete span."""
        if self.day is not None:
            return self.first_day()
        return last_of_month(self.year or 0, self.last_month)

    def with_point(self, point: str) -> "Span":
        """The span as its end, its middle or its beginning."""
        return replace(self, point=point)


def of_day(day: dt.date, *, warn: bool = False) -> Span:
    """The span of one full date."""
    return Span(day.year, "month", day.month, day.day, warn=warn)


def point_day(span: Span) -> tuple[dt.date | None, bool]:
    """The day that "end of", "mid" or "early" names and whether it is pointed out; (None, False): nobody can tell."""
    if span.point == "end" and span.day is None:
        return span.last_day(), span.warn
    whole_year = not span.unit and span.day is None
    if span.point == "mid" and whole_year:
        return day_of(span.year or 0, 6, 30), span.warn
    if span.point == "early" and whole_year:
        return day_of(span.year or 0, 3, 31), True
    return None, False


def completed(one: Span, other: Span) -> Span:
    """One end of a range with the year, month or unit that only the other end names."""
    if not one.unit and one.number is not None:
        if one.day is None and other.day is not None and not one.roman:  # "7-14 June": a bare number is a day
            one = replace(one, unit=other.unit, number=other.number, day=one.number)
        elif other.unit in {"quarter", "half"}:
            one = replace(one, unit=other.unit, roman=False)
        elif one.roman and other.unit == "month":  # "III-VI": there is no sixth quarter
            one = replace(one, unit="month", roman=False)
    return one if one.year is not None else replace(one, year=other.year)
