"""What reading says of cells: every sentence of its catalogue is said of some cell, in all three languages."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from plans import COVER, INSTITUTIONS, LISTS, grid
from test_texts import sentences

from kap_xl.grid import Grid, Percent, Raw, Trouble
from kap_xl.phrase import LANGUAGES
from kap_xl.workbook import read_workbook

if TYPE_CHECKING:
    from kap_xl.finding import Finding

CELLS: tuple[tuple[str, str, Raw, str], ...] = (
    ("matrix", "code", date(2001, 2, 3), "code-is-date"),
    ("matrix", "code", 1.1, "code-is-number"),
    ("matrix", "state", "perhaps", "choice-unknown"),
    ("matrix", "lead", "Ministry of Magic", "institution-unknown"),
    ("matrix", "lead", "MLSW, MEST", "institution-several"),
    ("matrix", "deadline", "31.02.2006", "deadline-unreadable"),
    ("matrix", "deadline", "05-07", "deadline-ask"),
    ("matrix", "code", True, "code-unreadable"),
    ("matrix", "deadline", "36 months", "deadline-dayless"),
    ("matrix", "deadline", "03/04/2006", "deadline-read"),
    ("matrix", "deadline", "Jun-06", "deadline-span"),
    ("progress", "status", "po", "status-ask"),
    ("progress", "percent", True, "percent-unreadable"),
    ("progress", "percent", "120 %", "percent-ask"),
    ("progress", "percent", "about 50 %", "percent-read"),
    ("progress", "actual_date", "31.02.2006", "date-unreadable"),
    ("progress", "actual_date", "06.2006", "date-ask"),
    ("progress", "actual_date", "03/04/2006", "date-read"),
    ("progress", "period", "2006-H9", "period-unknown"),
    ("progress", "period", "spring", "period-unknown"),
    ("progress", "period", "H1 2006", "period-read"),
    ("values", "value", True, "number-unreadable"),
    ("values", "value", "many", "number-ask"),
    ("values", "value", "1.250", "number-read"),
    ("values", "value", "12,5", "number-as-text"),
    ("values", "women", "12", "number-as-text"),
    ("progress", "percent", "50 %", "number-as-text"),
    ("budget", "year", "2006", "number-as-text"),
    ("budget", "year", "'2006", "number-as-text"),
    ("values", "value", "'12", "number-as-text"),
    ("values", "value", "#N/A", "excel-error"),
    ("budget", "year", "#VALUE!", "excel-error"),
    ("progress", "actual_date", "########", "excel-error"),
    ("matrix", "lead", "#NAME?", "excel-error"),
    ("budget", "amount", "5000", "number-as-text"),
    ("progress", "actual_date", "30.06.2006", "date-as-text"),
    ("budget", "amount", "a lot", "amount-unreadable"),
    ("budget", "amount", "5.000 USD", "amount-ask"),
    ("budget", "amount", "5.000", "amount-read"),
    ("budget", "year", "next", "year-unreadable"),
    ("budget", "amount", Trouble("#REF!"), "excel-error"),
    ("budget", "amount", Trouble("", uncached=True), "formula-unknown"),
)


def findings(*grids: Grid) -> tuple[Finding, ...]:
    """What reading finds in some sheets beside the usual registers."""
    usual = (grid("cover", COVER), grid("institutions", INSTITUTIONS), grid("lists", LISTS))
    return read_workbook((*usual, *grids)).findings


def sheet(key: str, *columns: str, value: Raw = None, title: str = "Tab") -> Grid:
    """A sheet with one row, which holds the value in each column."""
    return Grid(title, ((f"kap:{key}", *columns), ("uid", *columns), ("kaaaaaaaaaaa", *(value for _ in columns))))


def structure() -> tuple[Finding, ...]:
    """What is found of a sheet that is there twice, one of whose columns is there twice."""
    twice = sheet("programmes", "title", "title", value="Shelter")
    return findings(twice, sheet("programmes", "title", title="Tab (2)"))


def lost() -> tuple[Finding, ...]:
    """What is found of a workbook that lost sheets, the first row of one, and columns of another."""
    known = (grid("cover", COVER), grid("institutions", INSTITUTIONS), grid("lists", LISTS))
    keyless = Grid("Budget", sheet("budget", "amount").rows[1:])
    signs = Grid("_kap", (("kap:_kap", "part"), ("uid", "Part")))
    return read_workbook((*known, sheet("matrix", "code", "lead", value="1.1.1"), keyless, signs)).findings


def test_lost() -> None:
    """A sheet that is gone, one that lost its keys, and a column that is gone are told once each, and by name."""
    told = [(each.rule, each.spot.sheet, each.spot.column) for each in lost()]
    assert told.count(("sheet-missing", "progress", "")) == 1
    assert told.count(("sheet-keys-lost", "budget", "")) == 1
    assert told.count(("column-missing", "matrix", "deadline")) == 1
    assert ("column-missing", "matrix", "risk") not in told
    assert findings(sheet("matrix", "code", value="1.1.1")) == ()


def whole_sheets() -> tuple[Finding, ...]:
    """What is found of merged cells, of a formula column full of errors, and of a version that counts nothing."""
    one = sheet("programmes", "title", "amount", value="Shelter")
    merged = Grid(one.title, one.rows, merged=((3, 2, 4, 2),))
    broken = sheet("budget", "amount_plan", value=Trouble("#REF!"), title="Money")
    half = grid("cover", COVER.replace("| plan_version | 1 |", "| plan_version | 1.5 |"))
    others = (grid("institutions", INSTITUTIONS), grid("lists", LISTS))
    return (*findings(merged), *findings(broken), *read_workbook((half, *others)).findings)


@pytest.mark.parametrize(
    ("key", "column", "raw", "rule"), CELLS, ids=[f"{cell[3]}-{cell[1]}-{cell[2]}" for cell in CELLS]
)
def test_cell(key: str, column: str, raw: Raw, rule: str) -> None:
    """A cell that is not plainly read is told once, at its place, under the name of what is the matter."""
    told = [
        (each.rule, each.spot.sheet, each.spot.row, each.spot.column)
        for each in findings(sheet(key, column, value=raw))
    ]
    assert told == [(rule, key, 3, column)]


AS_FIGURES: tuple[tuple[str, str, Raw], ...] = (
    ("values", "value", 12.5),
    ("progress", "percent", 50),
    ("progress", "percent", Percent(0.5)),
    ("budget", "year", 2006),
    ("budget", "amount", 5000.0),
    ("progress", "actual_date", date(2006, 6, 30)),
    ("matrix", "code", "1.10"),
    ("matrix", "deadline", "30.06.2006"),
    ("matrix", "output", "12"),
    ("programmes", "title", "2006"),
    ("progress", "return_no", "2"),
    ("progress", "received", "30.06.2006"),
    ("values", "value", "-"),
    ("progress", "done", "#N/A"),
)


@pytest.mark.parametrize(("key", "column", "raw"), AS_FIGURES, ids=[f"{one[1]}-{one[2]}" for one in AS_FIGURES])
def test_figures_and_texts_in_their_places(key: str, column: str, raw: Raw) -> None:
    """A number in a column of numbers, a text in a column of texts, and what the program noted are not pointed out."""
    assert findings(sheet(key, column, value=raw)) == ()


def test_twice() -> None:
    """A sheet or a column that is there twice is told of."""
    assert {each.rule for each in structure()} == {"sheet-twice", "column-twice"}


def test_whole_sheets() -> None:
    """Merged cells, a column of errors and half a version are each told once."""
    told = [each.rule for each in whole_sheets()]
    assert {"cells-merged", "excel-error", "number-not-whole"} <= set(told)
    assert told.count("excel-error") == 1


def test_every_sentence_is_said() -> None:
    """The cells above make reading say each sentence of its catalogue, and in every language a whole one."""
    made = [each for key, column, raw, _ in CELLS for each in findings(sheet(key, column, value=raw))]
    near = [(("matrix", "lead"), "UNICEFF"), (("matrix", "lead"), "Ministry")]
    made += [*structure(), *whole_sheets(), *lost()]
    made += [each for place, value in near for each in findings(sheet(*place, value=value))]
    codes = {said.code for each in made for said in (each.message, each.fix) if said is not None}
    # what to do about an unknown word is said only where no near one can be named
    assert set(sentences("cells", "en")) == codes
    for lang in LANGUAGES:
        for each in made:
            said = each.said(lang)
            assert not {"{", "}", "@"} & set(said["message"] + said["fix"])
