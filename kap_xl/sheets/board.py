"""The board of submissions: who was sent a form for a period, what came back, and what is still missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kap_xl.phrase import text
from kap_xl.sheets.plain import aligned
from kap_xl.sheets.report_rows import NOTHING
from kap_xl.summaries.figure import Figure
from kap_xl.summaries.periods import period as find_period
from kap_xl.summaries.submissions import submissions

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from kap_xl.model import Plan, Submission
    from kap_xl.phrase import Blank
    from kap_xl.sheets.names import Names
    from kap_xl.summaries.figure import Line

COLUMNS = (
    *("agency", "state", "issued", "due", "returned", "days_late", "return_no", "plan_version"),
    *("findings", "rows", "reported", "blank_rows"),
)
SHOWN = tuple(name for name in COLUMNS if name not in ("issued", "plan_version"))
"""The columns that a screen has room for."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An agency's line: the values of COLUMNS, dates as such; `open` while its form is still out."""

    agency: str
    cells: dict[str, str | int | date | None]
    open: bool


def board(plan: Plan, period: str, today: date) -> tuple[Entry, ...]:
    """A line for each body that is to report; days late of a form that is still out are counted up to `today`."""
    sent = {each.agency: each for each in plan.submissions if each.period == period}
    found = submissions(plan, find_period(plan, period))
    return tuple(_entry(line, sent.get(line.key), today) for line in found.lines)


def _entry(line: Line, sent: Submission | None, today: date) -> Entry:
    back = sent is not None and sent.state == "returned"
    late = sent.days_late if sent and back else None
    if sent and not back and sent.due and today > sent.due:
        late = (today - sent.due).days
    state = (sent.state or "issued") if sent else "not issued"
    cells: dict[str, str | int | date | None] = {
        "agency": line.key,
        "state": "overdue" if late and not back else state,
        "issued": sent.issued if sent else None,
        "due": sent.due if sent else None,
        "returned": sent.returned if sent else None,
        "days_late": late,
        "return_no": sent.return_no if sent and back else None,
        "plan_version": sent.plan_version if sent else None,
        "findings": sent.findings if sent and back else None,
        "rows": _number(line, "rows"),
        "reported": _number(line, "reported"),
        "blank_rows": sent.blank_rows if sent and back else None,
    }
    return Entry(line.key, cells, open=not back)


def _number(line: Line, column: str) -> int | None:
    cell = line.cells[column]
    return int(cell.value) if isinstance(cell, Figure) and cell.value is not None else None


def as_table(entries: Iterable[Entry], names: Names) -> str:
    """The board as aligned text."""
    heads = [text(f"agencies.board.{column}", names.lang) for column in SHOWN]
    body = [[_said(column, each.cells[column], names) for column in SHOWN] for each in entries]
    return "\n".join(aligned(heads, body, 2))


def _said(column: str, value: str | int | date | None, names: Names) -> str:
    if value is None:
        return NOTHING
    if column == "state":
        return names.word("submission_state", str(value))
    return value.strftime("%d.%m.%Y") if hasattr(value, "strftime") else str(value)


def reminder(plan: Plan, period: str, entry: Entry, lang: str) -> str:
    """A letter that asks an agency for its form, ready to paste."""
    body = next((each for each in plan.institutions if each.code == entry.agency), None)
    of, due, late = find_period(plan, period), entry.cells["due"], entry.cells["days_late"]
    blanks: dict[str, Blank] = {
        "name": body.name(lang) if body else entry.agency,
        "plan": plan.settings.plan_name(lang),
        "first": of.start,
        "last": of.end,
        "file": f"{period}_{entry.agency}.xlsx",
    }
    if isinstance(late, int) and late > 0 and not isinstance(due, str | int | None):
        return text("agencies.reminder-late", lang, n=late, due=due, **blanks)
    if not isinstance(due, str | int | None):
        return text("agencies.reminder", lang, due=due, **blanks)
    return text("agencies.reminder-open", lang, **blanks)
