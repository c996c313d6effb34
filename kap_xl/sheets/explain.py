"""Any cell of a workbook explained: what stands behind it, how it was reckoned, and what is missing from it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kap_xl.columns import BY_KEY
from kap_xl.grid import Trouble
from kap_xl.phrase import Phrase, phrase
from kap_xl.sheets import explain_figure, explain_money
from kap_xl.sheets.explain_cell import column_told, of_cell, title
from kap_xl.sheets.explain_made import Explained, View, said
from kap_xl.sheets.explain_place import Place, place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kap_xl.grid import Grid, Layout
    from kap_xl.workbook import Workbook

LINE = ("amount_plan", "rate_date")


def explain(work: Workbook, grids: Sequence[Grid], cell: str, lang: str) -> Explained | Phrase:
    """The explanation of a cell such as `'Plan matrix'!K17`, or the sentence that says why there is none.

    `grids` are all sheets of the workbook that `work` was read from; a report has no tables, and is explained by its
    own sheet of sources.
    """
    return seen(View(work, grids, lang), cell)


def seen(view: View, cell: str) -> Explained | Phrase:
    """The explanation of a cell of a workbook that several are asked of."""
    at = place(cell, view.grids)
    if isinstance(at, Phrase):
        return at
    made = _explained(view, at)
    if at.guessed:
        made = replace(made, told=(phrase("explain.guessed", tab=at.grid.title), *made.told))
    return made


def _explained(view: View, at: Place) -> Explained:
    of = at.layout
    if of is None:
        return _plainly(view, at, phrase("explain.not-ours", tab=at.grid.title))
    if of.key.startswith(explain_figure.AGENCY):
        return explain_figure.on_page(view, at)
    if of.key in BY_KEY or of.key.startswith(explain_figure.REPORT):
        return _in_table(view, at, of)
    return explain_figure.nothing(view, at)


def _in_table(view: View, at: Place, of: Layout) -> Explained:
    """A cell of a sheet with headings."""
    if at.row <= of.head_row:
        return _plainly(view, at, phrase("explain.heading"))
    if of.key.startswith(explain_figure.REPORT):
        within = "matrix" in view.work.tables
        return explain_figure.on_summary(view, at, of) if within else explain_figure.on_report(view, at, of)
    if not at.key:
        return _plainly(view, at, phrase("explain.empty" if at.raw is None else "explain.beside"))
    return _of_ours(view, at, of)


def _of_ours(view: View, at: Place, of: Layout) -> Explained:
    """A cell of a data sheet: a formula of the plan, or an ordinary cell."""
    form = "budget" not in view.work.tables
    known = any(row.number == at.row for row in view.work.table(of.key).rows)
    if not known:
        return of_cell(view, at, of)
    if of.key == "matrix" and at.key in explain_money.MATRIX and (not form or at.key == "spent"):
        made = explain_money.of_activity(view, at)
    elif of.key == "budget" and at.key in LINE:
        made = explain_money.of_line(view, at)
    else:
        return of_cell(view, at, of)
    notes = [column_told(view, of.key, at), *made.told]
    if isinstance(at.raw, Trouble) and at.raw.uncached:
        notes.append(phrase("explain.no-result"))
    elif made.stale:
        notes.append(phrase("explain.differs", value=made.value or "–", total=made.total))
    return replace(made, title=title(view, of.key, at), told=tuple(notes))


def _plainly(view: View, at: Place, why: Phrase) -> Explained:
    """A cell of which nothing but its words can be told."""
    return Explained(at.grid.title, at.address, "", said(at.raw, view.lang), told=(why,))
