"""What a return says: one statement a cell, with where it stood, what had been sent, and whether it can be used."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kap_xl.uids import derived

if TYPE_CHECKING:
    from datetime import date

CellKey = tuple[str, str, str]
"""Sheet key of the plan, row uid, column key."""


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """A return: what it says of itself, and the fingerprint of its bytes."""

    agency: str
    period: str
    return_no: int
    hash: str
    file: str
    received: date


@dataclass(frozen=True, slots=True)
class Statement:
    """One report cell of a return, canonical: `base` as sent, `value` as it came back (None blank, CLEAR to empty).

    `raw` is the text of a cell whose value does not tell it: of one that is refused (for the reason code in `refused`),
    that counts as blank although something such as a dash stands in it, or that is to be emptied. `code` is what
    people see in the row, `cell` the place such as `Matrix!W12`.
    """

    source: Source
    sheet: str
    row: str
    column: str
    base: str | None
    value: str | None
    cell: str
    code: str = ""
    raw: str = ""
    refused: str = ""

    @property
    def key(self) -> CellKey:
        """The cell of the plan that the statement is about."""
        return self.sheet, self.row, self.column

    @property
    def uid(self) -> str:
        """The identity of its line in the merge log: the same each time the return is read."""
        return derived("log", self.source.hash, self.sheet, self.row, self.column, self.cell)


@dataclass(frozen=True, slots=True)
class Remark:
    """What else there is to account for in a return: cells that are the plan's, rows that are missing or refused."""

    source: Source
    sheet: str
    row: str
    column: str
    cell: str
    outcome: str
    cells: int = 1
    code: str = ""
    base: str | None = None
    value: str | None = None
    reason: str = ""

    @property
    def uid(self) -> str:
        """The identity of its line in the merge log."""
        return derived("remark", self.source.hash, self.sheet, self.row, self.column, self.cell, self.outcome)
