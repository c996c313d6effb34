"""Rules on reported values: counts fit together, shares have both their parts, running totals do not fall."""

from __future__ import annotations

from decimal import Decimal
from operator import itemgetter
from typing import TYPE_CHECKING

from kap_xl.finding import Severity
from kap_xl.kinds import fold
from kap_xl.rules.reported import measured, period_days
from kap_xl.rules.rows import label
from kap_xl.rules.rule import Hit, hit, rule

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from kap_xl.model import Indicator, Measurement, Plan
    from kap_xl.phrase import Blank

PEOPLE = ("women", "men", "girls", "boys")
PERCENT = ("percent", "perqind", "procen")  # how the three languages write it, without their marks
NEAR = Decimal("0.01")  # a hundredth part: what rounding may take away


@rule("numerator-alone", "time", Severity.WARNING, "values", form=True)
def numerator_alone(plan: Plan) -> Iterable[Hit]:
    """A share with one of its two parts."""
    for sheet, report, indicator in measured(plan):
        if (report.numerator is None) != (report.denominator is None):
            column = "numerator" if report.numerator is None else "denominator"
            if column not in report.unread:
                yield hit(report, column, "", sheet, code=label(indicator), column=f"@workbook.col.{column}")


@rule("denominator-zero", "time", Severity.ERROR, "values", form=True)
def denominator_zero(plan: Plan) -> Iterable[Hit]:
    """A share of nothing."""
    for sheet, report, indicator in measured(plan):
        if report.denominator == 0:
            yield hit(report, "denominator", report.denominator, sheet, code=label(indicator))


@rule("share-disagrees", "time", Severity.WARNING, "values", form=True)
def share_disagrees(plan: Plan) -> Iterable[Hit]:
    """A value that is not what its numerator and denominator give, as a share or in percent."""
    for sheet, report, indicator in measured(plan):
        if report.value is None or report.numerator is None or not report.denominator:
            continue
        share = report.numerator / report.denominator
        near = (abs(report.value - each) <= max(abs(each) * NEAR, NEAR) for each in (share, share * 100))
        # values per thousand people, and the like, are shares too, but not of one or of a hundred
        if percentage(indicator) and not any(near):
            given = (share * 100).quantize(NEAR)
            yield hit(report, "value", report.value, sheet, code=label(indicator), value=report.value, computed=given)


@rule("people-more", "time", Severity.ERROR, "values", form=True)
def people_more(plan: Plan) -> Iterable[Hit]:
    """Women, men, girls and boys together are more than the value that they are parts of."""
    for sheet, report, code, whole, total in _divided(plan):
        if total > whole:
            yield hit(report, _whole_column(report), whole, sheet, code=code, value=whole, total=total)


@rule("people-fewer", "time", Severity.WARNING, "values", form=True)
def people_fewer(plan: Plan) -> Iterable[Hit]:
    """All four groups are given and are together fewer than the value; with a blank group the rest may be there."""
    for sheet, report, code, whole, total in _divided(plan):
        if total < whole and report.numerator is None and all(getattr(report, group) is not None for group in PEOPLE):
            yield hit(report, _whole_column(report), whole, sheet, code=code, value=whole, total=total)


@rule("people-uncountable", "time", Severity.ERROR, "values", form=True)
def people_uncountable(plan: Plan) -> Iterable[Hit]:
    """A count of people below zero, or with a part of a person."""
    for sheet, report, indicator in measured(plan):
        for group in PEOPLE:
            count = getattr(report, group)
            if count is not None and (count < 0 or count != count.to_integral_value()):
                yield hit(report, group, count, sheet, code=label(indicator), count=count)


@rule("value-missing", "time", Severity.WARNING, "values", form=True)
def value_missing(plan: Plan) -> Iterable[Hit]:
    """A report that has parts or a count of people, but not the value itself."""
    for sheet, report, indicator in measured(plan):
        parts = (report.numerator, report.denominator, *(getattr(report, group) for group in PEOPLE))
        if report.value is None and "value" not in report.unread and any(part is not None for part in parts):
            yield hit(report, "value", "", sheet, code=label(indicator))


@rule("total-falls", "time", Severity.WARNING, "values")
def total_falls(plan: Plan) -> Iterable[Hit]:
    """A running total of an agency that is lower than in a period before."""
    days = period_days(plan)
    series: dict[tuple[int, str], list[tuple[date, int, str, Measurement, str]]] = {}
    for sheet, report, indicator in measured(plan):
        known = report.value is not None and report.period in days
        if known and report.period and indicator.over_time == "cumulative" and indicator.direction != "down":
            begins = days[report.period][0]
            one = (begins, report.row, sheet, report, label(indicator))
            series.setdefault((id(indicator), report.agency or ""), []).append(one)
    for reports in series.values():
        highest: Measurement | None = None
        for _, _, sheet, report, code in sorted(reports, key=itemgetter(0, 1)):
            if highest is None or (report.value or 0) >= (highest.value or 0):
                highest = report
            elif report.period != highest.period:
                blanks: dict[str, Blank] = {"before": highest.value, "period": highest.period}
                yield hit(report, "value", report.value, sheet, code=code, value=report.value, **blanks)


def _divided(plan: Plan) -> Iterable[tuple[str, Measurement, str, Decimal, Decimal]]:
    """The counts that are divided into groups of people: sheet, report, code, the whole, the sum of the groups."""
    for sheet, report, indicator in measured(plan):
        counts = [count for group in PEOPLE if (count := getattr(report, group)) is not None]
        whole = _whole(report, indicator)
        if counts and whole is not None:
            yield sheet, report, label(indicator), whole, sum(counts, Decimal(0))


def _whole(report: Measurement, indicator: Indicator) -> Decimal | None:
    """What groups of people are parts of: a count of people, or a part of a share; None where there is no telling."""
    if report.numerator is not None:
        return max(report.numerator, report.denominator or Decimal(0))
    if report.value is None or indicator.counts == "NONE" or percentage(indicator):
        return None
    return report.value if indicator.counts or report.value == report.value.to_integral_value() else None


def percentage(indicator: Indicator) -> bool:
    """Whether an indicator's unit is per cent, in any of the languages."""
    unit = fold(indicator.unit or "")
    return "%" in unit or unit.startswith(PERCENT)


def _whole_column(report: Measurement) -> str:
    return "numerator" if report.numerator is not None else "value"
