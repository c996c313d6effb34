"""A plan that lives on in other hands: saved by other programs, sorted anew, merged, its sheets turned about."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from living import cells, codes, living, net, said
from openpyxl import load_workbook
from rounds import DESK, read
from small import column, edited, form, merged, office, sheet, typed, uid

from kap_xl.books.headless import HeadlessBook
from kap_xl.commands.changes import changes
from kap_xl.commands.relabel import relabel
from kap_xl.commands.revise import revise
from kap_xl.commands.validate import validate
from kap_xl.versions import history, rebuilt

if TYPE_CHECKING:
    from pathlib import Path


def revised(folder: Path, lang: str = "en") -> Path:
    """A plan with two closed versions."""
    plan = living(folder, lang)
    revise(DESK, plan)
    edited(plan, ("matrix", "1.1.1", "start", date(2005, 10, 1)), ("indicators", "I1", "target_2006", 130.5),
           ("matrix", "1.1.2", "priority", "low"))  # fmt: skip
    revise(DESK, plan, decision="D1", reason="Rishikim çështjesh")
    return plan


def sound(plan: Path) -> list[bool]:
    """Whether each version of a plan can be rebuilt."""
    work = read(plan)
    known = history(work.tables, work.reader)
    return [rebuilt(known, each.number).sound for each in known.versions]


def test_rows_sorted_anew_and_columns_moved_are_no_changes(tmp_path: Path) -> None:
    """Neither in the plan nor in the record does a place matter; openpyxl saved the file."""
    plan = revised(tmp_path)
    book = load_workbook(plan)
    for key in ("matrix", "changes", "versions"):
        of = sheet(book, key)
        last = max(row for row in range(5, of.max_row + 1) if of.cell(row, 1).value)
        rows = [[of.cell(row, at).value for at in range(1, of.max_column + 1)] for row in range(5, last + 1)]
        for row, values in enumerate(reversed(rows), 5):
            for at, value in enumerate(values, 1):
                of.cell(row, at).value = value
    of = sheet(book, "matrix")
    one, other = column(of, "priority"), column(of, "indicator")
    for row in range(1, of.max_row + 1):
        first, second = of.cell(row, one), of.cell(row, other)
        first.value, second.value = second.value, first.value
    book.save(plan)
    assert net(changes(DESK, plan)) == set()
    assert sound(plan) == [True, True]
    assert said(revise(DESK, plan)) == ["living.nothing-to-close"]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed here")
def test_saved_by_libreoffice_nothing_has_changed(tmp_path: Path) -> None:
    """Its numbers, dates and texts are the same values, and every version is still what it was."""
    plan = revised(tmp_path / "a" if (tmp_path / "a").mkdir() is None else tmp_path, "sq")
    out = tmp_path / "b"
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "xlsx",
         "--outdir", str(out), str(plan)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    saved = out / plan.name
    assert net(changes(DESK, saved)) == set()
    assert sound(saved) == [True, True]
    edited(saved, ("matrix", "1.1.1", "lead", "MOJ"))
    revise(DESK, saved)
    assert sound(saved) == [True, True, True]


def test_a_merge_makes_no_changes_of_the_plan(tmp_path: Path) -> None:
    """Reports are not the plan; the identity that the split gave the plan stays."""
    folder = office(tmp_path / "o")
    plan = folder / "plan.xlsx"
    revise(DESK, plan)
    identity = {row.value("column"): row.value("value") for row in read(plan).table("_kap").rows
                if row.value("part") == "identity"}  # fmt: skip
    assert identity["workbook_id"]
    assert codes(merged(folder, typed(form(folder, "MLSW"), folder / "back" / "r.xlsx",
                                      ("matrix", "1.1.1", "status", "ongoing"), ("matrix", "1.1.1", "done", "x")))) == []  # fmt: skip
    assert net(changes(DESK, plan)) == set()
    edited(plan, ("matrix", "1.1.2", "output", "Other"))
    revise(DESK, plan)
    assert codes(merged(folder, typed(form(folder, "MLSW"), folder / "back" / "s.xlsx",
                                      ("matrix", "1.1.1", "done", "y"), return_no=2))) == []  # fmt: skip
    assert net(changes(DESK, plan)) == set()
    assert sound(plan) == [True, True]


def test_a_missing_column_or_sheet_was_not_emptied(tmp_path: Path) -> None:
    """A column that somebody deleted says nothing about its cells."""
    plan = revised(tmp_path)
    book = load_workbook(plan)
    of = sheet(book, "matrix")
    of.cell(1, column(of, "indicator")).value = "mine"
    book.remove(sheet(book, "indicators"))
    book.save(plan)
    assert net(changes(DESK, plan)) == set()


def test_a_formula_without_its_result_is_no_change(tmp_path: Path) -> None:
    """What cannot be seen is as it was."""
    plan = revised(tmp_path)
    book = load_workbook(plan)
    of = sheet(book, "indicators")
    of.cell(5, column(of, "target_2006")).value = "=130+0.5"
    book.save(plan)
    assert net(changes(DESK, plan)) == set()


def test_new_workbooks_are_revised_alike(tmp_path: Path) -> None:
    """Held by openpyxl, a plan gets the same versions and changes."""
    desk = replace(DESK, open_bytes=HeadlessBook, lossless=False)
    found = []
    for name, at in (("closed", DESK), ("headless", desk)):
        (tmp_path / name).mkdir()
        plan = living(tmp_path / name)
        revise(at, plan)
        edited(plan, ("matrix", "1.1.1", "lead", "MOJ"))
        revise(at, plan, decision="D1")
        found.append((cells(plan, "versions"), cells(plan, "changes"), cells(plan, "_kap")))
    assert found[0] == found[1]


def test_a_long_row_is_kept_whole(tmp_path: Path) -> None:
    """Texts that fill a cell, of letters that take two units each, are kept in pieces that fit a cell."""
    plan = living(tmp_path)
    edited(plan, ("matrix", "1.1.1", "output", "😀 " * 10_000), ("matrix", "1.1.1", "risk", 'ë"\\' * 10_000))
    revise(DESK, plan)
    assert net(changes(DESK, plan)) == set()
    values = [str(row.raw("value") or "") for row in read(plan).table("_kap").rows]
    assert max(len(value.encode("utf-16-le")) // 2 for value in values) <= 32_767
    edited(plan, ("matrix", "1.1.1", "output", "short"))
    revise(DESK, plan)
    assert sound(plan) == [True, True]


def test_a_plan_made_before_the_hidden_field_keeps_keys_in_sight(tmp_path: Path) -> None:
    """Without that column sheet and column are written as keys, so that every version can be rebuilt all the same."""
    plan = living(tmp_path)
    book = load_workbook(plan)
    of = sheet(book, "changes")
    for key in ("field", "code"):
        of.cell(1, column(of, key)).value = None
    book.save(plan)
    revise(DESK, plan)
    edited(plan, ("matrix", "1.1.1", "lead", "MOJ"), ("cover", "end", "value", date(2008, 1, 1)))
    revise(DESK, plan)
    assert {(row["sheet"], row["column"]) for row in cells(plan, "changes")} == {("matrix", "lead"), ("cover", "value")}
    assert sound(plan) == [True, True]


def test_closing_a_version_gives_rise_to_no_finding(tmp_path: Path) -> None:
    """The record is no data that rules could stumble over."""
    plan = living(tmp_path)
    edited(plan, ("matrix", "1.1.1", "deadline", "sometime"))
    before = sorted((each.rule, each.where.cell) for each in validate(DESK, [plan]).findings)
    revise(DESK, plan)
    edited(plan, ("matrix", "1.1.1", "deadline", "whenever"), ("budget", uid("budget", "1.1.10"), "amount", "=1+1"))
    revise(DESK, plan, decision="D1")
    edited(plan, ("matrix", "1.1.1", "deadline", "sometime"), ("budget", uid("budget", "1.1.10"), "amount", 10000))
    revise(DESK, plan, decision="D1")
    assert sorted((each.rule, each.where.cell) for each in validate(DESK, [plan]).findings) == before
    assert sound(plan) == [True, True, True]
    assert {row["new"] for row in cells(plan, "changes")} == {"whenever", "=1+1", "sometime", "10000"}


@pytest.mark.parametrize("lang", ["sq", "sr"])
def test_another_language_on_the_sheets_is_no_change(tmp_path: Path, lang: str) -> None:
    """Tabs, headings and lists are reworded; what was closed in English is understood, and so is what comes after."""
    plan = revised(tmp_path)
    relabel(replace(DESK, lang=lang), plan)
    assert net(changes(DESK, plan)) == set()
    edited(plan, ("matrix", "1.1.2", "priority", "high"))
    revise(DESK, plan)
    relabel(replace(DESK, lang="en"), plan)
    assert net(changes(DESK, plan)) == set()
    assert sound(plan) == [True, True, True]
    assert ("changed", "1.1.2", "priority", "low", "high", 3) in net(changes(DESK, plan, since="2"))
