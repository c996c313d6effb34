"""A plan of many activities with one period's reports, always the same: the sample plan repeated and renumbered."""

from __future__ import annotations

import re
from datetime import date
from itertools import count
from typing import TYPE_CHECKING

from kap_xl import fingerprint
from kap_xl.books.closed import ClosedBook
from kap_xl.books.prepared import plan_package
from kap_xl.columns import BY_KEY
from kap_xl.exchange.memory import state
from kap_xl.exchange.returned import report_uid
from kap_xl.exchange.submissions import row_uid
from kap_xl.exchange.view import view_edits
from kap_xl.phrase import Phrase
from kap_xl.sample import plan as sample
from kap_xl.sheets.fill import as_grids, fill, layouts, set_cover, with_results
from kap_xl.sheets.write import apply
from kap_xl.uids import derived
from kap_xl.workbook import read_workbook

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Made = dict[str, object]
PERIOD, LANG = "2005-H2", "en"
STEP = 100
"""What is added to the last number of a code in each copy; no objective of the sample has as many activities."""
REPEATED = ("matrix", "indicators", "milestones", "budget")
REFERENCES = {"activity": "matrix", "of": "", "reference_to": "matrix"}
"""Columns that name an activity or, `of`, what an indicator or a milestone belongs to."""
PAID = ("activity", "activity_uid", "source", "donor", "category", "currency")
LAST = re.compile(r"\d+$")
TEXT = "Work on {code} went on as planned; {part} of ten parts are finished"


def plan_bytes(activities: int, most: int = 0) -> bytes:
    """A plan workbook of so many activities, with all that goes with them.

    Of budget lines an activity has at the `most` so many, of reports and payments one less; with 0 as many as in the
    sample plan, where every partner reports too.
    """
    settings = sample.settings(LANG) | {"current_period": PERIOD}
    start, end = settings["start"], settings["end"]
    blank = plan_package(LANG, start, end)  # type: ignore[arg-type]  # dates, as the sample gives them
    book = ClosedBook(blank, "plan.xlsx")
    grids = book.grids()
    places = layouts(grids)
    rows = _rows(activities)
    if most:
        kept = {"budget": most, "progress": most - 1, "spending": most - 1}
        rows |= {sheet: _first(rows[sheet], number) for sheet, number in kept.items()}
    cover = next(grid for grid in grids if grid.title == places["cover"].title)
    set_cover(book, cover, places["cover"], settings, LANG)
    names = {
        name: {line["code"]: line[f"name_{LANG}"] for line in sample.lines(file)}
        for name, file in (("source", "sources"), ("category", "categories"))
    }
    read = read_workbook((*book.grids([cover.title]), *as_grids(places, rows, LANG, names)))
    fill(book, places, with_results(rows, read.plan), LANG, names)
    apply(book, places, view_edits(read, state(read).cells, PERIOD), LANG, names)
    return book.to_bytes()


def _first(rows: Iterable[Made], most: int) -> tuple[Made, ...]:
    """The first rows of each activity."""
    made: dict[object, list[Made]] = {}
    for row in rows:
        made.setdefault(row["activity_uid"], []).append(row)
    return tuple(row for some in made.values() for row in some[:most])


def _rows(activities: int) -> dict[str, tuple[Made, ...]]:
    rows = {sheet: tuple(some) for sheet, some in sample.rows(LANG).items()}
    made: dict[str, list[Made]] = {sheet: [] for sheet in (*REPEATED, "progress", "values", "spending")}
    for copy in count():
        missing = activities - len(made["matrix"])
        if missing <= 0:
            break
        _add(made, rows, {str(row["code"]) for row in rows["matrix"][:missing]}, copy)
    by_code = {str(row["code"]): row for row in made["matrix"]}
    for row in made["matrix"]:
        made["progress"] += _progress(row)
    for row in made["indicators"]:
        made["values"] += _values(row, by_code)
    made["spending"] += _spending(made["budget"], by_code)
    reported = {str(row["agency"]) for key in ("progress", "values", "spending") for row in made[key]}
    return rows | {key: tuple(some) for key, some in made.items()} | {"submissions": _submissions(sorted(reported))}


def _add(made: dict[str, list[Made]], rows: Mapping[str, tuple[Made, ...]], codes: set[str], copy: int) -> None:
    """One copy of the sample's activities of these codes and of what belongs to them; objectives' own only once."""
    measured = {str(row["code"]): row for row in rows["indicators"] if row["of"] in codes or not copy}
    kept = codes | measured.keys() | ({str(row["code"]) for row in rows["lists"]} if not copy else set())
    for sheet in REPEATED:
        for row in rows[sheet]:
            named = [row[key] for key in REFERENCES if row.get(key)]
            if row.get("code", named[0] if named else "") in kept and all(each in kept for each in named):
                made[sheet].append(_copied(sheet, row, copy, codes))


def _copied(sheet: str, row: Made, copy: int, codes: set[str]) -> Made:
    if not copy:
        return row
    own = {"uid": derived("copy", str(row["uid"]), str(copy)), **_reworded(sheet, row, copy)}
    if sheet in ("matrix", "indicators"):
        own["code"] = _code(str(row["code"]), copy, codes)
    for key in REFERENCES:
        if row.get(key):
            own[key] = _code(str(row[key]), copy, codes)
            own[f"{key}_uid"] = derived("copy", str(row[f"{key}_uid"]), str(copy))
    if sheet == "milestones":
        own["uid"] = derived("milestones", own["of"], str(row["period"]))
    return row | own


def _reworded(sheet: str, row: Made, copy: int) -> Made:
    """The texts of a copy, so that no two rows of a plan say the same, and the fingerprints of what is translated."""
    columns = BY_KEY[sheet].columns
    plain = [column.key for column in columns if column.kind == "text" and isinstance(row.get(column.key), str)]
    made: Made = {key: f"{row[key]} ({copy + 1})" for key in plain if key != "unit"}
    for key in (column.key for column in columns if column.kind == "hash" and row.get(column.key)):
        stem = key.removesuffix("_basis").rpartition("_")[0]
        made[key] = fingerprint.of_text(str(made.get(f"{stem}_sq") or ""))
    return made


def _code(code: str, copy: int, codes: set[str]) -> str:
    """The code in a copy: 1.1.4 becomes 1.1.104, and its indicator 1.1.4-01 becomes 1.1.104-01."""
    of, _, number = code.partition("-")
    if of in codes:
        of = LAST.sub(lambda last: str(int(last[0]) + STEP * copy), of)
    return f"{of}-{number}" if number else of


def _bodies(row: Made) -> tuple[str, ...]:
    """The lead and the partners that report."""
    named = [str(row["lead"]), *(part.strip() for part in str(row.get("partners") or "").split(","))]
    return tuple(dict.fromkeys(each for each in named if each in sample.reporting()))


def _progress(row: Made) -> Iterable[Made]:
    for number, agency in enumerate(_bodies(row)):
        part = 1 + (sum(map(ord, str(row["code"]))) + number) % 9
        yield {
            "uid": report_uid("matrix", str(row["uid"]), PERIOD, agency),
            "activity": row["code"],
            "activity_uid": row["uid"],
            **_origin(agency),
            "status": Phrase("words.status.ONGOING"),
            "percent": part * 10,
            "done": TEXT.format(code=row["code"], part=part),
        }


def _values(row: Made, by_code: Mapping[str, Made]) -> Iterable[Made]:
    bodies = [each.strip() for each in str(row.get("responsible") or "").split(",")]
    own = by_code.get(str(row["of"]))
    reporting = [each for each in bodies if each in sample.reporting()] or (list(_bodies(own)) if own else [])
    for agency in reporting:
        yield {
            "uid": report_uid("indicators", str(row["uid"]), PERIOD, agency),
            "indicator": row["code"],
            "indicator_uid": row["uid"],
            **_origin(agency),
            "value": row.get("target_2005") or row.get("baseline"),
        }


def _spending(budget: Iterable[Made], by_code: Mapping[str, Made]) -> Iterable[Made]:
    """For each amount that was committed or received, what the lead spent of it: half."""
    for row in budget:
        agency = str(by_code[str(row["activity"])]["lead"])
        if row.get("stage") in ("committed", "received") and row.get("amount") and agency in sample.reporting():
            copied = {key: row.get(key) for key in PAID}
            half = row["amount"] / 2  # type: ignore[operator]  # a Decimal
            yield {"uid": derived("spent", str(row["uid"])), **copied, **_origin(agency), "amount": half}


def _origin(agency: str) -> Made:
    received = next(line["due"] for line in sample.lines("periods") if line["code"] == PERIOD)
    return {"period": PERIOD, "agency": agency, "received": date.fromisoformat(received), "return_no": 1}


def _submissions(agencies: Iterable[str]) -> tuple[Made, ...]:
    return tuple(
        {
            "uid": row_uid(agency, PERIOD),
            **{key: value for key, value in _origin(agency).items() if key in ("period", "agency", "return_no")},
            "due": _origin(agency)["received"],
            "plan_version": 1,
            "state": Phrase("words.submission_state.returned"),
            "returned": _origin(agency)["received"],
            "returns": 1,
        }
        for agency in agencies
    )
