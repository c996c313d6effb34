"""What is to change on one sheet: the places where the file says what the prepared sheet of its language says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kap_xl.books.package.rewording import SheetWords
from kap_xl.books.package.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kap_xl.books.package import TableInfo
    from kap_xl.books.package.texts import Check, Place, SheetTexts
    from kap_xl.books.rewording.places import Places
    from kap_xl.port import Rewording

_LITERAL = re.compile(r'"((?:[^"]|"")*)"')
NAMED = "kap_setting_plan_name_"


def sheet_words(
    places: Places, now: SheetTexts, titles: tuple[str, str], table: TableInfo | None, change: Rewording
) -> SheetWords:
    """All changes of a sheet; `titles` are the prepared packages' own, which stand on paper until a plan has a name."""
    file, was = places.file, places.was_texts
    headings = _headings(places, now, table)
    cells: dict[Place, Text] = {}
    moves = []
    for at, said in was.cells.items():
        if _is_data(places, at):
            continue
        to, new = _new(was, now, at)
        if new is None or (place := places.cell(at)) is None:
            continue
        if at[0] == places.was.head_row and places.key(at[1]):
            if said != new and said.text not in headings:
                continue
        elif to != at:
            target = places.place(to)
            if target is None or target in places.file_texts.cells:
                continue
            moves.append((place[0], place[1], target[1]))
            place = target
        cells[place] = _said(said, new, places.file_texts.cells.get(place), change)
    return SheetWords(
        file.title,
        file.title,
        cells,
        tuple(moves),
        {**_head_height(places, now), **change.heights.get(file.title, {})},
        _folds(places, now),
        _split(places, now),
        dict(_checks(places, now)),
        _paper(places, now, titles, change),
        headings,
        table.display if table is not None else "",
    )


def _is_data(places: Places, at: Place) -> bool:
    """Keys, identities, and of the settings' values all but the language."""
    row, column = at
    if row <= places.was.key_row or column == places.was.columns["uid"]:
        return True
    if row <= places.was.head_row or column != places.was.columns.get("value"):
        return False
    setting = places.was_texts.cells.get((row, places.was.columns["uid"]))
    return setting is not None and setting.text != "language"


def _new(was: SheetTexts, now: SheetTexts, at: Place) -> tuple[Place, Text | None]:
    """What a cell is to say, and where: beside its place where the column that is seen is another one."""
    if at in now.cells:
        return at, now.cells[at]
    fresh = [place for place in now.cells if place[0] == at[0] and place not in was.cells]
    return (fresh[0], now.cells[fresh[0]]) if len(fresh) == 1 else (at, None)


def _said(said: Text, new: Text, present: Text | None, change: Rewording) -> Text:
    """The new text; that of a formula is its result, which holds the plan's name or one of the formula's words."""
    if new.formula is None or present is None or present.text in (None, said.text):
        result = new.text
        if new.formula is not None and NAMED in new.formula:
            result = change.names[1] or new.text
        return Text(result if present is None or present.text is not None else None, new.formula)
    if NAMED in new.formula:
        return Text(change.names[1] or new.text, new.formula)
    result = present.text or ""
    for old, word in zip(_literals(said.formula), _literals(new.formula), strict=False):
        if old != word and old and result.startswith(old):
            return Text(word + result[len(old) :], new.formula)
    return Text(result, new.formula)


def _literals(formula: str | None) -> list[str]:
    return [each.replace('""', '"') for each in _LITERAL.findall(formula or "")]


def _headings(places: Places, now: SheetTexts, table: TableInfo | None) -> dict[str, str]:
    """The headings to change, old and new, but for those that would be called as a column that stays."""
    if table is None:
        return {}
    row = places.was.head_row
    wanted: dict[str, str] = {}
    for key, number in places.was.columns.items():
        old, new = places.was_texts.cells.get((row, number)), now.cells.get((row, number))
        column = places.file.columns.get(key)
        there = places.file_texts.cells.get((places.file.head_row, column)) if column else None
        if old and new and old.text and new.text and old != new and there == old and old.text in table.columns:
            wanted[old.text] = new.text
    while True:
        taken = {name.casefold() for name in table.columns if name not in wanted}
        clash = next((old for old, new in wanted.items() if new.casefold() in taken), None)
        if clash is None:
            return wanted
        del wanted[clash]


def _head_height(places: Places, now: SheetTexts) -> dict[int, float]:
    row = places.was.head_row
    more = now.heights.get(row, 0.0) - places.was_texts.heights.get(row, 0.0)
    return {places.file.head_row: more} if more else {}


def _folds(places: Places, now: SheetTexts) -> dict[int, tuple[str | None, ...]]:
    """The columns that are seen in one language and folded away in the other, where nobody changed that."""
    found = {}
    for number, old in places.was_texts.folds.items():
        new, column = now.folds.get(number, old), places.column(number)
        if new != old and column is not None and places.file_texts.folds.get(column) == old:
            found[column] = new
    return found


def _split(places: Places, now: SheetTexts) -> tuple[int, int] | None:
    old, new = places.was_texts.split, now.split
    if old == new or not old or not new:
        return None
    ends = places.column(old), places.column(new)
    if ends[0] is None or ends[1] is None or places.file_texts.split != ends[0]:
        return None
    return ends[0], ends[1]


def _checks(places: Places, now: SheetTexts) -> Iterator[tuple[int, Mapping[str, str]]]:
    """The texts of validations, by their number in the file."""
    by_place: dict[Place, tuple[Check, Check]] = {}
    on_cover = places.was.key == "cover"
    for old, new in zip(places.was_texts.checks, now.checks, strict=True):
        area = old.areas[0]
        place = places.place((area.top, area.left))
        if place is not None:
            by_place[place if on_cover else (0, place[1])] = (old, new)
    for number, there in enumerate(places.file_texts.checks):
        for area in there.areas:
            pair = by_place.get((area.top if on_cover else 0, area.left))
            if pair is None:
                continue
            said = {
                name: pair[1].said[name]
                for name, text in there.said.items()
                if text == pair[0].said.get(name) != pair[1].said.get(name) and name in pair[1].said
            }
            if said:
                yield number, said
            break


def _paper(places: Places, now: SheetTexts, titles: tuple[str, str], change: Rewording) -> dict[str, str]:
    """Headers and footers; the plan's name stands in them if it was known when the workbook was made."""
    found = {}
    for local, there in places.file_texts.paper.items():
        old, new = places.was_texts.paper.get(local), now.paper.get(local)
        if old is None or new is None:
            continue
        named = [each.replace("&", "&&") for each in (change.names[0], change.names[1] or change.names[0])]
        plain = [each.replace("&", "&&") for each in titles]
        if there == old:
            found[local] = new
        elif named[0] and there == old.replace(plain[0], named[0], 1):
            found[local] = new.replace(plain[1], named[1], 1)
    return {local: new for local, new in found.items() if new != places.file_texts.paper[local]}
