"""Budget figures, against sums made by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest
from plans import plan

from kap_xl.summaries.budget import GROUPS, MONEY, budget
from kap_xl.summaries.figure import Share
from kap_xl.summaries.gap import gaps
from kap_xl.summaries.periods import period

MATRIX = """
| code  | objective | activity_sq | lead | state   |
| 1.1.1 | 1.1       | a           | MLSW |         |
| 1.1.2 | 1.1       | b           | MEST |         |
| 1.2.1 | 1.2       | c           | MEST |         |
| 2.1.1 | 2.1       | d           | MOJ  | dropped |
| 2.1.2 | 2.1       | e           | MOJ  |         |
| 2.1.3 | 2.1       | f           | MOJ  |         |
"""
BUDGET = """
| uid | activity | year | source | donor | category | currency | amount  | amount_max | stage     | kind             |
| b1  | 1.1.1    | 2005 |        |       | GOODS    | EUR      | 1000.10 | 1500       | estimate  |                  |
| b2  | 1.1.1    | 2006 |        |       | GOODS    |          | 500     |            | estimate  | amount           |
| b3  | 1.1.1    | 2006 | DONOR  | USAID |          | USD      | 1000    |            | committed |                  |
| b4  | 1.1.1    | 2006 | DONOR  | USAID |          | EUR      | 300     |            | pledged   |                  |
| b5  | 1.1.2    | 2006 | KCB    |       |          | EUR      | 200     |            | estimate  |                  |
| b6  | 1.1.2    | 2006 | KCB    |       |          | EUR      | 900     |            | received  |                  |
| b7  | 1.2.1    | 2006 | KCB    |       |          | GBP      | 700     |            | estimate  |                  |
| b8  | 1.2.1    | 2006 | KCB    |       |          | EUR      |         |            |           | regular budget   |
| b9  | 1.2.1    | 2006 |        |       |          | EUR      | 0       |            | estimate  |                  |
| b10 | 2.1.1    | 2006 |        |       |          | EUR      | 5000    |            | estimate  |                  |
| b11 | 2.1.2    | 2004 |        |       |          | USD      | 100     |            | estimate  |                  |
| b12 | 2.1.2    | 2006 |        |       |          | EUR      | 40      |            |           |                  |
| b13 | 8.8.8    | 2006 |        |       |          | EUR      | 70      |            | estimate  |                  |
"""
SPENDING = """
| uid | activity | period  | agency | source | currency | amount |
| s1  | 1.1.1    | 2005-H2 | MLSW   | DONOR  | USD      | 10.55  |
| s2  | 1.1.1    | 2006-H1 | MLSW   | DONOR  | EUR      | 20.05  |
| s3  | 1.1.1    | 2006-H2 | MLSW   | DONOR  | EUR      | 99     |
| s4  | 1.2.1    | 2006-H1 | MEST   | KCB    | GBP      | 5      |
"""
PLAN = plan(matrix=MATRIX, budget=BUDGET, spending=SPENDING)
P = period(PLAN, "2006-H1")
D = Decimal


def money(by: str, key: str) -> dict[str, Decimal | int | None]:
    """The amounts of a line."""
    line = budget(PLAN, P, by).line(key)
    return {name: line.figure(name).value for name in MONEY}


def test_an_objective_by_hand() -> None:
    """1.1 holds 1.1.1 (short by 700.10) and 1.1.2 (covered): one surplus does not fill another's gap."""
    assert money("objective", "1.1") == {
        "need": D("1700.10"),
        "need_high": D("2200"),
        "requested": D("2000"),
        "pledged": D("2000"),
        "committed": D("1700"),
        "received": D("900"),
        "spent": D("28.49"),
        "spent_period": D("20.05"),
        "gap": D("700.10"),
        "gap_high": D("1200"),
        "not_received": D("1500.10"),
    }


def test_null_is_not_nought() -> None:
    """Nothing stated is unknown; an estimate of nought is nought, and no money towards it is nought as well."""
    nothing = plan(matrix=MATRIX, budget=BUDGET.replace("| b9  | 1.2.1", "| b9  | 1.1.1"))
    assert money("objective", "1.2")["need"] == 0
    assert money("objective", "1.2")["committed"] == 0
    unknown = budget(nothing, P, "objective").line("1.2")
    assert unknown.figure("need").value is None
    assert unknown.figure("spent").value is None
    share = unknown.cells["coverage"]
    assert isinstance(share, Share)
    assert share.value is None


def test_an_amount_without_a_rate_is_listed_not_counted() -> None:
    """Pounds have no rate, and dollars none before 2005: both are unknown, and the sums say whose they lack."""
    line = budget(PLAN, P, "objective").line("1.2")
    assert line.figure("unknown").value == 2
    assert line.figure("need").missing == ("1.2.1",)
    assert line.figure("gap").missing == ("1.2.1",)
    assert line.figure("spent").value is None
    early = budget(PLAN, P, "objective").line("2.1")
    assert (early.figure("need").value, early.figure("unknown").value) == (None, 1)


def test_what_is_no_amount_is_counted_apart() -> None:
    """Regular budget, lines without a stage and lines of dropped activities are in no sum."""
    total = budget(PLAN, P, "pillar").line("total")
    assert {name: total.figure(name).value for name in ("regular budget", "unstaged", "dropped", "no cost")} == {
        "regular budget": 1, "unstaged": 1, "dropped": 1, "no cost": 0,
    }  # fmt: skip


def test_a_line_of_no_known_activity_is_not_lost() -> None:
    """It stands under `not specified`."""
    assert money("objective", "")["need"] == D(70)
    assert money("agency", "")["gap"] == D(70)


@pytest.mark.parametrize("by", GROUPS)
def test_every_table_has_the_plan_for_its_total(by: str) -> None:
    """The total is the same however the plan is divided, and what adds up adds up to it."""
    summary = budget(PLAN, P, by)
    total = budget(PLAN, P, "pillar").line("total")
    assert {name: summary.line("total").figure(name).value for name in MONEY} == {
        name: total.figure(name).value for name in MONEY
    }
    for name in set(MONEY) - {"gap", "gap_high", "not_received"}:
        assert sum(line.figure(name).value or 0 for line in summary.lines) == (total.figure(name).value or 0)


def test_a_gap_belongs_to_activities_and_years() -> None:
    """By source, donor and category it is unknown; the years need not add up to the plan."""
    assert budget(PLAN, P, "donor").line("USAID").figure("gap").value is None
    assert budget(PLAN, P, "source").line("KCB").figure("gap").value is None
    assert budget(PLAN, P, "source").line("KCB").cells["coverage"] is None
    years = budget(PLAN, P, "year")
    assert years.line("2005").figure("gap").value == D("1000.10")
    assert years.line("2006").figure("gap").value == D(70)
    assert years.line("total").figure("gap").value == D("770.10")


def test_the_cells_of_a_gap_add_up_to_it() -> None:
    """Need as plus, cover as minus; a covered activity has a gap of nought made of its need."""
    found = {activity.code: gaps(PLAN).get((activity.uid, activity.row)) for activity in PLAN.activities}
    short, covered = found["1.1.1"], found["1.1.2"]
    assert short is not None
    assert [(part.spot.uid, part.adds) for part in short.parts] == [
        ("b1", D("1000.10")),
        ("b2", D(500)),
        ("b3", D(-800)),
    ]
    assert covered is not None
    assert (covered.value, [part.spot.uid for part in covered.parts]) == (0, ["b5"])
    assert found["2.1.3"] is None


def test_need_that_is_covered_to_the_cent_has_a_gap_of_nought_made_of_its_need() -> None:
    """The money that covers it takes nothing from it."""
    exactly = plan(matrix=MATRIX, budget=BUDGET.replace("| 900     |", "| 200     |"))
    found = {activity.code: gaps(exactly).get((activity.uid, activity.row)) for activity in exactly.activities}
    covered = found["1.1.2"]
    assert covered is not None
    assert (covered.value, [(part.spot.uid, part.adds) for part in covered.parts]) == (0, [("b5", 0)])


def test_the_highest_need_points_at_its_own_cell() -> None:
    """The upper end of a range stands in another column."""
    parts = budget(PLAN, P, "objective").line("1.1").figure("need_high").parts
    assert {part.spot.column for part in parts if part.spot.uid == "b1"} == {"amount_max"}


def test_an_amount_that_cannot_be_read_is_unknown() -> None:
    """Text that nobody can read as an amount is not a blank, and not nought."""
    spoilt = plan(
        matrix=MATRIX, budget=BUDGET.replace("1000.10", '"qwerty"'), spending=SPENDING.replace("20.05", "qwerty")
    )
    line = budget(spoilt, P, "objective").line("1.1")
    assert line.figure("unknown").value == 2
    assert line.figure("need").value == D(700)
    assert line.figure("spent").missing == ("1.1.1",)
