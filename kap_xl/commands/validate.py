"""`validate`: what is wrong in workbooks, and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kap_xl.books.errors import BookError
from kap_xl.commands.answer import Answer, CommandError
from kap_xl.commands.failure import sentence
from kap_xl.finding import CellRef, Finding, Severity, Spot
from kap_xl.phrase import phrase
from kap_xl.rules import check
from kap_xl.rules.rows import is_form
from kap_xl.rules.waivers import apart
from kap_xl.sheets.places import placed
from kap_xl.sheets.waived import waived_as_data, waived_as_text
from kap_xl.workbook import Workbook, read_workbook

if TYPE_CHECKING:
    from pathlib import Path

    from kap_xl.desk import Desk
    from kap_xl.phrase import Blank, Phrase
    from kap_xl.port import Book
    from kap_xl.rules.waivers import Waived

WORKBOOKS = (".xlsx", ".xlsm")
FIGURED = ("cover", "indicators", "budget", "progress", "values", "spending", "institutions", "submissions")
"""Sheets without which figures would be wrong, and nobody would notice."""
LOCKS = ("~$", ".")
"""Beginnings of the names of files that only say that a workbook is open."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What the check of one workbook came to; `copy` is where its marked copy lies, if one was written."""

    findings: tuple[Finding, ...]
    waived: tuple[Waived, ...]
    lang: str
    notes: tuple[Phrase, ...]
    copy: Path | None = None


def validate(desk: Desk, files: Iterable[Path], mark: bool = False, out: Path | None = None) -> Answer:  # noqa: FBT001, FBT002 - a flag as given
    """The findings of all workbooks, in the order of their sheets; of a folder, those of the workbooks in it.

    With `mark` a copy of each that has findings is written, in which the cells are marked. Raises CommandError or
    BookError where the only workbook cannot be read or marked; one of several is a finding, and the others are checked
    all the same.
    """
    paths = tuple(_workbooks(files))
    if out is not None:
        from kap_xl.commands.marks import require_target  # noqa: PLC0415 - most checks mark nothing

        require_target(paths[0], out, mark, len(paths))
    checked: list[Checked] = []
    for number, path in enumerate(paths, 1):
        desk.tell(phrase("face.validating", file=path.name), number, len(paths))
        try:
            checked.append(_checked(desk, path, mark=mark, out=out))
        except (BookError, CommandError) as error:
            if len(paths) == 1:
                raise
            told = error.message if isinstance(error, CommandError) else sentence(error, path)
            checked.append(Checked((_unreadable(path, told),), (), "", ()))
    return _answer(desk, paths, checked, mark=mark)


def _checked(desk: Desk, path: Path, *, mark: bool, out: Path | None) -> Checked:
    book = desk.open(path)
    workbook = _read(book, path)
    kept, waivers = apart((*workbook.findings, *check(workbook.plan)), workbook.plan)
    found = placed(kept, workbook, path.name)
    waived = tuple(replace(one, finding=at) for one in waivers for at in placed((one.finding,), workbook, path.name))
    lang = workbook.settings.language
    counts = phrase("face.validated", file=path.name, n=len(found))
    if not mark or not (found or _is_marked(book)):
        return Checked(found, waived, lang, (counts,))
    from kap_xl.commands.marks import marked_copy  # noqa: PLC0415 - see validate

    copy, notes = marked_copy(desk, (path, out), book, workbook, (found, waived))
    return Checked(found, waived, lang, (counts, *notes), copy)


def _is_marked(book: Book) -> bool:
    from kap_xl.commands.marks import is_marked  # noqa: PLC0415 - see validate

    return is_marked(book.grids())


def _answer(desk: Desk, paths: tuple[Path, ...], checked: list[Checked], *, mark: bool) -> Answer:
    found = tuple(finding for each in checked for finding in each.findings)
    waived = tuple(one for each in checked for one in each.waived)
    langs = {each.lang for each in checked if each.lang}
    lang = langs.pop() if len(langs) == 1 else None
    data: dict[str, object] = {"files": [str(each) for each in paths], "count": len(found)}
    data["waived"] = [waived_as_data(one, desk.lang or lang or "en") for one in waived]
    if mark:
        data["marked"] = [str(each.copy) for each in checked if each.copy is not None]
    shown = (lambda said: waived_as_text(waived, said)) if waived else None
    return Answer(found, tuple(note for each in checked for note in each.notes), data, shown, lang=lang)


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


def _read(book: Book, path: Path) -> Workbook:
    """A workbook as read, also one that has lost its matrix: that is told as what it is."""
    workbook = read_workbook(book.grids())
    if "matrix" not in workbook.tables and not workbook.lacks:
        raise CommandError(phrase("face.not-ours", path=str(path)))
    return workbook


def read(desk: Desk, path: Path) -> Workbook:
    """The workbook at a path; raises CommandError where it has no sheet of ours, BookError where it cannot be read."""
    return read_ours(desk.open(path), path)


def read_ours(book: Book, path: Path) -> Workbook:
    """A plan or a form as read; raises CommandError where it is neither, or has lost its matrix."""
    workbook = read_workbook(book.grids())
    if "matrix" not in workbook.tables:
        if ("matrix", "") in workbook.lacks:
            raise _lost("matrix", workbook, path)
        raise CommandError(phrase("face.not-ours", path=str(path)))
    return workbook


def read_plan(book: Book, path: Path) -> Workbook:
    """A plan as read; raises CommandError for a form or any other workbook, or one that has lost its lists."""
    workbook = read_ours(book, path)
    if "lists" not in workbook.tables:
        if ("lists", "") in workbook.lacks and not is_form(workbook.plan):
            raise _lost("lists", workbook, path)
        raise CommandError(phrase("face.form-not-plan", path=str(path)), workbook.settings.language)
    return workbook


def read_whole(book: Book, path: Path) -> Workbook:
    """A plan with every sheet that figures are made from; raises CommandError where one was deleted, too."""
    workbook = read_plan(book, path)
    require_whole(workbook, path)
    return workbook


def require_whole(plan: Workbook, path: Path) -> None:
    """Raise CommandError where a sheet was deleted that figures are made from."""
    lost = next((sheet for sheet in FIGURED if (sheet, "") in plan.lacks), None)
    if lost is not None:
        raise _lost(lost, plan, path)


def _lost(sheet: str, workbook: Workbook, path: Path) -> CommandError:
    """What to say of a workbook without a sheet that nothing can be done without."""
    blanks: dict[str, Blank] = {"path": str(path), "sheet": f"@workbook.sheet.{sheet}"}
    return CommandError(phrase("face.sheet-lost", **blanks), workbook.settings.language)


def require_period(plan: Workbook, period: str) -> None:
    """Raise CommandError where the plan's lists do not have the period."""
    known = tuple(str(entry.code) for entry in plan.plan.listed("period"))
    if period not in known:
        code = "face.period-unknown" if known else "face.period-none"
        raise CommandError(phrase(code, period=period, known=known), plan.settings.language)
