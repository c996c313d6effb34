"""Translations that are not in order, for people and for programs."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from kap_xl.phrase import text
from kap_xl.sheets.headings import heading, tab

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kap_xl.grid import Layout
    from kap_xl.versions.translations import Translation


def as_data(found: Iterable[Translation], layouts: Mapping[str, Layout]) -> list[dict[str, object]]:
    """One entry a text, under machine keys, with the cell as Excel shows it."""
    return [
        {
            "state": each.state,
            "sheet": each.sheet,
            "cell": cell(each, layouts),
            "uid": each.uid,
            "code": each.code,
            "column": each.column,
            "lang": each.lang,
            "original": each.original or None,
            "translation": each.text or None,
        }
        for each in found
    ]


def as_text(found: Iterable[Translation], layouts: Mapping[str, Layout], lang: str) -> str:
    """A paragraph a sheet, two or three lines a text: where and what is the matter, the original, the translation."""
    lines: list[str] = []
    for sheet, some in groupby(found, key=lambda each: each.sheet):
        lines += ["", tab(sheet, lang)] if lines else [tab(sheet, lang)]
        for each in some:
            what = f"{heading(sheet, each.column, lang)}: {text(f'living.text-{each.state}', lang)}"
            lines.append("  " + " ".join(filter(None, (cell(each, layouts), each.code, what))))
            if each.original:
                lines.append(f"    {text('living.original', lang)}: {each.original}")
            if each.text:
                lines.append(f"    {text('living.translation', lang)}: {each.text}")
    return "\n".join(lines)


def cell(each: Translation, layouts: Mapping[str, Layout]) -> str:
    """The address of a text; empty where the workbook has no such column."""
    letter = layouts[each.sheet].letter(each.column)
    return f"{letter}{each.row}" if letter else ""
