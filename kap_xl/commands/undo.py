"""`undo`: a workbook as it was before the last command changed it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kap_xl.books.restore import restore
from kap_xl.commands.answer import Answer, CommandError
from kap_xl.commands.spoken import spoken_in
from kap_xl.phrase import phrase

if TYPE_CHECKING:
    from pathlib import Path

    from kap_xl.desk import Desk


def undo(desk: Desk, file: Path) -> Answer:
    """Bring back the last copy from the folder of backups; what the workbook was until now is kept there.

    Again and again it goes further back. Raises CommandError where there is no copy, BookError where the workbook is
    open or cannot be written. What a command wrote elsewhere, such as forms and reports, stays.
    """
    found = restore(file)
    if found is None:
        raise CommandError(phrase("face.nothing-to-undo", path=str(file)), desk.lang)
    time = f"{found.made:%H:%M:%S}"
    notes = [phrase("face.undone", path=str(file), date=found.made.date(), time=time)]
    if found.kept is not None:
        notes.append(phrase("face.undone-later" if found.later else "face.undone-kept", path=str(found.kept)))
    if found.left:
        notes.append(phrase("face.undo-left", n=found.left))
    kept = str(found.kept) if found.kept is not None else None
    made = found.made.isoformat(timespec="seconds")
    data = {"file": str(file), "from": made, "kept": kept, "left": found.left}
    return Answer(notes=tuple(notes), data=data, lang=spoken_in(desk, (file,)))
