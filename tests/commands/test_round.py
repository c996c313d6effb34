"""Splitting and merging on real files: what comes back is in the plan, and nothing else changed."""

from __future__ import annotations

import shutil
from itertools import permutations
from typing import TYPE_CHECKING

import pytest
from rounds import PERIOD, answer, data, merged, read, reported, sent

from kap_xl.books import strict
from kap_xl.books.save import differing
from kap_xl.finding import Severity

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a plan that was split, not to be written to."""
    folder = tmp_path_factory.mktemp("round")
    sent(folder)
    return folder


@pytest.fixture
def office(issued: Path, tmp_path: Path) -> Path:
    """A copy of that folder for one test."""
    return shutil.copytree(issued, tmp_path / "office")


def form(office: Path, agency: str) -> Path:
    """An agency's form."""
    return office / "forms" / f"{PERIOD}_{agency}.xlsx"


def led_by(office: Path, agency: str) -> list[str]:
    """The codes of the activities on an agency's form that it leads."""
    return [
        str(row.value("code")) for row in read(form(office, agency)).table("matrix").rows if row.value("lead") == agency
    ]


@pytest.mark.parametrize("lang", ["sq", "sr", "en"])
def test_untouched_forms_change_no_data_sheet(tmp_path: Path, lang: str) -> None:
    """Splitting, and merging every form as it went out, leaves each cell of each data sheet as it was."""
    plan = tmp_path / "before.xlsx"
    from rounds import sample

    plan.write_bytes(sample(lang))
    before = data(plan)
    split_plan, forms = sent(tmp_path, lang)
    assert data(split_plan) == before
    merged(split_plan, forms)
    assert data(split_plan) == before


def test_every_file_of_a_round_is_sound(office: Path) -> None:
    """The plan after splitting and merging, and every form, pass the strict checker."""
    files = [office / "plan.xlsx", *sorted((office / "forms").iterdir())]
    merged(office / "plan.xlsx", office / "forms")
    assert {file.name: strict.check(file.read_bytes()) for file in files if strict.check(file.read_bytes())} == {}


def test_what_an_agency_says_is_in_the_plan(office: Path) -> None:
    """A report comes in with its words read, its origin kept, and the lead's row shown in the matrix."""
    code = led_by(office, "MLSW")[0]
    file = answer(
        form(office, "MLSW"),
        office / "back" / "MPMS raporti.xlsx",
        ("matrix", code, "status", "u toku"),
        ("matrix", code, "percent", 40),
        ("matrix", code, "done", "Tri takime"),
    )
    found = merged(office / "plan.xlsx", file)
    plan = office / "plan.xlsx"
    assert found.findings == ()
    assert reported(plan, code, "MLSW", "status") == "ONGOING"
    assert reported(plan, code, "MLSW", "percent") == 40
    assert reported(plan, code, "MLSW", "from_file") == "MPMS raporti.xlsx"
    shown = next(row for row in read(plan).table("matrix").rows if row.value("code") == code)
    assert (shown.value("status"), shown.value("done")) == ("ONGOING", "Tri takime")


def test_merging_again_writes_nothing(office: Path) -> None:
    """The second merge of the same return leaves the plan's bytes alone."""
    code = led_by(office, "MLSW")[0]
    file = answer(
        form(office, "MLSW"),
        office / "back" / "a.xlsx",
        ("matrix", code, "done", "Po"),
        ("matrix", code, "percent", 10),
    )
    plan = office / "plan.xlsx"
    merged(plan, file)
    once = plan.read_bytes()
    merged(plan, file)
    assert plan.read_bytes() == once


def test_the_order_of_returns_means_nothing(office: Path, tmp_path: Path) -> None:
    """Two returns of one agency and one of another, in every order and all at once, give the same data sheets."""
    mine, other = led_by(office, "MLSW")[0], led_by(office, "MEST")[0]
    files = [
        answer(
            form(office, "MLSW"),
            office / "back" / "1.xlsx",
            ("matrix", mine, "done", "first"),
            ("matrix", mine, "percent", 10),
        ),
        answer(form(office, "MLSW"), office / "back" / "2.xlsx", ("matrix", mine, "done", "second"), return_no=2),
        answer(form(office, "MEST"), office / "back" / "3.xlsx", ("matrix", other, "obstacles", "no money")),
    ]
    together = shutil.copy(office / "plan.xlsx", tmp_path / "together.xlsx")
    merged(together, *files)
    goal = data(together)
    assert reported(together, mine, "MLSW", "done") == "second"
    for order in permutations(files):
        plan = shutil.copy(office / "plan.xlsx", tmp_path / "plan.xlsx")
        for file in order:
            merged(plan, file)
        assert {title: sorted(map(repr, rows)) for title, rows in data(plan).items()} == {
            title: sorted(map(repr, rows)) for title, rows in goal.items()
        }


def test_a_conflict_is_asked_and_a_choice_applied(office: Path) -> None:
    """Two returns with one number that differ make a conflict; the choice on the sheet is applied by merging again."""
    code = led_by(office, "MLSW")[0]
    first = answer(form(office, "MLSW"), office / "back" / "1.xlsx", ("matrix", code, "percent", 10))
    second = answer(form(office, "MLSW"), office / "back" / "2.xlsx", ("matrix", code, "percent", 60))
    plan = office / "plan.xlsx"
    found = merged(plan, first, second)
    assert (found.conflicts, int(found.status)) == (2, 1)
    assert reported(plan, code, "MLSW", "percent") is None
    rows = read(plan).table("conflicts").rows
    theirs = next(row for row in rows if row.value("theirs") == "60")
    chosen = answer(plan, plan, ("conflicts", theirs.uid, "choice", "theirs"))
    assert merged(chosen, office / "back").conflicts == 0
    assert reported(plan, code, "MLSW", "percent") == 60


def test_the_plans_own_cells_are_never_taken(office: Path) -> None:
    """An agency that rewrites an activity's text finds it in the log with old and new, and the plan as it was."""
    code = led_by(office, "MLSW")[0]
    file = answer(form(office, "MLSW"), office / "back" / "a.xlsx", ("matrix", code, "activity_en", "Something else"))
    plan = office / "plan.xlsx"
    before = data(plan)
    merged(plan, file)
    assert data(plan) == before
    lines = [row for row in read(plan).table("log").rows if row.value("outcome") == "plan_changed"]
    assert [(row.value("code"), row.value("theirs")) for row in lines] == [(code, "Something else")]


def test_an_unreadable_cell_is_refused_with_its_text(office: Path) -> None:
    """A status that nobody can read changes nothing and stands in the log as it was typed."""
    code = led_by(office, "MLSW")[0]
    file = answer(form(office, "MLSW"), office / "back" / "a.xlsx", ("matrix", code, "status", "perhaps"))
    plan = office / "plan.xlsx"
    merged(plan, file)
    lines = [row for row in read(plan).table("log").rows if row.value("outcome") == "refused"]
    assert [(row.value("theirs"), row.value("code")) for row in lines] == [("perhaps", code)]


def test_a_formula_typed_as_text_stays_text(office: Path) -> None:
    """Text that looks like a formula comes into the plan as text."""
    code = led_by(office, "MLSW")[0]
    file = answer(form(office, "MLSW"), office / "back" / "a.xlsx", ("matrix", code, "done", '=HYPERLINK("http://x")'))
    plan = office / "plan.xlsx"
    merged(plan, file)
    assert reported(plan, code, "MLSW", "done") == '=HYPERLINK("http://x")'


def test_a_stranger_is_refused_and_the_others_go_on(office: Path, tmp_path: Path) -> None:
    """A form of another plan and a file that is no workbook are findings; the good return beside them is merged."""
    code = led_by(office, "MLSW")[0]
    answer(form(office, "MLSW"), office / "back" / "a.xlsx", ("matrix", code, "percent", 10))
    _, forms = sent(tmp_path)
    shutil.copy(forms / f"{PERIOD}_MEST.xlsx", office / "back" / "b.xlsx")
    (office / "back" / "c.xlsx").write_bytes(b"not a workbook")
    found = merged(office / "plan.xlsx", office / "back")
    assert sorted((each.rule, each.where.file) for each in found.findings) == [
        ("return-refused", "b.xlsx"),
        ("return-unreadable", "c.xlsx"),
    ]
    assert all(each.severity is Severity.ERROR for each in found.findings)
    assert reported(office / "plan.xlsx", code, "MLSW", "percent") == 10


def test_a_merge_changes_only_what_it_may(office: Path) -> None:
    """A merge leaves every member of the plan's package alone but for sheets, tables and styles."""
    code = led_by(office, "MLSW")[0]
    file = answer(form(office, "MLSW"), office / "back" / "a.xlsx", ("matrix", code, "percent", 10))
    plan = office / "plan.xlsx"
    before = plan.read_bytes()
    merged(plan, file)
    changed = differing(before, plan.read_bytes())
    assert all(
        name.startswith(("xl/worksheets/sheet", "xl/tables/", "xl/styles.xml", "xl/workbook.xml")) for name in changed
    )
    assert len(list((office / "kap-backups").iterdir())) >= 1
