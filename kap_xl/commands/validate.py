"""`validate`: what is wrong in workbooks, and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from kap_xl.books.errors import BookError
from kap_xl.commands.answer import Answer, CommandError
from kap_xl.commands.failure import sentence
from kap_xl.finding import CellRef, Finding, Severity, Spot
from kap_xl.phrase import phrase
from kap_xl.rules import check
from kap_xl.sheets.places import placed
from kap_xl.workbook import Workbook, read_workbook

if TYPE_CHECKING:
    from pathlib import Path

    from kap_xl.desk import Desk
    from kap_xl.phrase import Phrase
    from kap_xl.port import Book

WORKBOOKS = (".xlsx", ".xlsm")
LOCKS = ("~$", ".")
"""Beginnings of the names of files that only say that a workbook is open."""


def validate(desk: Desk, files: Iterable[Path]) -> Answer:
    """The findings of all workbooks, in the order of their sheets; of a folder, those of the workbooks in it.

    Raises CommandError or BookError where the only workbook cannot be read; one of several is a finding, and the
    others are checked all the same.
    """
    paths = tuple(_workbooks(files))
    found: list[Finding] = []
    counts = []
    langs = set()
    for number, path in enumerate(paths, 1):
        desk.tell(phrase("face.validating", file=path.name), number, len(paths))
        try:
            workbook = _read(desk, path)
        except (BookError, CommandError) as error:
            if len(paths) == 1:
                raise
            found.append(_unreadable(path, error.message if isinstance(error, CommandError) else sentence(error, path)))
            continue
        made = placed((*workbook.findings, *check(workbook.plan)), workbook, path.name)
        found += made
        langs.add(workbook.settings.language)
        counts.append(phrase("face.validated", file=path.name, n=len(made)))
    lang = langs.pop() if len(langs) == 1 else None
    return Answer(tuple(found), tuple(counts), {"files": [str(each) for each in paths], "count": len(found)}, lang=lang)


def _workbooks(files: Iterable[Path]) -> Iterator[Path]:
    """The files named, and the workbooks in the folders named; CommandError for a folder without any."""
    for each in files:
        if not each.is_dir():
            yield each
            continue
        inside = [file for file in sorted(each.iterdir()) if file.suffix.lower() in WORKBOOKS]
        workbooks = [file for file in inside if not file.name.startswith(LOCKS)]
        if not workbooks:
            raise CommandError(phrase("face.no-workbooks", path=str(each)))
        yield from workbooks


def _unreadable(path: Path, message: Phrase) -> Finding:
    fix = phrase("face.file-unreadable-fix")
    return Finding("file-unreadable", Severity.ERROR, Spot(""), message, fix, "", CellRef(path.name))


def _read(desk: Desk, path: Path) -> Workbook:
    """The workbook at a path, also one that has lost its matrix: that is told as what it is."""
    workbook = read_workbook(desk.open(path).grids())
    if "matrix" not in workbook.tables and not workbook.lacks:
        raise CommandError(phrase("face.not-ours", path=str(path)))
    return workbook


def read(desk: Desk, path: Path) -> Workbook:
    """The workbook at a path; raises CommandError where it has no sheet of ours, BookError where it cannot be read."""
    return read_ours(desk.open(path), path)


def read_ours(book: Book, path: Path) -> Workbook:
    """A plan or a form as read; raises CommandError where it is neither."""
    workbook = read_workbook(book.grids())
    if "matrix" not in workbook.tables:
        raise CommandError(phrase("face.not-ours", path=str(path)))
    return workbook


def read_plan(book: Book, path: Path) -> Workbook:
    """A plan as read; raises CommandError for a form or any other workbook."""
    workbook = read_ours(book, path)
    if "lists" not in workbook.tables:
        raise CommandError(phrase("face.form-not-plan", path=str(path)), workbook.settings.language)
    return workbook


def require_period(plan: Workbook, period: str) -> None:
    """Raise CommandError where the plan's lists do not have the period."""
    known = tuple(str(entry.code) for entry in plan.plan.listed("period"))
    if period not in known:
        code = "face.period-unknown" if known else "face.period-none"
        raise CommandError(phrase(code, period=period, known=known), plan.settings.language)
