"""`explain`: the cells behind a figure of a plan, a form or a report, how it was reckoned, and what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kap_xl.commands.answer import Answer, CommandError
from kap_xl.grid import layout
from kap_xl.phrase import LANGUAGES, Phrase, has, text
from kap_xl.sheets.explain import explain as explained
from kap_xl.sheets.explain_shown import as_data, as_text
from kap_xl.workbook import read_workbook

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from kap_xl.desk import Desk
    from kap_xl.grid import Grid
    from kap_xl.sheets.explain_made import Explained

REPORT = "report-"
"""What the keys of a report's sheets begin with."""


def explain(desk: Desk, file: Path, cell: str) -> Answer:
    """What stands behind a cell; nothing is changed.

    Raises CommandError for a text that names no cell of the workbook, BookError for a file that cannot be read.
    """
    grids = desk.open(file).grids()
    work = read_workbook(grids)
    own = work.settings.language if work.tables else report_language(grids)

    def made(lang: str) -> Explained:
        found = explained(work, grids, cell, lang)
        if isinstance(found, Phrase):
            raise CommandError(found, own)
        return found

    return Answer(
        data=as_data(made(desk.lang or own or "en"), file.name),
        shown=lambda lang: as_text(made(lang), lang),
        lang=own,
    )


def report_language(grids: Iterable[Grid]) -> str | None:
    """The language of most tabs of a report, which has no cover that names one; None for any other workbook."""
    tabs = {f"report.tab.{place.key.removeprefix(REPORT)}": grid.title for grid in grids if (place := layout(grid))}
    said = {lang: sum(has(code, lang) and text(code, lang) == tab for code, tab in tabs.items()) for lang in LANGUAGES}
    return max(said, key=lambda lang: said[lang]) if any(said.values()) else None
