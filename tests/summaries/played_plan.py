"""The sample plan after a demonstration round, and its sheets as openpyxl reads them: plain rows of plain values."""

from __future__ import annotations

import tempfile
import warnings
from datetime import datetime
from functools import cache
from pathlib import Path

from openpyxl import load_workbook

from kap_xl.commands.demo import demo
from kap_xl.desk import Desk

Row = dict[str, object]
PERIOD = "2006-H1"


@cache
def folder() -> Path:
    """A folder in which the round was played, once."""
    into = Path(tempfile.mkdtemp(prefix="kap-round-")) / "round"
    demo(Desk(lang="en"), into)
    return into


@cache
def sheets() -> dict[str, list[Row]]:
    """The rows of each sheet by its key, under the keys of its first row; words are told as codes, days as dates."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(folder() / "plan.xlsx", data_only=True)
    found: dict[str, list[Row]] = {}
    for sheet in book:
        key = str(sheet["A1"].value or "").removeprefix("kap:")
        rows = list(sheet.iter_rows(values_only=True))
        heads = [str(each) if each is not None else "" for each in rows[0]]
        heads[0] = "uid"
        last_head = max((n for n, row in enumerate(rows[:10]) if row[0] == "uid"), default=0)
        found[key] = [
            {"row": number, **{head: _plain(cell) for head, cell in zip(heads, row, strict=True) if head}}
            for number, row in enumerate(rows[last_head + 1 :], last_head + 2)
            if any(cell is not None for cell in row)
        ]
    return found


@cache
def words() -> dict[tuple[str, str], str]:
    """The code of each word, by its list: the plan's own hidden sheet of words, and its own registers."""
    found = {(str(row["list"]), str(row["word"]).casefold()): str(row["code"]) for row in sheets()["words"]}
    for row in sheets()["lists"]:
        kind = found.get(("list", str(row["list"]).casefold()), str(row["list"]))
        for name in ("name_en", "name_sq", "name_sr"):
            if row.get(name):
                found.setdefault((kind, str(row[name]).casefold()), str(row["code"]))
    return found


def coded(listed: str, cell: object) -> str:
    """The code of the word in a cell; empty for a blank."""
    return "" if cell is None else words().get((listed, str(cell).casefold()), str(cell))


def _plain(cell: object) -> object:
    return cell.date() if isinstance(cell, datetime) else cell
