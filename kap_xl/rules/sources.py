"""Rules on who pays: donor money names its donor, other money none, and unfunded money is not given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kap_xl.finding import Severity
from kap_xl.rules.money import lines
from kap_xl.rules.rule import Hit, hit, rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kap_xl.model import Plan

DONOR, UNFUNDED = "DONOR", "UNFUNDED"


@rule("donor-missing", "money", Severity.WARNING, "budget")
def donor_missing(plan: Plan) -> Iterable[Hit]:
    """Donor money that was promised or given, without the name of the donor."""
    for code, line in lines(plan):
        blank = line.donor is None and "donor" not in line.unread
        if line.counted and blank and line.source == DONOR and line.reached("pledged"):
            yield hit(line, "donor", "", code=code, amount=line.amount, currency=line.currency)


@rule("donor-source", "money", Severity.WARNING, "budget")
def donor_source(plan: Plan) -> Iterable[Hit]:
    """A donor's name beside a source that is not donors."""
    for code, line in lines(plan):
        if line.donor and line.source != DONOR and "source" not in line.unread:
            yield hit(line, "source", line.source, code=code, donor=line.donor)


@rule("source-missing", "money", Severity.WARNING, "budget")
def source_missing(plan: Plan) -> Iterable[Hit]:
    """Money asked for or given, and no word who pays it."""
    for code, line in lines(plan):
        blank = line.source is None and line.donor is None and "source" not in line.unread
        if line.counted and line.reached("requested") and blank:
            yield hit(line, "source", "", code=code, amount=line.amount, currency=line.currency)


@rule("unfunded-stage", "money", Severity.ERROR, "budget")
def unfunded_stage(plan: Plan) -> Iterable[Hit]:
    """Money that is said to be promised or given, and at the same time to have no source."""
    for code, line in lines(plan):
        if line.counted and line.source == UNFUNDED and line.reached("pledged"):
            yield hit(line, "stage", line.stage, code=code, amount=line.amount, stage=f"@words.stage.{line.stage}")
