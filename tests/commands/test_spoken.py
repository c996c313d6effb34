"""Who named no language is answered in the workbook's, also by commands that fail or hardly look into it."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

import pytest
from faces import LANGUAGES, Said, blank, runner
from small import office

from kap_xl.books.save import lock_of
from kap_xl.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., Said]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """The program, in process."""
    return runner(capsys)


def alike(run: Run, plan: Path, lang: str, *given: object) -> bool:
    """Whether the answer is that in the workbook's language, and not that in another one."""
    before = plan.read_bytes()
    said = []
    for spoken in ((), *(("--lang", each) for each in LANGUAGES)):
        came = run(*given, *spoken)
        said.append((came.status, came.out, came.err))
        plan.write_bytes(before)
    return [each == said[0] for each in said[1:]] == [each == lang for each in LANGUAGES]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_fails_is_told_in_the_workbooks_language(run: Run, tmp_path: Path, lang: str) -> None:
    """Nothing to undo, an option that lacks, a wrong action, an unmarked workbook, a file that somebody has open."""
    plan = tmp_path / "plan.xlsx"
    plan.write_bytes(blank(lang))
    assert alike(run, plan, lang, "undo", plan)
    assert alike(run, plan, lang, "split", plan)
    assert alike(run, plan, lang, "marks", "wash", plan)
    assert alike(run, plan, lang, "marks", "clear", plan)
    assert alike(run, plan, lang, "merge", plan, tmp_path / "nowhere")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_workbook_that_is_open_is_told_in_its_own_language(run: Run, tmp_path: Path, lang: str) -> None:
    """The failure comes from the disk, which knows no language."""
    plan = office(tmp_path / "office", lang) / "plan.xlsx"
    assert main(["summarise", str(plan), "--period", "2006-H1", "--quiet"]) == 0
    (plan.parent / f".~lock.{plan.name}#").write_text("")
    assert lock_of(plan) is not None
    said = {each: run("undo", plan, *each) for each in ((), ("--lang", lang))}
    assert said[()].status == 2
    assert said[()] == said[("--lang", lang)]
    assert os.fspath(plan.name) in said[()].err


@pytest.mark.parametrize("lang", LANGUAGES)
def test_undo_answers_in_the_workbooks_language(run: Run, tmp_path: Path, lang: str) -> None:
    """The language of what was brought back."""
    plan = office(tmp_path / "office", lang) / "plan.xlsx"
    said = set()
    for spoken in ((), ("--lang", lang)):
        assert run("summarise", plan, "--period", "2006-H1").status == 0
        said.add(re.sub(r"\d+", "", run("undo", plan, *spoken).out))
    assert len(said) == 1
