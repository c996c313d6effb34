"""Trend against the period before, women, men, girls and boys, and what may not be told of either."""

from __future__ import annotations

from decimal import Decimal

import pytest
from plans import plan

from kap_xl.summaries.budget import budget
from kap_xl.summaries.figure import Figure, Line
from kap_xl.summaries.indicators import indicators
from kap_xl.summaries.periods import period
from kap_xl.summaries.submissions import submissions

HEAD = "| code | of | name_sq | over_time | over_agencies | direction | counts | unit | target_2006 | responsible |"
MATRIX = """
| code  | objective | activity_sq | lead | deadline    |
| 1.1.1 | 1.1       | a           | MLSW | 2006-12-31  |
"""
VALUES = """
| uid | indicator | period  | agency | value | numerator | denominator | women | men | girls | boys |
| v1  | I1        | 2006-H1 | MLSW   | 40    |           |             | 20    | 10  | 6     | 4    |
| v2  | I1        | 2006-H1 | MEST   | 30    |           |             | 10    | 20  |       | 0    |
| v3  | I1        | 2006-H2 | MLSW   | 50    |           |             | 30    | 5   | 10    | 5    |
| v4  | I1        | 2006-H2 | MEST   | 35    |           |             | 15    | 10  | 5     | 5    |
"""
MIXED = """
| uid | indicator | period  | agency | value | numerator | denominator |
| v1  | I1        | 2006-H2 | MLSW   | 50    | 1         | 2           |
| v2  | I1        | 2006-H2 | MEST   | 90    |           |             |
"""


def line(ways: str, counts: str = "NONE", values: str = VALUES, *, direction: str = "up", k: int | None = None) -> Line:
    """The line of one indicator in the second half of 2006."""
    text = f"{HEAD}\n| I1 | 1.1.1 | n | {ways} | {direction} | {counts} | nr | 100 | MLSW, MEST |"
    given = plan(matrix=MATRIX, indicators=text, values=values)
    return indicators(given, period(given, "2006-H2"), k).line("I1")


@pytest.mark.parametrize(("direction", "trend"), [("up", "better"), ("down", "worse")])
def test_a_trend_has_a_direction_and_a_size(direction: str, trend: str) -> None:
    """85 after 70 is 15 more, for the better or for the worse."""
    found = line("sum | sum", direction=direction)
    assert (found.figure("change").value, found.cells["trend"]) == (15, trend)
    assert sum(part.adds or 0 for part in found.figure("change").parts) == 15


def test_without_both_periods_there_is_no_trend() -> None:
    """One that is not known is not nought; one that lacks an agency says so."""
    alone = "\n".join(each for each in VALUES.splitlines() if "2006-H1" not in each)
    assert line("sum | sum", values=alone).figure("change").value is None
    assert line("sum | sum", values=alone).cells["trend"] is None
    partly = "\n".join(each for each in VALUES.splitlines() if "v2" not in each)
    assert line("sum | sum", values=partly).figure("change").missing == ("MEST (2006-H1)",)


@pytest.mark.parametrize(
    ("ways", "women", "girls"),
    [
        ("sum | sum", 75, None),
        ("latest | sum", 45, 15),
        ("average | sum", Decimal("37.5"), None),
        ("latest | average", Decimal("22.5"), Decimal("7.5")),
        ("max | sum", None, None),
        ("latest | max", None, None),
    ],
)
def test_people_add_up_as_the_value_does(ways: str, women: object, girls: object) -> None:
    """A blank is not nought: MEST's girls of the first half are unknown, and so is every sum they belong to."""
    found = line(ways)
    assert (found.figure("women").value, found.figure("girls").value) == (women, girls)
    if ways == "sum | sum":
        assert found.figure("girls").missing == ("MEST",)
        assert found.figure("boys").value == 14


def test_where_nobody_tells_nobody_is_missing() -> None:
    """People are asked for only where somebody counts them."""
    found = line("sum | sum", values=MIXED)
    assert (found.figure("women").value, found.figure("women").missing) == (None, ())


def test_people_are_told_all_or_none() -> None:
    """Four boys among victims would be found from the others; among trainees they may be told."""
    names = ("women", "men", "girls", "boys")
    few = VALUES.replace("| 5    |\n| v4", "| 1    |\n| v4")
    hidden = line("latest | sum", "VICTIM", few, k=11)
    assert {hidden.figure(name).value for name in names} == {None}
    assert all(part.adds is None for name in names for part in hidden.figure(name).parts)
    assert line("latest | sum", "TRAINEE", few, k=11).figure("women").value == 45


def test_a_small_change_of_victims_is_not_told() -> None:
    """Two running totals that may each be told differ by so few that the difference may not."""
    running = VALUES.replace("| 35    |", "| 22    |").replace("| 30    |", "| 20    |")
    found = line("cumulative | sum", "VICTIM", running.replace("| 50    |", "| 41    |"), k=11)
    assert found.figure("change").withheld
    assert found.cells["trend"] is None
    assert found.figure("in_period").withheld == found.figure("to_date").withheld != ""


def test_whoever_has_no_part_in_a_ratio_is_missing() -> None:
    """A bare percentage cannot be added to a ratio; its agency is named."""
    found = line("latest | sum", values=MIXED)
    assert (found.figure("in_period").value, found.figure("in_period").missing) == (Decimal("0.5"), ("MEST",))
    assert found.figure("to_date").missing == ("MEST",)


def test_money_spent_is_never_lost() -> None:
    """On an activity that was dropped it is counted apart; without a period it is unknown."""
    given = plan(
        matrix=MATRIX.replace("| deadline    |", "| deadline    | state |").replace(
            "2006-12-31  |", "2006-12-31  | dropped |"
        ),
        spending="| uid | activity | period | agency | currency | amount |\n| s1 | 1.1.1 | 2006-H1 | MLSW | EUR | 5 |",
    )
    total = budget(given, period(given, "2006-H2"), "pillar").line("total")
    assert (total.figure("dropped").value, total.figure("spent").value) == (1, None)
    blank = plan(
        matrix=MATRIX,
        spending="| uid | activity | period | agency | currency | amount |\n| s1 | 1.1.1 | | MLSW | EUR | 5 |",
    )
    total = budget(blank, period(blank, "2006-H2"), "pillar").line("total")
    assert (total.figure("unknown").value, total.figure("spent").missing) == (1, ("1.1.1",))


def test_a_report_on_what_nobody_asked_is_no_answer() -> None:
    """`reported` never exceeds the rows expected; two reports on one row are one."""
    given = plan(
        matrix=MATRIX,
        progress=(
            "| uid | activity | period | agency | status | return_no |\n"
            "| p1 | 1.1.1 | 2006-H2 | MLSW | DONE | 1 |\n| p2 | 1.1.1 | 2006-H2 | MLSW | DONE | 2 |\n"
            "| p3 | 1.1.1 | 2006-H2 | MEST | DONE | 1 |\n| p4 | 9.9.9 | 2006-H2 | MLSW | DONE | 1 |"
        ),
    )
    found = submissions(given, period(given, "2006-H2"))
    assert {each.key: each.figure("reported").value for each in found.lines} == {"MLSW": 1}
    assert isinstance(found.lines[0].cells["rows"], Figure)
