"""The rules on any plan: whatever stands in its cells, no rule fails, and what it says has a place and a sentence."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from types import NoneType, UnionType
from typing import Union, get_args, get_origin, get_type_hints

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kap_xl import model
from kap_xl.columns import BY_KEY
from kap_xl.model import Plan, Record
from kap_xl.phrase import LANGUAGES
from kap_xl.rules import RULES, check
from kap_xl.vocabulary import VOCABULARIES

TEXTS = ("1.1", "1.1.1", "1.01.1", "1.10", "A-7", "", " ", "KCB", "DONOR", "UNFUNDED", "EUR", "USD", "MLSW", "NGO", "%")
PERIODS = ("2005-H2", "2006-H1", "2006-Q4", "2006", "2006-H3", "9999-H2", "0000")
KINDS = ("FIXED", "PERIOD", "OPEN", "CONTINUOUS", "TBD")
WORDS = {
    "list": VOCABULARIES["list"],
    "period": PERIODS,
    "current_period": PERIODS,
    "due_kind": KINDS,
    "status": VOCABULARIES["status"],
    "stage": VOCABULARIES["stage"],
    "kind": VOCABULARIES["money_kind"],
    "state": VOCABULARIES["state"],
    "direction": VOCABULARIES["direction"],
    "over_time": VOCABULARIES["over_time"],
    "authoritative_language": ("sq", "sr", "en", "xx"),
}
PLAIN: dict[object, st.SearchStrategy[object]] = {
    str: st.sampled_from(TEXTS),
    int: st.integers(0, 4),
    bool: st.booleans(),
    date: st.dates(date(2004, 12, 1), date(2008, 2, 1)),
    Decimal: st.sampled_from((Decimal(0), Decimal(-1), Decimal("0.5"), Decimal(3), Decimal(100), Decimal("1e9"))),
}


LISTS: dict[str, st.SearchStrategy[object]] = {
    "unread": st.frozensets(st.sampled_from(("lead", "code", "amount", "status")), max_size=2),
    "given": st.just(frozenset()),
    "targets": st.lists(st.tuples(st.integers(2004, 2008), PLAIN[Decimal]), max_size=3).map(tuple),
    "rows": st.just(()),
    "year": st.sampled_from((2004, 2005, 2006, 2008, None)),
}


def values(name: str, hint: object) -> st.SearchStrategy[object]:
    """Values of a record's field by its type; words of a vocabulary where it has one."""
    if name in WORDS:
        return st.sampled_from((*WORDS[name], *(() if hint is str else (None,))))
    if name in LISTS:
        return LISTS[name]
    if get_origin(hint) in (Union, UnionType):
        return st.one_of(*(st.none() if each is NoneType else values("", each) for each in get_args(hint)))
    return st.lists(PLAIN[str], max_size=3).map(tuple) if get_origin(hint) is tuple else PLAIN[hint]


def records(of: type[Record]) -> st.SearchStrategy[Record]:
    """Records of a kind with any values in their fields."""
    return st.builds(
        of, **{name: values(name, hint) for name, hint in get_type_hints(of).items() if name != "model_config"}
    )


def plans() -> st.SearchStrategy[Plan]:
    """Plans with a few rows on every sheet."""
    rows = {
        name: st.lists(records(get_args(hint)[0]), max_size=3).map(tuple)
        for name, hint in get_type_hints(Plan).items()
        if name not in ("settings", "model_config", "lines", "in_force")
    }
    return st.builds(Plan, settings=records(model.Settings), **rows)


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(plans())
def test_any_plan(plan: Plan) -> None:
    """Every finding on any plan stands on a sheet and in a column of the workbook, and is a sentence."""
    severities = {rule.id: rule.severity for rule in RULES}
    for finding in check(plan):
        assert finding.severity is severities[finding.rule]
        assert not finding.spot.column or BY_KEY[finding.spot.sheet].column(finding.spot.column)
        for lang in LANGUAGES:
            assert finding.said(lang)["message"]
            assert finding.said(lang)["fix"]


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(plans())
def test_dropped(plan: Plan) -> None:
    """A plan whose activities are all dropped has no finding in its matrix but of identities."""
    dropped = tuple(activity.model_copy(update={"state": "dropped"}) for activity in plan.activities)
    findings = check(plan.model_copy(update={"activities": dropped}))
    assert {each.rule for each in findings if each.spot.sheet == "matrix"} <= {"uid-twice", "uid-missing"}
