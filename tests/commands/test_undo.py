"""`kap undo`: back to what was, step by step, and nothing is lost on the way."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import pytest
from faces import Said, files, runner

from kap_xl.books import backups
from kap_xl.books.save import write
from kap_xl.commands.new import blank_bytes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., Said]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """The program, in process."""
    return runner(capsys)


@pytest.fixture
def states() -> list[bytes]:
    """Three workbooks that one file was in turn."""
    return [blank_bytes(lang) for lang in ("en", "sq", "sr")]


@pytest.fixture
def plan(tmp_path: Path, states: list[bytes]) -> Path:
    """The last of them, its copies beside it."""
    path = tmp_path / "plan.xlsx"
    for each in states:
        write(path, each, backup=True)
    return path


def test_each_undo_goes_one_step_further_back(run: Run, plan: Path, states: list[bytes]) -> None:
    """Until there is nothing left; what was undone stays beside the copies."""
    for wanted, left in ((states[1], 1), (states[0], 0)):
        said = run("undo", plan, "--format", "json")
        assert (said.status, said.data["left"]) == (0, left)
        assert plan.read_bytes() == wanted
    assert run("undo", plan, "--format", "json").error == "face.nothing-to-undo"
    assert plan.read_bytes() == states[0]
    kept = {each.read_bytes() for each in (plan.parent / backups.FOLDER).iterdir()}
    assert kept == {states[1], states[2]}


def test_a_command_after_an_undo_can_be_undone_too(run: Run, plan: Path, states: list[bytes]) -> None:
    """Copies are taken as ever."""
    run("undo", plan)
    write(plan, states[2], backup=True)
    run("undo", plan)
    assert plan.read_bytes() == states[1]


def test_what_a_person_saved_since_is_kept_and_told(run: Run, plan: Path) -> None:
    """The workbook as the person saved it lies in the folder of backups, and the answer says where."""
    edited = blank_bytes("sq", (2030, 2032))
    plan.write_bytes(edited)
    later = time.time() + 3600
    os.utime(plan, (later, later))
    said = run("undo", plan, "--lang", "en")
    kept = [each for each in (plan.parent / backups.FOLDER).iterdir() if ".undone" in each.name]
    assert [each.read_bytes() for each in kept] == [edited]
    assert str(kept[0]) in said.out
    assert "Somebody saved" in said.out


def test_a_workbook_that_is_open_is_left_alone(run: Run, plan: Path) -> None:
    """Nothing is changed while the program that has it open could save over it."""
    (plan.parent / f"~${plan.name}").write_bytes(b"")
    before = files(plan.parent)
    assert run("undo", plan, "--format", "json").error == "face.error-in-use"
    assert files(plan.parent) == before


def test_a_workbook_without_copies_says_so(run: Run, tmp_path: Path, states: list[bytes]) -> None:
    """Another workbook's copies are not its own."""
    path = tmp_path / "other.xlsx"
    path.write_bytes(states[0])
    write(tmp_path / "plan.xlsx", states[0], backup=True)
    write(tmp_path / "plan.xlsx", states[1], backup=True)
    before = files(tmp_path)
    assert run("undo", path, "--format", "json").error == "face.nothing-to-undo"
    assert files(tmp_path) == before


def test_a_deleted_workbook_comes_back(run: Run, plan: Path, states: list[bytes]) -> None:
    """Its latest copy is put in its place."""
    plan.unlink()
    assert run("undo", plan).status == 0
    assert plan.read_bytes() == states[1]
