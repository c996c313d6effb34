"""`summarise`: progress, budget and indicators of a period by agency and objective."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kap_xl.commands.answer import Answer
from kap_xl.commands.validate import read_plan, require_period
from kap_xl.sheets.names import Names
from kap_xl.sheets.plain import as_data, as_text
from kap_xl.summaries import summarise as summaries

if TYPE_CHECKING:
    from pathlib import Path

    from kap_xl.desk import Desk


def summarise(desk: Desk, file: Path, period: str) -> Answer:
    """The summaries as tables for people, or under machine keys; no figure without its denominator."""
    work = read_plan(desk.open(file), file)
    require_period(work, period)
    found = summaries(work.plan, period)
    data = {"file": file.name, "period": period, "summaries": as_data(found)}
    return Answer(data=data, shown=lambda lang: as_text(found, Names(work.plan, lang)), lang=work.settings.language)
