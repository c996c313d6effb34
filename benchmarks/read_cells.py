"""Time to import the cell language and to read ten thousand cells of the case file."""

import argparse
import json
import subprocess
import sys
import time
from collections import Counter
from decimal import Decimal
from pathlib import Path

CASES = Path(__file__).parents[1] / "tests" / "data" / "readings.jsonl"
CELLS = 10_000


def import_seconds() -> float:
    """The seconds that importing the cell language adds to a starting process; the best of five."""
    code = "import time; t = time.perf_counter(); import kap_xl.kinds; print(time.perf_counter() - t)"
    runs = (subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True) for _ in range(5))
    return min(float(run.stdout) for run in runs)


def read_seconds(cells: int) -> tuple[float, dict[str, float]]:
    """The seconds for so many cells, and the microseconds a cell by kind; the first pass loads what is loaded once."""
    from kap_xl import kinds
    from kap_xl.sample.registers import sample_context

    context = sample_context()
    lines = CASES.read_text(encoding="utf-8").splitlines()
    cases = [json.loads(line, parse_float=Decimal) for line in lines]
    inputs = [(case["kind"], kinds.from_json_input(case["input"])) for case in cases]
    for kind, raw in inputs:
        kinds.read(kind, raw, context)
    spent: Counter[str] = Counter()
    counted: Counter[str] = Counter()
    for number in range(cells):
        kind, raw = inputs[number % len(inputs)]
        begun = time.perf_counter()
        kinds.read(kind, raw, context)
        spent[kind] += time.perf_counter() - begun  # type: ignore[assignment]  # a Counter adds seconds as well
        counted[kind] += 1
    return sum(spent.values()), {kind: 1e6 * spent[kind] / counted[kind] for kind in counted}


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cells", type=int, default=CELLS)
    cells = parser.parse_args().cells
    seconds, by_kind = read_seconds(cells)
    sys.stdout.write(f"import {import_seconds() * 1000:.0f} ms\n{cells} cells {seconds:.2f} s\n")
    sys.stdout.writelines(f"{kind:13} {micro:6.0f} µs\n" for kind, micro in by_kind.items())


if __name__ == "__main__":
    main()
