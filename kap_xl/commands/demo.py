"""`demo`: one six-month round from the sample plan to the report, everything left in a folder to look at."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from kap_xl.books.closed import ClosedBook
from kap_xl.books.save import write
from kap_xl.commands import played
from kap_xl.commands.answer import Answer, CommandError
from kap_xl.commands.merge import merge
from kap_xl.commands.new import new
from kap_xl.commands.report import written
from kap_xl.commands.split import split
from kap_xl.commands.validate import read_plan
from kap_xl.phrase import phrase
from kap_xl.port import Put
from kap_xl.sample.people import Stroke, habit, strokes
from kap_xl.sheets.values import cell_value
from kap_xl.workbook import read_workbook

if TYPE_CHECKING:
    from kap_xl.desk import Desk
    from kap_xl.workbook import Workbook

PERIOD = "2006-H1"
ISSUED, DUE, MEETING = date(2006, 6, 20), date(2006, 7, 25), date(2006, 8, 10)
MISSING, TWICE, RENAMED = 8, 0, 4
"""Places in the list of agencies: who never answers, who answers twice, whose file comes back under another name."""
TYPED_INTO = ("matrix", "indicators", "spending")
"""The sheets of a form that the people of the sample write into."""


def demo(desk: Desk, folder: Path | None = None) -> Answer:
    """Play the round for 2006-H1; the folder must be new or empty (CommandError)."""
    into = _fresh(folder)
    lang = desk.lang or "en"
    plan, forms, returns, out = into / "plan.xlsx", into / "forms", into / "returns", into / f"report-{PERIOD}.xlsx"
    new(replace(desk, lang=lang), plan, sample=True)
    sent = split(replace(desk, today=ISSUED), plan, PERIOD, forms)
    returns.mkdir()
    returned = _fill_in(desk, plan, sorted(forms.glob("*.xlsx")), returns, lang)
    merged = merge(replace(desk, today=MEETING), plan, (returns,))
    after = read_plan(desk.open(plan), plan)
    made = written(replace(desk, today=MEETING), after, PERIOD, out)
    outcomes = merged.data["outcomes"]
    told = played.round_told(after, PERIOD, outcomes if isinstance(outcomes, dict) else {}, lang)
    data = {
        "folder": str(into),
        "plan": str(plan),
        "report": str(out),
        "returned": returned,
        "missing": list(played.missing(after, PERIOD)),
        "outcomes": outcomes,
        "conflicts": [each.data() for each in played.questions(after, lang)],
    }
    notes = (
        phrase("face.demo-plan", path=str(plan)),
        *sent.notes,
        phrase("face.demo-filled", n=returned, folder=str(returns)),
        *told,
        *made.notes,
        phrase("face.demo-look-plan", path=str(plan)),
        phrase("face.demo-look-report", path=str(out)),
        phrase("face.demo-next", plan=_typed(plan), returns=_typed(returns)),
    )
    return Answer(merged.findings, notes, data, lang=lang)


def _typed(path: Path) -> str:
    """A path as it is typed after a command."""
    return f'"{path}"' if " " in str(path) else str(path)


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


def _fill_in(desk: Desk, plan: Path, forms: list[Path], returns: Path, lang: str) -> int:
    """The forms as the agencies return them; how many files come back."""
    work = read_plan(desk.open(plan), plan)
    for number, form in enumerate(forms):
        desk.tell(phrase("face.demo-filling", file=form.name), number + 1, len(forms))
        if number == MISSING:
            continue
        data = form.read_bytes()
        own = _read_form(data, work)
        way = habit(number)
        typed = strokes(own, work.plan, str(own.settings.agency), way, lang)
        name = f"Copy of {form.stem} (final).xlsx" if number == RENAMED else form.name
        day = DUE + timedelta(days=9 if way == "late" else -(number % 12))
        _type(data, returns / name, own, typed, lang, day)
        if number == TWICE:
            _type(data, returns / f"{form.stem} (2).xlsx", own, _otherwise(typed), lang, day - timedelta(days=1))
    return len(list(returns.iterdir()))


def _read_form(data: bytes, plan: Workbook) -> Workbook:
    """A form that this program just made, as far as its people look: with the registers of the plan it is from."""
    titles = [plan.layouts[key].title for key in ("cover", *TYPED_INTO)]
    return read_workbook(ClosedBook(data, "form.xlsx").grids(titles), TYPED_INTO, plan.reader)


def _otherwise(typed: tuple[Stroke, ...]) -> tuple[Stroke, ...]:
    """What a colleague typed who knew one percentage better."""
    odd = next(each for each in typed if each.column == "percent" and each.value not in (0, 100))
    return tuple(replace(each, value=int(str(each.value)) + 15) if each is odd else each for each in typed)


def _type(form: bytes, to: Path, own: Workbook, typed: tuple[Stroke, ...], lang: str, day: date) -> None:
    """Write what was typed into a copy of the form, saved on a day."""
    book = ClosedBook(form, to.name)
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
