"""Who has not reported, and how many rows are expected of them."""

from __future__ import annotations

from plans import INSTITUTIONS, plan

from kap_xl.summaries.periods import period
from kap_xl.summaries.submissions import not_reported, submissions

MATRIX = """
| code  | objective | activity_sq | lead | partners | state   |
| 1.1.1 | 1.1       | a           | MLSW | MEST     |         |
| 1.1.2 | 1.1       | b           | MEST | IOM      |         |
| 1.1.3 | 1.1       | c           | MOJ  |          | dropped |
| 1.1.4 | 1.1       | d           | MLSW | ALL      |         |
"""
PROGRESS = """
| uid | activity | period  | agency | status | done |
| p1  | 1.1.1    | 2006-H1 | MLSW   | DONE   |      |
| p2  | 1.1.1    | 2006-H1 | MEST   |        | x    |
| p3  | 1.1.4    | 2006-H1 | MLSW   |        |      |
| p4  | 1.1.2    | 2005-H2 | MEST   | DONE   |      |
"""
SUBMISSIONS = """
| period  | agency | state    | due        | days_late |
| 2006-H1 | MLSW   | returned | 2006-07-25 | 3         |
| 2006-H1 | MEST   | issued   | 2006-07-25 |           |
"""
GROUPED = (
    INSTITUTIONS.replace("| reports |", "| reports | members |")
    .replace("| yes |", "| yes | |")
    .replace("| no |", "| no | |")
    + "| ALL | GROUP | All | Të gjitha | Sve | | no | AOGG, MOJ |\n"
)


def test_expected_rows_are_those_of_reporting_bodies_and_group_members() -> None:
    """IOM does not report; AOGG and MOJ are asked through their group; dropped activities are asked of nobody."""
    given = plan(matrix=MATRIX, progress=PROGRESS, submissions=SUBMISSIONS, institutions=GROUPED)
    lines = submissions(given, period(given, "2006-H1")).lines
    found = {line.key: tuple(line.figure(name).value for name in ("led", "rows", "reported")) for line in lines}
    assert found == {"AOGG": (0, 1, 0), "MLSW": (2, 2, 1), "MEST": (1, 2, 1), "MOJ": (0, 1, 0)}


def test_those_without_a_returned_form_are_listed() -> None:
    """Whether it was issued or never sent."""
    given = plan(matrix=MATRIX, progress=PROGRESS, submissions=SUBMISSIONS, institutions=GROUPED)
    lines = not_reported(given, period(given, "2006-H1")).lines
    assert [(line.key, line.cells["state"]) for line in lines] == [
        ("AOGG", "not issued"),
        ("MEST", "issued"),
        ("MOJ", "not issued"),
    ]
