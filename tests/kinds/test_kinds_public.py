"""The public face: dates, choices, numbers, what a context changes, and what is not loaded for plain cells."""

import datetime as dt
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from kap_xl import kinds
from kap_xl.kinds.words import one_slip

ROOT = Path(__file__).parents[2]
WORDS = {"i lartë": "HIGH", "visok": "HIGH", "high": "HIGH", "i ulët": "LOW", "nizak": "LOW", "low": "LOW"}
FOLDED = {kinds.fold(word): code for word, code in WORDS.items()}


@pytest.mark.parametrize(
    ("raw", "value", "ask", "warn"),
    [
        (dt.date(2006, 3, 31), "2006-03-31", False, False),
        (dt.datetime(2006, 3, 31, 12, 0), "2006-03-31", False, False),  # noqa: DTZ001  # cells know no time zone
        ("31.12.2006", "2006-12-31", False, False),
        ("2006-12-31", "2006-12-31", False, False),
        ("31.12.2006. godine", "2006-12-31", False, False),
        ("1. марта 2006.", "2006-03-01", False, False),
        ("8/7/2006", "2006-07-08", False, True),
        ("5/14/2006", "2006-05-14", False, True),
        ("38718", "2006-01-01", False, True),
        (38718, "2006-01-01", False, True),
        ("June 2006", None, True, False),
        ("2006", None, True, False),
        ("deri më 31.12.2006", None, True, False),
        ("fundi i vitit 2006", None, True, False),
        ("31.12.2006-05.01.2007", None, True, False),
        ("TBD", None, True, False),
        ("30.02.2006", None, False, False),
        ("", None, False, False),
        ("–", None, False, False),
        (None, None, False, False),
    ],
)
def test_a_date_is_exactly_one_day(
    *, raw: kinds.Raw, value: str | None, ask: bool, warn: bool, context: kinds.Context
) -> None:
    """One day is read; a stretch, a bound or a word is asked; no such day and nothing give no value."""
    found = kinds.notation("date", kinds.read("date", raw, context))
    assert found == {"value": value, "ask": ask, "warn": warn}


@pytest.mark.parametrize(
    ("raw", "value", "ask", "warn"),
    [
        (12, "12", False, False),
        (12.5, "12.5", False, False),
        (Decimal("0.1"), "0.1", False, False),
        (True, None, True, False),
        ("12", "12", False, False),
        ("4,5", "4.5", False, False),
        ("4.948,5", "4948.5", False, False),
        ("5.000", "5000", False, True),
        ("1 234", "1234", False, False),
        ("1.234.567", "1234567", False, False),
        ("4751.444", None, True, False),
        ("-3", "-3", False, False),
        ("rreth 120", "120", False, True),
        ("2.5 (estimate)", "2.5", False, True),
        ("5 mijë", "5000", False, False),
        ("1,2 miliona", "1200000", False, False),
        ("50%", "50", False, True),
        (kinds.PercentCell(0.5), "50", False, True),
        ("..", None, False, False),
        ("n/a", None, False, False),
        ("12-15", None, True, False),
        ("dymbëdhjetë", None, True, False),
        (float("nan"), None, True, False),
        (float("inf"), None, True, False),
    ],
)
def test_a_number_is_exact_or_asked(
    *, raw: kinds.Raw, value: str | None, ask: bool, warn: bool, context: kinds.Context
) -> None:
    """Numbers keep their digits; a thousands point is pointed out, a doubtful one asked."""
    found = kinds.notation("number", kinds.read("number", raw, context))
    assert found == {"value": value, "ask": ask, "warn": warn}


@pytest.mark.parametrize("text", ["i lartë", "I LARTE", " i  lartë ", "ВИСОК", "Visok", "high.", "i larte\u0308"])
def test_a_choice_is_folded(text: str) -> None:
    """Case, diacritics, script, blanks and final marks do not matter."""
    assert kinds.read_choice(text, FOLDED) == kinds.ChoiceReading("HIGH")


def test_a_choice_near_one_word_suggests_its_code() -> None:
    """A slip of the finger suggests the only code near; another word suggests nothing; nothing asks nothing."""
    assert kinds.read_choice("visk", FOLDED) == kinds.ChoiceReading(None, ask=True, suggest="HIGH")
    assert kinds.read_choice("medium", FOLDED) == kinds.ChoiceReading(None, ask=True)
    assert kinds.read_choice("  ", FOLDED) == kinds.ChoiceReading(None)


@pytest.mark.parametrize(("typed", "meant"), [("mlws", "mlsw"), ("mpmss", "mpms"), ("unicf", "unicef"), ("iox", "iom")])
def test_a_slip_is_one_step(typed: str, meant: str) -> None:
    """A swap, an insertion, a deletion and a replacement are one slip, in either direction."""
    assert one_slip(typed, meant)
    assert one_slip(meant, typed)


@pytest.mark.parametrize(("typed", "meant"), [("mlsw", "mlsw"), ("wlsm", "mlsw"), ("iommm", "iom"), ("abcd", "badc")])
def test_more_or_less_than_a_step_is_no_slip(typed: str, meant: str) -> None:
    """The same word and two steps are no slip."""
    assert not one_slip(typed, meant)


def test_the_context_gives_the_plan_its_end_and_years() -> None:
    """A continuous deadline ends with the plan; only the plan's years are read from bare numbers."""
    later = kinds.Context(dt.date(2020, 1, 1), dt.date(2022, 6, 30), "ALL")
    assert kinds.read("deadline", "vazhdimisht", later).end == dt.date(2022, 6, 30)
    assert kinds.read("deadline", 2021, later).kind == "PERIOD"
    assert kinds.read("deadline", 2006, later).ask
    assert kinds.read("money", "5000", later).currency == "ALL"
    assert not kinds.read("money", "5000 lekë", later).warn
    assert kinds.read("money", "5000 €", later).warn


def test_serial_numbers_follow_the_date_system() -> None:
    """The same serial number is another day where days are counted from 1904."""
    first = dt.date(2006, 1, 1)
    assert kinds.read("deadline", 38718, kinds.Context()).end == first
    assert kinds.read("deadline", 37256, kinds.Context(date1904=True)).end == first


def test_a_register_of_ones_own_is_used() -> None:
    """Institutions are those of the context; a name of two bodies is nobody's."""
    rows = [
        ("AB", "GOV", ("Alpha Board",), ("AAA",)),
        ("CD", "GOV", ("Common Desk",), ("AAA",)),
        ("", "GOV", ("Nobody",), ()),
    ]
    own = kinds.Context(institutions=kinds.Institutions.from_rows(rows))
    assert kinds.read("institutions", "Alpha Board, CD", own) == kinds.InstitutionsReading("AB", ("CD",))
    assert kinds.read("institutions", "AAA", own).unknown == (kinds.Unknown("AAA"),)
    assert kinds.read("institutions", "MLSW", own).lead is None


@pytest.mark.parametrize(
    ("value", "raw"),
    [
        ("x", "x"),
        (5, 5),
        (Decimal("0.5"), Decimal("0.5")),
        (None, None),
        ({"date": "2006-03-31"}, dt.date(2006, 3, 31)),
        ({"number": 0.5, "format": "0%"}, kinds.PercentCell(0.5)),
        ({"number": 0.5, "format": "General"}, 0.5),
    ],
)
def test_a_cell_in_json_is_a_raw_value(value: object, raw: kinds.Raw) -> None:
    """The JSON forms of a cell give what a workbook would give."""
    assert kinds.from_json_input(value) == raw


@pytest.mark.parametrize("value", [[1], {"x": 1}, {"number": "a"}])
def test_another_json_form_is_a_program_error(value: object) -> None:
    """What is no cell is refused."""
    with pytest.raises(ValueError, match="cell"):
        kinds.from_json_input(value)


def test_plain_cells_load_no_heavy_library() -> None:
    """Statuses, choices, numbers and dates in figures are read without Babel, rapidfuzz or pandas."""
    code = (
        "import sys, datetime; from kap_xl import kinds; c = kinds.Context();"
        "[kinds.read(k, r, c) for k, r in [('status', 'u toku'), ('number', '5.000'), ('percent', '50%'),"
        "('deadline', '31.12.2006'), ('deadline', '2006-12-31'),"
        "('deadline', datetime.date(2006, 1, 1)), ('date', '1.2.2006')]];"
        "kinds.read_choice('x', {'y': 'Y'});"
        "print({'babel', 'rapidfuzz', 'pandas'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True, text=True)
    assert done.stdout == "set()\n"
