"""`merge`: returns brought into the plan without losing a cell, in any order, again and again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from kap_xl import fingerprint
from kap_xl.books.errors import BookError
from kap_xl.books.modified import modified
from kap_xl.commands.answer import Answer, CommandError
from kap_xl.commands.complete import complete
from kap_xl.commands.failure import sentence
from kap_xl.edits import CellEdit, Edits
from kap_xl.exchange.identity import read_identity
from kap_xl.exchange.intake import refusal, source
from kap_xl.exchange.memory import recalled, state
from kap_xl.exchange.merge import Merged
from kap_xl.exchange.merge import merge as merge_statements
from kap_xl.exchange.outcome import plan_edits
from kap_xl.exchange.returned import Returned, read_return
from kap_xl.exchange.submissions import Receipt, receipt_edits, returned_hashes
from kap_xl.exchange.view import view_edits
from kap_xl.finding import CellRef, Finding, Severity, Spot
from kap_xl.phrase import Phrase, phrase
from kap_xl.rules import check
from kap_xl.sheets.places import placed
from kap_xl.sheets.write import apply, register_names
from kap_xl.workbook import Workbook, read_workbook, sheets_of_ours

if TYPE_CHECKING:
    from pathlib import Path

    from kap_xl.desk import Desk
    from kap_xl.exchange.statement import Source

BUDGET = (
    "xl/worksheets/*.xml", "xl/tables/*.xml", "xl/styles.xml", "xl/workbook.xml", "xl/sharedStrings.xml",
    "xl/calcChain.xml", "xl/_rels/workbook.xml.rels", "[[]Content_Types].xml",
)  # fmt: skip
"""The members of a plan that this command may change."""
WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")


@dataclass(frozen=True, slots=True)
class Taken:
    """A return that was read: what it says and what is wrong in it."""

    source: Source
    returned: Returned
    findings: tuple[Finding, ...]
    blank_rows: int


def merge(
    desk: Desk, plan: Path, returns: Iterable[Path], out: Path | None = None, received: date | None = None
) -> Answer:
    """Merge returns into the plan (or into `out`); what cannot be taken is a finding that says what to ask for."""
    book = desk.open(plan)
    before = book.to_bytes()
    work = complete(book, plan)
    files = tuple(_files(returns))
    if not files:
        raise CommandError(phrase("face.no-returns", n=0))
    taken, refused = _read_all(desk, work, files, received)
    statements = (*recalled(work), *(each for some in taken for each in some.returned.statements))
    merged = merge_statements(state(work), statements)
    edits = _edits(work, taken, merged)
    if edits:
        apply(book, work.layouts, edits, work.settings.language, register_names(work.plan, work.settings.language))
    if book.to_bytes() != before or out is not None:
        desk.save(out or plan, book, backup=(out or plan).exists(), budget=BUDGET)
    return _answer(taken, refused, merged, out or plan, work.settings.language)


def _edits(plan: Workbook, taken: Iterable[Taken], merged: Merged) -> Edits:
    some = tuple(taken)
    known = returned_hashes(plan)
    new = [each for each in some if each.source.hash not in known]
    remarks = [remark for each in new for remark in each.returned.remarks]
    receipts = [Receipt(each.source, len(each.findings), each.blank_rows) for each in new]
    cells = {**state(plan).cells, **merged.cells}
    period = _current(plan, merged)
    view = view_edits(plan, cells, period)
    cover = _cover(plan, period)
    return plan_edits(plan, merged, remarks) + receipt_edits(plan, receipts) + view + cover


def _current(plan: Workbook, merged: Merged) -> str:
    """The period that the plan shows: the latest of those on which something was taken."""
    now = plan.settings.current_period or ""
    return max([now, *(each.period for each in merged.rows.values())])


def _cover(plan: Workbook, period: str) -> Edits:
    if period == (plan.settings.current_period or ""):
        return Edits()
    row = next((row for row in plan.table("cover").rows if row.uid == "current_period"), None)
    return Edits((CellEdit("cover", row.number, "value", period),) if row is not None else ())


def _files(returns: Iterable[Path]) -> Iterable[Path]:
    """The workbooks named, and those in folders named; lock files and temporary files are none."""
    for each in returns:
        inside = sorted(each.iterdir()) if each.is_dir() else [each]
        yield from (
            file
            for file in inside
            if not each.is_dir() or (file.suffix.lower() in WORKBOOKS and not file.name.startswith(("~$", ".", "._")))
        )


def _read_all(
    desk: Desk, plan: Workbook, files: tuple[Path, ...], received: date | None
) -> tuple[tuple[Taken, ...], tuple[Finding, ...]]:
    taken: dict[str, Taken] = {}
    refused: list[Finding] = []
    for number, file in enumerate(files, 1):
        desk.tell(phrase("face.merging", file=file.name), number, len(files))
        made = _read(desk, plan, file, received)
        if isinstance(made, Finding):
            refused.append(made)
        else:
            taken.setdefault(made.source.hash, made)
    return tuple(taken.values()), tuple(refused)


def _read(desk: Desk, plan: Workbook, file: Path, received: date | None) -> Taken | Finding:
    """One return; a file that cannot be read or is none of ours is a finding, and the others go on."""
    try:
        data = file.read_bytes()
        grids = desk.open(file).grids()
    except BookError as error:
        return _refused(file, "return-unreadable", sentence(error, file))
    except OSError as error:
        return _refused(file, "return-unreadable", phrase("face.error-not-read", path=file.name, reason=str(error.strerror)))
    form = read_workbook(grids, base=plan.reader)
    reason = refusal(plan, form)
    if reason:
        identity, _ = read_identity(form.tables.get("_kap"))
        blanks = {"file": file.name, "agency": identity.agency or "?", "period": identity.period or "?"}
        return _refused(file, "return-refused", phrase(f"exchange.refused-{reason}", **blanks))
    identity, base = read_identity(form.tables.get("_kap"))
    day = received or modified(data) or desk.today
    of = source(form, identity, file.name, fingerprint.of_bytes(data), day)
    sheets = {key: grid for key, (grid, _) in sheets_of_ours(grids)[0].items()}
    returned = read_return(of, form.tables, sheets, base)
    made = placed((*form.findings, *check(form.plan)), form, file.name)
    return Taken(of, returned, made, _blank_rows(form, returned))


def _blank_rows(form: Workbook, returned: Returned) -> int:
    """Activities on which the agency said nothing."""
    said = {each.row for each in returned.statements if each.sheet == "progress" and each.value is not None}
    return max(0, sum(1 for row in form.table("matrix").rows if row.uid) - len(said))


def _refused(file: Path, rule: str, message: Phrase) -> Finding:
    return Finding(rule, Severity.ERROR, Spot(""), message, phrase(f"exchange.{rule}-fix"), "", CellRef(file.name))


def _answer(taken: tuple[Taken, ...], refused: tuple[Finding, ...], merged: Merged, path: Path, lang: str) -> Answer:
    outcomes: dict[str, int] = {}
    for line in merged.log:
        outcomes[line.outcome] = outcomes.get(line.outcome, 0) + 1
    opened = sum(1 for each in merged.conflicts if not each.decided)
    notes = [
        phrase("face.merged", n=len(taken), path=str(path)),
        phrase("face.merged-cells", taken=outcomes.get("taken", 0), refused=outcomes.get("refused", 0)),
        *([phrase("face.conflicts", n=opened)] if opened else []),
    ]
    data = {
        "file": str(path),
        "returns": [each.source.file for each in taken],
        "refused": [each.where.file for each in refused],
        "outcomes": outcomes,
        "conflicts": opened,
    }
    return Answer(refused, tuple(notes), data, conflicts=opened, lang=lang)
