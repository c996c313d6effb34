"""The rules: each a function from a plan to the rows it is broken by; one subject a file, gathered here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kap_xl.rules import (
    cells,
    codes,
    cover,
    currencies,
    deadlines,
    doubles,
    indicators,
    institutions,
    measurements,
    money,
    references,
    registers,
    reports,
    sources,
    spending,
    status,
)
from kap_xl.rules.rows import is_form
from kap_xl.rules.rule import Rule

if TYPE_CHECKING:
    from types import ModuleType

    from kap_xl.finding import Finding
    from kap_xl.model import Plan

SUBJECTS: tuple[ModuleType, ...] = (
    cover,
    cells,
    codes,
    references,
    registers,
    institutions,
    deadlines,
    indicators,
    money,
    sources,
    currencies,
    doubles,
    spending,
    status,
    measurements,
    reports,
)
RULES: tuple[Rule, ...] = tuple(
    each for subject in SUBJECTS for each in vars(subject).values() if isinstance(each, Rule)
)


def check(plan: Plan) -> tuple[Finding, ...]:
    """Every finding of every rule, in the order of the rules; of a form only what its agency can mend."""
    form = is_form(plan)
    return tuple(finding for rule in RULES if rule.form or not form for finding in rule.findings(plan))
