"""The consolidated report of a period: what stands on each sheet, under which column, made from which cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from kap_xl.phrase import show_date, text
from kap_xl.privacy import TEAM_COPY
from kap_xl.sheets.names import Names
from kap_xl.sheets.report_columns import BY_KEY
from kap_xl.sheets.report_cover import cover
from kap_xl.sheets.report_rows import Row, conflict_rows, rows
from kap_xl.sheets.trace import Source, sources
from kap_xl.summaries import summarise
from kap_xl.summaries.figure import Line, Summary
from kap_xl.summaries.periods import period as find_period

if TYPE_CHECKING:
    from datetime import date

    from kap_xl.grid import Layout
    from kap_xl.model import Plan
    from kap_xl.summaries.periods import Period

Conflict = Mapping[str, object]
"""An open conflict: the cells of its row on the conflicts sheet by column key, and `row`, its number there."""
TABLES = MappingProxyType(
    {
        "agencies": "progress.agency",
        "years": "implementation",
        "overdue": "overdue",
        "budget_agencies": "budget.agency",
        "budget_years": "budget.year",
        "sources": "budget.source",
        "donors": "budget.donor",
        "indicators": "indicators",
        "not_reported": "not_reported",
    }
)
"""The sheets that show one summary each; progress and budget show pillars and their objectives."""


@dataclass(frozen=True, slots=True)
class ReportContent:
    """A report in one language: the line under each title, the cover's lines, each sheet's rows, the cells behind.

    `notes` are the words under a title that depend on what is shown, by sheet key.
    """

    lang: str
    subtitle: str
    cover: Mapping[str, Row]
    sheets: Mapping[str, tuple[Row, ...]]
    sources: tuple[Source, ...]
    notes: Mapping[str, str]


def report(
    plan: Plan,
    period: str,
    lang: str,
    conflicts: Iterable[Conflict] = (),
    places: Mapping[str, Layout] | None = None,
    *,
    on: date | None = None,
    k: int = TEAM_COPY,
) -> ReportContent:
    """The report of a period; `places` says where each sheet of the plan keeps its columns, `on` the day it is made.

    Counts of victims, witnesses and suspects below `k` are withheld. ValueError for an unknown period.
    """
    found, of, names = summarise(plan, period, k), find_period(plan, period), Names(plan, lang)
    open_ones = tuple(each for each in conflicts if each.get("state") in (None, "open"))
    sheets = {**_tables(plan, found, names), "conflicts": conflict_rows(open_ones, names)}
    front = cover(plan, of, found, open_ones, names, on)
    every = {"cover": tuple(front.values()), **{key: sheets[key] for key in BY_KEY if key in sheets}}
    notes = {"indicators": text("report.note.indicators", lang, k=k, most=k - 1)}
    return ReportContent(lang, subtitle(plan, of, lang), front, sheets, sources(every, names, places or {}), notes)


def within(plan: Plan, period: str, lang: str, found: Mapping[str, Summary], k: int = TEAM_COPY) -> ReportContent:
    """The summaries as sheets of the plan itself: the report's without its cover and its sources."""
    of = find_period(plan, period)
    notes = {"indicators": text("report.note.indicators", lang, k=k, most=k - 1)}
    return ReportContent(lang, subtitle(plan, of, lang), {}, _tables(plan, found, Names(plan, lang)), (), notes)


def summary_sheets(plan: Plan, period: str, lang: str, *, k: int = TEAM_COPY) -> Mapping[str, tuple[Row, ...]]:
    """The rows of every sheet of the report that is a summary, by sheet key, without cover and sources."""
    return _tables(plan, summarise(plan, period, k), Names(plan, lang))


def _tables(plan: Plan, found: Mapping[str, Summary], names: Names) -> dict[str, tuple[Row, ...]]:
    """Progress and budget with pillars and their objectives, then the sheets that show one summary each."""
    sheets = {key: rows(key, _nested(plan, found, key), names) for key in ("progress", "budget")}
    return sheets | {key: rows(key, found[name], names) for key, name in TABLES.items()}


def subtitle(plan: Plan, of: Period, lang: str) -> str:
    """Plan, period and currency, as they stand under every title."""
    name = plan.settings.plan_name(lang)
    said = text("report.subtitle", lang, name=name, period=span(of, lang), currency=plan.settings.currency)
    return f"{said} · {text('report.sample', lang)}" if plan.settings.sample else said


def span(of: Period, lang: str) -> str:
    """A period with its first and last day in words."""
    return f"{of.code} ({show_date(of.start, lang)} – {show_date(of.end, lang)})"


def _nested(plan: Plan, found: Mapping[str, Summary], name: str) -> Summary:
    """Each pillar followed by its objectives, then what has neither, then the total."""
    pillars, objectives = found[f"{name}.pillar"], found[f"{name}.objective"]
    uids = {entry.uid: entry.code for entry in plan.listed("pillar")}
    above = {
        entry.code: uids.get(entry.parent_uid) if entry.parent_uid else entry.parent
        for entry in plan.listed("objective")
    }
    lines: list[Line] = []
    placed: set[str] = set()
    for pillar in (line for line in pillars.lines if line.key):
        under = [line for line in objectives.lines if line.key and above.get(line.key) == pillar.key]
        placed |= {line.key for line in under}
        lines += [pillar, *under]
    lines += [line for line in objectives.lines if line.key not in placed]
    return Summary(name, "objective", pillars.columns, tuple(lines), pillars.total)
