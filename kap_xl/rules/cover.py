"""Rules on the cover: what holds for the whole plan is stated, and can be meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kap_xl.finding import Severity
from kap_xl.model import Record
from kap_xl.rules.currencies import own_unknown
from kap_xl.rules.rule import Hit, hit, rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kap_xl.model import Plan
    from kap_xl.phrase import Blank

STATED = ("start", "end", "currency", "language", "authoritative_language")
"""Settings that every plan needs."""


@rule("setting-missing", "structure", Severity.ERROR, "cover", firm=True)
def setting_missing(plan: Plan) -> Iterable[Hit]:
    """A setting that everything is computed with stands empty on the cover."""
    settings = plan.settings
    if not settings.rows:
        return
    for name in STATED:
        if name not in settings.given | settings.unread:
            yield _setting(plan, name, "", setting=f"@workbook.setting.{name}")


@rule("plan-dates", "time", Severity.ERROR, "cover", firm=True)
def plan_dates(plan: Plan) -> Iterable[Hit]:
    """A plan that ends before it begins; nothing is then measured against its days."""
    first, last = plan.settings.start, plan.settings.end
    if first and last and last < first:
        yield _setting(plan, "end", last, first=first, last=last)


@rule("plan-currency", "money", Severity.ERROR, "cover", firm=True)
def plan_currency(plan: Plan) -> Iterable[Hit]:
    """The plan's own currency is no currency, or one that is not on its list and in which there is no amount."""
    own = plan.settings.currency
    if "currency" in plan.settings.given and own_unknown(plan):
        yield _setting(plan, "currency", own, currency=own)


@rule("period-current", "time", Severity.ERROR, "cover", firm=True)
def period_current(plan: Plan) -> Iterable[Hit]:
    """The cover names a current period that is not on the list."""
    current = plan.settings.current_period
    periods = {period.code for period in plan.listed("period")}
    if current and current not in periods:
        yield _setting(plan, "current_period", current, period=current)


def _setting(plan: Plan, name: str, value: object, **blanks: Blank) -> Hit:
    """A hit at a setting's cell; on the whole cover where its row is gone."""
    return hit(Record(uid=name, row=dict(plan.settings.rows).get(name, 0)), "value", value, "", **blanks)
