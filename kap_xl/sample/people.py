"""An office full of simulated people: what each agency writes into its form, well or with the usual mistakes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING

from kap_xl.phrase import text

if TYPE_CHECKING:
    from kap_xl.model import Plan
    from kap_xl.table import Row
    from kap_xl.workbook import Workbook

HABITS = ("careful", "careful", "brief", "late", "careful", "careless", "brief")
"""How the agencies of an office work, in turn."""
WAYS = 4
"""Variants of each sentence in the catalogue."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """Something typed into a form: sheet key, Excel row, column key, what is typed."""

    sheet: str
    row: int
    column: str
    value: str | int | Decimal | date


def habit(number: int) -> str:
    """How the agency at a place in the list works."""
    return HABITS[number % len(HABITS)]


def strokes(form: Workbook, plan: Plan, agency: str, way: str, lang: str) -> tuple[Stroke, ...]:
    """Everything that the people of one agency type; the same each time."""
    chance = Random(f"{agency} {form.settings.period}")  # noqa: S311 - a play, not a secret
    office = _Office(form, plan, agency, lang, chance)
    told = tuple(office.activities())
    waiting = office.waiting(told)[way == "careless" :]  # where nobody looks, one such payment slips through
    made = [*told, *office.indicators(), *office.payments(waiting)]
    if way == "brief":
        made = [each for each in made if each.column not in ("next_steps", "obstacles", "note")]
    return tuple([*made, *office.mistakes()] if way == "careless" else made)


@dataclass(frozen=True, slots=True)
class _Office:
    form: Workbook
    plan: Plan
    agency: str
    lang: str
    chance: Random

    def activities(self) -> Iterator[Stroke]:
        before = {(each.activity_uid, each.agency): each for each in self.plan.progress}
        for row in self.form.table("matrix").rows:
            last = before.get((row.uid, self.agency))
            if last is not None and last.status in ("DONE", "CANCELLED"):
                continue  # what was finished before is not reported again
            status = self._status(row)
            yield from self._report(row, status, int(last.percent or 0) if last is not None else 0)

    def _status(self, row: Row) -> str:
        deadline = row.value("deadline")
        if getattr(deadline, "kind", "") in ("CONTINUOUS", "RECURRING"):
            return "CONTINUOUS_OK"
        end = getattr(deadline, "end", None)
        due = isinstance(end, date) and end <= self._last_day()
        weights = (1, 2, 2, 8, 3, 1) if due else (4, 10, 3, 2, 2, 1)
        return self.chance.choices(("NOT_STARTED", "ONGOING", "PARTLY", "DONE", "DELAYED", "SUSPENDED"), weights)[0]

    def _report(self, row: Row, status: str, before: int) -> Iterator[Stroke]:
        percent = {"NOT_STARTED": 0, "DONE": 100}.get(status, max(before, 5 * self.chance.randrange(3, 18)))
        cells: dict[str, str | int | date] = {"status": text(f"words.status.{status}", self.lang)}
        if status != "CONTINUOUS_OK":
            cells["percent"] = percent
        if status in ("DONE", "CONTINUOUS_OK", "PARTLY", "ONGOING"):
            cells["done"] = self._say("done")
        if status in ("DONE", "CONTINUOUS_OK"):
            cells["evidence"] = self._say("evidence")
        if status == "DONE":
            cells["actual_date"] = self._day(row.value("start"))
        if status in ("DELAYED", "SUSPENDED", "NOT_STARTED"):
            cells["obstacles"] = self._say("obstacle")
        if status != "DONE":
            cells["next_steps"] = self._say("next")
        yield from (Stroke("matrix", row.number, key, value) for key, value in cells.items())

    def indicators(self) -> Iterator[Stroke]:
        for row in self.form.table("indicators").rows:
            reports = [each for each in self.plan.values if (each.indicator_uid, each.agency) == (row.uid, self.agency)]
            last = reports[-1] if reports else None
            if last is None or self.chance.random() < 0.1:  # noqa: PLR2004 - one in ten is forgotten
                continue
            if last.numerator is not None and last.denominator:
                part = min(last.denominator, last.numerator + self.chance.randrange(0, 3))
                yield Stroke("indicators", row.number, "numerator", part)
                yield Stroke("indicators", row.number, "denominator", last.denominator)
                yield Stroke("indicators", row.number, "value", round(100 * part / last.denominator, 1))
            elif last.value is not None:
                share = Decimal(self.chance.randrange(2, 20)) / 100
                yield Stroke("indicators", row.number, "value", last.value + (last.value * share).quantize(Decimal(1)))

    def waiting(self, told: Iterable[Stroke]) -> tuple[object, ...]:
        """The codes of the activities that are reported as not started."""
        word = text("words.status.NOT_STARTED", self.lang)
        rows = {each.row for each in told if (each.column, each.value) == ("status", word)}
        return tuple(row.value("code") for row in self.form.table("matrix").rows if row.number in rows)

    def payments(self, waiting: Sequence[object]) -> Iterator[Stroke]:
        """What is spent: nothing on an activity that waits."""
        for row in self.form.table("spending").rows:
            left = self._left(row)
            if left > 0:
                amount = (left * self.chance.randrange(20, 70) / 100 / 50).quantize(Decimal(1)) * 50
                if amount and row.value("activity") not in waiting:
                    yield Stroke("spending", row.number, "amount", amount)

    def _left(self, row: Row) -> Decimal:
        """What is committed for the pot of a prepared row this year and not yet spent."""
        pot = tuple(row.value(key) for key in ("activity", "source", "donor", "currency"))
        year = (self.form.settings.period or "")[:4]
        committed = sum(
            (each.amount or Decimal(0))
            for each in self.plan.budget
            if (each.activity, each.source, each.donor, each.currency) == pot
            and str(each.year) == year
            and each.counted
            and each.reached("committed")
        )
        spent = sum(
            (each.amount or Decimal(0))
            for each in self.plan.spending
            if (each.activity, each.source, each.donor, each.currency) == pot and (each.period or "")[:4] == year
        )
        return Decimal(committed - spent)

    def mistakes(self) -> Iterator[Stroke]:
        """What goes wrong in every office: a percentage over a hundred, a word nobody knows, an unreadable date."""
        rows = self.form.table("matrix").rows
        wrong: Iterable[tuple[str, str | int]] = (
            ("percent", 140),
            ("status", text("face.demo-odd-status", self.lang)),
            ("actual_date", "31.06.2006"),
        )
        yield from (Stroke("matrix", row.number, key, value) for row, (key, value) in zip(rows, wrong, strict=False))

    def _say(self, what: str) -> str:
        return text(f"face.demo-{what}-{self.chance.randrange(1, WAYS + 1)}", self.lang)

    def _day(self, start: object) -> date:
        """A day of the period, not before the activity's start."""
        last = self._last_day()
        day = last - timedelta(days=self.chance.randrange(5, 150))
        return max(day, start) if isinstance(start, date) and start <= last else day

    def _last_day(self) -> date:
        period = next(each for each in self.plan.listed("period") if each.code == self.form.settings.period)
        return period.end or date.max
