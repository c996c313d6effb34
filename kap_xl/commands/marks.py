"""`marks`: the marks of a validation put into a copy, and taken away again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kap_xl.commands.answer import Answer, CommandError
from kap_xl.commands.failure import speaking
from kap_xl.commands.place import require_other
from kap_xl.commands.spoken import spoken_in
from kap_xl.phrase import phrase
from kap_xl.port import LIST_KEY, RECORD_KEY, NewSheet
from kap_xl.sheets.findings import listed
from kap_xl.sheets.marked import marks as marks_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from kap_xl.desk import Desk
    from kap_xl.finding import Finding
    from kap_xl.grid import Grid
    from kap_xl.phrase import Phrase
    from kap_xl.port import Book
    from kap_xl.rules.waivers import Waived
    from kap_xl.workbook import Workbook

    Found = tuple[Sequence[Finding], Sequence[Waived]]

CLEAR = "clear"
SUFFIXES = (".xlsx", ".xlsm")
ENDING = "-marked"


def marks(desk: Desk, action: str, file: Path) -> Answer:
    """Take every mark out of a workbook; values typed since then stay.

    Raises CommandError for an unknown action, BookError for a workbook that cannot be read or saved.
    """
    if action.strip().casefold() != CLEAR:
        raise CommandError(phrase("marks.action-unknown", action=action, known=CLEAR))
    book = desk.open(file)
    if not is_marked(book.grids()):
        notes = [phrase("marks.none", path=file.name)]
        return Answer((), tuple(notes), {"file": str(file), "cleared": False}, lang=spoken_in(desk, (file,)))
    clear(book)
    kept = desk.save(file, book, backup=True)
    notes = [phrase("marks.cleared", path=file.name)]
    if kept is not None:
        notes.append(phrase("face.kept", path=str(kept)))
    return Answer((), tuple(notes), {"file": str(file), "cleared": True}, lang=spoken_in(desk, (file,)))


def own_sheets(grids: Iterable[Grid]) -> tuple[str, tuple[str, ...]]:
    """The sheet that knows how marked cells looked (empty: none), and those that list findings."""
    keys = {grid.title: grid.cell(1, 1) for grid in grids}
    record = next((title for title, key in keys.items() if key == RECORD_KEY), "")
    return record, tuple(title for title, key in keys.items() if key == LIST_KEY)


def is_marked(grids: Iterable[Grid]) -> bool:
    """Whether a workbook has marks."""
    record, lists = own_sheets(grids)
    return bool(record or lists)


def clear(book: Book) -> None:
    """Take the marks of an earlier validation away."""
    record, lists = own_sheets(book.grids())
    if record or lists:
        book.unmark(record, lists)


def require_target(path: Path, out: Path | None, mark: bool, count: int) -> None:  # noqa: FBT001 - as given
    """Raise CommandError where `--out` does not say where one marked copy goes."""
    if out is None:
        return
    if not mark:
        raise CommandError(phrase("marks.out-alone"))
    if count != 1:
        raise CommandError(phrase("marks.out-many", n=count))
    if out.suffix.lower() != suffix_of(path):
        raise CommandError(phrase("marks.suffix", path=path.name, suffix=suffix_of(path)))
    require_other(out, path)


def suffix_of(path: Path) -> str:
    """The ending of a copy: workbooks with macros keep theirs, and what was read from elsewhere becomes .xlsx."""
    return path.suffix.lower() if path.suffix.lower() in SUFFIXES else SUFFIXES[0]


def target_of(path: Path, *, marked: bool) -> Path:
    """Where the marked copy goes: beside the workbook; one that is a marked copy itself is marked anew."""
    return path if marked and path.stem.endswith(ENDING) else path.with_name(f"{path.stem}{ENDING}{suffix_of(path)}")


def marked_copy(
    desk: Desk, source: tuple[Path, Path | None], book: Book, work: Workbook, found: Found
) -> tuple[Path, tuple[Phrase, ...]]:
    """Write the copy of a workbook with its findings marked; where it is, and what to say of it.

    Without findings the marks of an earlier time are taken away. `source` is the workbook and where the copy goes, if
    it was said. Raises CommandError where something else is there.
    """
    from kap_xl.books.findings import findings_package  # noqa: PLC0415 - validating alone writes no sheets

    path, out = source
    target = out or target_of(path, marked=is_marked(book.grids()))
    lang = desk.lang or work.settings.language
    again = target.exists()
    if target.is_dir() or (again and not is_marked(desk.open(target).grids())):
        raise CommandError(phrase("marks.not-copy", path=str(target)), lang)
    with speaking(lang, path):
        clear(book)
        fresh = desk.open_bytes(book.to_bytes(), path.name)
        grids = fresh.grids()
        given = marks_of(found[0], work, grids, lang)
        if found[0]:
            data, title = findings_package(listed(*found, work, grids, lang, desk.today), lang)
            fresh.mark(given, [NewSheet(_free(title, grids), data, title, after=_cover(work))])
        kept = desk.save(target, fresh, backup=again)
    notes = [phrase("marks.marked", n=len(given), path=str(target))]
    if kept is not None:
        notes.append(phrase("face.kept", path=str(kept)))
    return target, tuple(notes)


def _cover(work: Workbook) -> str:
    cover = work.tables.get("cover")
    return cover.layout.title if cover is not None else ""


def _free(title: str, grids: Iterable[Grid]) -> str:
    """The title, or one like it that no sheet of a person's has."""
    taken = {grid.title.casefold() for grid in grids}
    numbered = (f"{title} {number}" for number in range(2, len(taken) + 3))
    return next(each for each in (title, *numbered) if each.casefold() not in taken)
