"""The rules: each a function from a plan to the rows it is broken by; one subject a file, gathered here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kap_xl.rules import rulings, waivers
from kap_xl.rules.own import own_findings
from kap_xl.rules.rows import is_form
from kap_xl.rules.rule import Rule, rules_in
from kap_xl.rules.subjects import OF_PLANS

if TYPE_CHECKING:
    from kap_xl.finding import Finding
    from kap_xl.model import Plan

RULES: tuple[Rule, ...] = (*OF_PLANS, *rules_in(vars(rulings)), *rules_in(vars(waivers)))


def check(plan: Plan) -> tuple[Finding, ...]:
    """Every finding of every rule, then of the users' own, in their order; of a form only what its agency can mend."""
    form = is_form(plan)
    made = [finding for rule in RULES if rule.form or not form for finding in rule.findings(plan)]
    return (*made, *own_findings(plan)) if plan.rulings else tuple(made)
