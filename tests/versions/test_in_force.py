"""The implementation rate counts what was in force on the first day of each year."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from plans import COVER, INSTITUTIONS, LISTS, grid, uid_of

from kap_xl.columns import BY_KEY
from kap_xl.grid import Layout
from kap_xl.sheets.fill import as_grids
from kap_xl.summaries.periods import period
from kap_xl.summaries.rates import implementation
from kap_xl.versions import History, Version, content_of, history, in_force, net
from kap_xl.versions.closing import Closing, change_edits, version_edits
from kap_xl.versions.kept import kept_rows
from kap_xl.workbook import read_workbook

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kap_xl.workbook import Workbook

HEAD = "| code | objective | activity_sq | lead | deadline | state |\n"
FIRST = (
    HEAD
    + """
| 1.1.1 | 1.1 | a | MLSW | 2006-12-31 |         |
| 1.1.2 | 1.1 | b | MLSW | 2006-12-31 |         |
| 1.1.3 | 1.1 | c | MEST | 2006-06-30 |         |
| 1.1.4 | 1.1 | d | MEST | 2007-06-30 | dropped |
"""
)
SECOND = (
    HEAD
    + """
| 1.1.1 | 1.1 | a | MLSW | 2007-12-31 |         |
| 1.1.2 | 1.1 | b | MLSW | 2006-12-31 | dropped |
| 1.1.3 | 1.1 | c | MOJ  | 2006-06-30 |         |
| 1.1.4 | 1.1 | d | MEST | 2007-06-30 |         |
| 1.1.5 | 1.1 | e | MEST | 2006-12-31 |         |
"""
)
OPEN = SECOND.replace("| 1.1.4 | 1.1 | d | MEST | 2007-06-30 |", "| 1.1.4 | 1.1 | d | MEST | 2005-06-30 |")
PROGRESS = """
| uid | activity | period  | agency | status | evidence | return_no |
| p1  | 1.1.2    | 2006-H1 | MLSW   | DONE   |          | 1         |
| p2  | 1.1.3    | 2006-H1 | MEST   | DONE   |          | 1         |
| p3  | 1.1.5    | 2006-H2 | MEST   | DONE   |          | 1         |
| p4  | 1.1.1    | 2006-H2 | MLSW   | ONGOING |         | 1         |
"""


def closed(steps: tuple[tuple[str, date], ...], now: str) -> Workbook:
    """A plan whose matrix was closed as each of the given ones, in force from its day, and stands as `now`."""
    records: dict[str, list[Mapping[str, object]]] = {"versions": [], "changes": [], "_kap": []}
    for number, (matrix, day) in enumerate(steps, 1):
        work = _with(matrix, records)
        known = history(work.tables, work.reader)
        content = content_of(work.tables, known.last or {})
        closing = Closing(number, day, day)
        records["versions"] += version_edits(work.tables, closing, content).rows["versions"]
        if known.last is not None:
            contents = (known.last, content)
            made = change_edits(work.tables, work.reader, closing, net(*contents), contents, {})
            records["changes"] += made.rows["changes"]
        records["_kap"] = list(kept_rows(None, content, (), None))
    return _with(now, records)


def _with(matrix: str, records: Mapping[str, list[Mapping[str, object]]]) -> Workbook:
    sheets = {"cover": COVER, "institutions": INSTITUTIONS, "lists": LISTS, "matrix": matrix, "progress": PROGRESS}
    places = {
        key: Layout(key, key, 1, 2, {column.key: at for at, column in enumerate(BY_KEY[key].columns, 1)})
        for key in records
    }
    made = as_grids(places, records, "en", {})
    return read_workbook((*(grid(key, text) for key, text in sheets.items()), *made))


def counted(work: Workbook, year: str, of: str = "2007-H1") -> tuple[object, ...]:
    """Planned, implemented, not implemented and without an answer in a year."""
    line = implementation(work.plan, period(work.plan, of)).line(year)
    return tuple(line.figure(name).value for name in ("planned", "implemented", "not_implemented", "no_answer"))


BOTH = ((FIRST, date(2005, 5, 17)), (SECOND, date(2006, 7, 1)))


def test_without_versions_the_plan_counts_as_it_stands() -> None:
    """2006: c and e, of which the present lead of c has not reported; 2007: a and d."""
    work = closed((), SECOND)
    assert work.plan.in_force is None
    assert counted(work, "2006") == (2, 1, 0, 1)
    assert counted(work, "2007") == (2, 0, 0, 2)


def test_a_year_counts_what_was_in_force_on_its_first_day() -> None:
    """2006 is judged by the first version: a, b (dropped since) and c (whose lead then had reported), not e."""
    work = closed(BOTH, SECOND)
    assert counted(work, "2006") == (3, 2, 1, 0)
    assert counted(work, "2007") == (2, 0, 0, 2)


def test_what_is_not_closed_yet_does_not_count() -> None:
    """An open change of a deadline does not move an activity from one year to another."""
    assert counted(closed(BOTH, OPEN), "2007") == (2, 0, 0, 2)


def test_before_the_first_version_the_first_counts() -> None:
    """A plan whose first version was closed late is judged by it for the years before."""
    late = tuple((matrix, date(2007, month, 1)) for month, (matrix, _) in enumerate(BOTH, 5))
    assert counted(closed(late, SECOND), "2006") == (3, 2, 1, 0)


def test_a_version_in_force_from_new_year_counts_for_that_year() -> None:
    """The first day of the year belongs to the version that begins on it: c, whose lead has not reported, and e."""
    early = ((FIRST, date(2005, 5, 17)), (SECOND, date(2006, 1, 1)))
    assert counted(closed(early, SECOND), "2006") == (2, 1, 0, 1)


def test_a_row_deleted_since_still_counts() -> None:
    """An activity that somebody deleted was planned all the same; nobody's report can be found for it."""
    gone = "\n".join(line for line in SECOND.splitlines() if "1.1.3" not in line)
    assert counted(closed(BOTH, gone), "2006")[0] == 3


@pytest.mark.parametrize(
    ("day", "number"),
    [(date(2004, 1, 1), 1), (date(2006, 6, 30), 1), (date(2006, 7, 1), 2), (date(2020, 1, 1), 2)],
)
def test_the_version_in_force_on_a_day(day: date, number: int) -> None:
    """The latest that begins on the day or before it."""
    work = closed(BOTH, SECOND)
    version = in_force(history(work.tables, work.reader), day)
    assert version is not None
    assert version.number == number
    listed = work.plan.in_force(day) if work.plan.in_force else None
    assert listed is not None
    assert [each.uid for each in listed if each.code == "1.1.3"] == [uid_of("matrix", "1.1.3")]
    assert {each.due_by for each in listed if each.code == "1.1.1"} == {date(2005 + number, 12, 31)}


def test_a_version_without_a_day_follows_the_one_before() -> None:
    """It cannot have been in force any earlier; of two that begin on one day the later counts."""

    def version(number: int, day: date | None) -> Version:
        return Version(number, day, "", "", "", "h", 0, "")

    known = History((version(1, date(2005, 1, 1)), version(2, date(2006, 1, 1)), version(3, None)))
    found = [in_force(known, day) for day in (date(2005, 6, 1), date(2006, 1, 1))]
    assert [each.number for each in found if each] == [1, 3]
    assert in_force(History(), date(2006, 1, 1)) is None
