"""What adding up may never depend on: how spending is split, in which currency it is told, what is blank."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_plans import PERIODS, plans

from kap_xl.model import BudgetLine, Measurement, Payment
from kap_xl.summaries import summarise
from kap_xl.summaries.amounts import APART
from kap_xl.summaries.attain import results
from kap_xl.summaries.budget import GROUPS, MONEY, budget
from kap_xl.summaries.figure import Share
from kap_xl.summaries.gap import GAPS
from kap_xl.summaries.periods import period
from kap_xl.summaries.progress import COUNTS, STANDS, progress

if TYPE_CHECKING:
    from kap_xl.model import Plan

OF = "2006-H1"
FEW = settings(max_examples=20, deadline=None)


def totals(plan: Plan) -> dict[str, object]:
    """The money of the whole plan."""
    total = budget(plan, period(plan, OF), "pillar").line("total")
    return {name: total.figure(name).value for name in MONEY}


@given(plans(), st.integers(0, 7), st.integers(0, 100))
@FEW
def test_spending_split_over_two_periods_is_the_same_money(plan: Plan, place: int, part: int) -> None:
    """What was spent to date does not depend on the periods that it was reported for."""
    paid = [each for each in plan.spending if each.period == OF and each.currency == "EUR" and each.amount is not None]
    if not paid:
        return
    one = paid[place % len(paid)]
    amount = one.amount or Decimal(0)
    first = (amount * part / 100).quantize(Decimal("0.01"))
    halves = (
        one.model_copy(update={"amount": first, "period": "2005-H2"}),
        one.model_copy(update={"amount": amount - first, "row": 900}),
    )
    others = tuple(each for each in plan.spending if each is not one)
    assert totals(plan.model_copy(update={"spending": (*others, *halves)}))["spent"] == totals(plan)["spent"]


@given(plans())
@FEW
def test_a_blank_row_changes_no_sum_and_no_average(plan: Plan) -> None:
    """A line, a payment or a value that says nothing is not nought; it is in nothing that adds up."""
    uid = plan.activities[0].uid
    more = plan.model_copy(
        update={
            "budget": (
                *plan.budget,
                BudgetLine(row=901, activity_uid=uid, year=2006, kind="no cost", stage="estimate"),
            ),
            "spending": (*plan.spending, Payment(row=901, activity_uid=uid, period=OF, currency="EUR")),
            "values": (*plan.values, Measurement(row=901, indicator_uid="i", period=OF, agency="MOJ")),
        }
    )
    assert totals(more) == totals(plan)
    for way in ("sum", "average", "max", "latest", "cumulative"):
        before, after = (
            results(_ways(each, way, "average"), period(plan, OF))[0].to_date.value for each in (plan, more)
        )
        assert before == after


@given(plans())
@FEW
def test_a_nought_is_a_value(plan: Plan) -> None:
    """An agency that reports nought is measured; one that is silent is named as missing."""
    empty = plan.model_copy(update={"values": ()})
    nought = plan.model_copy(
        update={"values": (Measurement(row=9, indicator_uid="i", period=OF, agency="MLSW", value=Decimal(0)),)}
    )
    silent, said = (results(each, period(plan, OF))[0].in_period for each in (empty, nought))
    assert (silent.value, silent.missing) == (None, ("AOGG", "MLSW"))
    assert (said.value, said.missing) == (0, ("AOGG",))


def _ways(plan: Plan, over_time: str, over_agencies: str) -> Plan:
    changed = plan.indicators[0].model_copy(update={"over_time": over_time, "over_agencies": over_agencies})
    return plan.model_copy(update={"indicators": (changed,)})


@given(plans(), st.permutations(["AOGG", "MLSW", "MEST"]))
@FEW
def test_which_agency_said_what_changes_no_figure_of_all(plan: Plan, order: list[str]) -> None:
    """Every way of adding up over agencies but the latest is the same when they change names."""
    renamed = dict(zip(("AOGG", "MLSW", "MEST"), order, strict=True))
    swapped = tuple(each.model_copy(update={"agency": renamed[each.agency or ""]}) for each in plan.values)
    for way in ("sum", "average", "max"):
        before = results(_ways(plan, "sum", way), period(plan, OF))[0]
        after = results(_ways(plan.model_copy(update={"values": swapped}), "sum", way), period(plan, OF))[0]
        assert (before.in_period.value, before.to_date.value) == (after.in_period.value, after.to_date.value)


@given(plans())
@FEW
def test_what_was_said_in_which_period_of_a_year_changes_no_yearly_sum(plan: Plan) -> None:
    """Two periods of one year that change places make the same sum, average and highest value of the year."""
    entries = tuple(
        each.model_copy(update={"end": each.end.replace(year=2006, month=3, day=31)})
        if each.code == "2005-H2" and each.end
        else each
        for each in plan.entries
    )
    other = dict(zip(PERIODS, reversed(PERIODS), strict=True))
    swapped = tuple(each.model_copy(update={"period": other[each.period or ""]}) for each in plan.values)
    for way in ("sum", "average", "max"):
        year = _ways(plan, way, "sum").model_copy(update={"entries": entries})
        turned = year.model_copy(update={"values": swapped})
        before, after = (results(each, period(each, OF))[0].to_date.value for each in (year, turned))
        assert before == after


@given(plans())
@FEW
def test_every_group_adds_up_to_the_plan(plan: Plan) -> None:
    """Each sum and each count, by whatever it is divided; gaps where they belong to activities."""
    of = period(plan, OF)
    for by in GROUPS:
        summary = budget(plan, of, by)
        adds = (
            *(name for name in MONEY if name not in GAPS or by in ("pillar", "objective", "agency")),
            "unknown",
            *APART,
        )
        for name in adds:
            lines = [line.figure(name).value or 0 for line in summary.lines]
            assert sum(lines) == (summary.line("total").figure(name).value or 0), (by, name)
    for by in ("pillar", "objective", "agency"):
        counted = progress(plan, of, by)
        total = counted.line("total")
        for name in COUNTS:
            assert sum(line.figure(name).value or 0 for line in counted.lines) == total.figure(name).value
        stands = sum(total.figure(name).value or 0 for name in (*STANDS, "NO_REPORT", "NOT_RETURNED"))
        assert stands == total.figure("total").value


@given(plans())
@FEW
def test_money_told_in_two_currencies_is_the_money_converted(plan: Plan) -> None:
    """Dollars turned into euro by the rate of the line's own year make the same sums and gaps."""
    rates = {2005: Decimal("0.8270"), 2006: Decimal("0.8252"), 2007: Decimal("0.8252")}
    euro = tuple(
        line.model_copy(update={"currency": "EUR", "amount": line.amount * rates[line.year]})
        if line.currency == "USD" and line.amount is not None and line.year in rates
        else line
        for line in plan.budget
    )
    assert totals(plan.model_copy(update={"budget": euro})) == totals(plan)


@given(plans())
@FEW
def test_a_dollar_without_a_rate_is_unknown_never_a_euro(plan: Plan) -> None:
    """Without rates, and with a rate of nought, foreign lines are counted as unknown and are in no sum."""
    known = {(line.row) for line in plan.budget if line.currency in (None, "EUR")}
    bare = tuple(each for each in plan.entries if each.list != "rate")
    nought = tuple(
        each.model_copy(update={"rate": Decimal(0)}) if each.list == "rate" else each for each in plan.entries
    )
    home = tuple(line for line in plan.budget if line.row in known)
    sums = ("need", "committed", "received")
    for entries in (bare, nought):
        without = totals(plan.model_copy(update={"entries": entries}))
        only = totals(plan.model_copy(update={"budget": home, "entries": bare}))
        assert {name: without[name] or 0 for name in sums} == {name: only[name] or 0 for name in sums}


@given(plans())
@FEW
def test_the_stages_of_money_never_grow(plan: Plan) -> None:
    """What was received was committed, pledged and requested."""
    total = budget(plan, period(plan, OF), "pillar").line("total")
    stages = [total.figure(name).value or Decimal(0) for name in ("requested", "pledged", "committed", "received")]
    assert all(later <= earlier for earlier, later in pairwise(stages))


@given(plans())
@FEW
def test_a_share_is_its_part_of_its_base(plan: Plan) -> None:
    """No figure stands without what it is a share of."""
    for summary in summarise(plan, OF).values():
        for line in summary.every():
            for cell in line.cells.values():
                if isinstance(cell, Share) and cell.value is not None:
                    assert cell.value * Decimal(cell.base.value or 0) == pytest.approx(cell.part.value)
