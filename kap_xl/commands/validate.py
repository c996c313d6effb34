"""`validate`: what is wrong in workbooks, and what to do."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kap_xl.commands.answer import Answer, CommandError
from kap_xl.phrase import phrase
from kap_xl.rules import check
from kap_xl.sheets.places import placed
from kap_xl.workbook import Workbook, read_workbook

if TYPE_CHECKING:
    from pathlib import Path

    from kap_xl.desk import Desk
    from kap_xl.finding import Finding
    from kap_xl.port import Book


def validate(desk: Desk, files: Iterable[Path]) -> Answer:
    """The findings of all workbooks, in the order of their sheets; a workbook that is not ours is an error."""
    found: list[Finding] = []
    counts = []
    langs = set()
    for path in files:
        workbook = read(desk, path)
        made = placed((*workbook.findings, *check(workbook.plan)), workbook, path.name)
        found += made
        langs.add(workbook.settings.language)
        counts.append(phrase("face.validated", file=path.name, n=len(made)))
    lang = langs.pop() if len(langs) == 1 else None
    return Answer(tuple(found), tuple(counts), {"count": len(found)}, lang=lang)


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
        raise CommandError(phrase("face.form-not-plan", path=str(path)))
    return workbook
