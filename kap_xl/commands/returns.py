"""Returned files: which of what was named are forms, what each of them says, and why one is refused."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from kap_xl import fingerprint
from kap_xl.books.backups import FOLDER
from kap_xl.books.errors import BookError
from kap_xl.books.foreign import SUFFIXES, ForeignBook, guarded, is_foreign
from kap_xl.books.modified import modified
from kap_xl.commands.failure import sentence
from kap_xl.exchange.identity import read_identity
from kap_xl.exchange.intake import refusal, sheets_returned, source
from kap_xl.exchange.memory import sources
from kap_xl.exchange.returned import Returned, read_return
from kap_xl.finding import CellRef, Finding, Severity, Spot
from kap_xl.phrase import Phrase, has, phrase
from kap_xl.rules import check
from kap_xl.sheets.places import placed
from kap_xl.workbook import Workbook, read_workbook

if TYPE_CHECKING:
    from pathlib import Path

    from kap_xl.desk import Desk
    from kap_xl.exchange.statement import Source
    from kap_xl.port import Book

WORKBOOKS = (".xlsx", ".xlsm", *SUFFIXES)
SIGNS = ("~$", ".", "._")
"""Beginnings of the names of lock files and temporary files."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A return that was read: what it says and what is wrong in it."""

    source: Source
    returned: Returned
    findings: tuple[Finding, ...]
    blank_rows: int


@dataclass(frozen=True, slots=True)
class Gathered:
    """The returns that can be merged, and what is to be said of the other files."""

    taken: tuple[Taken, ...]
    findings: tuple[Finding, ...]
    files: int


def gather(
    desk: Desk, plan: Workbook, returns: Iterable[Path], aside: Collection[Path], received: date | None
) -> Gathered:
    """Read the files named and the workbooks in the folders named, but for those `aside`: the plan is no return."""
    files: list[Path] = []
    told: list[Finding] = []
    own = {each.resolve() for each in aside}
    for each in returns:
        inside, skipped = _inside(each, own) if each.is_dir() else ([each], [])
        files += (file for file in inside if file not in files)
        told += skipped
    known = sources(plan)
    taken: dict[str, Taken] = {}
    for number, file in enumerate(files, 1):
        desk.tell(phrase("face.merging", file=file.name), number, len(files))
        made = _read(desk, plan, file, received, known)
        if isinstance(made, Finding):
            told.append(made)
        elif made.source.hash in taken:
            told.append(_twice(file, taken[made.source.hash].source))
        else:
            taken[made.source.hash] = made
    in_order = sorted(taken.values(), key=lambda each: each.source)  # what is written does not tell who was read first
    return Gathered(tuple(in_order), tuple(told), len(files))


def _inside(folder: Path, own: Collection[Path]) -> tuple[list[Path], list[Finding]]:
    """The workbooks of a folder in the order of their names, and a word on everything else but lock files."""
    files, told = [], []
    for each in sorted(folder.iterdir(), key=lambda path: path.name):
        if each.name.startswith(SIGNS) or each.name in (FOLDER, "Thumbs.db", "desktop.ini") or each.resolve() in own:
            continue
        if each.is_dir():
            told.append(_skipped(each, "folder"))
        elif each.suffix.lower() in WORKBOOKS:
            files.append(each)
        else:
            told.append(_skipped(each, "file"))
    return files, told


def _read(
    desk: Desk, plan: Workbook, file: Path, received: date | None, known: Mapping[str, Source]
) -> Taken | Finding:
    """One return; a file that cannot be read or is none of ours is a finding, and the others go on."""
    try:
        book = _opened(desk, file)
        data = book.to_bytes()
        grids = book.grids()
    except BookError as error:
        return _refused(file, "return-unreadable", sentence(error, file), error.code)
    except OSError as error:
        said = phrase("face.error-not-read", path=file.name, reason=str(error.strerror))
        return _refused(file, "return-unreadable", said, "")
    form = read_workbook(grids, base=plan.reader)
    identity, base = read_identity(form.tables.get("_kap"))
    if reason := refusal(plan, form):
        blanks = {"file": file.name, "agency": identity.agency or "?", "period": identity.period or "?"}
        return _refused(file, "return-refused", phrase(f"exchange.refused-{reason}", **blanks), reason)
    day = received or modified(data) or desk.today
    of = source(form, identity, file.name, fingerprint.of_bytes(data), day)
    before = known.get(of.hash)
    if before is not None:  # what is known already keeps the name and the day under which it first came
        of = replace(of, file=before.file, received=before.received)
    returned = read_return(of, *sheets_returned(form, grids), base)
    made = placed((*form.findings, *check(form.plan)), form, file.name)
    return Taken(of, returned, made, _blank_rows(form, returned))


def _opened(desk: Desk, file: Path) -> Book:
    """The workbook; values only where it is of another program or an older Excel."""
    if is_foreign(file):
        return ForeignBook(guarded(file), file.name)
    return desk.open(file)


def _blank_rows(form: Workbook, returned: Returned) -> int:
    """Activities on which the agency said nothing."""
    said = {each.row for each in returned.statements if each.sheet == "progress" and each.value is not None}
    return max(0, len({row.uid for row in form.table("matrix").rows if row.uid}) - len(said))


def _refused(file: Path, rule: str, message: Phrase, reason: str) -> Finding:
    """A file of which nothing was merged: why, and what the agency is to be asked for."""
    code = f"exchange.fix-{reason}"
    fix = phrase(code if has(code, "en") else f"exchange.{rule}-fix")
    return Finding(rule, Severity.ERROR, Spot(""), message, fix, reason, CellRef(file.name))


def _skipped(path: Path, what: str) -> Finding:
    said, fix = phrase(f"exchange.skipped-{what}", file=path.name), phrase(f"exchange.skipped-{what}-fix")
    return Finding("return-skipped", Severity.WARNING, Spot(""), said, fix, "", CellRef(path.name))


def _twice(file: Path, first: Source) -> Finding:
    said, fix = phrase("exchange.return-twice", file=file.name, first=first.file), phrase("exchange.return-twice-fix")
    return Finding("return-twice", Severity.HINT, Spot(""), said, fix, "", CellRef(file.name))
