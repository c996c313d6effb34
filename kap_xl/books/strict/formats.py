"""Conditional formats: their ranges, priorities, formats and formulas."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kap_xl.books.strict import reference, syntax
from kap_xl.books.strict.book import Book
from kap_xl.books.strict.fault import Fault
from kap_xl.books.strict.markup import Element, main, whole
from kap_xl.books.strict.validations import refers_to_table

CODES: Final = (
    "formats.range",
    "formats.dxf",
    "formats.priority",
    "formats.formula-missing",
    "formats.attribute-missing",
    "formats.scale",
    "formats.first-cell",
    "formats.table-reference",
)
# what a rule of each type needs: attributes, number of formulas
_NEEDS: Final = {
    "expression": ((), 1),
    "cellIs": (("operator",), 1),
    "top10": (("rank",), 0),
    "containsText": (("text",), 1),
    "notContainsText": (("text",), 1),
    "beginsWith": (("text",), 1),
    "endsWith": (("text",), 1),
    "containsBlanks": ((), 1),
    "notContainsBlanks": ((), 1),
    "containsErrors": ((), 1),
    "notContainsErrors": ((), 1),
    "timePeriod": (("timePeriod",), 0),  # it can do without
}
_ON_FIRST_CELL: Final = frozenset(_NEEDS) - {"expression", "cellIs", "top10"}
_ICONS: Final = "3TrafficLights1"
_TWO: Final = frozenset({"between", "notBetween"})


def faults(book: Book) -> Iterator[Fault]:
    """What is wrong with the conditional formats."""
    check = syntax.checker(syntax.scope_of(book))
    for sheet in book.sheets:
        for block in sheet.root.iterfind(main("conditionalFormatting")):
            where = block.get("sqref", "")
            areas = reference.areas(where)
            if areas is None:
                yield Fault("formats.range", sheet.part, where)
            for rule in block.iterfind(main("cfRule")):
                yield from _rule(book, sheet.part, where, rule)
                yield from _formulas(sheet.part, where, rule, areas or (), check)


def _rule(book: Book, part: str, where: str, rule: Element) -> Iterator[Fault]:
    if rule.get("dxfId") is not None and not 0 <= whole(rule.get("dxfId")) < book.differential:
        yield Fault("formats.dxf", part, where, rule.get("dxfId", ""))
    if whole(rule.get("priority")) < 1:
        yield Fault("formats.priority", part, where, rule.get("priority", ""))
    kind = rule.get("type", "")
    attributes, count = _NEEDS.get(kind, ((), 0))
    for name in attributes:
        if rule.get(name) is None:
            yield Fault("formats.attribute-missing", part, where, f"{kind} {name}")
    if kind == "cellIs" and rule.get("operator") in _TWO:
        count = 2
    if len([one for one in rule.iterfind(main("formula")) if (one.text or "").strip()]) < count:
        yield Fault("formats.formula-missing", part, where, kind)
    yield from _scale(part, where, rule)


def _scale(part: str, where: str, rule: Element) -> Iterator[Fault]:
    kind = rule.get("type", "")
    scale = rule.find(main(kind)) if kind in {"colorScale", "dataBar", "iconSet"} else None
    if kind in {"colorScale", "dataBar", "iconSet"} and scale is None:
        yield Fault("formats.scale", part, where, kind)
    if scale is None:
        return
    steps, colours = len(scale.findall(main("cfvo"))), len(scale.findall(main("color")))
    wanted = {
        "colorScale": colours,
        "dataBar": 2,
        "iconSet": whole(scale.get("iconSet", _ICONS)[:1]),
    }[kind]
    if steps != wanted:
        yield Fault("formats.scale", part, where, f"{kind} {steps}")


def _formulas(
    part: str, where: str, rule: Element, areas: tuple[reference.Area, ...], check: syntax.Checker
) -> Iterator[Fault]:
    texts = [one.text or "" for one in rule.iterfind(main("formula"))]
    for text in texts:
        if refers_to_table(text):
            yield Fault("formats.table-reference", part, where, text)
        yield from (Fault(code, part, where, detail) for code, detail in check(text))
    if rule.get("type") in _ON_FIRST_CELL and areas and texts:
        firsts = {area[:2] for area in areas} | {(min(a.top for a in areas), min(a.left for a in areas))}
        found = {reference.cell(word.replace("$", "")) for word in re.findall(r"\$?[A-Z]{1,3}\$?[0-9]+", texts[0])}
        if not firsts & found:
            yield Fault("formats.first-cell", part, where, texts[0])
