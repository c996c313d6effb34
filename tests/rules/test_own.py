"""The expressions of the users' own rules: what they mean, that blanks decide nothing, and that nothing raises."""

from __future__ import annotations

import plans
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sound_plan import SOUND, but, markdown

from kap_xl.phrase import LANGUAGES
from kap_xl.rules import check
from kap_xl.rules.own.compiling import compiled
from kap_xl.rules.own.functions import NAMES
from kap_xl.rules.own.ground import ground
from kap_xl.rules.own.meaning import Meaning
from kap_xl.rules.own.wrong import Wrong

PLAN = plans.workbook(**markdown()).plan
OWN = {"name": "t", "form": "rule", "sheet": "progress", "expression": "percent > 1", "message": "x"}
LINES = plans.workbook(**markdown(SOUND | {"rules": (OWN,)})).plan.lines["progress"]
PIECES = (*NAMES, "status", "percent", "activity", "agency", "[Statusi]", '"DONE"', '""', "2006-06-30", "30.06.2006")
SIGNS = ("(", ")", ",", ";", "=", "<>", "<", ">=", "+", "-", "*", "/", "and", "or", "not", "1.1.1", "12,5", "0", "'")


def rows(expression: str, sheet: str = "progress") -> list[int]:
    """The Excel rows of which an expression is true."""
    own = {"name": "t", "form": "rule", "sheet": sheet, "expression": expression, "severity": "error", "message": "x"}
    found = check(plans.workbook(**markdown(SOUND | {"rules": (own,)})).plan)
    assert {each.rule for each in found} <= {"own:t"}
    return [each.spot.row for each in found]


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ('percent < 50 and status = "ONGOING"', [3]),
        ('=AND(percent<50;status="në zbatim")', [3]),
        ('percent < 50 and status = "u toku"', [3]),
        ("blank(done)", [6]),
        ('done = ""', [6]),
        ('obstacles <> ""', [7]),
        ("not percent > 50", [3, 6, 7]),
        ("percent > 50 or not percent > 50", [3, 4, 6, 7]),
        ("blank(percent) or percent > 50", [4, 5, 8]),
        ("if(blank(percent), false, percent = 20)", [7]),
        ("actual_date > 30.05.2006", [4]),
        ("actual_date > 2006-05-31", []),
        ("as_of() - actual_date = 30", [4]),
        ("actual_date + 30 = as_of()", [4]),
        ("year(actual_date) * 100 + month(actual_date) = 200605", [4]),
        ("actual_date = date(2006; 5; 31)", [4]),
        ('contains(agency, "Ministria e Punës")', [7]),
        ('agency = "MPMS"', [7]),
        ('contains(done, "SCHOOLS")', [4]),
        ("activity = 1.1.10", [6]),
        ('activity = "1,1,1"', [3, 4]),
        ("activity = 1.10", []),
        ("percent / 0 > 1", []),
        ("percent > 12,5", [3, 4, 7]),
        ("min(percent, 30) = 30", [3, 4]),
        ("-percent = -40 or - - percent = 20", [3, 7]),
        ("2 + 3 * 4 = 14 and (2 + 3) * 4 = 20 and period = 2005-H2", [3]),
        ('[Statusi] = "DONE"', [4]),
        ("1 / 3 * 3 = 1", []),
    ],
)
def test_true_of(expression: str, expected: list[int]) -> None:
    """An expression is true of exactly these rows; of a blank nothing is true or false."""
    assert rows(expression) == expected


@pytest.mark.parametrize(
    ("sheet", "expression", "expected"),
    [
        ("matrix", "deadline - start > 700", [7]),
        ("matrix", 'contains(partners, "NGO") and count(partners) = 2', [3]),
        ("matrix", 'partners = "MOJ"', [7]),
        ("budget", 'stage >= "pledged" and source <> "KCB"', [5]),
        ("budget", 'source = "Buxheti komunal"', []),
        ("budget", "amount_max > amount", [3]),
        ("indicators", "target_2006 > 100", [3]),
        ("cover", 'value = "EUR"', [6]),
        ("institutions", 'reports = "jo" and type = "donor"', [9]),
    ],
)
def test_sheets(sheet: str, expression: str, expected: list[int]) -> None:
    """Every sheet can be looked at, under its key or its tab; stages follow one another."""
    assert rows(expression, sheet) == expected


@pytest.mark.parametrize(
    ("expression", "kind", "at"),
    [
        ("percent > 1 $", "sign", 13),
        ('"abc', "quote", 1),
        ("actual_date > 31.02.2006", "day", 15),
        ("percent >", "ends", 9),
        ("", "ends", 0),
        ("1 < percent < 5", "unexpected", 13),
        ("percent > 1)", "unexpected", 12),
        ("((percent > 1", "bracket", 2),
        ("stauts = 1", "column", 1),
        ("foo(1)", "function", 1),
        ("1 > today()", "today", 5),
        ("year(1, 2)", "arguments", 1),
        ("year(percent) = 1", "argument", 6),
        ('percent > "many"', "compare", 9),
        ('status > "DONE"', "order", 8),
        ('status = "DOONE"', "word", 10),
        ("percent and true", "condition", 1),
        ("percent", "truth", 1),
        ("(" * 50, "deep", 31),
        ("1" * 3000, "long", 2000),
    ],
)
def test_wrong(expression: str, kind: str, at: int) -> None:
    """A mistake is named, with the place where it stands."""
    wrong = compiled(expression, ground("progress", PLAN))
    assert isinstance(wrong, Wrong)
    assert (wrong.kind, wrong.blanks["at"]) == (kind, str(at))


@pytest.mark.parametrize(
    ("expression", "near"),
    [
        ("stauts = 1", "status"),
        ("qqqq = 1", ""),
        ("lenght(done) > 1", "length"),
        ("sum(percent) > 1", ""),
        ('status = "DOONE"', "DONE"),
        ('status = "banana"', ""),
        ('agency = "UNICEFF"', "UNICEF"),
    ],
)
def test_near(expression: str, near: str) -> None:
    """A known word is suggested where one is near, and none where none is."""
    wrong = compiled(expression, ground("progress", PLAN))
    assert isinstance(wrong, Wrong)
    assert wrong.near == near


def test_unread_cell() -> None:
    """A cell that could not be read is neither blank nor filled."""
    own = {"name": "t", "form": "rule", "sheet": "progress", "message": "x"}
    expressions = ("blank(status)", "not blank(status)", "blank(status) or not blank(status)")
    sheets = but("progress", 4, status="po")
    for expression in expressions:
        plan = plans.workbook(**markdown(sheets | {"rules": (own | {"expression": expression},)})).plan
        assert 4 not in [each.spot.row for each in check(plan) if each.rule == "own:t"]


def test_message() -> None:
    """The users' words are filled with the cells of the row, in the language of the workbook."""
    own = {"name": "t", "form": "rule", "sheet": "progress", "expression": "percent = 100"}
    message = "{activity}: {status}, {percent}, {actual_date}, {agency}, {obstacles} {{}}"
    plan = plans.workbook(**markdown(SOUND | {"rules": (own | {"message": message},)})).plan
    (found,) = check(plan)
    assert dict(found.message.blanks)["words"] == "1.1.1: done, 100, 31 May 2006, MEST, – {}"
    assert (found.severity.value, found.spot.column, found.value) == ("warning", "percent", "100")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("expression"), ["foo(1)", "stauts = 1", "percent", '"abc', "year(percent) = 1", "()", "1" * 3000]
)
def test_said(expression: str, lang: str) -> None:
    """A mistake becomes a whole sentence, and what to do about it, in each language."""
    own = {"name": "t", "form": "rule", "sheet": "progress", "message": "x", "expression": expression}
    (found,) = check(plans.workbook(**markdown(SOUND | {"rules": (own,)})).plan)
    said = found.said(lang)
    assert (found.rule, found.spot.column) == ("own-wrong", "expression")
    assert not {"{", "}", "@"} & set(said["message"] + said["fix"])


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from((*PIECES, *SIGNS)), max_size=14).map(" ".join)))
def test_any_text(text: str) -> None:
    """Whatever is written as an expression, it either means something on every row or is a mistake with a place."""
    meaning = compiled(text, ground("progress", PLAN))
    if isinstance(meaning, Wrong):
        assert 0 <= int(str(meaning.blanks["at"])) <= max(len(text), 2000)
    else:
        assert isinstance(meaning, Meaning)
        assert {meaning.of(line) for line in LINES} <= {True, False, None}
