"""Who a form is: what its very hidden sheet says of the plan, the agency, the period, and what was sent in it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from kap_xl.uids import derived

if TYPE_CHECKING:
    from kap_xl.table import Table

SCHEMA = "1"
IDENTITY, BASE, PREPARED = "identity", "base", "prepared"
"""Parts of the hidden sheet: facts of the workbook; cells of rows that the plan has; cells of rows made ready."""

FormRow = tuple[str, str]
"""Sheet key of the form and row uid."""


@dataclass(frozen=True, slots=True)
class Base:
    """What was sent: canonical cells by row; rows that were only made ready are named in `prepared`."""

    cells: Mapping[FormRow, Mapping[str, str]] = field(default_factory=dict)
    prepared: frozenset[FormRow] = frozenset()

    def fingerprint(self) -> str:
        """A hash of everything sent; it tells whether a returned base is the one that went out."""
        lines = [
            "\x1f".join((sheet, row, column, value, str((sheet, row) in self.prepared)))
            for (sheet, row), cells in self.cells.items()
            for column, value in cells.items()
        ]
        empty = ["\x1f".join((*row, "", "", "True")) for row in self.prepared]
        return hashlib.sha256("\n".join(sorted(lines + empty)).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Identity:
    """What a workbook says of itself; `agency` and `period` are empty in a plan."""

    workbook_id: str = ""
    plan_version: str = ""
    agency: str = ""
    period: str = ""
    issued: str = ""
    base_hash: str = ""
    schema: str = SCHEMA


FIELDS = ("schema", "workbook_id", "plan_version", "agency", "period", "issued", "base_hash")


def read_identity(table: Table | None) -> tuple[Identity, Base]:
    """The identity and the base on the hidden sheet; empty ones where there is no such sheet."""
    facts: dict[str, str] = {}
    cells: dict[FormRow, dict[str, str]] = {}
    prepared: set[FormRow] = set()
    for row in table.rows if table is not None else ():
        part, sheet, uid, column, value = (
            str(row.value(key) or "") for key in ("part", "sheet", "row_uid", "column", "value")
        )
        if part == IDENTITY:
            facts[column] = value
        elif part in (BASE, PREPARED):
            of_row = cells.setdefault((sheet, uid), {})
            if column:
                of_row[column] = value
            if part == PREPARED:
                prepared.add((sheet, uid))
    known = {name: facts[name] for name in FIELDS if name in facts}
    return Identity(**known), Base(MappingProxyType(cells), frozenset(prepared))


def identity_rows(identity: Identity, base: Base | None = None) -> tuple[dict[str, object], ...]:
    """The rows of the hidden sheet, one a fact or a cell as sent."""
    facts = [{"part": IDENTITY, "column": name, "value": getattr(identity, name)} for name in FIELDS]
    return tuple(
        {"uid": derived("_kap", *(str(row.get(key, "")) for key in ("part", "sheet", "row_uid", "column"))), **row}
        for row in [*facts, *_base_rows(base or Base())]
    )


def _base_rows(base: Base) -> Iterable[dict[str, object]]:
    for (sheet, uid), cells in base.cells.items():
        part = PREPARED if (sheet, uid) in base.prepared else BASE
        for column, value in (cells or {"": ""}).items():
            yield {"part": part, "sheet": sheet, "row_uid": uid, "column": column, "value": value or None}
