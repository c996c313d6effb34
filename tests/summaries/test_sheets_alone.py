"""Every summary of the sample after a round, against a second reckoning from the cells that openpyxl reads."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

import by_hand
import pytest
from by_hand import text
from played_plan import PERIOD, coded, folder, sheets

from kap_xl.desk import Desk
from kap_xl.summaries import budget as budgets
from kap_xl.summaries import progress as progresses
from kap_xl.summaries import summarise
from kap_xl.summaries.amounts import APART, FUNDING
from kap_xl.summaries.gap import GAPS
from kap_xl.workbook import read_workbook

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kap_xl.summaries.figure import Line, Summary

SUMS = ("need", "need_high", *FUNDING, "spent", "spent_period")
CLOSE = Decimal("1e-15")
"""Quotients have no last cent; they agree as far as they are written out."""


@cache
def found() -> Mapping[str, Summary]:
    """The summaries as the program makes them, nothing withheld."""
    return summarise(read_workbook(Desk().open(folder() / "plan.xlsx").grids()).plan, PERIOD, None)


@pytest.mark.parametrize("by", budgets.GROUPS)
def test_money_to_the_last_cent(by: str) -> None:
    """Need, each stage and spending by every group, and in all."""
    mine = by_hand.budget(by)
    lines = found()[f"budget.{by}"].every()
    assert {key for key, sums in mine.items() if sums} <= {line.key for line in lines}
    for line in lines:
        got = {name: line.figure(name).value or 0 for name in SUMS}
        assert got == {name: mine[line.key][name] if line.key in mine else 0 for name in SUMS}, line.key


@pytest.mark.parametrize("by", [*budgets.OF_ACTIVITIES, "year"])
def test_gaps_to_the_last_cent(by: str) -> None:
    """Each activity's gap for itself, or each year's of it; then summed."""
    mine = by_hand.gaps(by)
    for line in found()[f"budget.{by}"].lines:
        assert {name: line.figure(name).value or 0 for name in GAPS} == {name: mine[line.key][name] for name in GAPS}
    total = by_hand.gaps("pillar")
    whole = found()[f"budget.{by}"].line("total")
    assert {name: whole.figure(name).value for name in GAPS} == {
        name: sum(sums[name] for sums in total.values()) for name in GAPS
    }


def test_lines_apart_are_counted_by_their_kind() -> None:
    """Every budget line is in a sum, unknown, or counted apart, once."""
    total = found()["budget.pillar"].line("total")
    kinds = [
        "dropped" if text(line, "activity_uid") not in by_hand.activities() else coded("money_kind", line["kind"])
        for line in sheets()["budget"]
    ]
    paid = [line for line in sheets()["spending"] if text(line, "activity_uid") not in by_hand.activities()]
    wanted = {name: kinds.count(name) + (len(paid) if name == "dropped" else 0) for name in APART}
    assert {name: total.figure(name).value for name in APART} == wanted


@pytest.mark.parametrize("by", progresses.GROUPS)
def test_activities_counted(by: str) -> None:
    """Each status, how it stands, what is implemented, overdue and due next."""
    mine = by_hand.progress(by)
    for line in found()[f"progress.{by}"].every():
        got = {name: line.figure(name).value for name in progresses.COUNTS}
        assert got == {name: mine[line.key][name] for name in progresses.COUNTS}, line.key


def test_the_overdue_list() -> None:
    """Whose deadline passed and who did not finish, with the days."""
    end = by_hand.ends()[PERIOD]
    late = {}
    for uid, activity in by_hand.activities().items():
        reports, due = by_hand.said_by_lead(uid), activity["due_by"]
        last = coded("status", reports[-1]["status"]) if reports else ""
        if isinstance(due, date) and due < end and last not in ("DONE", "CANCELLED", "CONTINUOUS_OK"):
            late[text(activity, "code")] = ((end - due).days, text(activity, "lead"), last or None)
    lines = found()["overdue"].lines
    got = {line.key: (line.figure("days_late").value, line.cells["lead"], line.cells["latest"]) for line in lines}
    assert got == late
    assert [got[line.key][0] for line in lines] == sorted((each[0] for each in late.values()), reverse=True)


def test_indicators_in_the_period_to_date_and_their_trend() -> None:
    """By each one's own ways over time and agencies; the change is what this period has more than the last."""
    for line, row in zip(found()["indicators"].lines, sheets()["indicators"], strict=True):
        mine, before = by_hand.indicator(row, PERIOD), by_hand.indicator(row, "2005-H2")
        for name in ("in_period", "to_date"):
            _agree(line, name, mine[name])
        now, then = mine["in_period"], before["in_period"]
        _agree(line, "change", None if now is None or then is None else now - then)
        change = line.figure("change").value
        better = None if not change else (change > 0) == (coded("direction", row["direction"]) == "up")
        wanted = None if change is None else "same" if better is None else "better" if better else "worse"
        assert line.cells["trend"] == wanted


def _agree(line: Line, name: str, mine: Decimal | None) -> None:
    got = line.figure(name).value
    assert (got is None) == (mine is None), (line.key, name)
    assert got is None or mine is None or abs(Decimal(got) - mine) <= CLOSE * max(Decimal(1), abs(mine)), (
        line.key,
        name,
    )


def test_attainment_is_the_way_gone_from_baseline_to_target() -> None:
    """And a target is reached on its own side."""
    for line, row in zip(found()["indicators"].lines, sheets()["indicators"], strict=True):
        value, base = by_hand.indicator(row, PERIOD)["to_date"], by_hand.number(row["baseline"])
        goal, up = by_hand.number(row["target_2006"]), coded("direction", row["direction"]) == "up"
        if value is None or goal is None:
            _agree(line, "attainment", None)
            assert line.cells["reached"] is None
            continue
        assert line.cells["reached"] == ("yes" if (value >= goal if up else value <= goal) else "no")
        if base is not None and base != goal:
            _agree(line, "attainment", (value - base) / (goal - base))
        elif goal and value:
            _agree(line, "attainment", value / goal if up else goal / value)


@pytest.mark.parametrize("by", ["pillar", "objective", "agency"])
def test_indicators_counted(by: str) -> None:
    """All, measured and with a target; one counts for each body that answers for it, but once in all."""
    above = {text(row, "code"): text(row, "parent") for row in sheets()["lists"]}
    mine: dict[str, list[int]] = {}
    for row in sheets()["indicators"]:
        of = next((each for each in sheets()["matrix"] if each["uid"] == row["of_uid"]), None)
        objective = text(of, "objective") if of else text(row, "of")
        objective = objective if above.get(objective) else ""
        pillar = above.get(objective, "") or (text(row, "of") if text(row, "of") in above and not objective else "")
        keys = {
            "pillar": (pillar,),
            "objective": (objective,),
            "agency": by_hand.members(by_hand.split(row["responsible"])),
        }
        measured = by_hand.indicator(row, PERIOD)["to_date"] is not None
        for key in (*keys[by], "total"):
            own = mine.setdefault(key, [0, 0, 0])
            for place, counts in enumerate((True, measured, row["target_2006"] is not None)):
                own[place] += counts
    for line in found()[f"attained.{by}"].every():
        got = [line.figure(name).value for name in ("total", "measured", "with_target")]
        assert got == mine.get(line.key, [0, 0, 0]), line.key


def test_who_was_asked_and_who_answered() -> None:
    """Rows led, expected and reported on of each body, and what became of its form."""
    reporting = {text(row, "code") for row in sheets()["institutions"] if coded("yesno", row["reports"]) == "yes"}
    expected: dict[str, set[str]] = {code: set() for code in reporting}
    for uid, row in by_hand.activities().items():
        named = (text(row, "lead"), *by_hand.split(row["partners"]), *by_hand.split(row["support"]))
        for code in set(by_hand.members(named)) & reporting:
            expected[code].add(uid)
    for row in sheets()["indicators"]:
        for code in set(by_hand.members(by_hand.split(row["responsible"]))) & reporting:
            expected[code].add(text(row, "uid"))
    sent = {text(row, "agency"): row for row in sheets()["submissions"] if row["period"] == PERIOD}
    words = ("status", "percent", "done", "obstacles", "next_steps", "actual_date", "evidence")
    counts = ("value", "numerator", "denominator", "women", "men", "girls", "boys")
    said = {
        (text(row, "agency"), text(row, ref))
        for sheet, ref, columns in (("progress", "activity_uid", words), ("values", "indicator_uid", counts))
        for row in sheets()[sheet]
        if row["period"] == PERIOD and any(row[name] is not None for name in columns)
    }
    lines = {line.key: line for line in found()["submissions"].lines}
    assert set(lines) == {code for code, rows in expected.items() if rows} | set(sent)
    for code, line in lines.items():
        rows = expected.get(code, set())
        led = sum(text(row, "lead") == code for row in by_hand.activities().values())
        answered = sum((code, uid) in said for uid in rows)
        assert tuple(line.figure(name).value for name in ("led", "rows", "reported")) == (led, len(rows), answered), (
            code
        )
        assert line.cells["state"] == (coded("submission_state", sent[code]["state"]) if code in sent else "not issued")
    silent = {code for code, line in lines.items() if line.cells["state"] != "returned"}
    assert {line.key for line in found()["not_reported"].lines} == silent


def test_the_implementation_rate_of_each_year() -> None:
    """Due in the year or covering it; done by its end, or shown to go on in it."""
    for line in found()["implementation"].lines:
        if not line.key:
            continue
        year = int(line.key)
        counts = {"planned": 0, "implemented": 0, "not_implemented": 0, "no_answer": 0}
        for uid, activity in by_hand.activities().items():
            due, begin = activity["due_by"], activity["due_from"] or activity["start"]
            if not isinstance(due, date) or not isinstance(begin, date):
                continue
            first = min(begin, due) if by_hand.goes_on(activity) or activity["due_from"] else due
            if not first.year <= year <= due.year:
                continue
            reports = [row for row in by_hand.said_by_lead(uid) if by_hand.ends()[text(row, "period")].year <= year]
            in_year = bool(reports) and by_hand.ends()[text(reports[-1], "period")].year == year
            done = bool(reports) and by_hand.fulfilled(activity, reports[-1], year)
            counts["planned"] += 1
            counts["implemented" if done else "not_implemented" if in_year else "no_answer"] += 1
        assert {name: line.figure(name).value for name in counts} == counts
