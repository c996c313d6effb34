"""The index of the agencies' sheets: a line for each, with what it leads, reported and owes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kap_xl.phrase import text
from kap_xl.sheets.agency_owed import silent
from kap_xl.sheets.report_columns import Shown
from kap_xl.sheets.report_rows import Box, box
from kap_xl.summaries.figure import Figure
from kap_xl.summaries.periods import period as find_period

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kap_xl.model import Plan
    from kap_xl.sheets.agencies import Page
    from kap_xl.sheets.names import Names
    from kap_xl.summaries.figure import Summary

COLUMNS = (
    Shown("agency", "code", 11),
    Shown("name", "text", 52),
    Shown("state", "text", 15),
    *(Shown(key, "count", 12.5) for key in ("total", "reported", "implemented", "overdue")),
    Shown("owes", "count", 11),
    *(Shown(key, "money", 13) for key in ("need", "spent", "gap")),
)


@dataclass(frozen=True, slots=True)
class Index:
    """The line under the title, and a line for each agency's code."""

    subtitle: str
    lines: Mapping[str, tuple[Box, ...]]


def index(plan: Plan, period: str, pages: Iterable[Page], found: Mapping[str, Summary], names: Names) -> Index:
    """The index of these pages."""
    every, lacking = tuple(pages), silent(plan, find_period(plan, period))
    lines = {page.code: _line(page, found, len(lacking.get(page.code, ())), names) for page in every}
    return Index(every[0].subtitle if every else "", lines)


def _line(page: Page, found: Mapping[str, Summary], owes: int, names: Names) -> tuple[Box, ...]:
    def own(summary: str, column: str) -> Box:
        line = next((each for each in found[summary].lines if each.key == page.code), None)
        nothing = Figure(0) if summary == "progress.agency" else Figure()
        return Box(box(column, line.cells.get(column) if line else nothing, names).value)

    state = next((line.cells["state"] for line in found["submissions"].lines if line.key == page.code), None)
    made = {
        "agency": Box(page.code),
        "name": Box(page.title.removeprefix(f"{page.code} – ")),
        "state": Box(names.word("submission_state", state if isinstance(state, str) else None)),
        **{key: own("progress.agency", key) for key in ("total", "reported", "implemented", "overdue")},
        "owes": Box(owes),
        **{key: own("budget.agency", key) for key in ("need", "spent", "gap")},
    }
    return tuple(made[column.key] for column in COLUMNS)


def heading(column: Shown, lang: str) -> str:
    """The heading of a column of the index."""
    return text(f"agencies.col.{'institution' if column.key == 'name' else column.key}", lang)
