"""`kap demo`: one round that is the same each time, and says in a few lines what came of it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from faces import LANGUAGES, Said, files, runner
from rounds import grids, read

from kap_xl.books import strict
from kap_xl.books.modified import modified
from kap_xl.commands import played
from kap_xl.commands.demo import demo
from kap_xl.desk import Desk
from kap_xl.phrase import text
from kap_xl.rules import check

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kap_xl.commands.answer import Answer

    Run = Callable[..., Said]

PERIOD = "2006-H1"
FREE = re.compile(r"[0-9a-f]{24,64}|k[2-9a-z]{11}")
"""Fingerprints and identities, which follow from the plan's own random one."""


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """The program, in process."""
    return runner(capsys)


@pytest.fixture(scope="module")
def rounds(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, tuple[Path, Answer]]:
    """The demonstration played in each language."""
    made = {}
    for lang in LANGUAGES:
        folder = tmp_path_factory.mktemp(lang) / "played here"
        made[lang] = folder, demo(Desk(lang=lang), folder)
    return made


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_says_what_came_of_the_round(rounds: Mapping[str, tuple[Path, Answer]], lang: str) -> None:
    """At most twenty lines name the conflict with both values and files, who is missing, and where to look."""
    folder, answer = rounds[lang]
    said = [each.say(lang) for each in answer.notes]
    assert len("\n".join(said).splitlines()) <= 20
    (conflict,) = answer.data["conflicts"]  # type: ignore[misc]  # a list of one
    assert [each["value"] for each in conflict["values"]] == ["50", "65"]
    (line,) = (each for each in said if conflict["code"] in each)
    assert all(part in line for each in conflict["values"] for part in each.values())
    assert conflict["column"] in line
    assert any("ISP" in each for each in said)
    assert answer.data["outcomes"]["refused"] == 13  # type: ignore[index]  # counts by outcome
    assert any(str(folder / f"report-{PERIOD}.xlsx") in each for each in said)
    assert f'kap merge "{folder / "plan.xlsx"}" "{folder / "returns"}"' in said[-1]


def test_offices_pay_for_what_has_started(rounds: Mapping[str, tuple[Path, Answer]]) -> None:
    """At most two payments are on an activity that its own agency reports as not started."""
    found = check(read(next(iter(rounds.values()))[0] / "plan.xlsx").plan)
    assert 0 < sum(each.rule == "spent-not-started" for each in found) <= 2


def test_it_is_the_same_in_every_language(rounds: Mapping[str, tuple[Path, Answer]]) -> None:
    """What happens does not depend on the language: as many cells, the same agency missing, the same late."""
    data = [answer.data for _, answer in rounds.values()]
    assert data[0]["outcomes"] == data[1]["outcomes"] == data[2]["outcomes"]
    assert data[0]["missing"] == data[1]["missing"] == data[2]["missing"] == ["ISP"]
    late = {played.late(read(folder / "plan.xlsx"), PERIOD) for folder, _ in rounds.values()}
    assert len(late) == 1
    assert 3 <= len(next(iter(late))) <= 8


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_file_is_sound(rounds: Mapping[str, tuple[Path, Answer]], lang: str) -> None:
    """Plan, report, and a share of forms, returns and copies, another one in each language, pass the strict checker."""
    folder, _ = rounds[lang]
    every = [each for each in sorted(folder.rglob("*")) if each.is_file() and each.parent != folder]
    some = (*folder.glob("*.xlsx"), *every[LANGUAGES.index(lang) :: 3])
    found = {each.name: strict.check(each.read_bytes()) for each in some}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_it_plays_the_same_round_again(rounds: Mapping[str, tuple[Path, Answer]], tmp_path: Path) -> None:
    """A second time all files have the same names and cells, but for what follows from the plan's identity."""
    first, second = rounds["sr"][0], tmp_path / "played here"
    demo(Desk(lang="sr"), second)
    aside = {"kap-backups"}
    names = [{each for each in files(folder) if Path(each).parts[0] not in aside} for folder in (first, second)]
    assert names[0] == names[1]
    for name in ("plan.xlsx", f"report-{PERIOD}.xlsx", *sorted(each for each in names[0] if "returns" in each)[::8]):
        assert cells(first / name) == cells(second / name)


def cells(path: Path) -> list[object]:
    """All cells of a workbook that do not hold an identity, in an order that does not follow from one."""
    found = [(grid.title, value) for grid in grids(path) for row in grid.rows for value in row if value is not None]
    return sorted((title, str(value)) for title, value in found if not FREE.fullmatch(str(value)))


def test_returns_were_saved_at_different_days(rounds: Mapping[str, tuple[Path, Answer]]) -> None:
    """The returned files say of themselves when they were saved, and one came under another name."""
    returns = sorted((rounds["en"][0] / "returns").iterdir())
    days = {modified(each.read_bytes()) for each in returns[::5]}
    assert len(days) > 3
    assert all(day is not None and day.year == 2006 for day in days)
    assert any(each.name.startswith("Copy of") for each in returns)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_sheets_are_named_as_their_tabs(rounds: Mapping[str, tuple[Path, Answer]], lang: str) -> None:
    """The sentences that send people to a sheet name it as the plan does."""
    folder, answer = rounds[lang]
    tabs = [grid.title for grid in grids(folder / "plan.xlsx")]
    said = " ".join(each.say(lang) for each in answer.notes)
    for key in ("conflicts", "log", "submissions"):
        assert text(f"workbook.sheet.{key}", lang) in tabs
        assert text(f"workbook.sheet.{key}", lang) in said


def test_a_folder_with_anything_in_it_is_refused(run: Run, tmp_path: Path) -> None:
    """Neither a folder in use nor a file is played in."""
    (tmp_path / "mine.txt").write_bytes(b"mine")
    assert run("demo", tmp_path, "--format", "json").error == "face.folder-not-empty"
    assert run("demo", tmp_path / "mine.txt", "--format", "json").error == "face.folder-not-empty"
    assert files(tmp_path) == {"mine.txt": b"mine"}


def test_without_a_folder_the_first_free_name_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A first round lies in kap-demo, a second one in kap-demo-2."""
    from kap_xl.commands import demo as module

    monkeypatch.chdir(tmp_path)
    made = [module._fresh(None) for _ in range(3)]  # noqa: SLF001 - the whole round would take long
    assert made == [Path("kap-demo"), Path("kap-demo-2"), Path("kap-demo-3")]
