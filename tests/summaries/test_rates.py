"""The implementation rate, against published tables and by hand."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest
from plans import plan

from kap_xl.summaries.figure import Figure, Share
from kap_xl.summaries.periods import period
from kap_xl.summaries.rates import band, implementation, rate

ORACLES = Path(__file__).parents[1] / "data" / "rate_oracles.tsv"
MATRIX = """
| code  | objective | activity_sq | lead | deadline      | start      | state   |
| 1.1.1 | 1.1       | a           | MLSW | 2005-12-31    |            |         |
| 1.1.2 | 1.1       | b           | MLSW | vazhdimisht   | 2006-01-01 |         |
| 1.1.3 | 1.1       | c           | MEST | 2005 - 2006   |            |         |
| 1.1.4 | 1.1       | d           | MEST | 2006-11-30    |            |         |
| 1.1.5 | 1.1       | e           | MEST |               |            |         |
| 1.1.6 | 1.1       | f           | MEST | 2006-12-31    |            | dropped |
"""
PROGRESS = """
| uid | activity | period  | agency | status        | evidence | return_no |
| p1  | 1.1.1    | 2005-H2 | MLSW   | DONE          |          | 1         |
| p2  | 1.1.2    | 2006-H1 | MLSW   | CONTINUOUS_OK | {proof}  | 1         |
| p3  | 1.1.3    | 2005-H2 | MEST   | ONGOING       |          | 1         |
| p4  | 1.1.3    | 2006-H1 | MEST   | DONE          |          | 1         |
"""


def oracles() -> list[dict[str, str]]:
    """The published tables."""
    with ORACLES.open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


@pytest.mark.parametrize("row", oracles(), ids=lambda row: row["period"])
def test_published_tables_come_out_with_their_denominators(row: dict[str, str]) -> None:
    """Each printed percentage is ours, rounded or cut off, of done + not done + no answer."""
    outcomes = [Figure(int(row[name] or 0)) for name in ("done", "not_done", "no_answer")]
    printed = [row[name] for name in ("pct_done_printed", "pct_not_done_printed", "pct_no_answer_printed")]
    base = sum(figure.value or 0 for figure in outcomes)
    assert base == (229 if row["period"].startswith("2018") else int(row["planned"]))
    for number, shown in enumerate(printed):
        share = rate(outcomes[number], *outcomes[:number], *outcomes[number + 1 :])
        assert share.base.value == base
        if shown and share.value is not None:
            assert abs(share.value * 100 - Decimal(shown)) < 1


def counted(proof: str, year: str, of: str = "2006-H1") -> tuple[object, ...]:
    """Planned, implemented, not implemented and without an answer in a year."""
    given = plan(matrix=MATRIX, progress=PROGRESS.format(proof=proof))
    line = implementation(given, period(given, of)).line(year)
    return tuple(line.figure(name).value for name in ("planned", "implemented", "not_implemented", "no_answer"))


def test_a_year_counts_what_is_due_and_what_covers_it() -> None:
    """2005: one due and done, a stretch not yet; 2006: the stretch done, the continuous shown, one unanswered."""
    assert counted("raport", "2005") == (2, 1, 1, 0)
    assert counted("raport", "2006") == (3, 2, 0, 1)


def test_continuous_needs_evidence_every_year() -> None:
    """Without evidence it is not implemented."""
    assert counted("", "2006") == (3, 1, 1, 1)


def test_activities_without_a_date_have_no_year() -> None:
    """They stand apart, without a rate; the total is of the years."""
    assert counted("raport", "") == (1, 0, 0, 0)
    assert counted("raport", "total") == (5, 3, 1, 1)


@pytest.mark.parametrize(
    ("part", "name"),
    [(91, ">90"), (90, "70-90"), (70, "70-90"), (69, "50-69.99"), (50, "50-69.99"), (30, "30-49.99"), (29, "<30")],
)
def test_bands_meet_without_a_gap(part: int, name: str) -> None:
    """Ninety is still in the second band."""
    assert band(Share(Figure(part), Figure(100))) == name


def test_no_plan_no_rate() -> None:
    """Of nothing planned there is no share and no band."""
    assert rate(Figure(0), Figure(0)).value is None
    assert band(rate(Figure(0))) is None
