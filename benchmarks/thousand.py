"""What a plan of a thousand activities costs: read, validated and summarised in one process, and by the commands.

`python benchmarks/thousand.py [ACTIVITIES [RUNS]]` prints median processor seconds, user and system together, of 5
runs after one that fills the caches of byte-code; each process is a fresh one. The plan holds one period's reports.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
from pathlib import Path

from large_plan import PERIOD, plan_bytes
from validate_click import BARE, seconds

ACTIVITIES, RUNS = 1_000, 5
GOAL = 1.5
"""Seconds for reading, validating and summarising a thousand activities."""
WHOLE = f"""
import sys
from pathlib import Path
import gc
gc.set_threshold(2_000_000)  # as the command line does
from kap_xl import rules, summaries
from kap_xl.desk import Desk
from kap_xl.workbook import read_workbook
path = Path(sys.argv[1])
workbook = read_workbook(Desk().open(path).grids())
found = (*workbook.findings, *rules.check(workbook.plan))
summaries.summarise(workbook.plan, "{PERIOD}")
import os
os._exit(0)  # as the command line does
"""
MEASURED = "read, validate, summarise"


def main() -> None:
    """For a plain and a dense plan a line for each process, and how many times its seconds the measured one takes."""
    activities = int(sys.argv[1]) if len(sys.argv) > 1 else ACTIVITIES
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else RUNS  # noqa: PLR2004 - the second argument
    with tempfile.TemporaryDirectory() as folder:
        environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
        environment |= {"PYTHONPYCACHEPREFIX": folder, "PYTHONPATH": str(Path(__file__).parent.parent)}
        for most, name in ((2, "two budget lines, a report and a payment each"), (0, "as dense as the sample")):
            data = plan_bytes(activities, most)
            print(f"{activities} activities, {name}, {len(data) / 1e6:.1f} MB; goal for {ACTIVITIES}: {GOAL} s")
            medians = _medians(data, Path(folder) / "plan.xlsx", runs, environment)
            for process, median in medians.items():
                print(f"{process:<26} {median:6.3f} s   {medians[MEASURED] / median:6.2f} times")


def _medians(data: bytes, plan: Path, runs: int, environment: dict[str, str]) -> dict[str, float]:
    """The median seconds of each process on a plan."""
    taken: dict[str, list[float]] = {}
    for run in range(runs + 1):
        for name, arguments in _processes(plan).items():
            plan.write_bytes(data)  # summarise writes into it
            used = seconds(arguments, environment)
            if run:  # the first one writes the byte-code
                taken.setdefault(name, []).append(used)
    return {name: statistics.median(each) for name, each in taken.items()}


def _processes(plan: Path) -> dict[str, list[str]]:
    """What is measured, by name: the arguments of Python."""
    return {
        "python -c pass": ["-c", "pass"],
        "calamine alone": ["-c", BARE, str(plan)],
        MEASURED: ["-c", WHOLE, str(plan)],
        "kap validate": ["-m", "kap_xl.cli", "validate", str(plan)],
        "kap summarise": ["-m", "kap_xl.cli", "summarise", str(plan), "--period", PERIOD],
    }


if __name__ == "__main__":
    main()
