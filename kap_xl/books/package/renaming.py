"""Sheets and table columns under new names, with every formula that speaks of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kap_xl.books.errors import PackageError
from kap_xl.books.package import cells, markup, scan, sheets, stretch
from kap_xl.books.package.formulas import closing
from kap_xl.books.package.values import Edit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from kap_xl.books.package.opened import Opened
    from kap_xl.books.package.parts import Parts
    from kap_xl.books.package.workbook import TableInfo

# the elements that hold formulas, in sheets, tables, the workbook and charts
_HOLDERS: Final = (
    *("f", "formula", "formula1", "formula2", "calculatedColumnFormula", "totalsRowFormula", "definedName"),
)
_PLACES: Final = re.compile(r"xl/(?:worksheets|tables|charts|chartsheets|chartEx|drawings)/[^/]*\.xml\Z", re.IGNORECASE)
_MAX_NAME: Final = 255
_HIDDEN: Final = re.compile(r"[\[\]#']")
_OPEN: Final = re.compile(r""""(?:[^"]|"")*"|'(?:[^']|'')*'!?|([\w.\\]*)\[""")
_ESCAPE: Final = re.compile(r"'(.)", re.DOTALL)


def rename_sheet(opened: Opened, title: str, new: str) -> None:
    """Give a sheet another title, in its tab and wherever a formula, a link or a pivot source names it."""
    info = opened.sheet(title)
    with opened.placed(title):
        sheets.checked_title(new, tuple(item.title for item in opened.sheets if item != info))
        parts, old = opened.parts, info.title
        text = parts.text(opened.workbook)
        for item in markup.elements(markup.mask(text), "sheet"):
            if markup.attribute(item.attributes, "name") == old:
                tag = markup.with_attribute(text[item.start : item.inner], "name", new)
                text = text[: item.start] + tag + text[item.inner :]
                break
        parts.write(opened.workbook, text)
        every_formula(parts, opened.workbook, lambda formula, _: stretch.retitled(formula, old, new))
        for part in [name for name in parts.names() if name.endswith(".xml")]:
            _named_in(parts, part, old, new)
        opened.renewed(formulas=False, values=False)


def _named_in(parts: Parts, part: str, old: str, new: str) -> None:
    """Links to the sheet, and pivot caches that read it."""
    if "worksheets/" in part:
        local, attribute = "hyperlink", "location"
    elif "pivotCacheDefinition" in part:
        local, attribute = "worksheetSource", "sheet"
    else:
        return
    text = parts.text(part)
    for item in reversed(list(markup.elements(markup.mask(text), local))):
        said = markup.attribute(item.attributes, attribute)
        if said is not None:
            told = stretch.retitled(said, old, new) if local == "hyperlink" else new if said == old else said
            if told != said:
                tag = markup.with_attribute(text[item.start : item.inner], attribute, told)
                text = text[: item.start] + tag + text[item.inner :]
    parts.write(part, text)


def rename_columns(opened: Opened, title: str, display: str, changed: Mapping[str, str]) -> None:
    """Give columns of a table other names, in its part, its header cells and wherever a formula names them."""
    info, table = opened.sheet(title), opened.table(title, display)
    with opened.placed(title, table.display):
        known = {name.casefold(): name for name in table.columns}
        missing = next((name for name in changed if name.casefold() not in known), None)
        if missing is not None:
            raise PackageError("column-missing", name=missing)
        new = {known[old.casefold()]: name for old, name in changed.items()}
        _refuse([new.get(name, name) for name in table.columns])
        head(opened.parts, table, new)
        if table.header:
            found = scan.sheet(opened.parts.text(info.part))
            row, left = table.area.top, table.area.left
            edits = {left + n: Edit(row, left + n, new[name]) for n, name in enumerate(table.columns) if name in new}
            opened.parts.write(info.part, cells.rewrite(found, {row: edits}, opened.writer(found)))
        own = {info.part: table, table.part: table}
        every_formula(
            opened.parts, opened.workbook, lambda formula, part: respelled(formula, ((table, new),), own.get(part))
        )
        opened.renewed(formulas=False, values=False)


def _refuse(names: list[str]) -> None:
    for name in names:
        if not name.strip() or len(name) > _MAX_NAME:
            raise PackageError("column-name", name=name)
    if len({name.casefold() for name in names}) < len(names):
        raise PackageError("column-doubled")


def head(parts: Parts, table: TableInfo, new: Mapping[str, str]) -> None:
    """The columns of a table's own part under their new names."""
    text = parts.text(table.part)
    items = list(markup.elements(markup.mask(text), "tableColumn"))
    for item, name in reversed(list(zip(items, table.columns, strict=True))):
        if name in new:
            told = new[name].replace("\n", "_x000a_")
            tag = markup.with_attribute(text[item.start : item.inner], "name", told)
            text = text[: item.start] + tag + text[item.inner :]
    parts.write(table.part, text)


def every_formula(parts: Parts, main: str, change: Callable[[str, str], str]) -> None:
    """Every formula of the package changed: called with the formula and the part it stands in."""
    for part in places(parts, main):
        text = parts.text(part)
        out: list[str] = []
        at = 0
        for start, end, _ in spots(markup.mask(text)):
            old = markup.content(text[start:end])
            told = change(old, part)
            if told != old:
                out += [text[at:start], markup.escape(told)]
                at = end
        if out:
            parts.write(part, "".join([*out, text[at:]]))


def places(parts: Parts, main: str) -> list[str]:
    """The parts in which formulas stand; `main` is the workbook's own."""
    return [name for name in parts.names() if name == main or _PLACES.match(name)]


def spots(masked: str) -> list[tuple[int, int, str]]:
    """Where the formulas of a part stand, in order, with the attributes of their elements."""
    return sorted(
        (item.inner, item.inner_end, item.attributes)
        for local in _HOLDERS
        for item in markup.elements(masked, local)
        if item.inner < item.inner_end and "<" not in masked[item.inner : item.inner_end]
    )


def respelled(formula: str, tables: Iterable[tuple[TableInfo, Mapping[str, str]]], home: TableInfo | None) -> str:
    """A formula whose structured references to the tables name the new columns; bare ones are those of `home`."""
    by_name = {name.casefold(): new for table, new in tables for name in (table.display, table.name)}
    bare = by_name.get(home.display.casefold()) if home is not None else None
    out: list[str] = []
    at = kept = 0
    while found := _OPEN.search(formula, at):
        at = found.end()
        if found[1] is None:
            continue
        end = closing(formula, at - 1)
        new = by_name.get(found[1].casefold()) if found[1] else bare
        if new is not None:
            out += [formula[kept : at - 1], _specified(formula[at - 1 : end], new)]
            kept = end
        at = end
    return "".join([*out, formula[kept:]])


def _specified(bracket: str, new: Mapping[str, str]) -> str:
    """`[name]`, `[@name]` or `[[#This Row],[name]:[other]]` with the new names."""
    inside = bracket[1:-1]
    if "[" not in _ESCAPE.sub("", inside):
        sign = "@" if inside.startswith("@") else ""
        return f"[{sign}{_column(inside.removeprefix('@'), new)}]"
    out: list[str] = []
    at = 0
    while (start := inside.find("[", at)) >= 0:
        end = closing(inside, start)
        out += [inside[at : start + 1], _column(inside[start + 1 : end - 1], new), "]"]
        at = end
    return f"[{''.join(out)}{inside[at:]}]"


def _column(written: str, new: Mapping[str, str]) -> str:
    """A column's name as formulas write it, under its new name."""
    plain = _ESCAPE.sub(r"\1", written)
    told = next((name for old, name in new.items() if old.casefold() == plain.casefold()), None)
    return written if told is None or written.startswith("#") else _HIDDEN.sub(r"'\g<0>", told)
