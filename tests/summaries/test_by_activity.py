"""The money of each activity adds up to that of the plan, and is made of the cells it names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from random_plans import plans

from kap_xl.summaries import by_activity, summarise
from kap_xl.summaries.figure import Figure
from kap_xl.summaries.periods import period

if TYPE_CHECKING:
    from kap_xl.model import Plan


@given(plans())
@settings(max_examples=60, deadline=None)
def test_the_activities_add_up_to_the_plan(given_plan: Plan) -> None:
    """Need, commitments, spending and gap of the activities together are those of the total, nothing where nothing is."""
    found = by_activity.money(given_plan, period(given_plan, "2006-H1"))
    total = summarise(given_plan, "2006-H1")["budget.pillar"].total
    assert total is not None
    for column in by_activity.COLUMNS:
        known = [each[column].value for each in found.values() if column in each and each[column].value is not None]
        cell = total.cells[column]
        assert isinstance(cell, Figure)
        assert sum(value for value in known if value is not None) == (cell.value or 0)


@given(plans())
@settings(max_examples=60, deadline=None)
def test_every_figure_is_the_sum_of_its_cells(given_plan: Plan) -> None:
    """What each cell adds makes the figure; without any known cell it is unknown, not nought."""
    for figures in by_activity.money(given_plan, period(given_plan, "2006-H1")).values():
        for figure in figures.values():
            adds = [part.adds for part in figure.parts if part.adds is not None]
            assert figure.value == (sum(adds) if adds else None)
            assert figure.value is not None or figure.missing
