"""Progress counts each active activity once, by its lead's report for the period."""

from __future__ import annotations

from datetime import date

import pytest
from plans import plan

from kap_xl.summaries.overdue import overdue_list
from kap_xl.summaries.periods import months_later, period
from kap_xl.summaries.progress import COUNTS, STATUSES, progress

MATRIX = """
| code  | objective | activity_sq | lead | partners | deadline   | state   |
| 1.1.1 | 1.1       | a           | MLSW | MEST     | 2006-03-31 |         |
| 1.1.2 | 1.1       | b           | MLSW |          | 2006-06-29 |         |
| 1.2.1 | 1.2       | c           | MEST |          | 2006-06-30 |         |
| 1.2.2 | 1.2       | d           | MEST |          | 2006-12-31 |         |
| 2.1.1 | 2.1       | e           | MOJ  |          | 2005-12-31 |         |
| 2.1.2 | 2.1       | f           | MOJ  |          | 2007-01-01 |         |
| 2.1.3 | 2.1       | g           | AOGG |          | 2005-12-31 | dropped |
| 9.9.9 |           | h           | AOGG |          |            |         |
"""
PROGRESS = """
| uid | activity | period  | agency | status      | return_no |
| p1  | 1.1.1    | 2006-H1 | MLSW   | PARTLY      | 1         |
| p2  | 1.1.1    | 2006-H1 | MEST   | DONE        | 1         |
| p3  | 1.1.2    | 2006-H1 | MLSW   | DONE        | 1         |
| p4  | 1.2.1    | 2006-H1 | MEST   | ONGOING     | 1         |
| p5  | 2.1.1    | 2005-H2 | MOJ    | DONE        | 1         |
| p6  | 1.2.2    | 2006-H2 | MEST   | DONE        | 1         |
| p7  | 1.2.1    | 2006-H1 | MEST   | NOT_STARTED | 2         |
"""
SUBMISSIONS = """
| period  | agency | state    | due        |
| 2006-H1 | MLSW   | returned | 2006-07-25 |
| 2006-H1 | MEST   | returned | 2006-07-25 |
| 2006-H1 | MOJ    | issued   | 2006-07-25 |
"""
PLAN = plan(matrix=MATRIX, progress=PROGRESS, submissions=SUBMISSIONS)
P = period(PLAN, "2006-H1")


def counted(by: str, key: str) -> dict[str, object]:
    """The counts of a line that are not zero."""
    line = progress(PLAN, P, by).line(key)
    return {name: line.figure(name).value for name in COUNTS if line.figure(name).value}


def test_a_status_is_that_of_the_lead_in_the_period() -> None:
    """A partner's DONE does not make an activity done; the higher return number of the lead's reports wins."""
    assert counted("objective", "1.1") == {
        "total": 2, "reported": 2, "PARTLY": 1, "DONE": 1, "done": 1, "late": 1, "implemented": 1, "overdue": 1,
    }  # fmt: skip
    assert counted("objective", "1.2") == {
        "total": 2, "reported": 1, "NOT_STARTED": 1, "NO_REPORT": 1, "not_started": 1, "due_next": 2,
    }  # fmt: skip


def test_silence_is_counted_by_whether_the_form_came_back() -> None:
    """NO_REPORT where it did; NOT_RETURNED where it is still out or, others having been sent one, was never sent."""
    assert counted("agency", "MEST")["NO_REPORT"] == 1
    assert counted("agency", "MOJ") == {"total": 2, "NOT_RETURNED": 2, "implemented": 1}
    assert counted("agency", "AOGG") == {"total": 1, "NOT_RETURNED": 1}
    nobody = progress(plan(matrix=MATRIX), P, "agency").line("AOGG")
    assert nobody.figure("NO_REPORT").value == 1


def test_activities_without_an_objective_stand_apart() -> None:
    """They are in a line of their own and in the total."""
    assert counted("objective", "")["total"] == 1
    assert counted("pillar", "")["total"] == 1


@pytest.mark.parametrize("by", ["pillar", "objective", "agency"])
def test_the_lines_add_up_to_the_plan(by: str) -> None:
    """Each column's lines add up to its total, the statuses to the activities in force."""
    summary = progress(PLAN, P, by)
    for name in COUNTS:
        parts = [line.figure(name).value or 0 for line in summary.lines]
        assert sum(parts) == summary.line("total").figure(name).value
    total = summary.line("total")
    assert total.figure("total").value == 7
    assert sum(total.figure(name).value or 0 for name in STATUSES) == 7


def test_every_count_names_its_cells() -> None:
    """A count is the number of its cells: in the report that says so, or in the activity's own line."""
    line = progress(PLAN, P, "objective").line("1.1")
    assert [(part.spot.sheet, part.spot.column, part.spot.uid) for part in line.figure("PARTLY").parts] == [
        ("progress", "status", "p1")
    ]
    for summary in (progress(PLAN, P, by) for by in ("pillar", "objective", "agency")):
        for each in summary.every():
            assert all(len(each.figure(name).parts) == each.figure(name).value for name in COUNTS)


def test_overdue_is_before_the_last_day_and_unfinished() -> None:
    """Due on the period's last day is due next; what was done in an earlier period is not overdue in silence."""
    late = overdue_list(PLAN, P)
    assert [(line.key, line.figure("days_late").value, line.cells["status"]) for line in late.lines] == [
        ("1.1.1", 91, "PARTLY")
    ]
    earlier = overdue_list(PLAN, period(PLAN, "2006-H2"))
    assert [line.key for line in earlier.lines] == ["1.1.1", "1.2.1"]


def test_six_months_from_a_last_day_end_on_a_last_day() -> None:
    """30 June leads to 31 December, 31 August to the end of February."""
    assert months_later(date(2006, 6, 30), 6) == date(2006, 12, 31)
    assert months_later(date(2006, 8, 31), 6) == date(2007, 2, 28)
    assert months_later(date(2006, 5, 17), 6) == date(2006, 11, 17)


def test_a_period_is_listed_or_spelt() -> None:
    """A listed period has the listed days, a half-year that is not listed its own; anything else is refused."""
    assert period(PLAN, "2005-H1").start == date(2005, 5, 17)
    assert period(PLAN, "2007-H2").end == date(2007, 12, 31)
    with pytest.raises(ValueError, match="spring"):
        period(PLAN, "spring")
