"""The report's sheets: what each shows, one line a column; the only place where a column of the report is added."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shown:
    """A column: its key, what it holds (`kind`), its width in characters, whether its heading stands upright.

    A share `follows` the column whose figure is its part: both lead to the same cells of the plan.
    """

    key: str
    kind: str
    width: float = 9
    upright: bool = False
    follows: str = ""


@dataclass(frozen=True, slots=True)
class ReportSheet:
    """A sheet of the report: its key in A1 (`kap:report-<key>`) and its columns after the hidden `uid`."""

    key: str
    columns: tuple[Shown, ...]

    @property
    def mark(self) -> str:
        """The sheet's key as cell A1 holds it, without `kap:`."""
        return f"report-{self.key}"

    @property
    def table(self) -> str:
        """The name of its Excel table."""
        return f"report_{self.key}"


def count(key: str) -> Shown:
    """A number of things."""
    return Shown(key, "count", 6.5, upright=True)


def share(key: str, follows: str) -> Shown:
    """A share with a bar in the cell."""
    return Shown(key, "share", 8.5, upright=True, follows=follows)


def money(key: str) -> Shown:
    """An amount in the plan's currency."""
    return Shown(key, "money", 12.5)


PROGRESS = (
    Shown("code", "code", 10),
    Shown("name", "text", 44),
    count("total"),
    count("reported"),
    share("share_reported", "reported"),
    count("implemented"),
    share("share_implemented", "implemented"),
    count("on_schedule"),
    count("late"),
    *(count(each) for each in ("DONE", "CONTINUOUS_OK", "PARTLY", "ONGOING", "NOT_STARTED", "DELAYED", "SUSPENDED")),
    *(count(each) for each in ("CANCELLED", "NO_REPORT", "NOT_RETURNED", "overdue")),
    share("share_overdue", "overdue"),
    count("due_next"),
)
STAGES = tuple(money(each) for each in ("requested", "pledged", "committed"))
NEED = (money("need"), money("need_high"))
FUNDS = (*NEED, *STAGES, share("coverage", "committed"), money("received"))
GAPS = (money("gap"), money("gap_high"), money("not_received"))
SPENT = (money("spent"), money("spent_period"), share("execution", "spent"), count("unknown"), count("apart"))
WHO = (Shown("code", "code", 11), Shown("name", "text", 34))

SHEETS = (
    ReportSheet("progress", PROGRESS),
    ReportSheet("agencies", PROGRESS),
    ReportSheet(
        "years",
        (
            Shown("code", "code", 16),
            *(Shown(each, "count", 18) for each in ("planned", "implemented", "not_implemented", "no_answer")),
            Shown("rate", "share", 22, follows="implemented"),
            Shown("band", "text", 14),
        ),
    ),
    ReportSheet(
        "overdue",
        (
            Shown("code", "code", 8),
            Shown("name", "text", 62),
            Shown("lead", "text", 10),
            Shown("due", "date", 12),
            Shown("days_late", "count", 9),
            Shown("status", "text", 16),
            Shown("latest", "text", 18),
            Shown("latest_period", "text", 11),
            money("gap"),
        ),
    ),
    ReportSheet("budget", (*WHO, *FUNDS, *GAPS, *SPENT)),
    ReportSheet("budget_agencies", (*WHO, *FUNDS, *GAPS, *SPENT)),
    ReportSheet("budget_years", (Shown("code", "code", 16), *FUNDS, *GAPS, *SPENT)),
    ReportSheet("sources", (*WHO, *NEED, *STAGES, money("received"), *SPENT)),
    ReportSheet("donors", (Shown("code", "code", 11), Shown("name", "text", 50), *STAGES, money("received"), *SPENT)),
    ReportSheet(
        "indicators",
        (
            Shown("code", "code", 10),
            Shown("name", "text", 46),
            Shown("unit", "text", 11),
            *(Shown(each, "number", 10) for each in ("baseline", "target", "in_period", "change")),
            Shown("trend", "text", 10),
            Shown("to_date", "number", 10),
            Shown("attainment", "share", 11, follows="to_date"),
            Shown("reached", "text", 9),
            Shown("responsible", "text", 16),
            Shown("missing", "text", 18),
        ),
    ),
    ReportSheet(
        "not_reported",
        (
            Shown("code", "code", 10),
            Shown("name", "text", 50),
            Shown("state", "text", 16),
            Shown("due", "date", 12),
            *(Shown(each, "count", 13) for each in ("led", "rows", "reported")),
        ),
    ),
    ReportSheet(
        "conflicts",
        (
            Shown("agency", "code", 10),
            Shown("sheet", "text", 16),
            Shown("code", "code", 10),
            Shown("column", "text", 18),
            *(Shown(each, "text", 28) for each in ("base", "ours", "theirs")),
            Shown("from_file", "text", 22),
        ),
    ),
    ReportSheet(
        "trace",
        (
            Shown("figure", "text", 24),
            Shown("about", "text", 46),
            Shown("cell", "text", 28),
            Shown("adds", "amount", 16),
            Shown("way", "text", 24),
        ),
    ),
)
BY_KEY = {sheet.key: sheet for sheet in SHEETS}

COVER = (
    Shown("label", "text", 31),
    Shown("value", "text", 15),
    Shown("of", "text", 13),
    Shown("share", "share", 10, follows="value"),
    Shown("note", "text", 40),
)
SECTIONS = (
    ("", ("plan_name", "period", "date", "sample")),
    ("progress", ("total", "reported", "implemented", "overdue", "due_next", "rate")),
    ("money", ("need", "need_high", "committed", "received", "spent", "spent_period", "gap", "gap_high")),
    ("measured", ("measured", "reached")),
    ("lacking", ("not_returned", "without_report", "without_objective", "incomplete", "unknown", "apart", "conflicts")),
)
"""The cover's lines under their headings, in order."""
COVER_KINDS = {"money": "money", "progress": "count", "measured": "count", "lacking": "count", "": "text"}
