"""What a plan adds up to in a period: every summary by name, each figure with the cells behind it."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from kap_xl.privacy import TEAM_COPY
from kap_xl.summaries import budget, indicators, progress
from kap_xl.summaries.figure import Figure, Line, Part, Share, Summary
from kap_xl.summaries.overdue import overdue_list
from kap_xl.summaries.periods import period as find_period
from kap_xl.summaries.rates import implementation
from kap_xl.summaries.submissions import not_reported, submissions

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kap_xl.model import Plan

__all__ = ("Figure", "Line", "Part", "Share", "Summary", "summarise")


def summarise(plan: Plan, period: str, k: int | None = TEAM_COPY) -> Mapping[str, Summary]:
    """Every summary of a period, under names such as `progress.objective` or `overdue`.

    Counts of victims, witnesses and suspects below `k` are withheld; with None nothing is. ValueError for a period
    that neither stands in the plan's list nor is written like 2006-H1.
    """
    of = find_period(plan, period)
    found = {f"progress.{by}": progress.progress(plan, of, by) for by in progress.GROUPS}
    found |= {f"budget.{by}": budget.budget(plan, of, by) for by in budget.GROUPS}
    found["indicators"] = indicators.indicators(plan, of, k)
    found |= {f"attained.{by}": indicators.attained(plan, of, by) for by in indicators.GROUPS}
    found["implementation"] = implementation(plan, of)
    found["overdue"] = overdue_list(plan, of)
    found["submissions"] = submissions(plan, of)
    found["not_reported"] = not_reported(plan, of)
    return MappingProxyType(found)
