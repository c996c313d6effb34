"""Two at work on one plan: the second to save never takes away what the first one did."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from rounds import DESK, PERIOD
from small import form, office, typed

from kap_xl.books.backups import FOLDER
from kap_xl.books.closed import ClosedBook
from kap_xl.books.errors import SaveError
from kap_xl.commands.merge import merge
from kap_xl.commands.split import split
from kap_xl.commands.summarise import summarise
from kap_xl.port import Put

if TYPE_CHECKING:
    from pathlib import Path

    from kap_xl.port import Book


class Slow(ClosedBook):
    """A workbook that somebody else saves on the disk while a command holds it."""

    plan: Path
    after: bytes

    def to_bytes(self) -> bytes:
        """As it is; meanwhile the other one saves."""
        made = super().to_bytes()
        if self.name == self.plan.name and made != self.plan.read_bytes():
            self.plan.write_bytes(self.after)
        return made


@pytest.mark.parametrize("command", ["merge", "split", "summarise"])
def test_nothing_is_saved_over_what_came_meanwhile(tmp_path: Path, command: str) -> None:
    """The command is refused, the other one's work stands, and there is no backup of what was not changed."""
    plan = office(tmp_path) / "plan.xlsx"
    typed(form(tmp_path, "MLSW"), tmp_path / "back" / "mlsw.xlsx", ("matrix", "1.1.1", "status", "ongoing"))
    other = ClosedBook(plan.read_bytes(), plan.name)
    other.put(other.grids()[1].title, [Put(40, 3, "typed by a colleague")])
    after = other.to_bytes()

    def slow(data: bytes, name: str) -> Book:
        made = Slow(data, name)
        made.plan, made.after = plan, after
        return made

    desk = replace(DESK, open_bytes=slow)
    run = {
        "merge": lambda: merge(desk, plan, [tmp_path / "back"]),
        "split": lambda: split(desk, plan, "2006-H2", tmp_path / "next"),
        "summarise": lambda: summarise(desk, plan, PERIOD),
    }
    with pytest.raises(SaveError, match="changed-meanwhile"):
        run[command]()
    assert plan.read_bytes() == after
    assert not (tmp_path / FOLDER).exists()
    assert not (tmp_path / "next").exists()


def test_one_after_the_other_is_no_clash(tmp_path: Path) -> None:
    """A desk may change one workbook as often as it likes."""
    plan = office(tmp_path) / "plan.xlsx"
    for period in (PERIOD, "2006-H2", PERIOD):
        summarise(DESK, plan, period)
