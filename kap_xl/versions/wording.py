"""A changed value as people read it on the sheet of changes, and back again exactly."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kap_xl import kinds
from kap_xl.canon import canonical, str_of
from kap_xl.edits import word
from kap_xl.phrase import LANGUAGES, text
from kap_xl.uids import is_uid
from kap_xl.vocabulary import VOCABULARIES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kap_xl.columns import Column
    from kap_xl.phrase import Phrase
    from kap_xl.reading import Reader

NAMED = re.compile(r"(?:.* )?\[(k[a-z2-9]{11})\]", re.DOTALL)
"""A reference: the code that people know, and the identity that decides."""
NOT_NAMED = " []"
"""Stands behind words that somebody typed into a reference and that only look like one."""


def said(column: Column, value: str | None, codes: Mapping[str, str], reader: Reader) -> str | Phrase | None:
    """A canonical value for the sheet of changes: words of a vocabulary in the workbook's language, codes of rows."""
    if value is None:
        return None
    if column.target and is_uid(value):
        return f"{codes.get(value, '')} [{value}]".strip()
    if column.target and (NAMED.fullmatch(value) or value.endswith(NOT_NAMED)):
        return value + NOT_NAMED
    if _has_word(column, value, reader):
        return word(_vocabulary(column), value)
    return value


def unsaid(column: Column | None, raw: object, reader: Reader) -> str | None:
    """The canonical value that `said` was made from."""
    value = canonical(str_of(raw))
    if value is None or column is None:
        return value
    if column.target and value.endswith(NOT_NAMED):
        return value.removesuffix(NOT_NAMED)
    if column.target and (found := NAMED.fullmatch(value)) is not None:
        return found[1]
    if _vocabulary(column) in VOCABULARIES:
        return (reader.words.get(_vocabulary(column)) or {}).get(kinds.fold(value), value)
    return value


def shown(column: Column, value: str | None, codes: Mapping[str, str], lang: str) -> str:
    """A canonical value for people, in any language, without identities; a blank is empty."""
    if value is None:
        return ""
    if column.target and is_uid(value):
        return codes.get(value, value)
    name = _vocabulary(column)
    return text(f"words.{name}.{value}", lang) if value in VOCABULARIES.get(name, ()) else value


def _vocabulary(column: Column) -> str:
    if column.kind == "yesno":
        return "yesno"
    return column.words if column.kind == "choice" else ""


def _has_word(column: Column, value: str, reader: Reader) -> bool:
    """Whether the words of a code are read as that code in every language."""
    name = _vocabulary(column)
    if value not in VOCABULARIES.get(name, ()):
        return False
    known = reader.words.get(name) or {}
    return all(known.get(kinds.fold(text(f"words.{name}.{value}", lang))) == value for lang in LANGUAGES)
