"""By what people call the rows of every sheet: a row's own code, else the code of the row that it belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kap_xl.rules.rows import Code, parts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kap_xl.model import Plan, Record

OWN = ("code", "number", "name")
BELONGS_TO = ("activity", "of", "indicator")
SHEETS = (
    ("matrix", "activities"),
    ("indicators", "indicators"),
    ("milestones", "milestones"),
    ("budget", "budget"),
    ("progress", "progress"),
    ("values", "values"),
    ("spending", "spending"),
    ("institutions", "institutions"),
    ("members", "members"),
    ("lists", "entries"),
    ("decisions", "decisions"),
    ("meetings", "meetings"),
    ("versions", "versions"),
    ("programmes", "programmes"),
    ("legislation", "legislation"),
    ("statistics", "statistics"),
    ("submissions", "submissions"),
    ("rules", "rulings"),
)
"""The sheets whose rows a plan holds, and where it holds them."""


def all_rows(plan: Plan) -> Iterator[tuple[str, Record, str]]:
    """Every row of the plan: its sheet, the row, and what it is called; empty where it has no name."""
    for sheet, field in SHEETS:
        for record in getattr(plan, field):
            yield sheet, record, name(record)
    for setting, row in plan.settings.rows:
        yield "cover", plan.settings.model_copy(update={"uid": setting, "row": row}), setting


def name(record: Record) -> str:
    """A row's own code or number, else the code of the row that it belongs to."""
    keys = (*(key for key in OWN if key in type(record).model_fields), *BELONGS_TO)
    return next((str(value) for key in keys if isinstance(value := getattr(record, key, None), str) and value), "")


def names(plan: Plan) -> dict[tuple[str, int], Code]:
    """What each row is called, in parts, by sheet and Excel row."""
    return {(sheet, record.row): parts(called) for sheet, record, called in all_rows(plan) if called}
