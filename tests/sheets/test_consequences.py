"""A sheet or a column that is missing is told once: what merely follows from it is not."""

from __future__ import annotations

import plans
import pytest
from sound_plan import SOUND, Sheets, but, markdown

from kap_xl.grid import Grid
from kap_xl.rules import check
from kap_xl.sheets.places import placed
from kap_xl.workbook import read_workbook

LOSS = frozenset({"sheet-missing", "column-missing"})
IDENTITY = Grid("_kap", (("kap:_kap", "part"), ("uid", "Part")))
WAIVERS = tuple(
    {"name": rule, "form": "waiver", "sheet": sheet, "row": row, "reason": "x", "post": "y", "date": "2006-01-01"}
    for rule, sheet, row in (("indicator-no-baseline", "indicators", "I1"), ("done-no-evidence", "progress", "1.1.1"))
)
WAIVED = but("progress", 4, but("indicators", 3, SOUND | {"rules": WAIVERS}, baseline=""), evidence="")
COLUMNS = (
    ("lists", "code"), ("lists", "list"), ("institutions", "code"), ("indicators", "of"), ("matrix", "code"),
    ("matrix", "partners"), ("meetings", "number"), ("budget", "activity"), ("budget", "stage"), ("budget", "kind"),
    ("decisions", "state"), ("members", "from"),
)  # fmt: skip


def told(sheets: Sheets, without: str = "") -> set[tuple[str, str, int, str]]:
    """What is told of a whole workbook, or of one without a sheet."""
    given = {"cover": plans.COVER} | markdown(sheets)
    grids = [plans.grid(key, text) for key, text in given.items() if key != without]
    book = read_workbook((*grids, IDENTITY))
    found = placed((*book.findings, *check(book.plan)), book, "plan.xlsx")
    return {(each.rule, each.spot.sheet, each.spot.row, each.spot.column) for each in found}


@pytest.mark.parametrize("plan", [SOUND, WAIVED], ids=["sound", "waived"])
def test_a_sheet_is_missing(plan: Sheets) -> None:
    """Without any one of its sheets a plan has no finding but that the sheet is missing."""
    before = told(plan)
    more = {sheet: {each for each in told(plan, sheet) - before if each[0] not in LOSS} for sheet in plan}
    assert more == {sheet: set() for sheet in plan}


@pytest.mark.parametrize(("sheet", "column"), COLUMNS)
def test_a_column_is_missing(sheet: str, column: str) -> None:
    """Without one of its columns a sound plan has no finding but that the column is missing."""
    rows = tuple({key: cell for key, cell in row.items() if key != column} for row in SOUND[sheet])
    more = {each for each in told(SOUND | {sheet: rows}) - told(SOUND) if each[0] not in LOSS}
    assert more == set()


def test_what_does_not_follow_is_told() -> None:
    """An error that has nothing to do with the missing sheet is told as before."""
    broken = but("matrix", 7, SOUND, deadline="2005-05-16")
    wrong = ("deadline-outside", "matrix", 7, "deadline")
    assert wrong in told(broken)
    assert wrong in told(broken, "indicators")
