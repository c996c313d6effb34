"""Identities for rows that people typed where no form speaks of them: bodies, seats, the Secretariat's proposals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kap_xl.canon import words_of
from kap_xl.edits import CellEdit, Edits
from kap_xl.uids import derived

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kap_xl.table import Table

SHEETS = ("institutions", "members", "proposals")


def name_edits(tables: Mapping[str, Table]) -> Edits:
    """An identity for each row that has none; it follows from the row's words, so that copies of a plan agree."""
    return Edits(tuple(edit for key in SHEETS if key in tables for edit in _named(tables[key])))


def _named(table: Table) -> Iterable[CellEdit]:
    taken = {row.uid for row in table.rows if row.uid}
    for row in table.rows:
        if row.uid or not row.cells:
            continue
        words = [f"{key}={words_of(cell.raw)}" for key, cell in sorted(row.cells.items())]
        tries = (derived("typed", table.key, *words, str(number)) for number in range(len(taken) + 1))
        uid = next(each for each in tries if each not in taken)
        taken.add(uid)
        yield CellEdit(table.key, row.number, "uid", uid)
