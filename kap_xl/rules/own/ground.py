"""What an expression stands on: the columns of its sheet, the words that its cells can hold, the days of the plan."""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from kap_xl.columns import BY_KEY, YEAR_PATTERN, Role
from kap_xl.kinds import fold
from kap_xl.phrase import has, text
from kap_xl.reading import vocabulary
from kap_xl.rules.reported import period_days
from kap_xl.vocabulary import LANGUAGES, REGISTERS, VOCABULARIES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from kap_xl.columns import Column
    from kap_xl.model import Plan

ALIASES = re.compile(r"[;,\n|]")
KEPT_BACK = frozenset({"uid", "hash"})
"""Kinds of columns that only the program reads."""
NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Ground:
    """A sheet and its plan; `days` are the days that an expression may name as functions, None where unknown."""

    sheet: str
    plan: Plan
    days: Mapping[str, date | None]

    def column(self, name: str) -> Column | None:
        """The column of a key, or of a heading in any language."""
        folded = fold(name).strip()
        columns = BY_KEY[self.sheet]
        found = columns.column(folded)
        if found is None:
            found = next((column for heading, column in self._headings() if fold(heading) == folded), None)
        return found if found is not None and self._speaks(found) else None

    def names(self) -> tuple[str, ...]:
        """The keys by which the sheet's columns can be named."""
        return tuple(column.key for column in BY_KEY[self.sheet].columns if self._speaks(column))

    def words(self, column: Column) -> Mapping[str, str]:
        """The words that a cell of the column can hold, folded, with their codes."""
        if column.kind in ("institution", "institutions"):
            return self._bodies()
        name = "yesno" if column.kind == "yesno" else "status" if column.kind == "status" else column.words
        if name in VOCABULARIES:
            return vocabulary(name)
        if name in REGISTERS:
            named = {each.code: (each.name_sq, each.name_sr, each.name_en) for each in self.plan.listed(name)}
            return vocabulary(name, {code: _there(words) for code, words in named.items() if code})
        return NOTHING

    def _bodies(self) -> Mapping[str, str]:
        register = {}
        for body in self.plan.institutions:
            aliases = ALIASES.split(body.aliases or "")
            if body.code:
                register[body.code] = _there((body.name_sq, body.name_sr, body.name_en, *aliases))
        return vocabulary("institutions", register)

    def _headings(self) -> list[tuple[str, Column]]:
        found = []
        for column in BY_KEY[self.sheet].columns:
            codes = (f"workbook.col.{self.sheet}.{column.key}", f"workbook.col.{column.key}")
            code = next((each for each in codes if has(each, "en")), "")
            found += [(text(code, lang), column) for lang in LANGUAGES if code]
        return found

    def _speaks(self, column: Column) -> bool:
        bare = column.key in ("uid", YEAR_PATTERN) or column.kind in KEPT_BACK
        return not bare and not (column.hidden and column.role is Role.FORMULA)


def ground(sheet: str, plan: Plan) -> Ground:
    """The ground of a sheet of the plan; the as-of day is the last of the current period, or of a form's."""
    period = plan.settings.current_period or plan.settings.period or ""
    days = period_days(plan)
    last = days[period][1] if period in days else None
    return Ground(sheet, plan, {"as_of": last, "plan_start": plan.settings.start, "plan_end": plan.settings.end})


def _there(words: tuple[str | None, ...]) -> tuple[str, ...]:
    return tuple(word.strip() for word in words if word and word.strip())
