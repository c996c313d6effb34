"""Proposals that were decided on: what each brings into the plan."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kap_xl.canon import canonical, cell_text
from kap_xl.columns import BY_KEY
from kap_xl.edits import CellEdit, Edits, word
from kap_xl.finding import Finding, Severity, Spot
from kap_xl.phrase import phrase
from kap_xl.uids import derived
from kap_xl.versions.net import natural

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from kap_xl.edits import NewRow
    from kap_xl.reading import Reader
    from kap_xl.table import Row, Table

TAKEN = ("output", "lead", "partners", "start", "deadline", "indicator")
"""Columns of a proposal that mean the same in the matrix; its text goes to the authoritative language."""
Cell = tuple[str, str]
"""Row uid and column key."""


@dataclass(frozen=True, slots=True)
class Entered:
    """What decided proposals change: the edits, the proposals that enter, their reasons by cell, what cannot enter."""

    edits: Edits = field(default_factory=Edits)
    proposals: tuple[str, ...] = ()
    reasons: tuple[tuple[Cell, str], ...] = ()
    findings: tuple[Finding, ...] = ()

    def __add__(self, other: Entered) -> Entered:
        """Both, one after the other."""
        return Entered(
            self.edits + other.edits,
            self.proposals + other.proposals,
            self.reasons + other.reasons,
            self.findings + other.findings,
        )


@dataclass(frozen=True, slots=True)
class Office:
    """What is needed to take a proposal in: the plan's tables, how cells are read, and the plan's settings."""

    tables: Mapping[str, Table]
    reader: Reader
    first_lang: str
    currency: str
    today: date

    def rows(self, sheet: str) -> tuple[Row, ...]:
        """The rows of a sheet."""
        return self.tables[sheet].rows if sheet in self.tables else ()


def entering(office: Office, before: frozenset[str]) -> Entered:
    """What the decided proposals bring that did not enter `before`.

    One without an activity becomes a row of the matrix, with what it needs as an estimate on the budget; one with an
    activity changes the cells that it fills in. Of two that change one cell the lower on the sheet stays.
    """
    found = Entered()
    codes = frozenset(str(row.value("code")) for row in office.rows("matrix") if row.value("code"))
    for row in office.rows("proposals"):
        if row.raw("decision") is None or row.uid in before:
            continue
        one = _one(office, row, codes)
        codes |= {str(made["code"]) for made in one.edits.rows.get("matrix", ())}
        found += one
    cells = {(each.sheet, each.row, each.column): each for each in found.edits.cells}
    return Entered(Edits(tuple(cells.values()), found.edits.rows), found.proposals, found.reasons, found.findings)


def _one(office: Office, row: Row, codes: frozenset[str]) -> Entered:
    code = str(row.value("decision") or row.raw("decision") or "")
    states = [each.value("state") or "open" for each in office.rows("decisions") if each.value("code") == code]
    if not states:
        return _told(row, "decision", "proposal-decision", code)
    if states[0] == "dropped":
        return _told(row, "decision", "proposal-decision-dropped", code)
    named, uid = str(row.value("activity") or ""), str(row.value("activity_uid") or "")
    if named or uid:
        same = [each for each in office.rows("matrix") if (each.uid == uid if uid else each.value("code") == named)]
        return _changing(office, row, same[0]) if len(same) == 1 else _told(row, "activity", "proposal-activity", named)
    objective = str(row.value("objective") or "")
    known = [each for each in office.rows("lists") if each.value("list") == "objective"]
    found = [each for each in known if each.value("code") == objective]
    if len(found) != 1:
        return _told(row, "objective", "proposal-objective", objective)
    return _added(office, row, found[0], _free(objective, codes))


def _changing(office: Office, row: Row, activity: Row) -> Entered:
    """The cells of an activity that a proposal fills in otherwise than they are."""
    values = {
        key: value
        for key, value in _values(office, row).items()
        if (column := BY_KEY["matrix"].column(key)) and cell_text(activity, column) != canonical(value)
    }
    cells = tuple(CellEdit("matrix", activity.number, key, value) for key, value in values.items())
    made = Entered(Edits(cells), (row.uid,), _reasons(row, activity.uid, values))
    if row.value("needed") is None:
        return made
    return made + _told(row, "needed", "proposal-needed", str(activity.value("code") or ""), Severity.WARNING)


def _added(office: Office, row: Row, objective: Row, code: str) -> Entered:
    """A new activity, and its need as an estimate for the year in which it is due."""
    uid = derived("proposal", row.uid)
    made = {
        "uid": uid,
        "code": code,
        "objective": objective.value("code"),
        "objective_uid": objective.uid,
        "state": word("state", "active"),
        **_values(office, row),
    }
    entered = Entered(Edits((), {"matrix": (made,)}), (row.uid,), _reasons(row, uid, made))
    if row.value("needed") is None:
        return entered
    need = derived("proposal", row.uid, "needed")
    year = getattr(made.get("due_by") or made.get("start") or office.today, "year", office.today.year)
    line: dict[str, object] = {
        "uid": need,
        "activity": code,
        "activity_uid": uid,
        "year": year,
        "currency": office.currency,
        "amount": row.value("needed"),
        "stage": word("stage", "estimate"),
        "kind": word("money_kind", "amount"),
    }
    return entered + Entered(Edits((), {"budget": (line,)}), (), _reasons(row, need, line))


def _values(office: Office, row: Row) -> NewRow:
    """The matrix cells that a proposal fills in; what the registers know becomes its code, other words stay."""
    found: dict[str, object] = {}
    if row.raw("text") is not None:
        found[f"activity_{office.first_lang}"] = row.value("text")
    for key in TAKEN:
        raw, column = row.raw(key), BY_KEY["matrix"].column(key)
        if raw is None or column is None:
            continue
        cell = office.reader.read(column, raw)  # type: ignore[arg-type]  # a raw cell of the same workbook
        read = cell.value if cell is not None and cell.known else None
        if column.kind == "deadline":
            days = {"due_from": getattr(read, "start", None), "due_by": getattr(read, "end", None)}
            found |= {key: row.value(key) or str(raw), **days}
        else:
            found[key] = read if read is not None else row.value(key) or str(raw)
    return found


def _free(objective: str, codes: Iterable[str]) -> str:
    """The next code under an objective that no activity has or had."""
    parent = natural(objective)
    under = (code for code in map(natural, codes) if len(code) == len(parent) + 1 and code[:-1] == parent)
    return f"{objective}.{max((code[-1][1] for code in under), default=0) + 1}"


def _reasons(row: Row, uid: str, keys: Iterable[str]) -> tuple[tuple[Cell, str], ...]:
    """Whose wish each cell was, and why."""
    said = ": ".join(str(each) for each in (row.value("agency"), row.value("reason")) if each)
    return tuple(((uid, key), said) for key in keys) if said else ()


def _told(row: Row, column: str, code: str, value: str, severity: Severity = Severity.ERROR) -> Entered:
    """A finding on a proposal."""
    spot = Spot("proposals", row.number, column, row.uid)
    message, fix = (phrase(f"living.{code}{part}", value=value) for part in ("", "-fix"))
    return Entered(findings=(Finding(code, severity, spot, message, fix, value),))
