"""The sums against SQL and plain loops, and what may never change them."""

from __future__ import annotations

import sqlite3
from decimal import Decimal
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st
from random_plans import plans

from kap_xl.summaries import summarise
from kap_xl.summaries.budget import GROUPS, MONEY, budget
from kap_xl.summaries.figure import Figure
from kap_xl.summaries.periods import period
from kap_xl.summaries.progress import COUNTS, STANDS, progress
from kap_xl.vocabulary import STAGES

if TYPE_CHECKING:
    from kap_xl.model import BudgetLine, Plan

STAGE_RANGES = {"need": (0, 0)} | {stage: (number, 4) for number, stage in enumerate(STAGES) if number}
SUM = "select sum(amount) from a join b using (uid) where stage between ? and ? and {column} = ?"
GAP = """
select sum(max(0, need - cover)) from (
  select sum(case when stage = 0 then amount else 0 end) need, sum(case when stage >= 3 then amount else 0 end) cover
  from a join b using (uid) where {column} = ? and amount is not null group by uid)
"""
RATES = {("USD", 2005): 8270, ("USD", 2006): 8252, ("USD", 2007): 8252}
"""Euro for ten thousand units, by the year's end."""


def plainly(line: BudgetLine) -> int | None:
    """A line in ten-thousandths of a cent, by whole numbers only; None where it is unknown."""
    if line.amount is None:
        return None
    cents = int(line.amount * 100)
    if line.currency in (None, "EUR"):
        return cents * 10_000
    factor = RATES.get((str(line.currency), line.year or 0))
    return cents * factor if factor is not None else None


@given(plans())
@settings(max_examples=60, deadline=None)
def test_sql_says_the_same_of_every_objective_and_agency(given_plan: Plan) -> None:
    """Need, each stage and the gap, to the last cent and beyond, in whole numbers by SQLite."""
    base = sqlite3.connect(":memory:")
    base.execute("create table a (uid, objective, lead)")
    base.execute("create table b (uid, stage integer, amount integer)")
    active = [each for each in given_plan.activities if each.active]
    base.executemany("insert into a values (?, ?, ?)", [(a.uid, a.objective or "", a.lead or "") for a in active])
    lines = [line for line in given_plan.budget if line.kind != "no cost" and line.stage]
    rows = [(line.activity_uid, STAGES.index(line.stage or ""), plainly(line)) for line in lines]
    base.executemany("insert into b values (?, ?, ?)", rows)
    of = period(given_plan, "2006-H1")
    for by, column in (("objective", "objective"), ("agency", "lead")):
        summary = budget(given_plan, of, by)
        for line in summary.lines:
            for name, (least, most) in STAGE_RANGES.items():
                found = base.execute(SUM.format(column=column), [least, most, line.key]).fetchone()[0]
                assert (line.figure(name).value or 0) * 10**6 == (found or 0)
            found = base.execute(GAP.format(column=column), [line.key]).fetchone()[0]
            assert (line.figure("gap").value or 0) * 10**6 == (found or 0)
    base.close()


@given(plans())
@settings(max_examples=60, deadline=None)
def test_statuses_by_a_plain_loop(given_plan: Plan) -> None:
    """Each activity in force has one status: its lead's highest return of the period, else silence."""
    counts = dict.fromkeys(COUNTS, 0)
    sent = {each.agency: each.state for each in given_plan.submissions}
    for activity in (each for each in given_plan.activities if each.active):
        own = [
            report
            for report in given_plan.progress
            if (report.activity_uid, report.period, report.agency) == (activity.uid, "2006-H1", activity.lead)
            and report.status not in (None, "NO_REPORT")
        ]
        own.sort(key=lambda report: (report.return_no or 0, report.row))
        back = sent[activity.lead] == "returned" if activity.lead in sent else not sent
        status = own[-1].status or "" if own else "NO_REPORT" if back else "NOT_RETURNED"
        counts[status] += 1
        counts["total"] += 1
        counts["reported"] += bool(own)
    total = progress(given_plan, period(given_plan, "2006-H1"), "objective").line("total")
    exact = set(counts) - {*STANDS, "implemented", "overdue", "due_next"}
    assert {name: total.figure(name).value for name in exact} == {name: counts[name] for name in exact}


def values(given_plan: Plan) -> dict[str, list[list[object]]]:
    """The plain values of every summary."""
    return {name: summary.frame().values.tolist() for name, summary in summarise(given_plan, "2006-H1").items()}


@given(plans(), st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_the_order_of_rows_changes_nothing(given_plan: Plan, chance: object) -> None:
    """Every summary is the same whatever the order in which lines and reports stand."""
    turned = {}
    for name in ("budget", "spending", "progress", "values", "submissions"):
        rows = list(getattr(given_plan, name))
        chance.shuffle(rows)  # type: ignore[attr-defined]  # hypothesis hands out a random.Random
        turned[name] = tuple(rows)
    assert values(given_plan.model_copy(update=turned)) == values(given_plan)


@given(plans(), st.integers(0, 11), st.integers(0, 100))
@settings(max_examples=60, deadline=None)
def test_a_line_split_in_two_keeps_every_amount(given_plan: Plan, place: int, part: int) -> None:
    """Two lines of the same kind that hold one line's amount make the same sums, in any currency."""
    if not given_plan.budget:
        return
    line = given_plan.budget[place % len(given_plan.budget)]
    if line.amount is None:
        return
    first = (line.amount * part / 100).quantize(Decimal("0.01"))
    halves = (
        line.model_copy(update={"amount": first}),
        line.model_copy(update={"amount": line.amount - first, "row": 500}),
    )
    others = tuple(each for each in given_plan.budget if each is not line)
    split = given_plan.model_copy(update={"budget": (*others, *halves)})
    of = period(given_plan, "2006-H1")
    for by in GROUPS:
        before, after = budget(given_plan, of, by), budget(split, of, by)
        for old, new in zip(before.every(), after.every(), strict=True):
            assert old.key == new.key
            assert {name: old.figure(name).value for name in MONEY} == {name: new.figure(name).value for name in MONEY}


@given(plans())
@settings(max_examples=40, deadline=None)
def test_every_figure_is_the_sum_of_its_cells(given_plan: Plan) -> None:
    """Whatever is said to add up does, from the cells it names; what has no cells is nought or unknown."""
    for summary in summarise(given_plan, "2006-H1").values():
        for line in summary.every():
            for cell in line.cells.values():
                if isinstance(cell, Figure) and cell.way in ("sum", "days"):
                    assert sum(part.adds or 0 for part in cell.parts) == (cell.value or 0)
