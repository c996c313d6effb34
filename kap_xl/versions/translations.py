"""Texts in three languages: which translations are missing, older than the original, or were never confirmed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kap_xl.columns import SHEETS, Sheet
from kap_xl.edits import CellEdit, Edits
from kap_xl.fingerprint import of_text
from kap_xl.vocabulary import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kap_xl.table import Row, Table

MISSING, OLD, UNCONFIRMED = "missing", "old", "unconfirmed"


@dataclass(frozen=True, slots=True)
class Translation:
    """A text in one language that is not in order, or (`state` empty) is: where it stands, and what it was made from.

    `original` is the authoritative text, `basis` the fingerprint of the one that was last confirmed.
    """

    sheet: str
    row: int
    uid: str
    code: str
    column: str
    lang: str
    original: str
    text: str
    basis: str
    state: str


def stems(sheet: Sheet) -> tuple[str, ...]:
    """The keys of a sheet's texts without their languages."""
    first = LANGUAGES[0]
    return tuple(
        column.key.removesuffix(f"_{first}_basis") for column in sheet.columns if column.key.endswith(f"_{first}_basis")
    )


def translations(tables: Mapping[str, Table], authoritative: str) -> tuple[Translation, ...]:
    """Every text of the plan in every other language than the authoritative one, and this where it is missing.

    Rows that were dropped, and rows without any text, have nothing to translate. A translation is old where it was
    confirmed for another original than the one that stands there now.
    """
    return tuple(
        each
        for sheet in SHEETS
        for stem in stems(sheet)
        if sheet.key in tables
        for row in tables[sheet.key].rows
        if row.value("state") != "dropped"
        for each in _of_row(sheet.key, stem, row, authoritative)
    )


def confirming(tables: Mapping[str, Table], chosen: Iterable[Translation]) -> Edits:
    """Each translation's fingerprint of the original as it stands, where it is not recorded yet."""
    cells = []
    for each in chosen:
        key, now = f"{each.column}_basis", of_text(each.original)
        if each.text and now and each.basis != now and key in tables[each.sheet].layout.columns:
            cells.append(CellEdit(each.sheet, each.row, key, now))
    return Edits(tuple(cells))


def _of_row(sheet: str, stem: str, row: Row, authoritative: str) -> Iterable[Translation]:
    texts = {lang: str(row.value(f"{stem}_{lang}") or "") for lang in LANGUAGES}
    if not any(texts.values()):
        return
    original = texts.get(authoritative, "")
    for lang in LANGUAGES:
        if lang == authoritative and original:
            continue
        basis = str(row.value(f"{stem}_{lang}_basis") or "")
        code = str(row.value("code") or "")
        state = _state(texts[lang], basis, of_text(original))
        yield Translation(sheet, row.number, row.uid, code, f"{stem}_{lang}", lang, original, texts[lang], basis, state)


def _state(text: str, basis: str, now: str | None) -> str:
    if not text:
        return MISSING
    if now is None or basis == now:
        return ""
    return OLD if basis else UNCONFIRMED
