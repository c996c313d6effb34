"""What is said about a workbook: findings with a severity, a place, a sentence and what to do."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kap_xl.phrase import Phrase


class Severity(StrEnum):
    """How bad: an error stops a figure from being right, a warning may, a hint only tells how a cell was read."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class Spot:
    """A place by meaning: sheet key, Excel row (1-based, 0 = the whole sheet), column key (empty = the whole row)."""

    sheet: str
    row: int = 0
    column: str = ""
    uid: str = ""


@dataclass(frozen=True, slots=True)
class CellRef:
    """A place as Excel shows it: file name, tab, and address such as H17 (empty for a whole sheet)."""

    file: str = ""
    sheet: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong or worth knowing; `value` is what the cell holds, `fix` what to do about it."""

    rule: str
    severity: Severity
    spot: Spot
    message: Phrase
    fix: Phrase | None = None
    value: str = ""
    where: CellRef = CellRef()

    def at(self, where: CellRef) -> Finding:
        """The same finding with its place in a file."""
        return replace(self, where=where)

    def said(self, lang: str) -> dict[str, str]:
        """The finding as plain texts in one language, with the keys of the JSON contract."""
        return {
            "rule": self.rule,
            "severity": self.severity.value,
            "file": self.where.file,
            "sheet": self.where.sheet,
            "cell": self.where.cell,
            "uid": self.spot.uid,
            "column": self.spot.column,
            "value": self.value,
            "message": self.message.say(lang),
            "fix": self.fix.say(lang) if self.fix else "",
        }


def worst(findings: Iterable[Finding]) -> Severity | None:
    """The gravest severity among findings; None where there are none."""
    present = {finding.severity for finding in findings}
    return next((severity for severity in Severity if severity in present), None)
