"""A small plan in real files, for tests of the round: five activities, two indicators, three agencies and a group."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from openpyxl import load_workbook
from rounds import DESK, PERIOD, answer, read

from kap_xl.books.closed import ClosedBook
from kap_xl.commands.merge import merge
from kap_xl.commands.new import blank_bytes
from kap_xl.commands.split import split
from kap_xl.exchange.returned import report_uid
from kap_xl.port import Put
from kap_xl.sheets.fill import fill, layouts, set_cover
from kap_xl.uids import derived

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl import Workbook as Opened
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

    from kap_xl.commands.answer import Answer
    from kap_xl.edits import NewRow

SETTINGS = {
    "plan_name_sq": "Plani i vogël",
    "plan_name_sr": "Mali plan",
    "plan_name_en": "Small plan",
    "start": date(2005, 1, 1),
    "end": date(2007, 12, 31),
    "currency": "EUR",
    "language": "en",
    "authoritative_language": "sq",
    "plan_version": 1,
    "current_period": "2005-H2",
}
REPORT = ("status", "percent", "done", "obstacles", "next_steps", "actual_date", "evidence")
"""The columns of the matrix that an agency fills in."""


def uid(sheet: str, code: str) -> str:
    """The identity of a row of the small plan."""
    return derived("small", sheet, code)


def _lists() -> list[NewRow]:
    rows: list[dict[str, object]] = [
        {"list": "pillar", "code": "1", "name_sq": "Parandalimi", "name_sr": "Prevencija", "name_en": "Prevention"},
        {
            "list": "objective",
            "code": "1.1",
            "parent": "1",
            "name_sq": "Vetëdija",
            "name_sr": "Svest",
            "name_en": "Awareness",
        },
        {
            "list": "period",
            "code": "2005-H2",
            "start": date(2005, 7, 1),
            "end": date(2005, 12, 31),
            "due": date(2006, 1, 30),
        },
        {
            "list": "period",
            "code": "2006-H1",
            "start": date(2006, 1, 1),
            "end": date(2006, 6, 30),
            "due": date(2006, 7, 25),
        },
        {
            "list": "period",
            "code": "2006-H2",
            "start": date(2006, 7, 1),
            "end": date(2006, 12, 31),
            "due": date(2007, 1, 30),
        },
        {"list": "source", "code": "KCB", "name_sq": "BKK", "name_sr": "KBK", "name_en": "Consolidated budget"},
        {"list": "source", "code": "DONOR", "name_sq": "Donatori", "name_sr": "Donator", "name_en": "Donor"},
        {"list": "category", "code": "GOODS", "name_sq": "Mallra", "name_sr": "Robe", "name_en": "Goods"},
        {"list": "currency", "code": "EUR", "name_sq": "Euro", "name_sr": "Evro", "name_en": "Euro"},
        {"list": "currency", "code": "USD", "name_sq": "Dollar", "name_sr": "Dolar", "name_en": "Dollar"},
        {"list": "rate", "code": "USD", "start": date(2005, 6, 30), "rate": 0.83},
    ]
    return [{"uid": uid("lists", f"{row['list']}{row['code']}"), **row} for row in rows]


def _institutions() -> list[NewRow]:
    bodies = (
        ("MLSW", "GOV", "Ministry of Labour and Social Welfare", "yes", ()),
        ("MEST", "GOV", "Ministry of Education", "yes", ()),
        ("MOJ", "GOV", "Ministry of Justice", "yes", ()),
        ("MOH", "GOV", "Ministry of Health", "yes", ()),
        ("IOM", "IO", "International Organization for Migration", "no", ()),
        ("WG1", "GROUP", "Working group on protection", "no", ("MOJ", "IOM")),
    )
    return [
        {"uid": uid("institutions", code), "code": code, "type": kind, "name_en": name, "name_sq": f"{name} sq",
         "name_sr": f"{name} sr", "reports": reports, "members": members}
        for code, kind, name, reports, members in bodies
    ]  # fmt: skip


def _activity(
    code: str, lead: str, *, state: str = "active", partners: tuple[str, ...] = (), support: tuple[str, ...] = ()
) -> NewRow:
    return {
        "uid": uid("matrix", code),
        "code": code,
        "objective": "1.1",
        "objective_uid": uid("lists", "objective1.1"),
        "priority": "high",
        "state": state,
        "activity_sq": f"Veprimtaria {code} e {lead}",
        "activity_sr": f"Aktivnost {code} od {lead}",
        "activity_en": f"Activity {code} of {lead}",
        "output": f"Output {code}",
        "lead": lead,
        "partners": partners,
        "support": support,
        "start": date(2005, 9, 1),
        "deadline": "end of 2006",
        "indicator": f"Indicator of {code}",
    }


def _plan_rows() -> dict[str, list[NewRow]]:
    matrix = [
        _activity("1.1.1", "MLSW", partners=("MEST",)),
        _activity("1.1.2", "MLSW"),
        _activity("1.1.10", "MEST", support=("IOM",)),
        _activity("1.2.3", "MOJ"),
        _activity("1.2.4", "MEST", partners=("WG1",)),
        _activity("1.3.1", "MOH", state="dropped"),
    ]
    indicators = [
        {"uid": uid("indicators", code), "code": code, "of": of, "of_uid": uid("matrix", of), "name_sq": f"Treguesi {code}",
         "name_sr": f"Pokazatelj {code}", "name_en": f"Indicator {code}", "level": "output", "unit": "persons", "over_time": "sum",
         "over_agencies": "sum", "direction": "up", "counts": "TRAINEE", "responsible": who, "target_2006": 120}
        for code, of, who in (("I1", "1.1.1", ("MLSW", "MEST")), ("I2", "1.2.3", ("MOJ",)))
    ]  # fmt: skip
    budget = [
        {"uid": uid("budget", f"{of}{number}"), "activity": of, "activity_uid": uid("matrix", of), "year": 2006, "source": "KCB",
         "category": "GOODS", "currency": currency, "amount": amount, "stage": stage, "kind": "amount"}
        for number, (of, currency, amount, stage) in enumerate(
            (("1.1.1", "EUR", 10000, "estimate"), ("1.1.1", "EUR", 4000, "committed"), ("1.1.2", "USD", 1000, "estimate"))
        )
    ]  # fmt: skip
    return {
        "lists": _lists(),
        "institutions": _institutions(),
        "matrix": matrix,
        "indicators": indicators,
        "budget": budget,
    }


@cache
def small(lang: str = "en") -> bytes:
    """The small plan, made once; `lang` is its language."""
    book = ClosedBook(blank_bytes(lang, (2005, 2007)), "small.xlsx")
    grids = book.grids()
    places = layouts(grids)
    cover = next(grid for grid in grids if grid.title == places["cover"].title)
    set_cover(
        book, cover, places["cover"], SETTINGS | {"language": lang}, lang, (str(SETTINGS[f"plan_name_{lang}"]), "")
    )
    names = {"source": {"KCB": "Consolidated budget"}, "category": {"GOODS": "Goods"}} if lang == "en" else {}
    fill(book, places, _plan_rows(), lang, names)
    return book.to_bytes()


@cache
def _issued(lang: str) -> tuple[bytes, dict[str, bytes]]:
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as name:
        plan = Path(name) / "plan.xlsx"
        plan.write_bytes(small(lang))
        split(DESK, plan, PERIOD, Path(name) / "forms")
        forms = {file.name: file.read_bytes() for file in sorted((Path(name) / "forms").iterdir())}
        return plan.read_bytes(), forms


def office(folder: Path, lang: str = "en") -> Path:
    """A folder with the small plan (plan.xlsx) after its split, the forms in `forms`, and room for returns in `back`."""
    plan, forms = _issued(lang)
    (folder / "forms").mkdir(parents=True)
    (folder / "back").mkdir()
    (folder / "plan.xlsx").write_bytes(plan)
    for name, content in forms.items():
        (folder / "forms" / name).write_bytes(content)
    return folder


def form(folder: Path, agency: str) -> Path:
    """An agency's form."""
    return folder / "forms" / f"{PERIOD}_{agency}.xlsx"


def sheet(book: Opened, key: str) -> Worksheet:
    """The first sheet with a key, by openpyxl, wherever its key stands."""
    for each in book.worksheets:
        for row in each.iter_rows(min_row=1, max_row=10, max_col=10):
            if any(cell.value == f"kap:{key}" for cell in row):
                return each
    raise KeyError(key)


def column(of: Worksheet, key: str) -> int:
    """The number of a key's column; the key row may have been moved down."""
    for row in of.iter_rows(min_row=1, max_row=10):
        if any(str(cell.value).startswith("kap:") for cell in row):
            return next(
                cell.column
                for cell in row
                if cell.value == key or (key == "uid" and str(cell.value).startswith("kap:"))
            )
    raise KeyError(key)


def row_of(of: Worksheet, code: str) -> int:
    """The first row whose code or uid is this."""
    keys = [each for each in ("uid", "code") if _has(of, each)]
    for number in range(3, of.max_row + 1):
        if code in [of.cell(number, column(of, key)).value for key in keys]:
            return number
    raise KeyError(code)


def _has(of: Worksheet, key: str) -> bool:
    try:
        column(of, key)
    except StopIteration:
        return False
    return True


def cell(book: Opened, key: str, code: str, name: str) -> Cell:
    """The cell of a sheet's row (by code or uid) and column key."""
    of = sheet(book, key)
    return of.cell(row_of(of, code), column(of, name))


def typed(source: Path, to: Path, *strokes: tuple[str, str, str, object], return_no: int | None = None) -> Path:
    """A copy of a workbook into which (sheet, code or uid, column, value) were typed, saved by openpyxl."""
    book = load_workbook(source)
    for key, code, name, value in strokes:
        cell(book, key, code, name).value = value  # type: ignore[assignment]  # whatever a test types
    if return_no is not None:
        cell(book, "cover", "return_no", "value").value = return_no
    to.parent.mkdir(parents=True, exist_ok=True)
    book.save(to)
    return to


def merged(folder: Path, *returns: Path) -> Answer:
    """The answer of merging returns, or the folder `back`, into the plan of an office."""
    return merge(DESK, folder / "plan.xlsx", returns or (folder / "back",))


def reported(plan: Path, code: str, agency: str, name: str) -> object:
    """What a plan holds of an agency's report on an activity; None where there is none."""
    wanted = report_uid("matrix", uid("matrix", code), PERIOD, agency)
    row = read(plan).table("progress").by_uid().get(wanted)
    return row.value(name) if row is not None else None


def log(plan: Path, outcome: str = "") -> list[tuple[object, object, object, object]]:
    """Lines of the merge log, of one outcome: code, field, theirs, reason."""
    rows = read(plan).table("log").rows
    keys = ("code", "field", "theirs", "reason_code")
    lines = [tuple(map(row.value, keys)) for row in rows if not outcome or row.value("outcome") == outcome]
    return sorted(lines, key=str)  # type: ignore[return-value]  # four each


def counted(plan: Path, file: str) -> int:
    """How many cells that were not blank the log accounts for in a return."""
    rows = [row for row in read(plan).table("log").rows if row.value("from_file") == file]
    told = [row for row in rows if row.value("outcome") != "blank" or row.value("theirs") is not None]
    return sum(int(str(row.value("cells") or 0)) for row in told)


def edited(plan: Path, *strokes: tuple[str, str, str, object]) -> None:
    """The Secretariat types into its own plan, as Excel would save it: nothing else changes."""
    answer(plan, plan, *strokes)  # type: ignore[arg-type]  # values of cells


def report_of(code: str, agency: str, period: str = PERIOD) -> str:
    """The identity of an agency's report on an activity."""
    return report_uid("matrix", uid("matrix", code), period, agency)


def emptied(plan: Path, key: str, row_uid: str) -> None:
    """The Secretariat deletes a row: all its cells are blank afterwards."""
    known = read(plan)
    table = known.table(key)
    row = table.by_uid()[row_uid]
    book = ClosedBook(plan.read_bytes(), plan.name)
    book.put(table.layout.title, [Put(row.number, number, None) for number in table.layout.columns.values()])
    plan.write_bytes(book.to_bytes())


def sent_again(folder: Path) -> None:
    """The forms of the period once more, with what was reported meanwhile."""
    split(DESK, folder / "plan.xlsx", PERIOD, folder / "forms")


def holding(folder: Path, *strokes: tuple[str, str, str, object]) -> Path:
    """An office whose forms went out with something reported before: what MLSW is said to have typed first."""
    for name, content in _held(strokes).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    (folder / "back").mkdir()
    return folder


@cache
def _held(strokes: tuple[tuple[str, str, str, object], ...]) -> dict[str, bytes]:
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as name:
        made = office(Path(name) / "o")
        merged(made, typed(form(made, "MLSW"), made / "first.xlsx", *strokes))
        sent_again(made)
        files = [made / "plan.xlsx", *(made / "forms").glob("*.xlsx")]
        return {str(file.relative_to(made)): file.read_bytes() for file in files}
