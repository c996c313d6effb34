"""Days, and dates in figures: which part is the day, and what is pointed out."""

import calendar
import datetime as dt
import re
from dataclasses import dataclass

_SEPARATOR = r"\s?(?:[.,/:]{1,3}\s?|-{1,2})"
_TIME = r"(?:[ t]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
_END = r"(?![\do]|[.,/:]\d)"
DAY_MONTH_YEAR = re.compile(
    rf"(?<![\w])([0-9o]{{1,2}})({_SEPARATOR})([0-9o]{{1,2}})({_SEPARATOR})([0-9o]{{4}}|[0-9o]{{2}}){_END}{_TIME}",
)
YEAR_MONTH_DAY = re.compile(rf"(?<!\w)(\d{{4}})[-./](\d{{1,2}})[-./](\d{{1,2}})(?!\d){_TIME}")
MONTH_YEAR = re.compile(r"(?<!\w)(\d{1,2})(\s?/\s?|[.,-])(\d{4})(?!\d|[./]\d)")
YEAR_NUMBER = re.compile(r"(?<!\w)(\d{4})(?:\s?/\s?|[.-])(\d{1,2})(?!\w|[./]\d)")
DAYS_OR_MONTHS = re.compile(r"(?<!\w)(\d{1,2})\s?-\s?(\d{1,2})[./](\d{4})(?!\d)")
DAY_MONTH = re.compile(r"(?<!\w)(\d{1,2})[./]\s?(\d{1,2})(?:\.|(?=[\s-])|$)(?!\d)")
CENTURY = 2000
YEARS = range(1990, 2100)
MONTHS = range(1, 13)


@dataclass(frozen=True, slots=True)
class Dated:
    """A day read from figures, or None when there is no such day in any order."""

    day: dt.date | None
    warn: bool = False


def day_of(year: int, month: int, day: int) -> dt.date | None:
    """The day, or None if the calendar has none such."""
    try:
        return dt.date(year, month, day)
    except (ValueError, OverflowError):
        return None


def last_of_month(year: int, month: int) -> dt.date:
    """The last day of a month."""
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def of_figures(first: str, second: str, year: str, separators: tuple[str, str]) -> Dated:
    """The day of three figures, day first; a letter o stands for zero, a two-digit year for 20yy."""
    slipped = "o" in first + second + year
    one, two, four = (int(part.replace("o", "0")) for part in (first, second, year))
    full = four if len(year) > 2 else CENTURY + four  # noqa: PLR2004  # a two-digit year
    if full not in range(1900, 2200):
        return Dated(None)
    marks = tuple(mark.strip() for mark in separators)
    odd = slipped or marks[0] != marks[1] or "," in marks[0] or len(marks[0]) > 1
    day = day_of(full, two, one)
    if day is None:
        return Dated(day_of(full, one, two), warn=True)
    doubtful = marks[0] in "/-" and one in MONTHS and two in MONTHS and one != two
    return Dated(day, warn=odd or doubtful)


def of_year_first(year: str, second: str, third: str) -> Dated:
    """The day of a year, a month and a day; the last two swapped only if nothing else is a day."""
    day = day_of(int(year), int(second), int(third))
    return Dated(day) if day else Dated(day_of(int(year), int(third), int(second)), warn=True)


def serial_day(serial: int, *, date1904: bool) -> dt.date:
    """The day of an Excel serial number after February 1900."""
    return (dt.date(1904, 1, 1) if date1904 else dt.date(1899, 12, 30)) + dt.timedelta(days=serial)
