"""What reading a workbook needs of the workbook itself: its settings, its institutions, the words of its lists."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from kap_xl import kinds
from kap_xl.model import Entry, Institution, Settings
from kap_xl.parse import records, settings
from kap_xl.phrase import LANGUAGES, text
from kap_xl.reading import Reader, vocabulary
from kap_xl.table import read_cover, read_table
from kap_xl.vocabulary import REGISTERS, VOCABULARIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kap_xl.grid import Grid, Layout
    from kap_xl.table import Table


def reader_of(found: Mapping[str, tuple[Grid, Layout]]) -> Reader:
    """The reader that knows the cover, the institutions and the lists, which are read for it without them first.

    A form has no registers of its own, but carries their words.
    """
    bare = Reader(context(Settings(), ()), words())
    tables = {key: read_table(*found[key], bare)[0] for key in ("institutions", "lists", "words") if key in found}
    entries = records(Entry, tables.get("lists"))
    institutions = records(Institution, tables.get("institutions"))
    carried = _from_words(tables["words"]) if "words" in tables else ((), ())
    entries = entries or (carried[0] if "lists" not in tables else ())
    institutions = institutions or (carried[1] if "institutions" not in tables else ())
    known = words(entries)
    cover = read_cover(*found["cover"], Reader(bare.context, known))[0] if "cover" in found else None
    date1904 = any(grid.date1904 for grid, _ in found.values())
    own = settings(cover)
    full = replace(context(own, institutions, entries), date1904=date1904)
    return Reader(full, known, spans(entries, full), own.language, shown(entries, institutions, own.language))


def _from_words(table: Table) -> tuple[tuple[Entry, ...], tuple[Institution, ...]]:
    """The registers that a form carries as words: entries with one name a language, institutions with their aliases."""
    names: dict[tuple[str, str], list[str]] = {}
    for row in table.rows:
        of, code, word = (str(row.value(key) or "") for key in ("list", "code", "word"))
        if of in {*REGISTERS, "period", "institution"}:
            names.setdefault((of, code), []).append(word)
    entries = tuple(
        Entry(list=of, code=code, name_sq=given[0], name_sr=given[min(1, len(given) - 1)], name_en=given[-1])
        for (of, code), given in names.items()
        if of != "institution"
    )
    bodies = tuple(
        Institution(code=code, type=given[0], aliases="|".join(given[1:]))
        for (of, code), given in names.items()
        if of == "institution"
    )
    return entries, bodies


def context(of: Settings, institutions: Iterable[Institution], entries: Iterable[Entry] = ()) -> kinds.Context:
    """What the cell language needs: the plan's time, its currency, its institutions under all their names.

    Where the cover does not say when the plan begins or ends, its periods do.
    """
    register = kinds.Institutions.from_rows(
        (each.code, each.type or "", (each.name_sq, each.name_sr, each.name_en), (each.aliases or "").split("|"))
        for each in institutions
        if each.code
    )
    known = kinds.Context(currency=of.currency, institutions=register)
    periods = [each for each in entries if each.list == "period"]
    first = of.start or min((each.start for each in periods if each.start), default=known.start)
    last = of.end or max((each.end for each in periods if each.end), default=known.end)
    return replace(known, start=first, end=last)


def words(entries: Iterable[Entry] = ()) -> dict[str, Mapping[str, str]]:
    """The words of every vocabulary and register, folded, with their codes."""
    listed = tuple(entries)
    registers = {name: vocabulary(name, _names(listed, name)) for name in (*sorted(REGISTERS), "currency")}
    periods = {str(entry.code).upper(): str(entry.code) for entry in listed if entry.list == "period" and entry.code}
    return {**_fixed(), **registers, "period": periods}


@cache
def _fixed() -> Mapping[str, Mapping[str, str]]:
    """The words that are the same in every plan."""
    langs = {code: tuple(text(f"words.lang.{code}", lang) for lang in LANGUAGES) for code in LANGUAGES}
    return MappingProxyType({name: vocabulary(name) for name in VOCABULARIES} | {"lang": vocabulary("lang", langs)})


def shown(entries: Iterable[Entry], bodies: Iterable[Institution], lang: str) -> dict[str, Mapping[str, str]]:
    """What the codes of the plan's own lists, and of its institutions, are called in this language."""
    listed = [entry for entry in entries if entry.code]
    named = {name: {str(each.code): each.name(lang) for each in listed if each.list == name} for name in REGISTERS}
    return {**named, "institutions": {each.code: each.name(lang) for each in bodies if each.code}}


def _names(entries: Iterable[Entry], of: str) -> dict[str, tuple[str, ...]]:
    """The names of a register's codes."""
    rows = [entry for entry in entries if entry.list == of and entry.code]
    return {str(each.code): tuple(filter(None, (each.name_sq, each.name_sr, each.name_en))) for each in rows}


def spans(entries: Iterable[Entry], known: kinds.Context) -> dict[tuple[date, date], str]:
    """The periods of the plan by the days that their codes name: 1 January to 30 June 2006 is 2006-H1."""
    found: dict[tuple[date, date], list[str]] = {}
    for entry in entries:
        if entry.list == "period" and entry.code:
            reading = kinds.read("deadline", entry.code, known)
            if reading.start is not None and reading.end is not None and not reading.ask:
                found.setdefault((reading.start, reading.end), []).append(entry.code)
    return {days: codes[0] for days, codes in found.items() if len(codes) == 1}
