"""What came of the demonstration's round, in a few sentences: who is late or missing, what is refused, what differs."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from kap_xl.phrase import Phrase, phrase
from kap_xl.sheets.headings import heading

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kap_xl.model import Submission
    from kap_xl.table import Row
    from kap_xl.workbook import Workbook


@dataclass(frozen=True, slots=True)
class Question:
    """A cell on which returns differ: whose, of which row, under which heading, and each value with its file."""

    agency: str
    code: str
    column: str
    values: tuple[tuple[str, str], ...]

    def phrase(self) -> Phrase:
        """The question in a sentence."""
        told = tuple(f"{value} ({file})" for value, file in self.values)
        blanks = {"agency": self.agency, "code": self.code, "column": self.column, "values": " ≠ ".join(told)}
        return phrase("face.demo-conflict", **blanks)

    def data(self) -> dict[str, object]:
        """The question for programs."""
        values = [{"value": value, "file": file} for value, file in self.values]
        return {"agency": self.agency, "code": self.code, "column": self.column, "values": values}


def round_told(plan: Workbook, period: str, outcomes: Mapping[str, object], lang: str) -> tuple[Phrase, ...]:
    """What came of a round, from the plan after it and the outcomes of the merge by their codes."""
    asked, lacking, behind = questions(plan, lang), missing(plan, period), late(plan, period)
    return (
        *([phrase("face.demo-missing", n=len(lacking), agencies=lacking)] if lacking else []),
        *([phrase("face.demo-late", n=len(behind), agencies=behind)] if behind else []),
        phrase("face.demo-cells", taken=_count(outcomes, "taken"), refused=_count(outcomes, "refused")),
        phrase("face.demo-validated", n=findings(plan, period)),
        *([phrase("face.demo-conflicts", n=len(asked))] if asked else []),
        *(each.phrase() for each in asked),
    )


def questions(plan: Workbook, lang: str) -> tuple[Question, ...]:
    """The open questions of the conflicts sheet; rows about the same cell are one."""

    def cell(row: Row) -> tuple[str, ...]:
        return tuple(str(row.value(key)) for key in ("agency", "code", "row_uid", "field"))

    rows = [row for row in plan.table("conflicts").rows if row.value("state") == "open"]
    found = []
    for _, several in groupby(sorted(rows, key=cell), key=cell):
        same = tuple(several)
        sheet, _, column = str(same[0].value("field")).partition(".")
        values = tuple(sorted((str(row.value("theirs")), str(row.value("from_file"))) for row in same))
        agency, code = str(same[0].value("agency")), str(same[0].value("code"))
        found.append(Question(agency, code, heading(sheet, column, lang), values))
    return tuple(found)


def late(plan: Workbook, period: str) -> tuple[str, ...]:
    """The agencies whose return came after it was due, each with the days."""
    return tuple(f"{each.agency} ({each.days_late})" for each in _submissions(plan, period) if each.days_late)


def missing(plan: Workbook, period: str) -> tuple[str, ...]:
    """The agencies that have returned nothing."""
    return tuple(str(each.agency) for each in _submissions(plan, period) if each.returned is None)


def findings(plan: Workbook, period: str) -> int:
    """How much the rules found in the returns, all together."""
    return sum(int(each.findings or 0) for each in _submissions(plan, period))


def _count(outcomes: Mapping[str, object], code: str) -> int:
    found = outcomes.get(code, 0)
    return found if isinstance(found, int) else 0


def _submissions(plan: Workbook, period: str) -> Iterator[Submission]:
    return (each for each in plan.plan.submissions if each.period == period)
