"""How rules find rows: codes in parts, rows under identities and codes, and the name by which people know a row."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache, wraps
from typing import TYPE_CHECKING, Generic, TypeVar
from weakref import ref

from kap_xl.kinds import fold
from kap_xl.model import Act, Activity, Decision, Entry, Indicator, Institution, Meeting, Plan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date

Code = tuple[int | str, ...]
T = TypeVar("T")
SHOWN = 48  # characters of a text that stands for a code which is missing


Coded = Activity | Indicator | Entry | Institution | Decision | Act | Meeting
"""The rows that have a code of their own."""

R = TypeVar("R", bound=Coded)
R_co = TypeVar("R_co", bound=Coded, covariant=True)


@dataclass(frozen=True, slots=True)
class Rows(Generic[R_co]):
    """The rows of a sheet, to be found as references name them."""

    by_uid: Mapping[str, R_co]
    by_code: Mapping[Code, R_co]
    unclear: bool = False  # some row has a code that could not be read: a code that is not here may be that row's

    def find(self, uid: str | None, code: str | None) -> R_co | None:
        """The row of an identity where one is given, else of a code; None where there is no such row."""
        return self.by_uid.get(uid) if uid else self.by_code.get(parts(code)) if code else None

    def codes(self) -> Iterator[str]:
        """The codes of the rows as they are written."""
        return (row.code for row in self.by_code.values() if row.code)


def rows(records: Iterable[R]) -> Rows[R]:
    """The rows under identity and code; of rows with the same one the first counts."""
    by_uid: dict[str, R] = {}
    by_code: dict[Code, R] = {}
    unclear = False
    for record in records:
        unclear = unclear or "code" in record.unread
        if record.uid:
            by_uid.setdefault(record.uid, record)
        if record.code:
            by_code.setdefault(parts(record.code), record)
    return Rows(by_uid, by_code, unclear)


def per_plan(make: Callable[[Plan], T]) -> Callable[[Plan], T]:
    """Make something of a plan once: rule after rule asks for the same. Only what was made of the last plan is kept."""
    kept: list[tuple[ref[Plan], T]] = []

    @wraps(make)
    def once(plan: Plan) -> T:
        if not kept or kept[0][0]() is not plan:
            kept[:] = [(ref(plan), make(plan))]
        return kept[0][1]

    return once


@per_plan
def activities(plan: Plan) -> Rows[Activity]:
    """The activities; a code that a dropped one had before belongs to the one in force."""
    return rows(sorted(plan.activities, key=lambda activity: not activity.active))


@lru_cache(maxsize=20_000)
def parts(code: str) -> Code:
    """A code in its parts, numbers as numbers: 1.10 is (1, 10), and neither 1.1 nor under it; 1,1 is 1.1."""
    pieces = [fold(piece.strip()) for piece in re.split(r"[.,]", code.strip().strip("."))]
    return tuple(int(piece) if piece.isdecimal() else piece for piece in pieces)


def label(record: Coded) -> str:
    """What people call a row: its code, else the beginning of its text, else its number on the sheet."""
    named = record.name if isinstance(record, Entry | Institution) else record.title
    text = record.code or named("sq")
    if not text:
        return f"({record.row})"
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def plan_days(plan: Plan) -> tuple[date | None, date | None]:
    """First and last day of the plan, as far as they are known; of a plan that ends before it begins neither."""
    first, last = plan.settings.start, plan.settings.end
    return (None, None) if first and last and last < first else (first, last)


def is_form(plan: Plan) -> bool:
    """Whether this is an agency's form, which holds that agency's rows only; its cover asks for an agency."""
    return plan.settings.agency is not None or any(name == "agency" for name, _ in plan.settings.rows)
