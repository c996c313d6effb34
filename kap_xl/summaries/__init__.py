"""What a plan adds up to in a period: every summary by name, each figure with the cells behind it."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from kap_xl.privacy import TEAM_COPY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kap_xl.model import Plan
    from kap_xl.summaries.figure import Summary

__all__ = ("summarise",)


def summarise(plan: Plan, period: str, k: int | None = TEAM_COPY) -> Mapping[str, Summary]:
    """Every summary of a period, under names such as `progress.objective` or `overdue`.

    Counts of victims, witnesses and suspects below `k` are withheld; with None nothing is. ValueError for a period
    that neither stands in the plan's list nor is written like 2006-H1.
    """
    # imported here: others use rates and gaps alone
    from kap_xl.summaries import attain, budget, indicators, overdue, periods, progress, rates, submissions  # noqa: PLC0415 - so

    of = periods.period(plan, period)
    counted = tuple(progress.counted(plan, of))
    found = {f"progress.{by}": progress.divided(plan, counted, by) for by in progress.GROUPS}
    facts = budget.ledger(plan, of)
    found |= {f"budget.{by}": budget.divided(plan, facts, by) for by in budget.GROUPS}
    measured = attain.results(plan, of)
    found["indicators"] = indicators.shown(plan, measured, k)
    found |= {f"attained.{by}": indicators.counted(plan, measured, by) for by in indicators.GROUPS}
    found["implementation"] = rates.implementation(plan, of)
    found["overdue"] = overdue.overdue_list(plan, of)
    found["submissions"] = submissions.submissions(plan, of)
    found["not_reported"] = submissions.silent(found["submissions"])
    return MappingProxyType(found)
