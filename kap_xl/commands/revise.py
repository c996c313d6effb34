"""`revise`: a version of the plan closed, with its decision, its reasons and every changed cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING

from kap_xl import kinds
from kap_xl.commands.answer import Answer, CommandError
from kap_xl.commands.complete import complete, require_sheets
from kap_xl.commands.revised import Given, answer, data, doubled, gone, lost
from kap_xl.commands.validate import read_plan
from kap_xl.edits import CellEdit, Edits
from kap_xl.kinds import fold
from kap_xl.phrase import LANGUAGES, Phrase, phrase
from kap_xl.sheets.fill import fill
from kap_xl.sheets.places import placed
from kap_xl.sheets.results import budget_results, matrix_results
from kap_xl.sheets.write import apply, register_names
from kap_xl.versions.closing import Closing, change_edits, cover_edits, version_edits
from kap_xl.versions.content import Content, content_of
from kap_xl.versions.history import History, history
from kap_xl.versions.kept import entered, kept_rows
from kap_xl.versions.names import name_edits
from kap_xl.versions.net import Net, net
from kap_xl.versions.proposals import Entered, Office, entering

if TYPE_CHECKING:
    from pathlib import Path

    from kap_xl.desk import Desk
    from kap_xl.port import Book
    from kap_xl.workbook import Workbook

BUDGET = (
    "xl/worksheets/*.xml", "xl/tables/*.xml", "xl/styles.xml", "xl/workbook.xml", "xl/sharedStrings.xml",
    "xl/calcChain.xml", "xl/_rels/workbook.xml.rels", "[[]Content_Types].xml",
)  # fmt: skip
"""The members of a plan that this command may change."""
NEEDED = ("cover", "matrix", "lists", "budget", "proposals", "decisions", "versions", "changes", "_kap")
"""Sheets of a plan without which a version cannot be closed so that it can be rebuilt."""
SHOWN = 12
"""Codes of decisions that are named when one is unknown."""


def revise(
    desk: Desk, plan: Path, decision: str = "", reason: str = "", post: str = "", in_force: date | None = None
) -> Answer:
    """Close a version: proposals that were decided on enter first, then every changed cell is recorded.

    The first version records the plan as it stands. Raises CommandError for an unknown decision, a day before the
    version before, a person where a post is asked for, and a plan that lacks a sheet; BookError where it cannot be
    read or saved.
    """
    book = desk.open(plan)
    work = named(book, complete(book, plan), plan)
    require_sheets(work, NEEDED, plan)
    known = history(work.tables, work.reader)
    given = _given(desk, work, known, decision, reason.strip(), post.strip(), in_force)
    wrong = (*doubled(work), *lost(known))
    if wrong:
        found = placed(wrong, work, plan.name)
        return Answer(found, (phrase("living.not-closed"),), data(plan, ()), lang=work.settings.language)
    before = content_of(work.tables) if known.last is None else known.last
    taken = _proposals(desk, book, work, plan)
    now = read_plan(book, plan) if taken.edits else work
    content = content_of(now.tables, before)
    changes = net(before, content)
    closings = _closings(known, work, given, desk.today, changed=bool(changes))
    if known.last is None:
        apply(book, now.layouts, version_edits(now.tables, closings[0], before), now.settings.language, {})
    if changes:
        _record(book, now, closings[-1], changes, (before, content), dict(taken.reasons))
    if closings or taken.proposals:
        _remember(book, now, content, taken, closings)
        desk.save(plan, book, backup=True, budget=BUDGET)
    findings = placed((*taken.findings, *gone(changes, before)), now, plan.name)
    return answer(now, plan, given, closings, changes, taken, findings)


def named(book: Book, work: Workbook, path: Path) -> Workbook:
    """The plan after bodies, seats and proposals that people typed got identities, too; they are in the book only."""
    edits = name_edits(work.tables)
    if not edits:
        return work
    apply(book, work.layouts, edits, work.settings.language, {})
    return read_plan(book, path)


def _given(
    desk: Desk, work: Workbook, known: History, decision: str, reason: str, post: str, in_force: date | None
) -> Given:
    lang = work.settings.language
    if kinds.read("pii", post, work.reader.context).finding:
        raise CommandError(phrase("living.post-person"), lang)
    uid = ""
    if decision:
        codes = {str(row.value("code")): row.uid for row in work.table("decisions").rows if row.value("code")}
        code = next((each for each in codes if fold(each) == fold(decision.strip())), None)
        if code is None:
            raise CommandError(_unknown(decision, tuple(codes)), lang)
        decision, uid = code, codes[code]
    day = in_force or desk.today
    last = max((each.in_force_from for each in known.versions if each.in_force_from), default=None)
    if last is not None and in_force is not None and day < last:
        raise CommandError(phrase("living.in-force-earlier", day=day, last=last), lang)
    return Given(decision, uid, reason, post, day if last is None else max(day, last))


def _unknown(decision: str, known: tuple[str, ...]) -> Phrase:
    """The sentence on a decision that is not there, with those most like it."""
    if not known:
        return phrase("living.decision-none", code=decision)
    near = get_close_matches(decision, known, SHOWN, 0.5)
    return phrase("living.decision-unknown", code=decision, known=tuple(near or known[-SHOWN:]))


def _closings(known: History, work: Workbook, given: Given, on: date, *, changed: bool) -> tuple[Closing, ...]:
    """The versions to close: the first, of a plan that has none yet, and one for what was changed."""
    first = () if known.versions else (Closing(_first_number(work), _first_day(work, given), on),)
    if first and not changed:
        return (replace(_closing(first[0].number, given, on), in_force_from=first[0].in_force_from),)
    last = first[-1].number if first else known.versions[-1].number
    return (*first, *([_closing(last + 1, given, on)] if changed else []))


def _closing(number: int, given: Given, on: date) -> Closing:
    return Closing(number, given.in_force, on, given.decision, given.decision_uid, given.reason, given.post)


def _first_number(work: Workbook) -> int:
    """The number of the first version: the cover's, or the last that somebody wrote on the versions sheet."""
    numbers = [int(str(row.value("version"))) for row in work.table("versions").rows if _counts(row.value("version"))]
    return max((*numbers, work.settings.plan_version, 1))


def _first_day(work: Workbook, given: Given) -> date:
    """From when the first version is in force: what somebody wrote on the versions sheet counts."""
    number = _first_number(work)
    days = (row.value("in_force_from") for row in work.table("versions").rows if row.value("version") == number)
    return next((day for day in days if isinstance(day, date)), given.in_force)


def _counts(value: object) -> bool:
    return str(value or "").isdecimal()


def _proposals(desk: Desk, book: Book, work: Workbook, path: Path) -> Entered:
    """The decided proposals, put into the book with the results of the formulas in their rows."""
    settings = work.settings
    first = settings.authoritative_language if settings.authoritative_language in LANGUAGES else LANGUAGES[0]
    office = Office(work.tables, work.reader, first, settings.currency, desk.today)
    found = entering(office, entered(work.tables.get("_kap")))
    if found.edits:
        apply(book, work.layouts, found.edits, settings.language, register_names(work.plan, settings.language))
        made = read_plan(book, path)
        apply(book, made.layouts, _results(made, found), settings.language, {})
    return found


def _results(work: Workbook, taken: Entered) -> Edits:
    """What the formulas of new rows and of their activities come to."""
    plan = work.plan
    results = {"matrix": matrix_results(plan), "budget": budget_results(plan)}
    new = {str(row["uid"]) for rows in taken.edits.rows.values() for row in rows}
    cells = [
        CellEdit(sheet, row.number, key, value, cached=True)
        for sheet, found in results.items()
        for row in work.table(sheet).rows
        if row.uid in new
        for key, value in found.get(row.uid, {}).items()
    ]
    return Edits(tuple(cells))


def _record(
    book: Book,
    work: Workbook,
    closing: Closing,
    changes: tuple[Net, ...],
    contents: tuple[Content, Content],
    reasons: dict[tuple[str, str], str],
) -> None:
    """The rows of a version and of its changes."""
    edits = version_edits(work.tables, closing, contents[1])
    edits += change_edits(work.tables, work.reader, closing, changes, contents, reasons)
    apply(book, work.layouts, edits, work.settings.language, {})


def _remember(book: Book, work: Workbook, content: Content, taken: Entered, closings: Sequence[Closing]) -> None:
    """The state at the last version, and the number on the cover."""
    number = closings[-1].number if closings else None
    table = work.tables["_kap"]
    rows = kept_rows(table, content, entered(table) | set(taken.proposals), number)
    fill(book, work.layouts, {"_kap": rows}, work.settings.language, {})
    if number is not None:
        apply(book, work.layouts, cover_edits(work.tables, number), work.settings.language, {})
