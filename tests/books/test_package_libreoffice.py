"""Edited packages as LibreOffice reads them."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import warnings
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from package_samples import bent, plain, prefixed, rich

from kap_xl.books.package import Edit, Formula, Package, Style

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


def resaved(folder: Path, *books: bytes) -> list[Any]:
    """The workbooks after LibreOffice opened and saved them, read by openpyxl."""
    for number, data in enumerate(books):
        (folder / f"{number}.xlsx").write_bytes(data)
    command = [
        "soffice",
        f"-env:UserInstallation=file://{folder}/profile",
        "--headless",
        "--norestore",
        "--nolockcheck",
    ]
    command += ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder / "out")]
    command += [str(folder / f"{number}.xlsx") for number in range(len(books))]
    for _ in range(2):  # it leaves once when its profile is new
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True) as run:
            try:
                run.communicate(timeout=120)
            finally:
                if run.poll() is None:
                    os.killpg(run.pid, signal.SIGKILL)
        if len(list((folder / "out").glob("*.xlsx"))) == len(books):
            break
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # it says what it does not understand
        return [openpyxl.load_workbook(folder / "out" / f"{n}.xlsx", data_only=True) for n in range(len(books))]


def test_libreoffice_reads_what_was_written(tmp_path: Path) -> None:
    """Values, results, looks, rows of tables, notes and a carried sheet, in plain and in prefixed sheets."""
    first = Package.open(rich())
    first.set_cells(
        "Plan & budget",
        [
            Edit(20, 1, "  ë č\nline"),
            Edit(20, 2, "=1+1"),
            Edit(20, 3, date(2006, 7, 1)),
            Edit(20, 6, 7, "3+4"),
            Edit(20, 5, True),  # noqa: FBT003 - the value of a cell
            Edit(1, 1, style=Style(fill="00FF00"), keep_value=True),
        ],
    )
    first.append_rows("Plan & budget", "tblMatrix", [["u4", "text", "b", date(2006, 1, 1), Formula(None, 4)]])
    first.add_note("Plan & budget", 20, 1, "a new note", "kap")
    first.add_sheet("Carried", Package.open(plain()), "Matrix", position=0)
    second = Package.open(bent(plain(), "xl/worksheets/sheet1.xml", prefixed))
    second.fill_table("Matrix", "matrix", [[f"u{n}", "-1", n] for n in range(5)])
    one, two = resaved(tmp_path, first.to_bytes(), second.to_bytes())
    sheet = one["Plan & budget"]
    assert [sheet.cell(20, n).value for n in (1, 2, 6, 5)] == ["  ë č\nline", "=1+1", 7, True]
    assert sheet["C20"].value == datetime(2006, 7, 1)  # noqa: DTZ001 - a cell knows no zone
    assert sheet["A1"].fill.fgColor.rgb == "FF00FF00"
    assert [sheet.cell(8, n).value for n in (1, 2, 3, 5)] == ["u4", "text", "b", 4]
    assert sheet["A20"].comment.text == "a new note"
    assert sheet["A1"].comment is not None
    assert one.sheetnames == ["Carried", "Plan & budget", "Other"]
    assert one["Carried"]["B4"].value == "first"
    assert [[cell.value for cell in row] for row in two["Matrix"]["A4:C8"]] == [[f"u{n}", "-1", n] for n in range(5)]
