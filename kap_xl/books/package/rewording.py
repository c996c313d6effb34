"""Sheets, table columns, texts, checks and paper reworded in place, so that rewording back gives the very bytes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kap_xl.books.package import markup, names, properties, recolumns, renaming, retold, scan
from kap_xl.books.package.recells import rewritten
from kap_xl.books.package.spelling import attribute_change, changed, spelt
from kap_xl.books.package.strings import Strings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kap_xl.books.package.opened import Opened
    from kap_xl.books.package.spelling import Change
    from kap_xl.books.package.texts import Place, Text


@dataclass(frozen=True, slots=True)
class SheetWords:
    """What is to change on a sheet: its title, its cells, and how it is shown; what is not named stays.

    `cells` are all that are ours to word, those that stay as they are too. `moves` are cells that change places in a
    row with another column's; `heights` are points to add to a row; `checks` are texts by the number of the validation;
    `split` are the columns that stay, before and after.
    """

    title: str
    new: str
    cells: Mapping[Place, Text] = field(default_factory=dict)
    moves: tuple[tuple[int, int, int], ...] = ()
    heights: Mapping[int, float] = field(default_factory=dict)
    folds: Mapping[int, tuple[str | None, ...]] = field(default_factory=dict)
    split: tuple[int, int] | None = None
    checks: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    paper: Mapping[str, str] = field(default_factory=dict)
    headings: Mapping[str, str] = field(default_factory=dict)
    table: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """What is to change in a workbook: its sheets, its defined names (name and own sheet's title), its title."""

    sheets: tuple[SheetWords, ...]
    names: Mapping[tuple[str, str], str] = field(default_factory=dict)
    title: str | None = None


def reword(opened: Opened, words: Words) -> None:
    """Change all of it; raises PackageError for titles and headings that Excel does not take."""
    parts = opened.parts
    parts.archive.faithful = True
    titles = {each.title.casefold(): each.new for each in words.sheets if each.new != each.title}
    _names(opened, words.names)
    for each in words.sheets:
        _sheet(opened, each)
    _strings(opened, words)
    tables = {
        opened.sheet(each.title).part: (opened.table(each.title, each.table), each.headings)
        for each in words.sheets
        if each.headings
    }
    for table, headings in tables.values():
        renaming.head(parts, table, headings)
    retold.formulas(opened, titles, tables)
    retold.sheet_titles(opened, titles)
    if words.title is not None:
        properties.retitle(parts, words.title)
    opened.renewed(formulas=False, values=False)


def _names(opened: Opened, told: Mapping[tuple[str, str], str]) -> None:
    """The defined names that refer to something else; they still name sheets by their old titles."""
    text = opened.parts.text(opened.workbook)
    titles = [each.title for each in opened.sheets]
    changes: list[Change] = []
    for item, values, _ in names.defined(opened.parts, opened.workbook):
        local = values.get("localSheetId")
        new = told.get((values.get("name", ""), titles[int(local)] if local else ""))
        if new is not None:
            changes.append((item.inner, item.inner_end, spelt(new, text[item.inner : item.inner_end])))
    opened.parts.write(opened.workbook, changed(text, changes))


def _sheet(opened: Opened, words: SheetWords) -> None:
    """What is not a cell, and the cells that change places; the cells' texts follow once all sheets are known."""
    part = opened.sheet(words.title).part
    text = recolumns.swapped(opened.parts.text(part), words.moves)
    text = recolumns.folded(text, words.folds)
    found = scan.sheet(text)
    changes: list[Change] = list(recolumns.split_changes(found, words.split)) if words.split else []
    for row in scan.rows(found):
        if row.number in words.heights:
            changes += recolumns.height_change(found, row, words.heights[row.number])
    checks = list(markup.elements(found.masked, "dataValidation", found.data.end))
    for number, said in words.checks.items():
        changes += [c for name, new in said.items() if (c := attribute_change(text, checks[number], name, new))]
    for local, new in words.paper.items():
        for item in markup.elements(found.masked, local, found.data.end):
            changes.append((item.inner, item.inner_end, spelt(new, text[item.inner : item.inner_end])))
    for item in markup.elements(found.masked, "hyperlink", found.data.end):
        changes += _link(found, item, words)
    opened.parts.write(part, changed(text, changes))


def _link(found: scan.Sheet, item: markup.Element, words: SheetWords) -> list[Change]:
    """A link says what its cell says."""
    ref = markup.attribute(item.attributes, "ref") or ""
    shown = markup.attribute(item.attributes, "display")
    place = recolumns.place(ref)
    made = [words.cells[place]] if place in words.cells and shown else []
    changes = (attribute_change(found.text, item, "display", each.text or "") for each in made)
    return [each for each in changes if each is not None]


def _strings(opened: Opened, words: Words) -> None:
    """The texts of all sheets' cells, the shared ones first."""
    strings = Strings(opened)
    order = {info.title: number for number, info in enumerate(opened.sheets)}
    strings.reword(
        {
            (order[each.title], *place): said.text
            for each in words.sheets
            for place, said in each.cells.items()
            if said.text is not None
        }
    )
    for each in words.sheets:
        if each.cells:
            part = opened.sheet(each.title).part
            found = scan.sheet(opened.parts.text(part))
            opened.parts.write(part, rewritten(found, order[each.title], each.cells, strings))
