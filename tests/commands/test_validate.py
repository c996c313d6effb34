"""`kap validate`: one workbook or several, plans, forms, and folders with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from faces import FINDING, Said, blank, files, form, plan_in, runner

from kap_xl.books.closed import ClosedBook
from kap_xl.port import Put

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., Said]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """The program, in process."""
    return runner(capsys)


def spoilt(path: Path) -> Path:
    """The sample plan with a percentage of 140 in its first activity."""
    plan_in(path.parent, name=path.name)
    book = ClosedBook(path.read_bytes(), path.name)
    (matrix,) = (grid for grid in book.grids() if grid.rows and grid.rows[0][0] == "kap:matrix")
    column = matrix.rows[0].index("percent") + 1
    book.put(matrix.title, [Put(5, column, 140)])
    path.write_bytes(book.to_bytes())
    return path


def test_a_finding_has_exactly_the_keys_of_the_contract(run: Run, tmp_path: Path) -> None:
    """An error makes status 1; its place is the cell that Excel shows."""
    said = run("validate", spoilt(tmp_path / "plan.xlsx"), "--format", "json")
    assert said.status == 1
    found = said.data["findings"]
    assert isinstance(found, list)
    wrong = [each for each in found if each["severity"] == "error"]
    assert [(list(each), each["file"], each["column"], each["value"]) for each in wrong] == [
        (FINDING, "plan.xlsx", "percent", "140")
    ]
    assert wrong[0]["cell"].endswith("5")
    assert wrong[0]["uid"]
    assert wrong[0]["fix"]


def test_people_see_place_and_remedy(run: Run, tmp_path: Path) -> None:
    """The text names file, sheet and cell, the severity, the rule, and what to do."""
    path = spoilt(tmp_path / "plan.xlsx")
    found = run("validate", path, "--format", "json").data["findings"]
    assert isinstance(found, list)
    out = run("validate", path).out
    assert all(f"{each['file']} {each['sheet']}!{each['cell']}" in out for each in found)
    assert all(f"[{each['rule']}]" in out for each in found)


def test_a_form_is_checked_as_well(run: Run, tmp_path: Path) -> None:
    """A form without anything in it has nothing wrong."""
    path = tmp_path / "form.xlsx"
    path.write_bytes(form())
    said = run("validate", path, "--format", "json")
    assert (said.status, said.data["count"]) == (0, 0)


def test_several_files_are_all_checked(run: Run, tmp_path: Path) -> None:
    """One that cannot be read is a finding; the others are checked all the same, and none is changed."""
    spoilt(tmp_path / "a.xlsx")
    (tmp_path / "b.xlsx").write_bytes(b"no workbook")
    (tmp_path / "c.xlsx").write_bytes(blank())
    before = files(tmp_path)
    said = run("validate", *(tmp_path / f"{name}.xlsx" for name in "abc"), "--format", "json")
    assert said.status == 1
    found = said.data["findings"]
    assert isinstance(found, list)
    assert {each["file"]: each["rule"] for each in found if each["severity"] == "error"} == {
        "a.xlsx": "percent-ask",
        "b.xlsx": "file-unreadable",
    }
    assert (
        said.data["notes"] == run("validate", tmp_path / "a.xlsx", tmp_path / "c.xlsx", "--format=json").data["notes"]
    )
    assert files(tmp_path) == before


def test_a_folder_stands_for_its_workbooks(run: Run, tmp_path: Path) -> None:
    """Lock files, copies in folders and other files are none of them."""
    (tmp_path / "a.xlsx").write_bytes(blank())
    (tmp_path / "~$a.xlsx").write_bytes(b"lock")
    (tmp_path / "note.txt").write_bytes(b"note")
    (tmp_path / "kap-backups").mkdir()
    (tmp_path / "kap-backups" / "b.xlsx").write_bytes(b"old")
    said = run("validate", tmp_path, "--format", "json")
    assert (said.status, said.data["files"]) == (0, [str(tmp_path / "a.xlsx")])
