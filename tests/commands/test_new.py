"""`kap new`: a blank plan or the sample, where nothing is yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from faces import LANGUAGES, Said, files, runner
from rounds import read, sample

from kap_xl.books import strict

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., Said]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """The program, in process."""
    return runner(capsys)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_blank_plan_is_in_the_language_asked_for(run: Run, tmp_path: Path, lang: str) -> None:
    """A new plan says which language it is in, holds for the years asked for, and Excel would open it."""
    path = tmp_path / "plan.xlsx"
    assert run("new", path, "--years", "2030-2033", "--lang", lang).status == 0
    made = read(path).settings
    assert (made.language, made.start.year if made.start else 0, made.end.year if made.end else 0) == (lang, 2030, 2033)
    assert strict.check(path.read_bytes()) == ()


def test_one_year_is_a_plan_too(run: Run, tmp_path: Path) -> None:
    """One year alone is the first and the last."""
    path = tmp_path / "plan.XLSX"
    assert run("new", path, "--years", "2030").status == 0
    made = read(path).settings
    assert {made.start.year if made.start else 0, made.end.year if made.end else 0} == {2030}


def test_the_sample_is_the_sample(run: Run, tmp_path: Path) -> None:
    """The sample on the command line has the bytes of the released one."""
    path = tmp_path / "plan.xlsx"
    said = run("new", path, "--sample", "--format", "json")
    assert said.data["file"] == str(path)
    assert path.read_bytes() == sample("en")


def test_what_is_there_stays(run: Run, tmp_path: Path) -> None:
    """A file or a folder that is there already is left as it is."""
    path = tmp_path / "plan.xlsx"
    path.write_bytes(b"mine")
    assert run("new", path, "--format", "json").error == "face.exists"
    assert run("new", tmp_path, "--format", "json").error == "face.exists"
    assert files(tmp_path) == {"plan.xlsx": b"mine"}


@pytest.mark.parametrize("name", ["plan", "plan.xls", "plan.txt", "plan.xlsm"])
def test_a_name_that_excel_would_not_open_is_refused(run: Run, tmp_path: Path, name: str) -> None:
    """A plan is made under a name in .xlsx only."""
    assert run("new", tmp_path / name, "--format", "json").error == "face.not-xlsx"
    assert list(tmp_path.iterdir()) == []


def test_the_folder_must_be_there(run: Run, tmp_path: Path) -> None:
    """A folder that does not exist is told, not made."""
    assert run("new", tmp_path / "no" / "plan.xlsx", "--format", "json").error == "face.error-folder-missing"
    assert list(tmp_path.iterdir()) == []
