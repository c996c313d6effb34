"""`explain`: the cells behind a figure of a plan, a form or a report, how it was reckoned, and what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kap_xl.commands.answer import Answer, CommandError
from kap_xl.phrase import Phrase
from kap_xl.sheets.explain import explain as explained
from kap_xl.sheets.explain_shown import as_data, as_text
from kap_xl.workbook import read_workbook

if TYPE_CHECKING:
    from pathlib import Path

    from kap_xl.desk import Desk
    from kap_xl.sheets.explain_made import Explained


def explain(desk: Desk, file: Path, cell: str) -> Answer:
    """What stands behind a cell; nothing is changed.

    Raises CommandError for a text that names no cell of the workbook, BookError for a file that cannot be read.
    """
    grids = desk.open(file).grids()
    work = read_workbook(grids)
    own = work.settings.language

    def made(lang: str) -> Explained:
        found = explained(work, grids, cell, lang)
        if isinstance(found, Phrase):
            raise CommandError(found, own if work.tables else None)
        return found

    return Answer(
        data=as_data(made(desk.lang or own), file.name),
        shown=lambda lang: as_text(made(lang), lang),
        lang=own if work.tables else None,
    )
