"""The catalogue of rules as text and as a page: every rule and every finding of cells, with what to do and why."""

from __future__ import annotations

import re
from dataclasses import dataclass
from string import Formatter
from typing import TYPE_CHECKING

from kap_xl.columns import BY_KEY
from kap_xl.phrase import has, template, text
from kap_xl.rules import RULES
from kap_xl.rules.of_cells import OF_CELLS
from kap_xl.rules.own.functions import NAMES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FAMILIES = ("row", "structure", "money", "time", "cells")
MANY = 5
"""A count for which the sentences of many are shown."""
WAIVERS = (("done-no-evidence", "", "1.1.1"), ("indicator-no-baseline", "indicators", ""))
"""Example waivers: rule, sheet, row."""
OWN_RULES = (
    ("long", "matrix", 'deadline - start > 730 and state <> "dropped"', "hint"),
    ("words", "progress", 'AND(status = "DONE"; length(done) < 15)', "warning"),
    ("range", "budget", 'amount_max > 2 * amount and kind = "amount"', "warning"),
)
"""Example rules: name, sheet, expression, severity; the message is the phrase `rules.page-example-<name>`."""
DAY = "2006-07-01"


@dataclass(frozen=True, slots=True)
class Entry:
    """A rule or a finding of cells as the catalogue shows it, in one language."""

    id: str
    family: str
    sheet: str
    where: str
    sentence: str
    fix: str
    why: str


def entries(lang: str) -> Iterator[Entry]:
    """Everything that can be found, in the order of the rules, then of the cells."""
    for rule in RULES:
        notes = (*(("in-forms",) if rule.form else ()), *(("firm",) if rule.firm else ()))
        where = _where(rule.severity.value, text(f"workbook.sheet.{rule.sheet}", lang), notes, lang)
        said = (_readable(f"rules.{rule.id}{part}", lang) for part in ("", "-fix", "-why"))
        yield Entry(rule.id, rule.family, rule.sheet, where, *said)
    for cell in OF_CELLS:
        where = _where(cell.severity.value, "", ("firm",) if cell.firm else (), lang)
        fix = _readable(f"cells.{cell.id}-fix", lang)
        yield Entry(cell.id, "cells", "", where, _readable(f"cells.{cell.id}", lang), fix, "")


def plain(lang: str) -> str:
    """The catalogue for a terminal: a paragraph for each rule and each finding of cells."""
    return "\n\n".join(
        "\n  ".join(part for part in (f"{each.id}  [{each.where}]", each.sentence, f"→ {each.fix}", each.why) if part)
        for each in entries(lang)
    )


def page(lang: str) -> str:
    """The catalogue as a Markdown page, with how to waive a finding and how to write a rule of one's own."""
    every = tuple(entries(lang))
    of_cells = sum(each.family == "cells" for each in every)
    parts = [
        f"# {_said('title', lang)}",
        text("rules.page-intro", lang, rules=len(every) - of_cells, cells=of_cells),
        _said("severities", lang),
        f"## {_said('contents', lang)}",
        "\n".join(_contents(every, lang)),
    ]
    for family in FAMILIES:
        parts.append(f"## {_said(f'family-{family}', lang)}")
        parts += _family([each for each in every if each.family == family], lang)
    parts += [*_waiving(lang), *_own(lang)]
    return "\n\n".join(parts) + "\n"


def _contents(every: tuple[Entry, ...], lang: str) -> Iterator[str]:
    for family in FAMILIES:
        ids = ", ".join(f"[{each.id}](#{each.id})" for each in every if each.family == family)
        yield f"- [{_said(f'family-{family}', lang)}](#{_anchor(_said(f'family-{family}', lang))}): {ids}"
    for part in ("waive", "own-title"):
        yield f"- [{_said(part, lang)}](#{_anchor(_said(part, lang))})"


def _family(of_one: list[Entry], lang: str) -> Iterator[str]:
    """The rules of a family, those of one sheet together, the sheets in the order of the workbook."""
    for sheet in (*BY_KEY, ""):
        here = [each for each in of_one if each.sheet == sheet]
        if here and sheet:
            yield f"### {text(f'workbook.sheet.{sheet}', lang)}"
        for each in here:
            yield f"#### {each.id}\n\n*{each.where}*\n\n> {each.sentence}\n\n{_do(each, lang)}"


def _do(each: Entry, lang: str) -> str:
    done = text("rules.page-do", lang, fix=each.fix)
    return f"{done}\n\n{each.why}" if each.why else done


def _waiving(lang: str) -> Iterator[str]:
    form, sheet = text("words.rule_form.waiver", lang), text("workbook.sheet.rules", lang)
    yield f"## {_said('waive', lang)}"
    yield text("rules.page-waive-how", lang, form=form, sheet=sheet)
    columns = ("name", "form", "sheet", "row", "reason", "post", "date")
    reason, post = _said("example-reason", lang), _said("example-post", lang)
    tabs = {key: text(f"workbook.sheet.{key}", lang) if key else "" for _, key, _ in WAIVERS}
    yield _table(columns, [(rule, form, tabs[key], row, reason, post, DAY) for rule, key, row in WAIVERS], lang)


def _own(lang: str) -> Iterator[str]:
    form = text("words.rule_form.rule", lang)
    yield f"## {_said('own-title', lang)}"
    yield text("rules.page-own-how", lang, form=form)
    rows = []
    for name, sheet, expression, severity in OWN_RULES:
        tab, grave = text(f"workbook.sheet.{sheet}", lang), text(f"words.severity.{severity}", lang)
        rows.append((name, form, tab, f"`{expression}`", grave, own_message(name, lang)))
    yield _table(("name", "form", "sheet", "expression", "severity", "message"), rows, lang)
    yield _said("own-signs", lang)
    functions = [(f"`{name}`", _said(f"function-{name}", lang, "rules.")) for name in NAMES]
    heads = f"| {_said('function', lang)} | {_said('gives', lang)} |\n| --- | --- |\n"
    yield heads + "\n".join(f"| {' | '.join(row)} |" for row in functions)


def own_message(name: str, lang: str) -> str:
    """The message of an example rule, as it is typed."""
    sentence = template(f"rules.page-example-{name}", lang)
    return text(f"rules.page-example-{name}", lang, **{blank: f"{{{blank}}}" for blank in _blanks(sentence)})


def _blanks(sentence: str) -> tuple[str, ...]:
    return tuple(name for _, name, _, _ in Formatter().parse(sentence) if name is not None)


def _table(columns: tuple[str, ...], rows: Iterable[tuple[str, ...]], lang: str) -> str:
    heads = " | ".join(text(f"workbook.col.{column}", lang) for column in columns)
    lines = (f"| {' | '.join(row)} |" for row in rows)
    return f"| {heads} |\n|{' --- |' * len(columns)}\n" + "\n".join(lines)


def _where(severity: str, sheet: str, notes: tuple[str, ...], lang: str) -> str:
    parts = (text(f"words.severity.{severity}", lang), sheet, *(_said(note, lang) for note in notes))
    return " · ".join(part for part in parts if part)


def _said(part: str, lang: str, domain: str = "rules.page-") -> str:
    return text(f"{domain}{part}", lang)


def _readable(code: str, lang: str) -> str:
    """A sentence whose blanks are named in words, such as ‹code›."""
    sentence = template(code, lang, MANY) if not has(code, lang) else template(code, lang)
    said = []
    for words, name, _, _ in Formatter().parse(sentence):
        said += [words, f"‹{text(f'rules.blank-{name}', lang)}›" if name is not None else ""]
    return "".join(said)


def _anchor(heading: str) -> str:
    """The place on a page under a heading, as Markdown readers name it."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")
