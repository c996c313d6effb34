"""The figures of an agency: one line each, with what it is part of; the mark leads to the summary it came from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kap_xl.sheets.page import Line, cells, said
from kap_xl.sheets.report_rows import NOTHING, Box, box
from kap_xl.summaries.figure import Figure, Share

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kap_xl.sheets.names import Names
    from kap_xl.summaries.figure import Cell, Summary

ASKED = (
    *(("progress.agency", key, base) for key, base in (("total", ""), ("reported", "total"), ("implemented", "total"))),
    *(("progress.agency", key, base) for key, base in (("overdue", "total"), ("due_next", "total"))),
    ("attained.agency", "measured", "total"),
    ("attained.agency", "reached", "with_target"),
    *(("budget.agency", key, base) for key, base in (("need", ""), ("committed", "need"), ("received", "need"))),
    *(
        ("budget.agency", key, base)
        for key, base in (("spent", "committed"), ("gap", "need"), ("gap_high", "need_high"))
    ),
)
"""The figures of a page: the summary, its column, and the column it is part of."""
COUNTED = frozenset({"progress.agency", "attained.agency"})
"""Summaries in which a body without a line has nothing, which is nought; of money nothing is known then."""


def mark(summary: str, key: str, column: str) -> str:
    """What stands in the hidden column of a line with a figure."""
    return f"{summary}|{key}|{column}"


def figures(found: Mapping[str, Summary], code: str, names: Names) -> tuple[Line, ...]:
    """A line for each figure; those of a summary that says nothing about the body are left out."""
    made = []
    for summary, column, base in ASKED:
        own = next((line for line in found[summary].lines if line.key == code), None)
        if own is None and column != "total":
            continue
        cell = own.cells.get(column) if own is not None else Figure(0)
        whole = own.cells.get(base) if own is not None and base else None
        made.append(_line(summary, column, code, cell, whole, names))
    form = next((line for line in found["submissions"].lines if line.key == code), None)
    return (*_form(form.cells if form else {}, names), *made)


def _line(summary: str, column: str, code: str, cell: Cell, whole: Cell, names: Names) -> Line:
    share = Share(cell, whole).value if isinstance(cell, Figure) and isinstance(whole, Figure) else None
    lacking = cell.missing if isinstance(cell, Figure) else ()
    boxes = {
        "label": Box(said(f"figure.{summary.partition('.')[0]}.{column}", names.lang)),
        "value": box(column, cell, names),
        "of": box(column, whole, names) if isinstance(whole, Figure) else Box(""),
        "share": Box("" if share is None else share),
        "note": Box(said("lacks", names.lang) + " " + ", ".join(lacking) if lacking else ""),
    }
    return Line(mark(summary, code, column), cells("figures", boxes))


def _form(cells_of: Mapping[str, Cell], names: Names) -> tuple[Line, ...]:
    """Where the body's form is."""
    state = cells_of.get("state")
    if not isinstance(state, str):
        return ()
    late = cells_of.get("days_late")
    days = late.value if isinstance(late, Figure) else None
    note = names.said("col.days_late") + f": {days}" if days and days > 0 else ""
    boxes = {
        "label": Box(said("figure.form", names.lang)),
        "value": Box(names.word("submission_state", state)),
        "of": Box(""),
        "share": Box(""),
        "note": Box(note or ("" if days is None else NOTHING)),
    }
    return (Line("form", cells("figures", boxes), "" if state == "returned" else "late"),)
