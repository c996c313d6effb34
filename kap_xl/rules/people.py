"""Rules that protect people: the plan holds no personal data, and counts do not point at single persons."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kap_xl.finding import Severity
from kap_xl.kinds import Context, read
from kap_xl.privacy import GUARDED, TEAM_COPY
from kap_xl.rules.reported import done, measured
from kap_xl.rules.rows import label
from kap_xl.rules.rule import Hit, hit, rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kap_xl.model import Plan, Record, Statistic

SAID = ("done", "obstacles", "next_steps", "evidence")
FIGURES = re.compile(r"@|\d(?:[ /.()-]{0,2}\d){5}|\d ?/ ?\d|\(\d\d?\)")
SAYINGS = re.compile(
    r"godi[šs]nj|годишњ"
    r"|\d.{0,22}(?:vje[cç]|vjet|god|год|year|yr|old|y/o)|\baged?\b.{0,6}\d|(?:vje[cç]|god|год).{0,6}\d"
    r"|(?:lind|ro[đd]en|рођен|born|birth|rrug|ulic|улиц|street|road|adres|адрес).*\d",
    re.IGNORECASE,
)
"""What every text has that names a person's age, birth, number, address or case; most texts are seen through by it."""
BEGINNINGS = (
    *("vje", "god", "год", "year", "yr", "old", "y/o", "age", "lind", "rođen", "roden", "рођен", "born", "birth"),
    *("rrug", "ulic", "улиц", "street", "road", "adres", "адрес"),
)
"""One of these is in every text that a saying is in; to look for them is far quicker."""
ORDINARY = re.compile(r"[\x00-\u012f\u0132-\u017e\u0180-\u052f\u2000-\u20ff]*")
"""Text without the few letters, such as a dotless i, that regular expressions take for others in small letters."""
DIMENSIONS = ("origin", "destination", "route", "sex", "age", "exploitation")
TELLING = 3
"""Descriptions beside one another that make a small count point at somebody."""
NOTHING = Context()
SIGN = re.compile(r"[@\d]|godi[šs]nj|годишњ", re.IGNORECASE)


@rule("personal-data", "row", Severity.WARNING, "progress", form=True, firm=True)
def personal_data(plan: Plan) -> Iterable[Hit]:
    """A report in whose words a person could be recognised; the sentence does not repeat them."""
    for sheet, record, column, code in _said(plan):
        words = getattr(record, column)
        if words and SIGN.search(words) and _suspect(words) and read("pii", words, NOTHING).finding:
            yield hit(record, column, "", sheet, code=code)


@rule("statistic-small", "row", Severity.HINT, "statistics", firm=True)
def statistic_small(plan: Plan) -> Iterable[Hit]:
    """Counts of few people with many descriptions, told once, at the first of them: they may not leave as they are."""
    small = [each for each in plan.statistics if _points_at_somebody(each)]
    if small:
        yield hit(small[0], "count", small[0].count, count=len(small), least=TEAM_COPY)


@rule("statistic-uncountable", "row", Severity.ERROR, "statistics")
def statistic_uncountable(plan: Plan) -> Iterable[Hit]:
    """A count below zero, or with a part of a person or a case."""
    for each in plan.statistics:
        if each.count is not None and (each.count < 0 or each.count != each.count.to_integral_value()):
            yield hit(each, "count", each.count, count=each.count)


@rule("statistic-twice", "row", Severity.ERROR, "statistics")
def statistic_twice(plan: Plan) -> Iterable[Hit]:
    """Two counts of the same in the same period."""
    seen: dict[tuple[object, ...], int] = {}
    for each in plan.statistics:
        same = (each.period, each.measure, *(getattr(each, key) for key in DIMENSIONS))
        if each.period and each.measure and not each.unread and seen.setdefault(same, each.row) != each.row:
            yield hit(each, "count", each.count, first=str(seen[same]), period=each.period)


def _suspect(words: str) -> bool:
    """Whether a text looks as if it named a person."""
    if FIGURES.search(words):
        return True
    plain = words.lower()
    likely = any(each in plain for each in BEGINNINGS) or not (words.isascii() or ORDINARY.fullmatch(words))
    return likely and SAYINGS.search(words) is not None


def _points_at_somebody(each: Statistic) -> bool:
    described = sum(getattr(each, key) is not None for key in DIMENSIONS)
    return each.measure in GUARDED and each.count is not None and 0 < each.count < TEAM_COPY and described >= TELLING


def _said(plan: Plan) -> Iterator[tuple[str, Record, str, str]]:
    """Every cell of free words in the reports: sheet, row, column, and what the row is called."""
    for sheet, report, activity in done(plan):
        code = label(activity)
        for column in SAID:
            yield sheet, report, column, code
    for where, value, indicator in measured(plan):
        yield where, value, "note", label(indicator)
