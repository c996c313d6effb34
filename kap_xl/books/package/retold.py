"""Formulas, links and tabs that say new titles and new column names: all of them in one pass."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from kap_xl.books.package import markup, names, renaming
from kap_xl.books.package.spelling import attribute_change, changed, contents, quotes_always, retitled, spelt

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kap_xl.books.package.opened import Opened
    from kap_xl.books.package.parts import Parts
    from kap_xl.books.package.spelling import Change
    from kap_xl.books.package.workbook import TableInfo

OURS = "kap_"
"""What the defined names of the program begin with; they quote sheets in one manner, people's names in Excel's."""


def formulas(
    opened: Opened, titles: Mapping[str, str], tables: Mapping[str, tuple[TableInfo, Mapping[str, str]]]
) -> None:
    """Every formula of the package says the new titles (old in casefold → new) and column names (by sheet part)."""
    own = {**tables, **{table.part: (table, headings) for table, headings in tables.values()}}

    @cache
    def respelled(formula: str, part: str, always: bool) -> str:  # noqa: FBT001 - a key of the cache
        made = retitled(formula, titles, always=always)
        home = own[part][0] if part in own else None
        return renaming.respelled(made, tables.values(), home) if "[" in made else made

    quoting = {ours: _quoting(opened, ours=ours) for ours in (True, False)}
    for part in renaming.places(opened.parts, opened.workbook):
        text = opened.parts.text(part)
        changes: list[Change] = []
        for start, end, attributes in renaming.spots(markup.mask(text)):
            ours = part == opened.workbook and (markup.attribute(attributes, "name") or "").startswith(OURS)
            raw = text[start:end]
            old = markup.content(raw)
            new = respelled(old, part if part in own else "", quoting[ours])
            if new != old:
                changes.append((start, end, spelt(new, raw)))
        if changes:
            opened.parts.write(part, changed(text, changes))


def _quoting(opened: Opened, *, ours: bool) -> bool:
    found = names.defined(opened.parts, opened.workbook)
    return quotes_always(said for _, values, said in found if values.get("name", "").startswith(OURS) is ours)


def sheet_titles(opened: Opened, titles: Mapping[str, str]) -> None:
    """The tabs, links to sheets, what pivot tables read, and the list of titles in the document's properties."""
    if not titles:
        return
    parts = opened.parts

    def new(said: str) -> str:
        return titles.get(said.casefold(), said)

    _attributes(parts, opened.workbook, "sheet", "name", new)
    for part in [name for name in parts.names() if name.endswith(".xml")]:
        if "pivotCacheDefinition" in part:
            _attributes(parts, part, "worksheetSource", "sheet", new)
        elif "worksheets/" in part:
            _links(parts, part, titles)
        elif part.endswith("docProps/app.xml"):
            _listed(parts, part, titles)


def _links(parts: Parts, part: str, titles: Mapping[str, str]) -> None:
    items = markup.elements(markup.mask(parts.text(part)), "hyperlink")
    always = quotes_always(markup.attribute(item.attributes, "location") or "" for item in items)
    _attributes(parts, part, "hyperlink", "location", lambda at: retitled(at, titles, always=always))


def _listed(parts: Parts, part: str, titles: Mapping[str, str]) -> None:
    def new(old: str, _: str) -> str:
        return retitled(old, titles, always=False) if "!" in old else titles.get(old.casefold(), old)

    parts.write(part, contents(parts.text(part), "lpstr", new))


def _attributes(parts: Parts, part: str, local: str, name: str, said: Callable[[str], str]) -> None:
    text = parts.text(part)
    changes = [
        change
        for item in markup.elements(markup.mask(text), local)
        if (old := markup.attribute(item.attributes, name)) is not None
        and (change := attribute_change(text, item, name, said(old))) is not None
    ]
    if changes:
        parts.write(part, changed(text, changes))
