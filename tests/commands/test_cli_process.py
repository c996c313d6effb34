"""The program as a process of its own: its streams, its encoding, and the end of whoever reads it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

from faces import plan_in

if TYPE_CHECKING:
    from pathlib import Path

KAP = (sys.executable, "-m", "kap_xl.cli")
NARROW = {**os.environ, "PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"}


def test_an_old_console_does_not_stop_it() -> None:
    """Letters that the console's encoding lacks do no harm, neither on the way in nor on the way out."""
    line = json.dumps({"kind": "status", "input": "sprovođenje u toku – ë"}, ensure_ascii=False)
    made = subprocess.run(
        [*KAP, "read", "--jsonl", "-"], input=line.encode(), capture_output=True, env=NARROW, check=False
    )
    assert (made.returncode, made.stderr) == (0, b"")
    assert made.stdout.decode("utf-8").count("\n") == 1
    helped = subprocess.run([*KAP, "--help", "--lang", "sq"], capture_output=True, env=NARROW, check=False)
    assert helped.returncode == 0
    assert "ë" in helped.stdout.decode("utf-8")


def test_a_reader_that_leaves_early_is_no_failure() -> None:
    """When the other end of a pipe closes, nothing is complained of."""
    with subprocess.Popen([*KAP, "rules"], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_statuses_of_the_process(tmp_path: Path) -> None:
    """A sound answer ends with 0 and a failure with 2, its sentence on standard error only."""
    plan = plan_in(tmp_path)
    sound = subprocess.run([*KAP, "validate", plan, "--quiet"], capture_output=True, check=False)
    assert (sound.returncode, sound.stderr) == (0, b"")
    failed = subprocess.run([*KAP, "validate", plan.with_name("no.xlsx")], capture_output=True, check=False)
    assert (failed.returncode, failed.stdout) == (2, b"")
    assert failed.stderr.count(b"\n") == 1
