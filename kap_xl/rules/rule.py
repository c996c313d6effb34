"""What a rule is: a stable id, a severity, the sheet it speaks of, and a function that yields what breaks it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
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
    near: str = ""  # a known word that is probably meant: what to do is then to write that
    variant: str = ""  # which of several sentences of the rule says it: `rules.<id>-<variant>`


def hit(record: Record, column: str, value: object = "", sheet: str = "", near: str = "", /, **blanks: Blank) -> Hit:
    """A hit with its blanks by name."""
    return Hit(record, column, "" if value is None else plain(value), tuple(blanks.items()), sheet, near)


Check = Callable[[Plan], Iterable[Hit]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule; its sentence is the phrase `rules.<id>`, what to do `rules.<id>-fix`, its explanation `rules.<id>-why`.

    `form` marks a rule of what agencies fill in: it alone is checked in an agency form, where all else is locked.
    `firm` marks a rule that no waiver silences: while it is broken, rows are mixed up, or figures mean nothing.
    """

    id: str
    family: str
    severity: Severity
    sheet: str
    check: Check
    form: bool = False
    firm: bool = False

    def findings(self, plan: Plan) -> Iterable[Finding]:
        """The findings of this rule on a plan."""
        return (self.finding(each) for each in self.check(plan))

    def finding(self, each: Hit) -> Finding:
        """What is said of a row that breaks this rule; where a known word is near, what to do names it."""
        blanks = dict(each.blanks)
        spot = Spot(each.sheet or self.sheet, each.record.row, each.column, each.record.uid)
        code = f"rules.{self.id}-{each.variant}" if each.variant else f"rules.{self.id}"
        message = phrase(code, **blanks)
        fix = phrase("rules.near-fix", near=each.near) if each.near else phrase(f"{code}-fix", **blanks)
        return Finding(self.id, self.severity, spot, message, fix, each.value)


def rule(
    name: str, family: str, severity: Severity, sheet: str, *, form: bool = False, firm: bool = False
) -> Callable[[Check], Rule]:
    """Makes a rule of a function; families are row, structure, money and time."""
    return lambda check: Rule(name, family, severity, sheet, check, form, firm)


def rules_in(names: Mapping[str, object]) -> tuple[Rule, ...]:
    """The rules among a module's names, in the order in which they stand there."""
    return tuple(each for each in names.values() if isinstance(each, Rule))
