"""How columns and rows are shown, changed in a sheet's XML in place: folds, what stays when scrolling, heights."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kap_xl.books.package import markup, scan
from kap_xl.books.package.grid import a1, column_number, letters
from kap_xl.books.package.texts import FOLD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kap_xl.books.package.scan import Row, Sheet
    from kap_xl.books.package.spelling import Change
    from kap_xl.books.package.texts import Place

MANY: Final = 10_000
"""Columns that are told of in one element only where nothing stands in them."""
HIGHEST: Final = 409.5
"""Points of the highest row that Excel knows."""
_PLACE: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


def place(ref: str) -> Place:
    """The row and column of the first cell of a reference; (0, 0) where it names none."""
    found = _PLACE.match(ref.replace("$", ""))
    return (int(found[2]), column_number(found[1])) if found else (0, 0)


def swapped(text: str, moves: Iterable[tuple[int, int, int]]) -> str:
    """The sheet where in a row the cells of two columns changed places; one of them may be missing."""
    for number, first, second in moves:
        found = scan.sheet(text)
        row = next((row for row in scan.rows(found) if row.number == number), None)
        if row is None:
            continue
        to = {first: second, second: first}
        made = {}
        for cell in scan.cells(found, row):
            column = to.get(cell.column, cell.column)
            tag = markup.with_attribute(f"<{found.prefix}c{cell.attributes}>", "r", a1(number, column))
            body = f"{tag}{cell.inner}</{found.prefix}c>" if cell.inner else f"{tag[:-1]}/>"
            made[column] = text[cell.start : cell.end] if column == cell.column else body
        if first in made or second in made:
            text = text[: row.inner] + "".join(made[column] for column in sorted(made)) + text[row.inner_end :]
    return text


def folded(text: str, folds: Mapping[int, tuple[str | None, ...]]) -> str:
    """The sheet whose columns have those FOLD attributes; columns that are alike side by side are told of together."""
    found = scan.sheet(text)
    block = next(markup.elements(found.masked, "cols", found.root.inner, found.data.start), None)
    if not folds or block is None:
        return text
    runs: list[tuple[int, int, str, bool]] = []
    for item in markup.elements(found.masked, "col", block.inner, block.inner_end):
        tag = text[item.start : item.inner]
        values = markup.attributes(item.attributes)
        first, last = int(values["min"]), int(values["max"])
        named = [column for column in range(first, last + 1) if column in folds] if last - first < MANY else []
        at = first
        for column in named:
            runs += [(at, column - 1, tag, False)] if at < column else []
            runs.append((column, column, _shown(tag, folds[column]), True))
            at = column + 1
        runs += [(at, last, tag, bool(named))] if at <= last else []
    return text[: block.inner] + "".join(_joined(runs)) + text[block.inner_end :]


def _shown(tag: str, fold: tuple[str | None, ...]) -> str:
    """A column's tag with its FOLD attributes where the makers of workbooks put them: in the order of the schema."""
    order = ("min", "max", "width", "style", "hidden", "bestFit", "customWidth", "phonetic", *FOLD[1:])
    values: dict[str, str | None] = {**markup.attributes(tag), **dict(zip(FOLD, fold, strict=True))}
    for name in FOLD:
        tag = markup.with_attribute(tag, name, None)
    for name in sorted((name for name in FOLD if values[name] is not None), key=order.index):
        before = [each for each in order[: order.index(name)] if values.get(each) is not None]
        cut = max((_end(tag, each) for each in before), default=tag.index(" "))
        tag = f'{tag[:cut]} {name}="{values[name]}"{tag[cut:]}'
    return tag


def _end(tag: str, name: str) -> int:
    found = re.search(rf"""(?<![\w:.-]){name}\s*=\s*("[^"]*"|'[^']*')""", tag)
    return found.end() if found else 0


def _joined(runs: Iterable[tuple[int, int, str, bool]]) -> Iterator[str]:
    """The columns' elements; one that changed is told of together with its like."""
    kept: list[tuple[int, int, str, bool]] = []
    for first, last, tag, touched in runs:
        bare = markup.with_attributes(tag, {"min": "0", "max": "0"})
        if kept and kept[-1][2] == bare and kept[-1][1] == first - 1 and (touched or kept[-1][3]):
            kept[-1] = (kept[-1][0], last, bare, True)
        else:
            kept.append((first, last, bare, touched))
    for first, last, tag, _ in kept:
        yield markup.with_attributes(tag, {"min": str(first), "max": str(last)})


def split_changes(found: Sheet, split: tuple[int, int]) -> Iterator[Change]:
    """The columns that stay when scrolling, and the first one that scrolls, after another number of them."""
    old, new = split
    view = next(markup.elements(found.masked, "sheetView", 0, found.data.start), None)
    pane = next(markup.elements(found.masked, "pane", 0, found.data.start), None)
    if view is None or pane is None:
        return
    text, was, now = found.text, letters(old + 1), letters(new + 1)
    tag = markup.with_attribute(text[pane.start : pane.inner], "xSplit", str(new))
    seen = markup.attribute(tag, "topLeftCell") or ""
    if re.fullmatch(was + r"\d+", seen):
        tag = markup.with_attribute(tag, "topLeftCell", now + seen[len(was) :])
    yield pane.start, pane.inner, tag
    for item in markup.elements(found.masked, "selection", pane.end, view.inner_end):
        tag = text[item.start : item.inner]
        if markup.attribute(tag, "pane") == "topRight":
            for name in ("activeCell", "sqref"):
                if markup.attribute(tag, name) == f"{was}1":
                    tag = markup.with_attribute(tag, name, f"{now}1")
            yield item.start, item.inner, tag


def height_change(found: Sheet, row: Row, more: float) -> list[Change]:
    """A row higher by so many points, where it has a height; written as its present height is."""
    tag = found.text[row.start : row.inner]
    old = markup.attribute(row.attributes, "ht")
    if old is None or not 0 < float(old) + more <= HIGHEST:
        return []
    high = float(old) + more
    shown = f"{high:.1f}" if old.endswith(".0") and high.is_integer() else f"{high:g}"
    return [(row.start, row.inner, markup.with_attribute(tag, "ht", shown))]
