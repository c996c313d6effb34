"""The rules together: each has its tests, none repeats what reading said, none is slow, forms hear of their own."""

from __future__ import annotations

from datetime import date
from importlib import import_module
from pathlib import Path

import plans
import pytest
from sound_plan import MATRIX, SOUND, Case, but, found, markdown

from kap_xl.columns import BY_KEY
from kap_xl.grid import Grid, Raw
from kap_xl.phrase import LANGUAGES
from kap_xl.rules import RULES, check
from kap_xl.workbook import read_workbook

ALONE = {
    "uid-missing",
    "period-current",
    "setting-missing",
    "plan-dates",
    "plan-currency",
    "version-unlisted",
    "waiver-idle",
}
"""Rules whose tests are here, since their plans are no variations of the sound one's tables."""
FAMILIES = {"row", "structure", "money", "time"}

FORM = plans.COVER.replace(
    "| current_period | 2006-H1 |", "| agency | MEST |\n| period | 2006-H1 |\n| due | 2006-07-25 |"
)


def all_cases() -> tuple[Case, ...]:
    """The cases of every subject."""
    names = sorted(path.stem for path in Path(__file__).parent.glob("test_*_rules.py") if path.stem != "test_all_rules")
    return tuple(case for name in names for case in import_module(name).CASES)


def form(**cells: str) -> dict[str, str]:
    """A form with one activity and its report cells."""
    head, row = MATRIX.strip().splitlines()[:2]
    return {"cover": FORM, "matrix": f"{head} {' | '.join(cells)} |\n{row} {' | '.join(cells.values())} |"}


def test_sound() -> None:
    """The sound plan has no finding, neither of reading nor of a rule."""
    assert found() == set()


def test_every_rule_has_a_case() -> None:
    """Each rule is broken by a test, and has an id of its own."""
    ids = [rule.id for rule in RULES]
    assert sorted(ids) == sorted({case.rule for case in all_cases()} | ALONE)


def test_families() -> None:
    """Each family has at least four rules, and each rule names a sheet of the workbook."""
    counts = {family: sum(rule.family == family for rule in RULES) for family in FAMILIES}
    assert all(count >= 4 for count in counts.values())
    assert sum(counts.values()) == len(RULES)
    assert all(rule.sheet in BY_KEY for rule in RULES)


def test_current_period() -> None:
    """A current period that is on no list is told on the cover, in the row of the setting."""
    cover = plans.COVER.replace("2006-H1", "2006H1")
    assert found(SOUND, cover=cover) == {("period-current", "cover", 10, "value")}
    assert found(SOUND, cover=plans.COVER.replace("2006-H1", "2006-H2")) == set()


def test_version_of_the_cover() -> None:
    """A version on the cover that is not among the versions is told in the row of the setting."""
    cover = plans.COVER.replace("| plan_version | 1 |", "| plan_version | 2 |")
    assert found(SOUND, cover=cover) == {("version-unlisted", "cover", 9, "value")}
    assert found(SOUND | {"versions": ()}, cover=plans.COVER.replace("| plan_version | 1 |\n", "")) == set()


def test_row_without_identity() -> None:
    """A form's row without identity is told as a whole; a plan's is not, for the next command that writes gives it one."""
    for cover, told in ((FORM, {("uid-missing", "matrix", 3, "")}), (plans.COVER, set())):
        sheets = (markdown() | {"cover": cover}) if cover == plans.COVER else form(status="ONGOING")
        grids = [plans.grid(key, text) for key, text in (sheets | {"cover": cover}).items()]
        bare = [_with(grid, row=3, column=1, value=None) if grid.title == "matrix" else grid for grid in grids]
        findings = check(read_workbook(bare).plan)
        found_ = {(each.rule, each.spot.sheet, each.spot.row, each.spot.column) for each in findings}
        assert {each for each in found_ if each[0] == "uid-missing"} == told


UNREAD = (
    ("matrix", 3, "lead", "Ministry of Magic", "institution-unknown"),
    ("matrix", 7, "deadline", "31.02.2006", "deadline-unreadable"),
    ("matrix", 3, "state", "perhaps", "choice-unknown"),
    ("indicators", 4, "baseline", "many", "number-ask"),
    ("indicators", 3, "over_time", "somehow", "choice-unknown"),
    ("budget", 3, "amount", "a lot", "amount-unreadable"),
    ("budget", 3, "stage", "soon", "choice-unknown"),
    ("budget", 4, "source", "somebody", "choice-unknown"),
    ("budget", 5, "donor", "Santa", "institution-unknown"),
    ("budget", 3, "year", "next", "year-unreadable"),
    ("progress", 4, "status", "po", "status-ask"),
    ("progress", 4, "actual_date", "31.02.2006", "date-unreadable"),
    ("progress", 7, "percent", "120 %", "percent-ask"),
    ("values", 5, "value", "many", "number-ask"),
    ("values", 6, "denominator", "many", "number-ask"),
    ("spending", 3, "amount", "a lot", "amount-unreadable"),
    ("lists", 8, "end", "31.02.2006", "date-unreadable"),
    ("milestones", 3, "period", "2006-H9", "period-unknown"),
)


@pytest.mark.parametrize(("sheet", "row", "column", "text", "rule"), UNREAD)
def test_unread_cell(sheet: str, row: int, column: str, text: str, rule: str) -> None:
    """What a cell holds that cannot be read is told by reading, and by no rule once more."""
    assert found(but(sheet, row, **{column: text})) == {(rule, sheet, row, column)}


def test_code_that_became_a_date() -> None:
    """A code that Excel turned into a date is told once, and not once more at each row that names it."""
    grids = [plans.grid(key, text) for key, text in (markdown() | {"cover": plans.COVER}).items()]
    changed = [
        _with(grid, row=3, column=2, value=date(2001, 1, 1)) if grid.title == "matrix" else grid for grid in grids
    ]
    book = read_workbook(changed)
    findings = (*book.findings, *check(book.plan))
    assert [(each.rule, each.spot.row, each.spot.column) for each in findings] == [("code-is-date", 3, "code")]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_said(lang: str) -> None:
    """Every finding of the cases, and of cells that cannot be read, becomes a whole sentence in each language."""
    sheets = [case.broken for case in all_cases()]
    sheets += [but(sheet, row, **{column: text}) for sheet, row, column, text, _ in UNREAD]
    for each in sheets:
        book = plans.workbook(**markdown(each))
        for finding in (*book.findings, *check(book.plan)):
            said = finding.said(lang)
            assert said["message"]
            assert said["fix"]
            assert not {"{", "}", "@"} & set(said["message"] + said["fix"]), said


def test_form() -> None:
    """A form hears of what its agency filled in, on the sheet where it did, and not of the plan's locked cells."""
    empty = form(status="", percent="")
    assert check(plans.plan(**empty)) == ()
    spots = {(each.rule, each.spot.sheet, each.spot.row, each.spot.column) for each in _form_findings()}
    assert spots == {
        ("percent-status", "matrix", 3, "percent"),
        ("done-no-evidence", "matrix", 3, "evidence"),
        ("date-future", "matrix", 3, "actual_date"),
        ("people-more", "indicators", 3, "value"),
        ("payment-incomplete", "spending", 3, "source"),
    }


def _form_findings() -> tuple[object, ...]:
    sheets = form(status="DONE", percent="50 %", actual_date="2006-07-02", evidence="")
    indicators = "| code | of | value | women |\n| I1 | 1.1.1 | 5 | 6 |"
    spending = "| uid | activity | source | amount |\n| s1 | 1.1.1 | | 100 |"
    return check(plans.plan(**sheets, indicators=indicators, spending=spending))


def _with(grid: Grid, row: int, column: int, value: Raw) -> Grid:
    """A sheet with another value in one cell, and with an empty row below."""
    rows = [list(each) for each in grid.rows]
    rows[row - 1][column - 1] = value
    return Grid(grid.title, (*(tuple(each) for each in rows), (None,) * len(rows[0])))
