"""The rules of plans, gathered from the files of their subjects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kap_xl.rules import (
    bodies,
    cells,
    codes,
    copies,
    courses,
    cover,
    currencies,
    deadlines,
    doubles,
    funding,
    indicators,
    institutions,
    measurements,
    money,
    people,
    references,
    registers,
    reports,
    sources,
    spending,
    status,
    steering,
)
from kap_xl.rules.rule import Rule, rules_in

if TYPE_CHECKING:
    from types import ModuleType

SUBJECTS: tuple[ModuleType, ...] = (
    cover,
    cells,
    codes,
    copies,
    references,
    registers,
    institutions,
    bodies,
    deadlines,
    indicators,
    money,
    sources,
    currencies,
    doubles,
    spending,
    funding,
    status,
    measurements,
    courses,
    people,
    reports,
    steering,
)
OF_PLANS: tuple[Rule, ...] = tuple(each for subject in SUBJECTS for each in rules_in(vars(subject)))
