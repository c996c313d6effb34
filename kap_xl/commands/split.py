"""`split`: the plan cut into one workbook an agency, and the issue recorded in the plan."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING
from uuid import uuid4

from kap_xl import fingerprint
from kap_xl.books.held import texts
from kap_xl.books.prepared import form_package
from kap_xl.books.save import explained, lock_of, refuse_open, write
from kap_xl.columns import YEARLY
from kap_xl.commands.answer import Answer, CommandError
from kap_xl.commands.complete import complete, require_sheets
from kap_xl.commands.validate import require_period
from kap_xl.edits import Edits
from kap_xl.exchange.identity import Identity, identity_rows, read_identity
from kap_xl.exchange.leaks import Vault
from kap_xl.exchange.names import file_name
from kap_xl.exchange.split import agencies, form
from kap_xl.exchange.submissions import Issue, issue_edits
from kap_xl.phrase import phrase
from kap_xl.sheets.fill import layouts
from kap_xl.sheets.forms import blank_form, fill_form
from kap_xl.sheets.results import MONEY, matrix_results
from kap_xl.sheets.write import apply, register_names

if TYPE_CHECKING:
    from pathlib import Path

    from kap_xl.desk import Desk
    from kap_xl.exchange.leaks import Secrets
    from kap_xl.model import Plan
    from kap_xl.workbook import Workbook

BUDGET = ("xl/worksheets/*.xml", "xl/tables/*.xml", "xl/styles.xml", "xl/workbook.xml", "xl/sharedStrings.xml")
"""The members of a plan that this command may change."""
NEEDED = ("cover", "progress", "values", "spending", "proposals", "submissions", "_kap")
"""Sheets of a plan without which it cannot be said what was reported and sent."""


def split(desk: Desk, plan: Path, period: str, out: Path, template: Path | None = None) -> Answer:
    """Write a form for each agency into a folder, and record in the plan what went out."""
    with explained(plan):
        refuse_open(plan.resolve(), plan)  # before anything: forms and plan have to say the same
    book = desk.open(plan)
    work = complete(book, plan)
    require_sheets(work, NEEDED, plan)
    require_period(work, period)
    wanted = agencies(work.plan)
    if not wanted:
        raise CommandError(phrase("face.nobody-reports", path=str(plan)))
    targets = _targets(wanted, period, out)
    identity, _ = read_identity(work.tables.get("_kap"))
    workbook_id = identity.workbook_id or uuid4().hex
    usual = form_package(work.settings.language, _years(work), work.settings.plan_name(work.settings.language))
    prepared = _template(desk, template) if template else usual
    computed = _computed(work.plan)
    names = register_names(work.plan, work.settings.language)
    blank = blank_form(desk.open_bytes(prepared, "form.xlsx"), work.plan, work.settings.language, names)
    issues, forms, vault = [], {}, Vault(work, texts(usual))
    for number, agency in enumerate(wanted, 1):
        desk.tell(phrase("face.splitting", agency=agency), number, len(wanted))
        made = form(work, agency, period, computed)
        own = Identity(
            workbook_id,
            str(work.settings.plan_version),
            agency,
            period,
            desk.today.isoformat(),
            made.base.fingerprint(),
        )
        target = targets[agency]
        empty = desk.open_bytes(blank.data, target.name)
        fill_form(empty, blank, work.plan, made, own, names)
        forms[target] = empty.to_bytes()
        _require_discreet(vault.secrets(made), forms[target], agency, template or plan, work.settings.language)
        issues.append(_issue(work, own, target.name, forms[target]))
    edits = issue_edits(work, issues) + _identified(work, identity, workbook_id)
    apply(book, work.layouts, edits, work.settings.language, names)
    # the plan first: it may be open in Excel, and a form must not go out that the plan knows nothing of
    desk.save(plan, book, backup=True, budget=BUDGET)
    out.mkdir(parents=True, exist_ok=True)
    for target, data in forms.items():
        write(target, data, backup=target.exists())
    notes = (phrase("face.split", n=len(issues), period=period, folder=str(out)),)
    told: dict[str, object] = {"forms": [str(target) for target in forms], "period": period}
    return Answer(notes=notes, data=told, lang=work.settings.language)


def _computed(plan: Plan) -> dict[str, dict[str, object]]:
    """What a form shows of an activity that nobody typed: its money, and the days that its deadline stands for."""
    days = {each.uid: {"due_from": each.due_from, "due_by": each.due_by} for each in plan.activities if each.uid}
    found = matrix_results(plan)
    return {uid: {key: found[uid][key] or None for key in MONEY if uid in found} | due for uid, due in days.items()}


def _targets(agencies: Iterable[str], period: str, out: Path) -> dict[str, Path]:
    """The file of each agency; raises CommandError where two would share one, or one is open in Excel."""
    if out.exists() and not out.is_dir():
        raise CommandError(phrase("exchange.out-is-file", path=str(out)))
    found: dict[str, Path] = {}
    taken: dict[str, str] = {}
    for agency in agencies:
        name = file_name(period, agency)
        if name.casefold() in taken:
            raise CommandError(phrase("exchange.names-collide", file=name, first=taken[name.casefold()], second=agency))
        taken[name.casefold()] = agency
        found[agency] = out / name
        if lock_of(found[agency]) is not None:
            raise CommandError(phrase("exchange.form-open", file=name))
    return found


def _require_discreet(secrets: Secrets, data: bytes, agency: str, source: Path, lang: str) -> None:
    """Raise CommandError where a form holds what is not its agency's, such as the rows of a filled template."""
    leaks = secrets.found(texts(data))
    if leaks:
        sheet, shown = leaks[0]
        raise CommandError(
            phrase("exchange.leak", agency=agency, path=source.name, sheet=f"@workbook.sheet.{sheet}", text=shown[:60]),
            lang,
        )


def _template(desk: Desk, path: Path) -> bytes:
    """A form that a ministry restyled; raises CommandError where it is none."""
    book = desk.open(path)
    keys = layouts(book.grids()).keys()
    if "lists" in keys or not {"cover", "matrix", "indicators", "spending", "proposals", "words", "_kap"} <= keys:
        raise CommandError(phrase("exchange.template-not-form", path=str(path)))
    return book.to_bytes()


def _years(plan: Workbook) -> tuple[int, ...]:
    """The years for which the plan has targets, else those of its time."""
    keys = (YEARLY.fullmatch(key) for key in plan.table("indicators").layout.columns)
    years = tuple(sorted(int(found[1]) for found in keys if found))
    start, end = plan.settings.start, plan.settings.end
    return years or (tuple(range(start.year, end.year + 1)) if start and end else ())


def _issue(plan: Workbook, own: Identity, name: str, data: bytes) -> Issue:
    due = next((entry.due for entry in plan.plan.listed("period") if entry.code == own.period), None)
    issued = date.fromisoformat(own.issued)
    version = plan.settings.plan_version
    return Issue(own.agency, own.period, issued, due, name, fingerprint.of_bytes(data), own.base_hash, version)


def _identified(plan: Workbook, identity: Identity, workbook_id: str) -> Edits:
    """The plan gets its identity when it first sends something out."""
    rows = identity_rows(Identity(workbook_id, str(plan.settings.plan_version)))
    return Edits((), {} if identity.workbook_id else {"_kap": rows})
