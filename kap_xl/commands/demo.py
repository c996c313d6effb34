"""`demo`: one six-month round from the sample plan to the report, everything left in a folder to look at."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from kap_xl.books.closed import ClosedBook
from kap_xl.books.save import write
from kap_xl.commands.answer import Answer, CommandError
from kap_xl.commands.merge import merge
from kap_xl.commands.new import new
from kap_xl.commands.report import report
from kap_xl.commands.split import split
from kap_xl.commands.validate import read_ours, read_plan, validate
from kap_xl.phrase import Phrase, phrase
from kap_xl.port import Put
from kap_xl.sample.people import Stroke, habit, strokes
from kap_xl.sheets.values import cell_value

if TYPE_CHECKING:
    from kap_xl.desk import Desk
    from kap_xl.workbook import Workbook

PERIOD = "2006-H1"
ISSUED, DUE, MEETING = date(2006, 6, 20), date(2006, 7, 25), date(2006, 8, 10)
MISSING, TWICE, RENAMED = 8, 0, 4
"""Places in the list of agencies: who never answers, who answers twice, whose file comes back under another name."""


def demo(desk: Desk, folder: Path | None = None) -> Answer:
    """Play the round for 2006-H1; the folder must be new or empty (CommandError)."""
    into = _fresh(folder)
    lang = desk.lang or "en"
    plan, forms, returns, out = into / "plan.xlsx", into / "forms", into / "returns", into / f"report-{PERIOD}.xlsx"
    new(replace(desk, lang=lang), plan, sample=True)
    sent = split(replace(desk, today=ISSUED), plan, PERIOD, forms)
    returns.mkdir()
    _fill_in(desk, plan, sorted(forms.glob("*.xlsx")), returns, lang)
    files = tuple(sorted(returns.iterdir()))
    checked = validate(desk, files)
    merged = merge(replace(desk, today=MEETING), plan, (returns,))
    made = report(replace(desk, today=MEETING), plan, PERIOD, out)
    notes = (
        phrase("face.demo-plan", path=str(plan)),
        *sent.notes,
        phrase("face.demo-filled", n=len(files), folder=str(returns)),
        phrase("face.demo-validated", n=len(checked.findings)),
        *merged.notes,
        *(each.message for each in merged.findings),
        *made.notes,
        *_where_to_look(plan, out),
    )
    data = {"folder": str(into), "plan": str(plan), "report": str(out), "conflicts": merged.conflicts}
    return Answer(notes=notes, data=data, lang=lang)


def _fresh(folder: Path | None) -> Path:
    """The folder to play in: the one named, if it is new or empty; else the first free name."""
    if folder is not None:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise CommandError(phrase("face.folder-not-empty", path=str(folder)))
        folder.mkdir(parents=True, exist_ok=True)
        return folder
    names = (Path("kap-demo" if number == 1 else f"kap-demo-{number}") for number in range(1, 1000))
    chosen = next(name for name in names if not name.exists())
    chosen.mkdir()
    return chosen


def _fill_in(desk: Desk, plan: Path, forms: list[Path], returns: Path, lang: str) -> None:
    work = read_plan(desk.open(plan), plan)
    for number, form in enumerate(forms):
        desk.tell(phrase("face.demo-filling", file=form.name), number + 1, len(forms))
        if number == MISSING:
            continue
        own = read_ours(desk.open(form), form)
        way = habit(number)
        typed = strokes(own, work.plan, str(own.settings.agency), way, lang)
        name = f"Copy of {form.stem} (final).xlsx" if number == RENAMED else form.name
        day = DUE + timedelta(days=9 if way == "late" else -number % 12)
        _type(form, returns / name, own, typed, lang, day)
        if number == TWICE:
            _type(form, returns / f"{form.stem} (2).xlsx", own, _otherwise(typed), lang, day)


def _otherwise(typed: tuple[Stroke, ...]) -> tuple[Stroke, ...]:
    """What a colleague typed who knew one percentage better."""
    odd = next(each for each in typed if each.column == "percent" and each.value not in (0, 100))
    return tuple(replace(each, value=int(str(each.value)) + 15) if each is odd else each for each in typed)


def _type(form: Path, to: Path, own: Workbook, typed: tuple[Stroke, ...], lang: str, day: date) -> None:
    """Write what was typed into a copy of the form, saved on a day."""
    book = ClosedBook(form.read_bytes(), form.name)
    by_sheet: dict[str, list[Put]] = {}
    for each in typed:
        place = own.layouts[each.sheet]
        by_sheet.setdefault(place.title, []).append(
            Put(each.row, place.columns[each.column], cell_value(None, each.value, lang))
        )
    for title, puts in by_sheet.items():
        book.put(title, puts)
    book.package.set_properties(modified=datetime.combine(day, time(12)))
    write(to, book.to_bytes(), backup=False)


def _where_to_look(plan: Path, out: Path) -> tuple[Phrase, ...]:
    return (
        phrase("face.demo-look-plan", path=str(plan)),
        phrase("face.demo-look-report", path=str(out)),
    )
