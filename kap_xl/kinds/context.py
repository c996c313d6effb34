"""What a reading may need to know of the plan's own workbook, and the cell values that are more than text."""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal

from kap_xl.kinds.register import Institutions, register


@dataclass(frozen=True, slots=True)
class PercentCell:
    """A numeric cell shown with a % format: 0.5 is 50 %."""

    number: float | Decimal


Raw = None | str | int | float | Decimal | bool | dt.date | dt.datetime | PercentCell


@dataclass(frozen=True, slots=True)
class Context:
    """The plan's period, currency, date system and register of institutions."""

    start: dt.date = dt.date(2005, 5, 17)
    end: dt.date = dt.date(2007, 12, 31)
    currency: str = "EUR"
    date1904: bool = False
    institutions: Institutions = field(default_factory=lambda: register(()))
