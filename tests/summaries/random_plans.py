"""Plans made by chance, from records."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from kap_xl.model import Activity, BudgetLine, Entry, Indicator, Measurement, Payment, Plan, Progress, Submission
from kap_xl.vocabulary import VOCABULARIES

AGENCIES = ("AOGG", "MLSW", "MEST", None)
OBJECTIVES = ("1.1", "1.2", "2.1", None)
PERIODS = {"2005-H2": (date(2005, 7, 1), date(2005, 12, 31)), "2006-H1": (date(2006, 1, 1), date(2006, 6, 30))}
ENTRIES = (
    Entry(list="pillar", code="1"),
    Entry(list="pillar", code="2"),
    *(Entry(list="objective", code=code, parent=code[0]) for code in OBJECTIVES if code),
    *(Entry(list="period", code=code, start=start, end=end) for code, (start, end) in PERIODS.items()),
    Entry(list="rate", code="USD", start=date(2005, 6, 30), rate=Decimal("0.8270")),
    Entry(list="rate", code="USD", start=date(2006, 1, 31), rate=Decimal("0.8252")),
)
INDICATOR = Indicator(
    uid="i",
    row=4,
    code="I1",
    of="1.1",
    over_time="sum",
    over_agencies="sum",
    direction="up",
    responsible=("AOGG", "MLSW"),
)
CENTS = st.integers(0, 10**7).map(lambda cents: Decimal(cents) / 100)
DAYS = st.dates(date(2005, 5, 17), date(2007, 12, 31))


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """A plan of up to eight activities with lines, payments and reports."""
    activities = tuple(
        Activity(
            uid=f"a{number}",
            row=number + 4,
            code=f"x.{number}",
            objective=draw(st.sampled_from(OBJECTIVES)),
            lead=draw(st.sampled_from(AGENCIES)),
            state=draw(st.sampled_from(["active", "active", "active", None, "dropped"])),
            due_by=draw(st.none() | DAYS),
            due_kind="FIXED",
        )
        for number in range(draw(st.integers(1, 8)))
    )
    whose = st.sampled_from([activity.uid for activity in activities])
    return Plan(
        lines={},
        entries=ENTRIES,
        activities=activities,
        budget=tuple(draw(st.lists(_lines(whose), max_size=12, unique_by=lambda line: line.row))),
        spending=tuple(draw(st.lists(_payments(whose), max_size=8, unique_by=lambda line: line.row))),
        progress=tuple(draw(st.lists(_reports(whose), max_size=10, unique_by=lambda line: line.row))),
        indicators=(INDICATOR,),
        values=tuple(draw(st.lists(_values(), max_size=8, unique_by=lambda line: line.row))),
        submissions=tuple(draw(st.lists(_submissions(), max_size=4, unique_by=lambda line: line.agency))),
    )


def _lines(whose: st.SearchStrategy[str]) -> st.SearchStrategy[BudgetLine]:
    return st.builds(
        BudgetLine,
        uid=st.just("b"),
        row=st.integers(4, 400),
        activity_uid=whose,
        year=st.sampled_from([2004, 2005, 2006, 2007]),
        source=st.sampled_from(["KCB", "DONOR", None]),
        donor=st.sampled_from(["USAID", "IOM", None]),
        category=st.sampled_from(["GOODS", None]),
        currency=st.sampled_from(["EUR", "USD", "GBP", None]),
        amount=st.none() | CENTS,
        amount_max=st.none(),
        stage=st.sampled_from([*VOCABULARIES["stage"], "estimate", "committed", None]),
        kind=st.sampled_from(["amount", "amount", None, "no cost"]),
    )


def _payments(whose: st.SearchStrategy[str]) -> st.SearchStrategy[Payment]:
    return st.builds(
        Payment,
        uid=st.just("s"),
        row=st.integers(4, 400),
        activity_uid=whose,
        period=st.sampled_from([*PERIODS, "2007-H1", None]),
        source=st.sampled_from(["KCB", None]),
        currency=st.sampled_from(["EUR", "USD"]),
        amount=st.none() | CENTS,
    )


def _reports(whose: st.SearchStrategy[str]) -> st.SearchStrategy[Progress]:
    return st.builds(
        Progress,
        uid=st.just("p"),
        row=st.integers(4, 400),
        activity_uid=whose,
        period=st.sampled_from([*PERIODS]),
        agency=st.sampled_from(AGENCIES),
        status=st.none() | st.sampled_from(VOCABULARIES["status"]),
        return_no=st.integers(1, 2),
    )


def _values() -> st.SearchStrategy[Measurement]:
    return st.builds(
        Measurement,
        uid=st.just("v"),
        row=st.integers(4, 400),
        indicator_uid=st.just("i"),
        period=st.sampled_from([*PERIODS]),
        agency=st.sampled_from([each for each in AGENCIES if each]),
        value=st.none() | CENTS,
        women=st.none() | CENTS,
        return_no=st.integers(1, 2),
    )


def _submissions() -> st.SearchStrategy[Submission]:
    return st.builds(
        Submission,
        period=st.just("2006-H1"),
        agency=st.sampled_from([each for each in AGENCIES if each]),
        state=st.sampled_from(VOCABULARIES["submission_state"]),
    )
