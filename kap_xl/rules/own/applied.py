"""The users' own rules on a plan: each that can be understood is looked at for every row of its sheet."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from string import Formatter
from typing import TYPE_CHECKING

from kap_xl.finding import Finding, Severity, Spot
from kap_xl.parse import sheet_named
from kap_xl.phrase import LANGUAGES, has, phrase, shown
from kap_xl.reading import plain
from kap_xl.rules.own.compiling import compiled
from kap_xl.rules.own.ground import ground
from kap_xl.rules.own.wrong import Wrong

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kap_xl.model import Line, Plan, Ruling
    from kap_xl.rules.own.ground import Ground
    from kap_xl.rules.own.meaning import Meaning

OWN = "own:"
"""What the ids of the users' own rules begin with."""


def own_id(ruling: Ruling) -> str:
    """The id under which the findings of a rule of the users' own are told."""
    return f"{OWN}{(ruling.name or '').strip()}"


def own_rules(plan: Plan) -> tuple[Ruling, ...]:
    """The rows of the rules sheet that are rules."""
    return tuple(each for each in plan.rulings if each.form == "rule")


def understood(ruling: Ruling, plan: Plan) -> tuple[Ground, Meaning | Wrong] | None:
    """What a rule means and on what ground; None where it names no sheet of ours or states nothing."""
    sheet = sheet_named(ruling.sheet)
    if not sheet or not ruling.expression:
        return None
    on = ground(sheet, plan)
    return on, compiled(ruling.expression, on)


def own_findings(plan: Plan) -> Iterator[Finding]:
    """A finding for every row of which the expression of a rule is true; where a cell is unknown it is not."""
    for ruling in own_rules(plan):
        read = understood(ruling, plan)
        if read is None or isinstance(read[1], Wrong) or not ruling.name:
            continue
        on, meaning = read[0], read[1]
        for line in plan.lines.get(on.sheet, ()):
            if meaning.of(line) is True:
                yield _finding(ruling, on, meaning, line, plan.settings.language)


def blanks_of(message: str) -> tuple[str, ...] | None:
    """The columns that a message of the users' own names in braces; None where the braces do not fit together."""
    try:
        return tuple(name.strip() for _, name, _, _ in Formatter().parse(message) if name is not None)
    except ValueError:
        return None


def _finding(ruling: Ruling, on: Ground, meaning: Meaning, line: Line, lang: str) -> Finding:
    column = meaning.columns[0] if meaning.columns else ""
    words = _filled(ruling.message or own_id(ruling), on, line, lang if lang in LANGUAGES else "en")
    said, fix = phrase("rules.own", words=words), phrase("rules.own-fix", name=ruling.name)
    spot = Spot(on.sheet, line.row, column, line.uid)
    severity = Severity(ruling.severity) if ruling.severity else Severity.WARNING
    return Finding(own_id(ruling), severity, spot, said, fix, _plain(line.values.get(column)))


def _filled(message: str, on: Ground, line: Line, lang: str) -> str:
    """The users' words with the cells of the row in their braces; of braces that do not fit, the words as they are."""
    if blanks_of(message) is None:
        return message
    said = []
    for words, name, _, _ in Formatter().parse(message):
        said += [words, _cell(name.strip(), on, line, lang) if name is not None else ""]
    return "".join(said)


def _cell(name: str, on: Ground, line: Line, lang: str) -> str:
    column = on.column(name)
    if column is None:
        return f"{{{name}}}"
    value = line.values.get(column.key)
    words = "status" if column.kind == "status" else column.words
    code = f"words.{words}.{value}"
    if isinstance(value, str) and words and has(code, lang):
        return shown(f"@{code}", lang)
    # a year is no number with a separator for thousands
    return shown(value, lang) if isinstance(value, Decimal | date) else _plain(value) or "–"


def _plain(value: object) -> str:
    return "" if value is None else ", ".join(value) if isinstance(value, tuple) else plain(value)
