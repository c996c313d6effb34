"""The command line: languages, JSON, quiet, help, and command lines that cannot be understood."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import pytest
from faces import FINDING, LANGUAGES, Said, blank, plan_in, runner

from kap_xl import cli
from kap_xl.commands import COMMANDS
from kap_xl.commands.answer import Answer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., Said]

MISUSED = {
    "usage-command": ("nosuch",),
    "usage-no-value": ("summarise", "plan.xlsx", "--period"),
    "usage-missing": ("validate",),
    "usage-unknown": ("rules", "--wrong"),
    "usage-file": ("validate", ""),
    "usage-period": ("summarise", "plan.xlsx", "--period", " "),
    "usage-years": ("new", "x.xlsx", "--years", "2030-2027"),
    "usage-day": ("merge", "plan.xlsx", "returns", "--received", "31.12.2006"),
}


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """The program, in process."""
    return runner(capsys)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("code", MISUSED)
def test_a_command_line_that_is_not_understood_is_one_sentence(run: Run, code: str, lang: str) -> None:
    """What cannot be understood is told in one line on standard error, in the language, and as JSON under its code."""
    said = run("--lang", lang, *MISUSED[code])
    assert (said.status, said.out) == (2, "")
    assert said.err.count("\n") == 1
    assert not {"argument", "invalid", "Traceback"} & set(said.err.split())
    assert run("--format", "json", "--lang", lang, *MISUSED[code]).error == f"face.{code}"


@pytest.mark.parametrize(("first", "last"), [(1899, 1901), (2199, 2201), (2000, 2031)])
def test_years_out_of_range_are_refused(run: Run, first: int, last: int, tmp_path: Path) -> None:
    """A plan lasts at most 31 years, from 1900 to 2200; nothing is made of others."""
    assert run("new", tmp_path / "x.xlsx", "--years", f"{first}-{last}", "--format=json").error == "face.usage-years"
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_language_or_format_names_those_there_are(run: Run) -> None:
    """A wrong choice is told with the right ones."""
    for option, known in (("--lang", LANGUAGES), ("--format", ("text", "json"))):
        said = run("rules", option, "xx")
        assert said.status == 2
        assert all(each in said.err for each in known)


def test_without_a_command_the_help_is_shown(run: Run) -> None:
    """The bare program shows all commands and says that nothing ran; for programs that is an object, too."""
    said = run()
    assert said.status == 2
    assert all(f"\n    {command.name} " in said.out for command in COMMANDS)
    assert run("--format", "json").error == "face.usage-no-command"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_help_is_in_the_language_and_no_failure(run: Run, lang: str) -> None:
    """Help of the program and of each command ends with 0 and differs from language to language."""
    for given in ((), *((command.name,) for command in COMMANDS)):
        said, other = run(*given, "--help", "--lang", lang), run(*given, "--help", "--lang", "sq")
        assert (said.status, said.err) == (0, "")
        assert (said.out == other.out) is (lang == "sq")


def test_options_stand_before_or_after_the_command(run: Run, tmp_path: Path) -> None:
    """Where --quiet, --lang and --format stand makes no difference."""
    plan = plan_in(tmp_path)
    options = ("--quiet", "--lang", "sq", "--format", "json")
    before, after = run(*options, "validate", plan), run("validate", plan, *options)
    assert before == after
    assert before.data["command"] == "validate"


def test_quiet_leaves_only_what_was_found(run: Run, tmp_path: Path) -> None:
    """A command that found nothing says nothing when it is to be quiet."""
    made = run("new", tmp_path / "a.xlsx", "--quiet")
    assert (made.status, made.out, made.err) == (0, "", "")
    assert run("new", tmp_path / "b.xlsx").out != ""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_answers_come_in_the_workbooks_language(run: Run, tmp_path: Path, lang: str) -> None:
    """Without --lang the answer and the refusal of a period are in the language of the workbook."""
    plan = plan_in(tmp_path, lang)
    assert run("validate", plan) == run("validate", plan, "--lang", lang)
    report = ("report", plan, "--period", "2005-H2", "--out", tmp_path / "no" / "report.xlsx")
    assert run(*report) == run(*report, "--lang", lang)
    assert run("summarise", plan, "--period", "2050-H1") == run(
        "summarise", plan, "--period", "2050-H1", "--lang", lang
    )


def test_json_is_one_object_for_each_command(run: Run, tmp_path: Path) -> None:
    """Each command that answers at all gives one object with command, status, findings and notes."""
    plan = plan_in(tmp_path)
    lines = {
        "new": (tmp_path / "new.xlsx",),
        "validate": (plan,),
        "summarise": (plan, "--period", "2005-H2"),
        "report": (plan, "--period", "2005-H2", "--out", tmp_path / "report.xlsx"),
        "rules": (),
    }
    for name, given in lines.items():
        said = run(name, *given, "--format", "json")
        assert said.err == ""
        assert said.data.keys() >= {"command", "status", "findings", "notes"}
        assert (said.data["command"], said.data["status"]) == (name, said.status)
        findings = said.data["findings"]
        assert isinstance(findings, list)
        assert all(list(each) == FINDING for each in findings)


def test_nothing_but_a_terminal_sees_progress(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Progress is written to standard error on a terminal only, and never for programs or quiet people."""
    plan = plan_in(tmp_path)
    assert run("validate", plan).err == ""
    monkeypatch.setattr(type(sys.stderr), "isatty", lambda _: True, raising=False)
    assert "[1/1]" in run("validate", plan).err
    assert run("validate", plan, "--quiet").err == ""
    assert run("validate", plan, "--format", "json").err == ""


@pytest.mark.parametrize("given", [("validate", "x.xlsx"), ("--format=json", "validate", "x.xlsx")])
def test_stopping_is_told(run: Run, monkeypatch: pytest.MonkeyPatch, given: tuple[str, ...]) -> None:
    """Ctrl-C ends in one sentence and status 2."""

    def stop(*_: object) -> Answer:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "_answered", lambda *_given, **_named: stop())
    said = run(*given)
    assert said.status == 2
    if "json" in given[0]:
        assert said.error == "face.stopped"
    else:
        assert (said.out, said.err.count("\n")) == ("", 1)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_bug_is_one_sentence(run: Run, monkeypatch: pytest.MonkeyPatch, lang: str) -> None:
    """An exception that nobody foresaw is told without a traceback, in one line."""

    def fail() -> Answer:
        raise ZeroDivisionError("first\nsecond")

    monkeypatch.setattr(cli, "_answered", lambda *_given, **_named: fail())
    said = run("rules", "--lang", lang)
    assert (said.status, said.out, said.err.count("\n")) == (2, "", 1)
    assert "Traceback" not in said.err
    assert "first second" in said.err
    assert run("rules", "--format", "json").error == "face.bug"


def test_a_blank_plan_has_nothing_wrong(run: Run, tmp_path: Path) -> None:
    """The status is 0 where no finding is an error."""
    path = tmp_path / "plan.xlsx"
    path.write_bytes(blank())
    said = run("validate", path, "--format", "json")
    assert said.status == 0
    assert json.loads(said.out)["findings"] == []
