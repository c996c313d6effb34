"""`kap summarise`: aligned tables for people, machine keys for programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from faces import LANGUAGES, Said, blank, files, plan_in, runner
from rounds import data

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., Said]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """The program, in process."""
    return runner(capsys)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_columns_are_aligned_and_whole(run: Run, tmp_path: Path, lang: str) -> None:
    """Under each rule of dashes every cell keeps within its column, and no figure is shortened."""
    said = run("summarise", plan_in(tmp_path), "--period", "2005-h2", "--lang", lang)
    assert (said.status, said.err) == (0, "")
    tables = 0
    for block in said.out.split("\n\n"):
        lines = block.splitlines()
        rules = [number for number, line in enumerate(lines) if line and set(line) <= {"-", " "}]
        for rule in rules:
            tables += 1
            gaps = {place for place, sign in enumerate(lines[rule]) if sign == " "}
            wrong = [line for line in lines[rule + 1 :] for at in gaps if line[at : at + 1].strip()]
            assert wrong == []
    assert tables >= 8
    # only names are shortened, of which each line has one
    assert max(line.count("…") for line in said.out.splitlines()) == 1


def test_programs_get_machine_keys_in_every_language(run: Run, tmp_path: Path) -> None:
    """The data are the same whatever the language: codes, numbers, and null for what is unknown."""
    plan = plan_in(tmp_path)
    found = [run("summarise", plan, "--period", "2005-H2", "--lang", each, "--format=json").data for each in LANGUAGES]
    assert json.dumps(found[0]["summaries"]) == json.dumps(found[1]["summaries"]) == json.dumps(found[2]["summaries"])
    summaries = found[0]["summaries"]
    assert isinstance(summaries, dict)
    lines = summaries["progress.agency"]["lines"]
    assert {"MLSW", "TOTAL"} <= {line["key"].upper() for line in lines}
    assert all(line.keys() >= {"key", "uid", *summaries["progress.agency"]["columns"]} for line in lines)


def test_a_plan_without_anything_has_summaries_too(run: Run, tmp_path: Path) -> None:
    """A blank plan either has the period, and summaries of nothing, or says which sheet to enter periods on."""
    path = tmp_path / "plan.xlsx"
    path.write_bytes(blank())
    said = run("summarise", path, "--period", "2027-H1", "--format", "json")
    assert said.status == 0 or said.error in ("face.period-none", "face.period-unknown")


def test_summarising_only_adds_sheets(run: Run, tmp_path: Path) -> None:
    """The plan's own sheets hold what they held; the old workbook is kept beside it."""
    plan = plan_in(tmp_path)
    before, held = plan.read_bytes(), data(plan)
    assert run("summarise", plan, "--period", "2005-H2").status == 0
    after = data(plan)
    assert {title: after[title] for title in held} == held
    assert len(after) > len(held)
    assert [each for name, each in files(tmp_path).items() if name != "plan.xlsx"] == [before]
