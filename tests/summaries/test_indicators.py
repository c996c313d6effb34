"""Indicators add up over time and agencies as their line says, and name who is missing."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from plans import plan

from kap_xl.summaries.indicators import attained, indicators
from kap_xl.summaries.periods import period

if TYPE_CHECKING:
    from kap_xl.summaries.figure import Figure

HEAD = (
    "| code | of | name_sq | over_time | over_agencies | direction "
    "| counts | unit | baseline | target_2006 | responsible |"
)
MATRIX = """
| code  | objective | activity_sq | lead |
| 1.1.1 | 1.1       | a           | MLSW |
"""
VALUES = """
| uid | indicator | period  | agency | value |
| v1  | I1        | 2005-H2 | MLSW   | 100   |
| v2  | I1        | 2006-H1 | MLSW   | 10    |
| v3  | I1        | 2006-H1 | MEST   | 30    |
| v4  | I1        | 2006-H2 | MLSW   | 40    |
"""
RATIOS = """
| uid | indicator | period  | agency | value | numerator | denominator |
| v1  | I1        | 2006-H1 | MLSW   | 50    | 1         | 2           |
| v2  | I1        | 2006-H1 | MEST   | 90    | 90        | 100         |
"""


def cell(line: str, column: str, of: str = "2006-H2", values: str = VALUES, k: int | None = None) -> Figure:
    """A figure of an indicator written as the cells after its name."""
    given = plan(matrix=MATRIX, indicators=f"{HEAD}\n| I1 | 1.1.1 | n | {line} |", values=values)
    return indicators(given, period(given, of), k).line("I1").figure(column)


@pytest.mark.parametrize(
    ("ways", "value"),
    [
        ("sum | sum", 80),
        ("latest | sum", 70),
        ("cumulative | sum", 70),
        ("average | sum", 55),
        ("max | sum", 70),
        ("sum | average", 40),
        ("sum | max", 50),
        ("sum | latest", 50),
        ("max | max", 40),
    ],
)
def test_values_add_up_over_time_then_over_agencies(ways: str, value: int) -> None:
    """Sums, averages and highest values are of the year's periods; the latest is the newest of each agency."""
    assert cell(f"{ways} | up | NONE | nr | | | MLSW, MEST", "to_date").value == value


def test_a_missing_agency_is_named_and_null_is_not_nought() -> None:
    """MEST is missing in 2006-H2, MOJ always; without any value there is no figure."""
    found = cell("sum | sum | up | NONE | nr | | | MLSW, MEST, MOJ", "to_date")
    assert found.missing == ("MEST", "MOJ")
    late = VALUES.replace("| 2006-H1 | MEST", "| 2006-H2 | MEST")
    earlier = cell("sum | sum | up | NONE | nr | | | MLSW, MEST", "to_date", values=late)
    assert earlier.missing == ("MEST (2006-H1)",)
    assert cell("sum | sum | up | NONE | nr | | | MLSW, MEST", "in_period", "2006-H1").missing == ()
    silent = cell("sum | sum | up | NONE | nr | | | MOJ", "to_date", values=VALUES.replace("I1", "I2"))
    assert (silent.value, silent.missing) == (None, ("MOJ",))
    nought = VALUES.replace("| 40    |", "| 0     |")
    assert cell("sum | sum | up | NONE | nr | | | MLSW", "in_period", values=nought).value == 0


def test_a_ratio_divides_sums_once() -> None:
    """91 of 102, not the average of 50 % and 90 %."""
    found = cell("latest | average | up | NONE | % | | | MLSW, MEST", "to_date", "2006-H1", RATIOS)
    assert found.value == Decimal(91) / Decimal(102) * 100
    assert found.way == "ratio"


@pytest.mark.parametrize(
    ("direction", "baseline", "target", "attained"),
    [
        ("up", "", "160", "0.5"),
        ("up", "60", "100", "0.5"),
        ("up", "90", "100", "-1"),
        ("down", "100", "60", "0.5"),
        ("down", "", "40", "0.5"),
        ("up", "80", "80", "1"),
        ("up", "", "", None),
    ],
)
def test_attainment_is_the_way_from_baseline_to_target(
    direction: str, baseline: str, target: str, attained: str | None
) -> None:
    """In either direction; going the wrong way is negative; without a target there is none."""
    found = cell(f"sum | sum | {direction} | NONE | nr | {baseline} | {target} | MLSW, MEST", "attainment")
    assert found.value == (None if attained is None else Decimal(attained))


def test_small_counts_of_victims_are_withheld_with_what_tells_them() -> None:
    """The value, its cells' amounts and its attainment go; a trainee's do not."""
    few = VALUES.replace("| 40    |", "| 3     |").replace("| 10    |", "| 20    |")
    line = "sum | sum | up | {} | nr | | 100 | MLSW"
    assert cell(line.format("VICTIM"), "in_period", values=few, k=5).withheld == "<5"
    total = cell(line.format("VICTIM"), "to_date", values=few, k=5)
    assert (total.value, total.withheld) == (None, "≥50")
    assert all(part.adds is None for part in total.parts)
    assert cell(line.format("VICTIM"), "attainment", values=few, k=5).withheld == "*"
    assert cell(line.format("TRAINEE"), "in_period", values=few, k=5).value == 3
    assert cell(line.format("VICTIM"), "in_period", values=few).value == 3


def test_a_ratio_of_few_victims_is_withheld() -> None:
    """One of two would tell both."""
    alone = "\n".join(RATIOS.strip().splitlines()[:2])
    line = "latest | sum | up | VICTIM | % | | | MLSW"
    assert cell(line, "to_date", "2006-H1", alone, k=5).withheld == "*"
    assert cell(line, "to_date", "2006-H1", RATIOS, k=5).value == Decimal(91) / Decimal(102) * 100


def test_an_indicator_counts_for_each_responsible_agency_but_once_in_the_plan() -> None:
    """The total is the number of indicators, not of responsibilities."""
    given = plan(
        matrix=MATRIX,
        indicators=f"{HEAD}\n| I1 | 1.1.1 | n | sum | sum | up | NONE | nr | | 80 | MLSW, MEST |",
        values=VALUES,
    )
    summary = attained(given, period(given, "2006-H2"), "agency")
    assert {line.key: line.figure("reached").value for line in summary.every()} == {"MLSW": 1, "MEST": 1, "total": 1}
    assert attained(given, period(given, "2006-H2"), "objective").line("1.1").figure("complete").value == 0
