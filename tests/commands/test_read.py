"""`kap read`: one cell, or one a line, as the reading cases note them."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from faces import LANGUAGES, Said, runner

from kap_xl import kinds

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., Said]

CASES = Path(__file__).parents[1] / "data" / "readings.jsonl"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """The program, in process."""
    return runner(capsys)


def lines(said: Said) -> list[object]:
    """The readings, a line each."""
    return [json.loads(line) for line in said.out.splitlines()]


def test_one_cell(run: Run) -> None:
    """The reading of one cell is one line of JSON, whatever the format that was asked for."""
    said = run("read", "percent", "40 %")
    assert (said.status, said.err) == (0, "")
    assert len(lines(said)) == 1
    assert run("read", "percent", "40 %", "--format", "json") == said


def test_cells_of_a_file_come_in_order(run: Run) -> None:
    """Every case of the reading notation gets one line, in order, and it is the reading of that case alone."""
    cases = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]
    found = lines(run("read", "--jsonl", CASES))
    assert len(found) == len(cases)
    some = [number for number, case in enumerate(cases) if isinstance(case["input"], str)][:: len(cases) // 10]
    for number in some:
        assert lines(run("read", "--", cases[number]["kind"], cases[number]["input"])) == [found[number]]


def test_cells_from_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A dash reads what is piped in; blank lines and the mark of some editors are passed over."""
    given = [{"kind": "number", "input": 3}, {"kind": "text", "input": "a\u2028b\x85c"}]
    typed = "\ufeff" + "\n\n".join(json.dumps(each, ensure_ascii=False) for each in given) + "\n"
    monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
    assert len(lines(run("read", "--jsonl", "-"))) == 2


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("line", "code"),
    [
        ('{"kind": "date", "input": "x"', "face.line-not-read"),
        ('["date", "x"]', "face.line-not-read"),
        ('{"kind": "date"}', "face.line-not-read"),
        ('{"kind": "date", "input": {"date": "someday"}}', "face.line-not-read"),
        ('{"kind": "date", "input": [1]}', "face.line-not-read"),
        ("[" * 100_000, "face.line-not-read"),
        ('{"kind": "colour", "input": "x"}', "face.line-kind"),
    ],
)
def test_a_line_that_is_none_is_told_by_its_number(run: Run, tmp_path: Path, line: str, code: str, lang: str) -> None:
    """A malformed line or another kind stops with the number of the line, and no reading is shown."""
    file = tmp_path / "cells.jsonl"
    file.write_text(f'{{"kind": "date", "input": "2006-01-01"}}\n\n{line}\n', encoding="utf-8")
    said = run("read", "--jsonl", file, "--lang", lang)
    assert (said.status, said.out, said.err.count("\n")) == (2, "", 1)
    assert "3" in said.err.replace(str(file), "")
    assert file.name in said.err
    assert run("read", "--jsonl", file, "--format", "json").error == code


def test_nothing_to_read(run: Run, tmp_path: Path) -> None:
    """Without a cell, with half a cell, with an unknown kind or with both ways at once nothing is read."""
    assert run("read", "--format", "json").error == "face.read-what"
    assert run("read", "date", "--format", "json").error == "face.read-what"
    assert run("read", "colour", "red", "--format", "json").error == "face.kind-unknown"
    assert run("read", "date", "x", "--jsonl", tmp_path, "--format", "json").error == "face.read-either"
    assert all(kind in run("read").err for kind in kinds.KINDS)


def test_a_file_that_has_no_lines(run: Run, tmp_path: Path) -> None:
    """A missing file, a folder and a file that is no text are told apart; an empty file has no readings."""
    assert run("read", "--jsonl", tmp_path / "no", "--format", "json").error == "face.error-missing"
    assert run("read", "--jsonl", tmp_path, "--format", "json").error == "face.lines-none"
    odd = tmp_path / "odd.jsonl"
    odd.write_bytes(b"\xff\xfe\x00")
    assert run("read", "--jsonl", odd, "--format", "json").error == "face.lines-none"
    odd.write_bytes(b"")
    assert run("read", "--jsonl", odd) == Said(0, "", "")
