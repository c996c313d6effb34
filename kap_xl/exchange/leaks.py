"""What a form must not give away: rows of the plan that are not its agency's, and what others reported or decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kap_xl.columns import BY_KEY, Role
from kap_xl.grid import IDENTITY

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from kap_xl.exchange.split import Form
    from kap_xl.table import Row
    from kap_xl.workbook import Workbook

OPEN = frozenset({"cover", "lists", "institutions", "words", "_kap"})
"""Sheets whose words every form may carry: names of the plan, its registers, its vocabularies."""
TELLING = 8
"""Letters from which on a text can tell anything; shorter ones are words such as codes and statuses."""


class Secrets(NamedTuple):
    """The plan's identities and texts, under the sheet they stand on, that a form must not hold."""

    uids: dict[str, str]
    texts: dict[str, str]

    def found(self, held: Collection[str]) -> tuple[tuple[str, str], ...]:
        """The sheet and the text of each secret among what a package holds."""
        return tuple(sorted((where, text) for known in self for text, where in known.items() if text in held))


class Vault:
    """Everything the plan holds that is not for everybody; made once for all forms of a split."""

    def __init__(self, plan: Workbook, common: Collection[str]) -> None:
        """Look all sheets through; `common` are the texts of an empty form, such as headings: no secret."""
        self._uids: dict[str, str] = {}
        self._texts: dict[str, str] = {}
        self._open = set(common)
        for key, table in plan.tables.items():
            if key in OPEN:
                self._open |= {text for row in table.rows for text in _strings(row, row.cells)}
                continue
            for row in table.rows:
                if row.uid:
                    self._uids.setdefault(row.uid, key)
                for text in _strings(row, _worded(key, row)):
                    self._texts.setdefault(text, key)

    def secrets(self, form: Form) -> Secrets:
        """What of it is not in the rows that this agency is sent."""
        own = {text for rows in form.rows.values() for row in rows for text in map(str, row.values())} | self._open
        return Secrets(
            {uid: where for uid, where in self._uids.items() if uid not in own},
            {text: where for text, where in self._texts.items() if text not in own},
        )


def _worded(sheet: str, row: Row) -> Iterable[str]:
    """The columns of a row that hold people's own words."""
    for key in row.cells:
        column = BY_KEY[sheet].column(key)
        if column is None or (column.kind == "text" and column.role is not Role.FORMULA):
            yield key


def _strings(row: Row, keys: Iterable[str]) -> Iterable[str]:
    for key in keys:
        raw = row.raw(key)
        if isinstance(raw, str) and len(raw.strip()) >= TELLING and not IDENTITY.fullmatch(raw):
            yield raw
