"""`report`: the consolidated report workbook of a period, for the half-yearly meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kap_xl.books.report import report_package, write_report
from kap_xl.books.save import write
from kap_xl.commands.answer import Answer
from kap_xl.commands.failure import speaking
from kap_xl.commands.place import require_other, require_workbook_name
from kap_xl.commands.validate import read_whole, require_period
from kap_xl.phrase import phrase
from kap_xl.sheets import report as content

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from kap_xl.desk import Desk
    from kap_xl.workbook import Workbook


def report(desk: Desk, plan: Path, period: str, out: Path, template: Path | None = None) -> Answer:
    """Write the report; each figure in it leads to the cells of the plan that it was made of.

    Raises CommandError for a form in place of the plan, an unknown period, an `out` that is the plan or the template,
    a template that is none and a report that cannot be saved; BookError for a plan that cannot be read.
    """
    require_workbook_name(out)
    require_other(out, plan, template)
    return written(desk, read_whole(desk.open(plan), plan), period, out, template)


def written(desk: Desk, work: Workbook, period: str, out: Path, template: Path | None = None) -> Answer:
    """The report of a plan that was read before."""
    require_period(work, period)
    lang = desk.lang or work.settings.language
    made = content.report(work.plan, period, lang, _conflicts(work), work.layouts, on=desk.today)
    with speaking(work.settings.language, template or out):
        prepared = desk.open(template).to_bytes() if template else report_package(lang)
        kept = write(out, write_report(prepared, made), backup=out.exists())
    notes = [phrase("face.reported", period=period, path=str(out))]
    if kept is not None:
        notes.append(phrase("face.kept", path=str(kept)))
    return Answer(notes=tuple(notes), data={"file": str(out), "period": period}, lang=work.settings.language)


def _conflicts(work: Workbook) -> tuple[Mapping[str, object], ...]:
    """The conflicts sheet's rows, as the report lists the open ones."""
    rows = work.table("conflicts").rows
    return tuple({"row": row.number, "uid": row.uid, **{key: row.value(key) for key in row.cells}} for row in rows)
