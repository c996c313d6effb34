"""Changes between two versions for people and for programs: under each sheet its rows, under each row its cells."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from kap_xl.columns import BY_KEY, Column
from kap_xl.phrase import text
from kap_xl.sheets.headings import heading, tab
from kap_xl.table.cover import COLUMNS as COVER
from kap_xl.versions.content import Content, codes_of
from kap_xl.versions.net import CHANGED, DROPPED, GONE, NEW, OPEN
from kap_xl.versions.wording import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kap_xl.versions.history import Changed, Version
    from kap_xl.versions.net import Net

TITLES = ("activity", "name", "text", "title")
"""Stems of the texts by which people know a row."""
NAMING = ("of", "activity", "organisation", "institution", "title", "post", "year", "period", "source", "amount")
"""Columns by which people know a row that has neither a code nor a text in three languages."""


@dataclass(frozen=True, slots=True)
class Between:
    """Net changes between two contents, and which version closed each; OPEN where none has.

    `span` are the versions between the two, `decisions` the texts of their decisions by code and language.
    """

    changes: tuple[Net, ...]
    contents: tuple[Content, Content]
    closed: Mapping[tuple[tuple[str, str], str], int]
    versions: Mapping[int, Version]
    why: Mapping[tuple[tuple[str, str], str, int], Changed]
    span: tuple[Version, ...] = ()
    decisions: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def version(self, each: Net) -> int:
        """The number of the version that closed a change."""
        return self.closed.get((each.key, each.column), OPEN)

    def decision(self, each: Net) -> str:
        """The code of the decision behind a change; empty where there is none."""
        version = self.versions.get(self.version(each))
        return version.decision if version is not None else ""

    def reason(self, each: Net) -> str:
        """Why a cell was changed: its own reason, else its version's."""
        number = self.version(each)
        own = self.why.get((each.key, each.column, number))
        version = self.versions.get(number)
        return (own.reason if own is not None else "") or (version.reason if version is not None else "")


def as_data(found: Between, lang: str) -> list[dict[str, object]]:
    """One entry a changed cell, under machine keys; old and new are canonical."""
    codes = _codes(found)
    return [
        {
            "what": each.what,
            "sheet": each.key[0],
            "uid": each.key[1],
            "code": codes.get(each.key[1], ""),
            "column": each.column,
            "heading": _heading(each, lang),
            "old": each.old,
            "new": each.new,
            "version": found.version(each) or None,
            "decision": found.decision(each),
            "reason": found.reason(each),
        }
        for each in found.changes
    ]


def as_text(found: Between, lang: str) -> str:
    """The versions between, then a paragraph a row: what became of it, and its cells; of a new or lost row its name."""
    codes = _codes(found)
    lines = [line for each in found.span for line in _version(each, found, lang)]
    for sheet, of_sheet in groupby(found.changes, key=lambda each: each.key[0]):
        lines += ["", tab(sheet, lang)] if lines else [tab(sheet, lang)]
        for _, of_row in groupby(of_sheet, key=lambda each: each.key):
            lines += _row(tuple(of_row), found, codes, lang)
    return "\n".join(lines)


def _row(cells: tuple[Net, ...], found: Between, codes: Mapping[str, str], lang: str) -> Iterable[str]:
    first = cells[0]
    code, name = codes.get(first.key[1], ""), _name(first, found, lang)
    label = " ".join(filter(None, (code, name)))
    if first.what in (NEW, GONE):
        yield f"  {text(f'living.row-{first.what}-line', lang, row=label)}{_origin(first, found, lang)}"
        return
    head = f"living.row-{DROPPED}-line" if first.what == DROPPED else ""
    yield f"  {text(head, lang, row=label) if head else label}"
    for each in cells:
        column = _column(each)
        old, new = (shown(column, value, codes, lang) or text("living.blank", lang) for value in (each.old, each.new))
        yield f"    {_heading(each, lang)}: {old} → {new}{_origin(each, found, lang)}"


def _version(version: Version, found: Between, lang: str) -> Iterable[str]:
    """A version with its first day, its decision in words, and its reason."""
    yield text("living.version-line", lang, number=version.number, day=version.in_force_from)
    if version.decision:
        texts = found.decisions.get(version.decision, {})
        words = texts.get(lang) or next(iter(texts.values()), "")
        yield f"  {heading('versions', 'decision', lang)} {': '.join(filter(None, (version.decision, words)))}"
    if version.reason:
        yield f"  {heading('versions', 'reason', lang)}: {version.reason}"


def _origin(each: Net, found: Between, lang: str) -> str:
    """Which version closed a change, and its reason where that is not the version's own, in brackets."""
    number = found.version(each)
    version = text("living.open", lang) if number == OPEN else text("living.version", lang, number=number)
    own = found.versions.get(number)
    reason = found.reason(each)
    parts = (version, reason if own is None or reason != own.reason else "")
    return f"  ({'; '.join(filter(None, parts))})"


def _column(each: Net) -> Column:
    sheet, uid = each.key
    column = COVER[uid] if sheet == "cover" else BY_KEY[sheet].column(each.column)
    if column is None:
        raise KeyError(sheet, each.column)
    return column


def _heading(each: Net, lang: str) -> str:
    sheet, uid = each.key
    return text(f"workbook.setting.{uid}", lang) if sheet == "cover" else heading(sheet, each.column, lang)


def _codes(found: Between) -> dict[str, str]:
    return codes_of(found.contents[0]) | codes_of(found.contents[1])


def _name(each: Net, found: Between, lang: str) -> str:
    """The text by which people know a row, in a language or any; of a row without texts what it refers to."""
    cells = found.contents[1].get(each.key) or found.contents[0].get(each.key, {})
    for stem in TITLES:
        texts = (cells.get(f"{stem}_{lang}"), *(value for key, value in cells.items() if key.startswith(f"{stem}_")))
        if name := next((each for each in texts if each), None):
            return name
    columns = (BY_KEY[each.key[0]].column(key) for key in NAMING if key in cells)
    return ", ".join(shown(column, cells[column.key], _codes(found), lang) for column in columns if column is not None)


__all__ = ("CHANGED", "Between", "as_data", "as_text")
