"""`kap report`: the report workbook, its template, and what it must not take the place of."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from faces import LANGUAGES, Said, files, form, plan_in, runner
from openpyxl import Workbook, load_workbook
from rounds import grids

from kap_xl.books import strict
from kap_xl.phrase import text

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., Said]

PERIOD = ("--period", "2005-H2")
TEMPLATES = Path(__file__).parents[2] / "templates"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """The program, in process."""
    return runner(capsys)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_report_is_in_the_language_asked_for(run: Run, tmp_path: Path, lang: str) -> None:
    """The tabs of the report are in the language that was named, else in the plan's; Excel would open it."""
    plan, out = plan_in(tmp_path), tmp_path / "report.xlsx"
    said = run("report", plan, *PERIOD, "--out", out, "--lang", lang, "--format", "json")
    assert (said.status, said.data["file"], said.data["period"]) == (0, str(out), "2005-H2")
    assert strict.check(out.read_bytes()) == ()
    assert text("workbook.sheet.indicators", lang) in [grid.title for grid in grids(out)]


def test_an_earlier_report_is_kept(run: Run, tmp_path: Path) -> None:
    """What lay in the report's place goes into the folder of copies, and the answer says where."""
    plan, out = plan_in(tmp_path), tmp_path / "report.xlsx"
    out.write_bytes(b"the last one")
    said = run("report", plan, *PERIOD, "--out", out)
    kept = list((tmp_path / "kap-backups").iterdir())
    assert [each.read_bytes() for each in kept] == [b"the last one"]
    assert kept[0].name in said.out


def test_the_plan_is_never_replaced_by_its_report(run: Run, tmp_path: Path) -> None:
    """Neither the plan nor the template can be the place of the report, under whatever name."""
    plan = plan_in(tmp_path)
    template = shutil.copy(TEMPLATES / "report-en.xlsx", tmp_path / "template.xlsx")
    (tmp_path / "same.xlsx").symlink_to(plan)
    before = files(tmp_path)
    for out in (plan, tmp_path / "same.xlsx", template):
        given = ("--out", out, "--template", template, "--format", "json")
        assert run("report", plan, *PERIOD, *given).error == "face.out-is-given"
    assert files(tmp_path) == before


@pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")
def test_a_template_of_ones_own_is_filled(run: Run, tmp_path: Path) -> None:
    """A restyled copy keeps its tab names, since sheets are found by their keys."""
    plan, own, out = plan_in(tmp_path), tmp_path / "own.xlsx", tmp_path / "report.xlsx"
    book = load_workbook(TEMPLATES / "report-en.xlsx")
    book[text("workbook.sheet.indicators", "en")].title = "Our indicators"
    book.save(own)
    assert run("report", plan, *PERIOD, "--out", out, "--template", own).status == 0
    assert "Our indicators" in [grid.title for grid in grids(out)]


def test_a_template_that_is_none_is_told_by_its_name(run: Run, tmp_path: Path) -> None:
    """Missing, damaged, foreign: the sentence names the template, not the plan, and no report is made."""
    plan, template, out = plan_in(tmp_path), tmp_path / "template.xlsx", tmp_path / "report.xlsx"
    given = ("report", plan, *PERIOD, "--out", out, "--template", template, "--format", "json")
    for code, make in {
        "face.error-missing": None,
        "face.error-not-a-workbook": b"text",
        "face.error-damaged": form()[:20_000],
        "face.error-not-a-template": b"",
    }.items():
        if code.endswith("template"):
            Workbook().save(template)
        elif make is not None:
            template.write_bytes(make)
        said = run(*given)
        assert said.error == code
        assert template.name in str(said.data["message"])
        assert not out.exists()


def test_a_report_needs_a_place(run: Run, tmp_path: Path) -> None:
    """A folder, a folder that is missing, and another ending are refused before anything is read."""
    plan = plan_in(tmp_path)
    for out, code in {
        tmp_path / "no" / "report.xlsx": "face.error-folder-missing",
        tmp_path / "report.pdf": "face.not-xlsx",
        tmp_path: "face.error-name-not-valid",
    }.items():
        assert run("report", plan, *PERIOD, "--out", out, "--format", "json").error == code
