"""`translations`: texts that are missing in a language or older than their original, and their confirmation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kap_xl.commands.answer import Answer, CommandError
from kap_xl.commands.validate import read_plan
from kap_xl.kinds import fold
from kap_xl.phrase import LANGUAGES, phrase
from kap_xl.sheets.translations import as_data, as_text
from kap_xl.sheets.write import apply
from kap_xl.versions.translations import MISSING, OLD, UNCONFIRMED, Translation, confirming
from kap_xl.versions.translations import translations as every

if TYPE_CHECKING:
    from pathlib import Path

    from kap_xl.desk import Desk
    from kap_xl.workbook import Workbook

BUDGET = ("xl/worksheets/*.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml", "xl/calcChain.xml",
          "xl/_rels/workbook.xml.rels", "[[]Content_Types].xml")  # fmt: skip
"""The members of a plan that a confirmation may change."""
ALL = "all"


def translations(desk: Desk, file: Path, confirm: str = "") -> Answer:
    """List the texts that are not in order; `confirm` (codes with commas between, or `all`) records that they are.

    A code may have its sheet's key before it, as in matrix:1.1.1. Raises CommandError for a form and for codes that no
    row has, before anything is changed; BookError for a plan that cannot be read or saved.
    """
    book = desk.open(file)
    work = read_plan(book, file)
    lang = work.settings.language
    edits = confirming(work.tables, _chosen(_found(work), confirm, lang)) if confirm.strip() else None
    notes = []
    if edits is not None:
        notes.append(phrase("living.confirmed", n=len(edits.cells)) if edits else phrase("living.confirm-none"))
    if edits:
        apply(book, work.layouts, edits, lang, {})
        desk.save(file, book, backup=True, budget=BUDGET)
        work = read_plan(book, file)
    left = tuple(each for each in _found(work) if each.state)
    counts = {state: sum(1 for each in left if each.state == state) for state in (MISSING, OLD, UNCONFIRMED)}
    notes.append(phrase("living.texts-found", **counts) if left else phrase("living.texts-clean"))
    places = work.layouts
    data = {
        "file": str(file),
        **counts,
        "confirmed": [f"{each.sheet}:{each.row}:{each.column}" for each in edits.cells] if edits else [],
        "translations": as_data(left, places),
    }
    return Answer(notes=tuple(notes), data=data, shown=lambda said: as_text(left, places, said), lang=lang)


def _found(work: Workbook) -> tuple[Translation, ...]:
    first = work.settings.authoritative_language
    return every(work.tables, first if first in LANGUAGES else LANGUAGES[0])


def _chosen(found: tuple[Translation, ...], confirm: str, lang: str) -> tuple[Translation, ...]:
    """The texts of the rows that were named; raises CommandError for codes that no row with a text has."""
    wanted = [each for each in (fold(part).strip() for part in confirm.replace(";", ",").split(",")) if each]
    if ALL in wanted:
        return found
    names = [_names(each) for each in found]
    known = frozenset().union(*names)
    unknown = tuple(each for each in wanted if each not in known)
    if unknown or not wanted:
        raise CommandError(phrase("living.confirm-unknown", codes=unknown or (confirm,)), lang)
    return tuple(each for each, own in zip(found, names, strict=True) if own & set(wanted))


def _names(each: Translation) -> frozenset[str]:
    """What a row may be called by: its code, alone or after its sheet's key, and its identity."""
    code = fold(each.code).strip()
    named = {code, fold(f"{each.sheet}:{each.code}").strip()} if code else set()
    return frozenset(named | ({fold(each.uid)} if each.uid else set()))
