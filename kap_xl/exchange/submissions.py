"""Who was sent what and what came back: the rows of the submissions sheet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from kap_xl.canon import canonical
from kap_xl.edits import CellEdit, Edits, word
from kap_xl.phrase import Phrase
from kap_xl.uids import derived

if TYPE_CHECKING:
    from kap_xl.exchange.statement import Source
    from kap_xl.table import Row
    from kap_xl.workbook import Workbook


@dataclass(frozen=True, slots=True)
class Issue:
    """A form that went out: to whom, when, as which file, with which fingerprints."""

    agency: str
    period: str
    issued: date
    due: date | None
    form_file: str
    form_hash: str
    base_hash: str
    plan_version: int


@dataclass(frozen=True, slots=True)
class Receipt:
    """A return that came in: with how many findings and blank rows."""

    source: Source
    findings: int
    blank_rows: int


def issue_edits(plan: Workbook, issues: Iterable[Issue]) -> Edits:
    """The submissions rows of forms that go out; a form sent again renews its row."""
    wanted = [
        (each.agency, each.period, {
            "state": "issued",
            "issued": each.issued,
            "due": each.due,
            "form_file": each.form_file,
            "plan_version": each.plan_version,
            "form_hash": each.form_hash,
            "base_hash": each.base_hash,
        })
        for each in issues
    ]  # fmt: skip
    return _edits(plan, wanted, keep_state=True)


def receipt_edits(plan: Workbook, receipts: Iterable[Receipt]) -> Edits:
    """What came back, one row an agency and period: its latest return, how late, how many there were."""
    by_key: dict[tuple[str, str], list[Receipt]] = {}
    for each in receipts:
        by_key.setdefault((each.source.agency, each.source.period), []).append(each)
    present = plan.table("submissions").by_uid()
    wanted = []
    for (agency, period), some in sorted(by_key.items()):
        row = present.get(row_uid(agency, period))
        known = _counted(plan, agency, period)
        hashes = known | {each.source.hash for each in some}
        last = max(some, key=lambda each: (each.source.return_no, each.source.received, each.source.hash))
        values: dict[str, object] = {"returns": len(hashes)}
        if row is None or not _newer(row, last.source):
            values |= _latest(last, row)
        wanted.append((agency, period, values))
    return _edits(plan, wanted, keep_state=False)


def row_uid(agency: str, period: str) -> str:
    """The identity of a submissions row."""
    return derived("submission", period, agency)


def returned_hashes(plan: Workbook) -> frozenset[str]:
    """The fingerprints of all returns merged before."""
    return frozenset(str(row.value("return_hash")) for row in plan.table("log").rows if row.value("return_hash"))


def _counted(plan: Workbook, agency: str, period: str) -> set[str]:
    return {
        str(row.value("return_hash"))
        for row in plan.table("log").rows
        if (row.value("agency"), row.value("period")) == (agency, period)
    }


def _newer(row: Row, source: Source) -> bool:
    """Whether the row already speaks of a later return than this."""
    mine = (
        int(str(row.value("return_no") or 0)),
        str(row.value("returned") or ""),
        str(row.value("return_hash") or ""),
    )
    return mine > (source.return_no, source.received.isoformat(), source.hash)


def _latest(receipt: Receipt, row: Row | None) -> dict[str, object]:
    due = row.value("due") if row is not None else None
    late = max(0, (receipt.source.received - due).days) if isinstance(due, date) else None
    return {
        "state": "returned",
        "returned": receipt.source.received,
        "days_late": late,
        "return_no": receipt.source.return_no,
        "findings": receipt.findings,
        "blank_rows": receipt.blank_rows,
        "return_file": receipt.source.file,
        "return_hash": receipt.source.hash,
    }


def _edits(plan: Workbook, wanted: Iterable[tuple[str, str, dict[str, object]]], *, keep_state: bool) -> Edits:
    present = plan.table("submissions").by_uid()
    cells: list[CellEdit] = []
    rows = []
    for agency, period, values in wanted:
        uid = row_uid(agency, period)
        if uid not in present:
            rows.append({"uid": uid, "period": period, "agency": agency} | _worded(values))
            continue
        row = present[uid]
        changed = {key: value for key, value in values.items() if canonical(row.value(key)) != canonical(value)}
        if keep_state and row.value("state") == "returned":
            changed.pop("state", None)
        cells += [CellEdit("submissions", row.number, key, value) for key, value in _worded(changed).items()]
    return Edits(tuple(cells), {"submissions": tuple(rows)} if rows else {})


def _worded(values: dict[str, object]) -> dict[str, object]:
    state = values.get("state")
    said: dict[str, Phrase] = {"state": word("submission_state", str(state))} if state else {}
    return values | said
