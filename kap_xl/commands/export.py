"""`export`: the plan's data as CSV, SQLite and a data package, for the Secretariat's own use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kap_xl.books.save import explanation
from kap_xl.commands.answer import Answer, CommandError
from kap_xl.commands.complete import complete
from kap_xl.commands.validate import require_whole
from kap_xl.export import files
from kap_xl.export.datapackage import NAME, earlier
from kap_xl.phrase import phrase
from kap_xl.privacy import GUARDED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from kap_xl.desk import Desk

BESIDE = ".kap-tmp"
TABLE = ".csv"


def export(desk: Desk, plan: Path, out: Path) -> Answer:
    """Write the plan's data into a folder; only the files of an earlier export there are replaced.

    Raises CommandError for a form, a plan that has lost a sheet, a file in the place of the folder, and for files that
    are somebody else's.
    """
    work = complete(desk.open(plan), plan)
    require_whole(work, plan)
    made, counts = files(work)
    lang = work.settings.language
    old = _earlier(out, made, lang)
    _write(out, made, old)
    notes = [phrase("export.written", n=len(made), folder=str(out))]
    if any(each.counts in GUARDED for each in work.plan.indicators) or work.table("statistics").rows:
        notes.append(phrase("export.unprotected"))
    if counts.get("unread"):
        notes.append(phrase("export.unread", n=counts["unread"]))
    return Answer(notes=tuple(notes), data={"folder": str(out), "files": sorted(made), "rows": dict(counts)}, lang=lang)


def _earlier(out: Path, made: Iterable[str], lang: str) -> frozenset[str]:
    """The files of an earlier export; raises CommandError where one that is to be written is not among them."""
    if out.exists() and not out.is_dir():
        raise CommandError(phrase("export.out-is-file", path=str(out)), lang)
    package = out / NAME
    known = earlier(package.read_bytes()) if package.is_file() else frozenset()
    foreign = tuple(sorted(name for name in made if (out / name).exists() and name not in known))
    if foreign:
        raise CommandError(phrase("export.foreign-files", folder=str(out), files=foreign), lang)
    # a descriptor may have been written by anybody: only plain names in this very folder are ever touched
    return frozenset(name for name in known if "/" not in name and "\\" not in name and name not in (".", ".."))


def _write(out: Path, made: Mapping[str, bytes], old: Iterable[str]) -> None:
    """All files beside their places, and then into them; tables of an earlier export that are no more go."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, data in made.items():
            (out / f".{name}{BESIDE}").write_bytes(data)
        for name in made:
            (out / f".{name}{BESIDE}").replace(out / name)
        for name in old:
            if name not in made and name.endswith(TABLE):
                (out / name).unlink(missing_ok=True)
    except OSError as error:
        raise explanation(error, error.filename or str(out)) from error
