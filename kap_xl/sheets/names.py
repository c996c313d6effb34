"""What the groups and words of a summary are called in a language: pillars, agencies, statuses, sheets, columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kap_xl.phrase import has, text
from kap_xl.sheets.headings import heading, tab
from kap_xl.summaries.figure import NOT_SPECIFIED, TOTAL

if TYPE_CHECKING:
    from kap_xl.model import Plan


class Names:
    """The names of a plan's registers in one language; made once for a report."""

    def __init__(self, plan: Plan, lang: str) -> None:
        """Look the registers through."""
        self.lang = lang
        listed = ("pillar", "objective", "source", "category")
        self._names = {(name, entry.code): entry.name(lang) for name in listed for entry in plan.listed(name)}
        bodies = {each.code: each.name(lang) for each in plan.institutions}
        self._names |= {(by, code): name for by in ("agency", "donor") for code, name in bodies.items()}
        self._names |= {("activity", each.uid or each.code): each.title(lang) for each in plan.activities}
        self._names |= {("indicator", each.uid or each.code): each.title(lang) for each in plan.indicators}

    def group(self, by: str, key: str, uid: str = "") -> str:
        """The name of a line: of the group or row it is about, `total`, or `not specified`."""
        if key == TOTAL:
            return text("report.total", self.lang)
        if key == NOT_SPECIFIED and not uid:
            return text("report.not-specified", self.lang)
        return self._names.get((by, uid or key)) or key

    def word(self, vocabulary: str, code: str | None) -> str:
        """The word of a code; `–` for none, the code itself where the catalogues know no word for it."""
        if not code:
            return "–"
        for name in (f"words.{vocabulary}.{code}", f"report.word.{code}"):
            if has(name, self.lang):
                return text(name, self.lang)
        return code

    def column(self, sheet: str, key: str) -> str:
        """The heading of a column of the report: one of this sheet's own, a status, or the one for all sheets."""
        codes = (f"report.col.{sheet}.{key}", f"report.col.{key}", f"words.status.{key}", f"report.word.{key}")
        return next(text(code, self.lang) for code in codes if has(code, self.lang))

    def plan_place(self, sheet: str, column: str) -> tuple[str, str]:
        """The tab and the heading of a column of the plan, where the schema knows them; else the keys."""
        known = has(f"workbook.sheet.{sheet}", self.lang)
        if not known:
            return sheet, column
        return tab(sheet, self.lang), heading(sheet, column, self.lang) if has(
            f"workbook.col.{column}", self.lang
        ) else column

    def said(self, code: str) -> str:
        """A text of the report."""
        return text(f"report.{code}", self.lang)
