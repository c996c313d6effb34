"""Published tables of implementation, made again from plans with as many activities."""

from __future__ import annotations

import csv
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

from kap_xl.model import Activity, Entry, Plan, Progress, Submission
from kap_xl.summaries.periods import Period
from kap_xl.summaries.progress import progress
from kap_xl.summaries.rates import implementation

ORACLES = Path(__file__).parents[1] / "data" / "rate_oracles.tsv"
OUTCOMES = ("done", "not_done", "no_answer")
COLUMNS = ("implemented", "not_implemented", "no_answer")


def oracles() -> list[dict[str, str]]:
    """The published tables."""
    with ORACLES.open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


def span(row: dict[str, str]) -> Period:
    """The stretch of time that a table is about, as a period of a plan."""
    first, _, last = row["period"].partition("..")
    year, month = int(first[:4]), int(last[5:7]) if last else 12
    end = date(year + month // 12, month % 12 + 1, 1).toordinal() - 1
    return Period(date.fromordinal(end), date(year, 1, 1), "P")


def plan(row: dict[str, str]) -> Plan:
    """A plan with an activity for each that the table counts, all due in its time, and a lead that answered or not."""
    of = span(row)
    counts = [int(row[name] or 0) for name in OUTCOMES]
    outcomes = [name for name, count in zip(OUTCOMES, counts, strict=True) for _ in range(count)]
    activities = tuple(
        Activity(uid=f"a{number}", row=number, code=f"1.{number}", lead="MLSW", due_by=of.end, due_kind="FIXED")
        for number in range(1, len(outcomes) + 1)
    )
    said = {"done": "DONE", "not_done": "ONGOING"}
    reports = tuple(
        Progress(uid=f"p{each.row}", row=each.row, activity_uid=each.uid, period="P", agency="MLSW", status=said[name])
        for each, name in zip(activities, outcomes, strict=True)
        if name in said
    )
    entries = (Entry(list="period", code="P", start=of.start, end=of.end),)
    sent = (Submission(period="P", agency="MLSW", state="returned"),)
    return Plan(activities=activities, progress=reports, entries=entries, submissions=sent, lines={})


@pytest.mark.parametrize("row", oracles(), ids=lambda row: row["period"])
def test_a_published_table_comes_out_of_a_plan(row: dict[str, str]) -> None:
    """The counts, the denominator behind the percentages, and each percentage as printed: rounded, or cut off."""
    given, of = plan(row), span(row)
    line = implementation(given, of).line(str(of.year))
    counts = [int(row[name] or 0) for name in OUTCOMES]
    assert [line.figure(name).value for name in COLUMNS] == counts
    base = 229 if row["period"].startswith("2018") else int(row["planned"])
    assert line.figure("planned").value == base
    printed = [row[name] for name in ("pct_done_printed", "pct_not_done_printed", "pct_no_answer_printed")]
    for name, shown in zip(COLUMNS, printed, strict=True):
        if shown:
            value = line.figure(name).value or 0
            places = Decimal(shown)
            exactly = Decimal(value) * 100 / base
            assert places in {exactly.quantize(places, how) for how in (ROUND_HALF_UP, ROUND_DOWN)}, exactly
    rate = line.cells["rate"]
    assert rate.value == Decimal(counts[0]) / base  # type: ignore[union-attr]  # a share


@pytest.mark.parametrize("row", oracles(), ids=lambda row: row["period"])
def test_the_same_table_as_progress_of_the_period(row: dict[str, str]) -> None:
    """Done, reported and no report of the period's progress are the same activities."""
    total = progress(plan(row), span(row), "agency").line("total")
    done, not_done, silent = (int(row[name] or 0) for name in OUTCOMES)
    counts = {"done": done, "implemented": done, "reported": done + not_done, "NO_REPORT": silent}
    assert {name: total.figure(name).value for name in counts} == counts
