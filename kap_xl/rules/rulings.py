"""Rules on the users' own rules: each names a sheet, states a condition that can be understood, and says something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kap_xl.finding import Severity
from kap_xl.kinds import fold
from kap_xl.kinds.near import nearest
from kap_xl.parse import sheet_named, tabs
from kap_xl.rules.own.applied import blanks_of, own_rules, understood
from kap_xl.rules.own.ground import ground
from kap_xl.rules.own.wrong import Wrong
from kap_xl.rules.rule import Hit, hit, rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kap_xl.model import Plan

NEEDED = ("sheet", "expression", "message")


@rule("own-incomplete", "structure", Severity.WARNING, "rules", firm=True)
def own_incomplete(plan: Plan) -> Iterable[Hit]:
    """A rule of the users' own without its sheet, its expression or its message; each empty cell is told."""
    for ruling in own_rules(plan):
        for column in NEEDED:
            if getattr(ruling, column) is None and column not in ruling.unread:
                yield hit(ruling, column, "", name=ruling.name or "", column=f"@workbook.col.{column}")


@rule("own-sheet", "structure", Severity.ERROR, "rules", firm=True)
def own_sheet(plan: Plan) -> Iterable[Hit]:
    """A rule of the users' own for a sheet that there is not."""
    for ruling in own_rules(plan):
        if ruling.sheet and not sheet_named(ruling.sheet):
            near = nearest(ruling.sheet, [name for key, tab in tabs() for name in (tab, key)])
            yield hit(ruling, "sheet", ruling.sheet, "", near, name=ruling.name or "", sheet=ruling.sheet)


@rule("own-wrong", "structure", Severity.ERROR, "rules", firm=True)
def own_wrong(plan: Plan) -> Iterable[Hit]:
    """An expression that cannot be understood: what is wrong with it, and at which place."""
    for ruling in own_rules(plan):
        read = understood(ruling, plan)
        if read is not None and isinstance(read[1], Wrong):
            wrong = read[1]
            blanks = tuple(wrong.blanks.items())
            yield Hit(ruling, "expression", ruling.expression or "", blanks, "", wrong.near, wrong.kind)


@rule("own-message", "structure", Severity.WARNING, "rules", firm=True)
def own_message(plan: Plan) -> Iterable[Hit]:
    """A message whose braces do not name a column of the sheet."""
    for ruling in own_rules(plan):
        sheet = sheet_named(ruling.sheet)
        if not sheet or not ruling.message:
            continue
        named = blanks_of(ruling.message)
        on = ground(sheet, plan)
        wrong = ["{ }"] if named is None else [name for name in named if on.column(name) is None]
        if wrong:
            near = nearest(wrong[0], on.names())
            yield hit(ruling, "message", ruling.message, "", near, column=wrong[0])


@rule("own-twice", "structure", Severity.WARNING, "rules", firm=True)
def own_twice(plan: Plan) -> Iterable[Hit]:
    """Two rules of the users' own under one name: their findings and their waivers cannot be told apart."""
    seen: dict[str, int] = {}
    for ruling in own_rules(plan):
        name = fold(ruling.name or "").strip()
        if name and seen.setdefault(name, ruling.row) != ruling.row:
            yield hit(ruling, "name", ruling.name, name=ruling.name, first=str(seen[name]))
