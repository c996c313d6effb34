"""The command `export`: tables that other programs read as the plan was read, and sums that are right to the cent."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rounds import DESK, sample
from small import edited, small

from kap_xl.books.prepared import form_package
from kap_xl.columns import BY_KEY, Role
from kap_xl.commands.answer import CommandError
from kap_xl.commands.export import export
from kap_xl.commands.relabel import relabel
from kap_xl.commands.validate import read_ours
from kap_xl.export.csv_text import as_csv, guarded, unguarded
from kap_xl.export.tables import Field, Tidy
from kap_xl.phrase import LANGUAGES
from kap_xl.summaries import summarise
from kap_xl.summaries.figure import Figure

if TYPE_CHECKING:
    from pathlib import Path

    from kap_xl.workbook import Workbook


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Workbook]:
    """The folder of an export of the sample, and the sample as read."""
    folder = tmp_path_factory.mktemp("export")
    plan = folder / "plan.xlsx"
    plan.write_bytes(sample("en"))
    export(DESK, plan, folder / "out")
    return folder / "out", read_ours(DESK.open(plan), plan)


def put(folder: Path, data: bytes) -> Path:
    """The bytes as a plan in a folder."""
    plan = folder / "plan.xlsx"
    plan.write_bytes(data)
    return plan


def rows(path: Path) -> list[dict[str, str]]:
    """A CSV file as the standard library reads it."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_csv_holds_every_value(made: tuple[Path, Workbook]) -> None:
    """Pandas reads from the CSV of each sheet the typed values that the program reads from the sheet."""
    folder, work = made
    for key in ("matrix", "budget", "progress", "values", "spending", "institutions", "lists", "statistics"):
        table = work.table(key)
        frame = pd.read_csv(folder / f"{key}.csv", dtype=str, keep_default_na=False, encoding="utf-8-sig")
        assert list(frame["uid"]) == [row.uid for row in table.rows]
        for name in set(frame.columns) & {"code", "lead", "year", "amount", "currency", "period", "percent", "women"}:
            wanted = [row.value(name) for row in table.rows]
            found = [each or None for each in frame[name]]
            as_read = [
                Decimal(text) if isinstance(value, Decimal) and text else text
                for value, text in zip(wanted, found, strict=True)
            ]
            assert [
                None if value is None else value if isinstance(value, Decimal) else str(value) for value in wanted
            ] == as_read


def test_targets_are_long(made: tuple[Path, Workbook]) -> None:
    """A target of a year is a row of its own, and one that is not set is none."""
    folder, work = made
    found = {(row["uid"], int(row["year"]), Decimal(row["target"])) for row in rows(folder / "indicator_targets.csv")}
    assert found == {(each.uid, year, target) for each in work.plan.indicators for year, target in each.targets}


def test_bodies_are_long(made: tuple[Path, Workbook]) -> None:
    """Each partner of an activity is a row, in the order of the cell."""
    folder, work = made
    found = [(row["uid"], int(row["position"]), row["institution"]) for row in rows(folder / "matrix_partners.csv")]
    plan = work.plan.activities
    assert found == [(each.uid, n, code) for each in plan for n, code in enumerate(each.partners, 1)]


CENTS = Decimal("0.01")


@pytest.mark.parametrize(
    ("column", "stages"), [("need", ("estimate", "estimate")), ("committed", ("committed", "received"))]
)
def test_sums_equal_summaries(made: tuple[Path, Workbook], column: str, stages: tuple[str, str]) -> None:
    """SQL over whole millionths gives the need and the commitments of the summaries to the last cent."""
    folder, work = made
    total = summarise(work.plan, "2005-H2")["budget.objective"].total
    assert total is not None
    figure = total.cells[column]
    assert isinstance(figure, Figure)
    assert figure.value
    with sqlite3.connect(folder / "plan.sqlite") as base:
        (summed,) = base.execute("SELECT SUM(amount_plan_micro) FROM budget WHERE stage IN (?, ?)", stages).fetchone()
    assert (Decimal(summed) / 1_000_000).quantize(CENTS) == Decimal(figure.value).quantize(CENTS)


def test_database_is_sound(made: tuple[Path, Workbook]) -> None:
    """Every reference leads to a row, every column is explained in three languages, and every view opens."""
    with sqlite3.connect(made[0] / "plan.sqlite") as base:
        assert base.execute("PRAGMA foreign_key_check").fetchall() == []
        assert base.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        names = [name for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        assert not {"words", "_kap", "cover"} & set(names)
        there = {(name, column[1]) for name in names for column in base.execute(f'PRAGMA table_info("{name}")')}
        told = base.execute("SELECT * FROM columns").fetchall()
        assert {(line[0], line[1]) for line in told} == there
        assert all(all(line[5:]) for line in told)
        for (view,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'view'").fetchall():
            base.execute(f'SELECT * FROM "{view}" LIMIT 1').fetchall()  # noqa: S608 - a name of the database itself
        assert base.execute("SELECT COUNT(*) FROM budget WHERE amount = '' OR note = ''").fetchone() == (0,)


def test_package_describes_the_files(made: tuple[Path, Workbook]) -> None:
    """Each resource's fields are its file's header, and its keys lead to resources and fields that are there."""
    package = json.loads((made[0] / "datapackage.json").read_text(encoding="utf-8"))
    fields = {each["name"]: [one["name"] for one in each["schema"]["fields"]] for each in package["resources"]}
    for each in package["resources"]:
        header = (made[0] / each["path"]).read_text(encoding="utf-8-sig").splitlines()[0].split(",")
        assert header == fields[each["name"]]
        assert set(each["schema"]["primaryKey"]) <= set(header)
        for key in each["schema"].get("foreignKeys", ()):
            assert key["fields"] in header
            assert key["reference"]["fields"] in fields[key["reference"]["resource"]]
    assert package["kap:files"] == sorted(path.name for path in made[0].iterdir())


def test_nothing_hidden_leaves(made: tuple[Path, Workbook]) -> None:
    """Fingerprints, formulas and the view of the current period stay out."""
    for key in ("matrix", "indicators", "budget", "progress", "log"):
        header = (made[0] / f"{key}.csv").read_text(encoding="utf-8-sig").splitlines()[0].split(",")
        columns = [column for column in BY_KEY[key].columns if column.key in header]
        assert not [column.key for column in columns if column.kind == "hash"]
        assert not [
            column.key
            for column in columns
            if column.role is Role.FORMULA and column.key not in ("rate_date", "amount_plan")
        ]
    assert "status" not in (made[0] / "matrix.csv").read_text(encoding="utf-8-sig").splitlines()[0].split(",")


def test_same_bytes_again_and_in_any_language(tmp_path: Path) -> None:
    """Exporting again changes no byte, and the data are the same whatever language the plan speaks."""
    plan = put(tmp_path, small("sq"))
    export(DESK, plan, tmp_path / "out")
    first = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    export(DESK, plan, tmp_path / "out")
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == first
    relabel(replace(DESK, lang="sr"), plan)
    export(DESK, plan, tmp_path / "out")
    again = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    assert {name for name in first if again[name] != first[name]} == {"settings.csv", "plan.sqlite", "datapackage.json"}
    assert plan.read_bytes() != small("sq")


def test_foreign_files_are_left_alone(tmp_path: Path) -> None:
    """A file that no export made is neither replaced nor deleted; nothing is written then."""
    plan, out = put(tmp_path, small()), tmp_path / "out"
    out.mkdir()
    (out / "matrix.csv").write_text("mine", encoding="utf-8")
    with pytest.raises(CommandError) as told:
        export(DESK, plan, out)
    assert told.value.message.code == "export.foreign-files"
    assert [path.name for path in out.iterdir()] == ["matrix.csv"]
    (out / "matrix.csv").rename(out / "mine.csv")
    export(DESK, plan, out)
    export(DESK, plan, out)
    assert (out / "mine.csv").read_text(encoding="utf-8") == "mine"


def test_earlier_files_that_are_no_more_go(tmp_path: Path) -> None:
    """Of an earlier export nothing stays that is not of this one; paths out of the folder are never touched."""
    plan, out = put(tmp_path, small()), tmp_path / "out"
    export(DESK, plan, out)
    package = json.loads((out / "datapackage.json").read_text(encoding="utf-8"))
    package["kap:files"] += ["old.csv", "../plan.xlsx", "thesis.docx"]
    (out / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    for name in ("old.csv", "thesis.docx"):
        (out / name).write_text("", encoding="utf-8")
    export(DESK, plan, out)
    assert not (out / "old.csv").exists()
    assert plan.exists()
    assert (out / "thesis.docx").exists()


def test_form_and_file_are_refused(tmp_path: Path) -> None:
    """A form is no plan, and a file no folder."""
    form = tmp_path / "form.xlsx"
    form.write_bytes(form_package("en", (2027,)))
    with pytest.raises(CommandError) as told:
        export(DESK, form, tmp_path / "out")
    assert told.value.message.code == "face.form-not-plan"
    with pytest.raises(CommandError) as told:
        export(DESK, put(tmp_path, small()), form)
    assert told.value.message.code == "export.out-is-file"


def test_unread_cells_are_told(tmp_path: Path) -> None:
    """A cell that cannot be read is blank in its table and stands in `unread` as it was typed."""
    plan = put(tmp_path, small())
    code = str(next(row for row in read_ours(DESK.open(plan), plan).table("matrix").rows).value("code"))
    edited(plan, ("matrix", code, "start", "some day"))
    answer = export(DESK, plan, tmp_path / "out")
    assert "export.unread" in {note.code for note in answer.notes}
    assert [(row["table"], row["column"], row["text"]) for row in rows(tmp_path / "out" / "unread.csv")] == [
        ("matrix", "start", "some day")
    ]


@given(st.text(alphabet="=+-@'\t\r\n,\"aé ", max_size=6))
@settings(max_examples=60)
def test_no_text_is_a_formula(text: str) -> None:
    """Whatever a text begins with, no field of the CSV begins like a formula, and the text can be had back."""
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r"))
    table = Tidy("t", (Field("a"), Field("b", "number")), ("a",), ((text, Decimal("-1.50")),))
    read = list(csv.reader(io.StringIO(as_csv(table).decode("utf-8-sig"), newline="")))
    assert read == [["a", "b"], [guarded(text), "-1.5"]]


def test_readme_speaks_three_languages(made: tuple[Path, Workbook]) -> None:
    """The folder says in each language what it is, and that it is not to be passed on."""
    assert (made[0] / "README.txt").read_text(encoding="utf-8-sig").count("----") == len(LANGUAGES) - 1
