"""`summarise`: progress, budget and indicators of a period, told and put into the plan as sheets of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kap_xl.books.report import summary_package, write_report
from kap_xl.books.report.build import APART, summary_tab
from kap_xl.commands.answer import Answer
from kap_xl.commands.generated import present, put_in_place, save
from kap_xl.commands.validate import read_whole, require_period
from kap_xl.phrase import phrase
from kap_xl.port import NewSheet
from kap_xl.sheets.names import Names
from kap_xl.sheets.plain import as_data, as_text
from kap_xl.sheets.report import within
from kap_xl.sheets.report_columns import SHEETS
from kap_xl.summaries import summarise as summaries

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from kap_xl.desk import Desk
    from kap_xl.summaries.figure import Summary
    from kap_xl.workbook import Workbook


def summarise(desk: Desk, file: Path, period: str) -> Answer:
    """The summaries as tables for people, or under machine keys, and as sheets in the plan.

    No figure without its denominator. Raises CommandError for a form and for an unknown period; BookError for a plan
    that cannot be read or saved.
    """
    book = desk.open(file)
    before = book.to_bytes()
    work = read_whole(book, file)
    require_period(work, period)
    lang = work.settings.language
    found = summaries(work.plan, period)
    there = present(book)
    put_in_place(book, _sheets(work, period, desk.lang or lang, found, there))
    kept = save(desk, file, book, before, there.values())
    notes = [phrase("face.summarised", file=file.name, sign="Σ")]
    if kept is not None:
        notes.append(phrase("face.kept", path=str(kept)))
    data = {"file": file.name, "period": period, "summaries": as_data(found)}
    return Answer(notes=tuple(notes), data=data, shown=lambda said: as_text(found, Names(work.plan, said)), lang=lang)


def _sheets(
    work: Workbook, period: str, lang: str, found: Mapping[str, Summary], there: Mapping[str, str]
) -> Iterable[NewSheet]:
    """Each summary on its sheet, in the place of the one made before."""
    made = write_report(summary_package(lang, period), within(work.plan, period, lang, found))
    for of in SHEETS:
        if of.key not in APART:
            tab = summary_tab(of.key, lang)
            yield NewSheet(tab, made, tab, there.get(of.mark, ""))
