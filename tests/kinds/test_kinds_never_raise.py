"""Reading never raises, whatever a cell holds."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kap_xl import kinds
from kap_xl.sample.registers import sample_context

CONTEXT = sample_context()
PIECES = [
    "31.12.2006",
    "2006",
    "05/07",
    "III",
    "Q3",
    "TM2",
    "6-mujori",
    "gjysma",
    "e",
    "parë",
    "qershor",
    "juna",
    "март",
    "Jun-06",
    "deri",
    "në",
    "fund",
    "do",
    "kraja",
    "by",
    "end",
    "of",
    "nga",
    "od",
    "from",
    "to",
    "-",
    "–",
    ";",
    ",",
    "/",
    ".",
    "+",
    "*",
    "?",
    "(p)",
    "%",
    "€",
    "RSD",
    "mijë",
    "hiljada",
    "5.000",
    "1,234.56",
    "12",
    "500",
    "-5",
    "x",
    "po",
    "per",
    "në",
    "vit",
    "KCB",
    "BKK",
    "donatorët",
    "IOM",
    "komunal",
    "pa",
    "kosto",
    "no",
    "shih",
    "1.2.3",
    "vazhdimisht",
    "çdo",
    "muaj",
    "every",
    "brenda",
    "u",
    "roku",
    "od",
    "pas",
    "nakon",
    "dana",
    "muaj",
    "meseci",
    "MLSW",
    "MPMS",
    "dhe",
    "i",
    "and",
    "(lead)",
    "partnerë:",
    "uz",
    "podršku",
    "nije",
    "nuk",
    "realizovano",
    "ongoing",
    "late",
    "i",
    "zbatuar",
    "50%",
    "lënda",
    "PP",
    "born",
    "vajzë",
    "15",
    "vjeçare",
    "Rr.",
    "nr.",
    "tel",
    "\n",
    "\xa0",
    "Ã«",
    "â‚¬",
    "o0",
]
TEXTS = st.one_of(
    st.text(max_size=40),
    st.lists(st.sampled_from(PIECES), max_size=9).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=9).map("".join),
)
NUMBERS = st.one_of(st.integers(), st.floats(), st.decimals(), st.booleans(), st.dates(), st.datetimes())


@pytest.mark.parametrize("kind", kinds.KINDS)
@given(text=TEXTS)
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_is_read(kind: str, text: str) -> None:
    """Any text gives a reading that its notation can spell."""
    assert kinds.notation(kind, kinds.read(kind, text, CONTEXT))


@pytest.mark.parametrize("kind", kinds.KINDS)
@given(raw=NUMBERS)
@settings(max_examples=60, deadline=None)
def test_any_value_is_read(kind: str, raw: float | Decimal | dt.date) -> None:
    """Any number, truth value or date gives a reading; so does a percent cell."""
    assert kinds.notation(kind, kinds.read(kind, raw, CONTEXT))
    if isinstance(raw, int | float | Decimal):
        assert kinds.notation(kind, kinds.read(kind, kinds.PercentCell(raw), CONTEXT))


@given(text=TEXTS)
@settings(max_examples=60, deadline=None)
def test_a_question_holds_no_value(text: str) -> None:
    """A deadline or an amount that is asked has no day and no figure, and is never a warning too."""
    deadline = kinds.read("deadline", text, CONTEXT)
    money = kinds.read("money", text, CONTEXT)
    assert not deadline.ask or (deadline.start, deadline.end, deadline.warn) == (None, None, False)
    assert not money.ask or (money.min, money.max, money.warn, money.split) == (None, None, False, ())


@given(text=TEXTS)
@settings(max_examples=60, deadline=None)
def test_a_stretch_runs_forward(text: str) -> None:
    """No deadline ends before it starts, and no range of money has its ends swapped."""
    deadline = kinds.read("deadline", text, CONTEXT)
    money = kinds.read("money", text, CONTEXT)
    assert deadline.start is None or deadline.end is None or deadline.start <= deadline.end
    assert money.min is None or money.max is None or money.min <= money.max
