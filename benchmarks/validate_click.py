"""How long a click takes: `kap validate` on the sample plan as a whole process, beside Python alone and a bare reading.

`python benchmarks/validate_click.py [WORKBOOK [RUNS]]` prints median processor seconds, user and system together, of
7 runs after one that fills the caches of byte-code.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
from pathlib import Path

SAMPLE = Path(__file__).parent.parent / "workbook" / "sample-en.xlsx"
RUNS = 7
BARE = """
import sys
from python_calamine import CalamineWorkbook
book = CalamineWorkbook.from_path(sys.argv[1])
for title in book.sheet_names:
    book.get_sheet_by_name(title).to_python(skip_empty_area=False)
"""


def seconds(arguments: list[str], environment: dict[str, str]) -> float:
    """Processor seconds of one process; its output goes nowhere."""
    silent = [(os.POSIX_SPAWN_OPEN, stream, os.devnull, os.O_WRONLY, 0) for stream in (1, 2)]
    process = os.posix_spawn(sys.executable, [sys.executable, *arguments], environment, file_actions=silent)
    _, status, used = os.wait4(process, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        raise SystemExit(f"{' '.join(arguments)}: status {os.waitstatus_to_exitcode(status)}")
    return used.ru_utime + used.ru_stime


def main() -> None:
    """A line for each of the three processes."""
    workbook = sys.argv[1] if len(sys.argv) > 1 else str(SAMPLE)
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else RUNS  # noqa: PLR2004 - the second argument
    processes = {
        "python -c pass": ["-c", "pass"],
        "calamine alone": ["-c", BARE, workbook],
        "kap validate": ["-m", "kap_xl.cli", "validate", workbook],
    }
    with tempfile.TemporaryDirectory() as caches:
        environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
        environment["PYTHONPYCACHEPREFIX"] = caches
        taken: dict[str, list[float]] = {name: [] for name in processes}
        for run in range(runs + 1):
            for name, arguments in processes.items():
                used = seconds(arguments, environment)
                if run:  # the first one writes the byte-code
                    taken[name].append(used)
    medians = {name: statistics.median(each) for name, each in taken.items()}
    for name, median in medians.items():
        print(f"{name:<15} {median:6.3f} s   {medians['kap validate'] / median:5.1f} times")


if __name__ == "__main__":
    main()
