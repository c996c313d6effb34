"""Typed values as they stand in a cell: words in the workbook's language, lists joined, numbers and dates as such."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from kap_xl.columns import Column
from kap_xl.edits import Heading
from kap_xl.phrase import Phrase, text
from kap_xl.sheets.headings import heading
from kap_xl.vocabulary import VOCABULARIES

if TYPE_CHECKING:
    from kap_xl.grid import Value

Names = Mapping[str, Mapping[str, str]]
"""The words that a plan's own registers have in the workbook's language: register → code → word."""


def cell_value(column: Column | None, value: object, lang: str, names: Names | None = None) -> Value:
    """What is written into a cell of this column for a typed value."""
    if isinstance(value, Phrase):
        return value.say(lang)
    if isinstance(value, Heading):
        return heading(value.sheet, value.column, lang)
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    if isinstance(value, bool) or (isinstance(value, str) and column is not None and column.words):
        return _word(column, value, lang, names or {})
    if value is None or isinstance(value, str | int | float | Decimal | date):
        return value
    # a reading such as a deadline's: its words are in the raw cell, which the caller writes instead
    raise TypeError(type(value))


def _word(column: Column | None, value: object, lang: str, names: Names) -> str:
    if isinstance(value, bool):
        return text(f"words.yesno.{'yes' if value else 'no'}", lang)
    code = str(value)
    if column is not None and column.kind in ("choice", "status", "yesno"):
        if code in VOCABULARIES.get(column.words, ()):
            return text(f"words.{column.words}.{code}", lang)
        return names.get(column.words, {}).get(code, code)
    return code
