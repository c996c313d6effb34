"""`submissions`: who was sent a form, who returned it and how late, and a reminder for each that is missing."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from kap_xl.commands.answer import Answer, CommandError
from kap_xl.commands.validate import read_plan, require_period
from kap_xl.phrase import phrase
from kap_xl.sheets.board import COLUMNS, as_table, board, reminder
from kap_xl.sheets.names import Names

if TYPE_CHECKING:
    from pathlib import Path

    from kap_xl.desk import Desk
    from kap_xl.phrase import Phrase
    from kap_xl.sheets.board import Entry


def submissions(desk: Desk, plan: Path, period: str | None = None) -> Answer:
    """The board of a period, by default the plan's current one; the plan is only read.

    Raises CommandError for a form, an unknown period, and where no period is named and the cover names none.
    """
    work = read_plan(desk.open(plan), plan)
    wanted = period or work.settings.current_period
    lang = work.settings.language
    if not wanted:
        raise CommandError(phrase("agencies.no-period"), lang)
    require_period(work, wanted)
    entries = board(work.plan, wanted, desk.today)
    missing = tuple(each for each in entries if each.open and each.cells["issued"] is not None)

    def shown(said: str) -> str:
        letters = [reminder(work.plan, wanted, each, said) for each in missing]
        return "\n\n".join((as_table(entries, Names(work.plan, said)), *letters))

    spoken = desk.lang or lang
    data = {
        "file": plan.name,
        "period": wanted,
        "submissions": [{key: _plain(each.cells[key]) for key in COLUMNS} for each in entries],
        "missing": [each.agency for each in missing],
        "reminders": {each.agency: reminder(work.plan, wanted, each, spoken) for each in missing},
    }
    return Answer(notes=_notes(entries, missing, wanted), data=data, shown=shown, lang=lang)


def _notes(entries: tuple[Entry, ...], missing: tuple[Entry, ...], period: str) -> tuple[Phrase, ...]:
    back = sum(1 for each in entries if not each.open)
    sent = back + len(missing)
    notes = [phrase("agencies.board-count", back=back, n=sent, period=period)]
    if missing:
        named = tuple(each.agency for each in missing)
        notes.append(phrase("agencies.board-missing", n=len(named), agencies=named))
    return tuple(notes)


def _plain(value: str | int | date | None) -> str | int | None:
    return value.isoformat() if isinstance(value, date) else value
