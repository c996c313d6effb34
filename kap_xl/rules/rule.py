"""What a rule is: a stable id, a severity, the sheet it speaks of, and a function that yields what breaks it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kap_xl.finding import Finding, Severity, Spot
from kap_xl.model import Plan, Record
from kap_xl.phrase import Blank, phrase
from kap_xl.reading import plain


@dataclass(frozen=True, slots=True)
class Hit:
    """A row that breaks a rule: the record, the column to look at, what it holds, and the blanks of the sentences."""

    record: Record
    column: str
    value: str = ""
    blanks: tuple[tuple[str, Blank], ...] = ()
    sheet: str = ""  # where it is not the rule's own


def hit(record: Record, column: str, value: object = "", sheet: str = "", /, **blanks: Blank) -> Hit:
    """A hit with its blanks by name."""
    return Hit(record, column, "" if value is None else plain(value), tuple(blanks.items()), sheet)


Check = Callable[[Plan], Iterable[Hit]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule; its sentence is the phrase `rules.<id>`, what to do `rules.<id>-fix`, its explanation `rules.<id>-why`.

    `form` marks a rule of what agencies fill in: it alone is checked in an agency form, where all else is locked.
    """

    id: str
    family: str
    severity: Severity
    sheet: str
    check: Check
    form: bool = False

    def findings(self, plan: Plan) -> Iterable[Finding]:
        """The findings of this rule on a plan."""
        for each in self.check(plan):
            blanks = dict(each.blanks)
            spot = Spot(each.sheet or self.sheet, each.record.row, each.column, each.record.uid)
            message = phrase(f"rules.{self.id}", **blanks)
            fix = phrase(f"rules.{self.id}-fix", **blanks)
            yield Finding(self.id, self.severity, spot, message, fix, each.value)


def rule(name: str, family: str, severity: Severity, sheet: str, *, form: bool = False) -> Callable[[Check], Rule]:
    """Makes a rule of a function; families are row, structure, money and time."""
    return lambda check: Rule(name, family, severity, sheet, check, form)
