"""A workbook of ours as read: its tables by sheet key, what reading needed, and the findings made on the way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from kap_xl import kinds
from kap_xl.columns import BY_KEY
from kap_xl.finding import Finding, Severity, Spot
from kap_xl.grid import Grid, Layout, layout
from kap_xl.model import Entry, Institution, Plan, Settings
from kap_xl.parse import parse, records, settings
from kap_xl.phrase import LANGUAGES, Phrase, phrase, text
from kap_xl.reading import Reader, vocabulary
from kap_xl.table import Table, read_cover, read_table
from kap_xl.vocabulary import REGISTERS, VOCABULARIES

FIRST = ("cover", "institutions", "lists", "words")
"""Sheets without which the others cannot be read; a form has no registers of its own, but words."""


@dataclass(frozen=True)
class Workbook:
    """The tables of a plan or of an agency form; `plan` is made from them once, when it is first asked for."""

    tables: Mapping[str, Table]
    reader: Reader
    findings: tuple[Finding, ...]

    @cached_property
    def plan(self) -> Plan:
        """The structure that rules and summaries think in."""
        return parse(self.tables)

    @property
    def layouts(self) -> dict[str, Layout]:
        """Where each sheet keeps its columns."""
        return {key: table.layout for key, table in self.tables.items()}

    @property
    def settings(self) -> Settings:
        """The cover's settings."""
        return self.plan.settings

    def table(self, key: str) -> Table:
        """The table of a sheet; an empty one where the workbook lacks the sheet."""
        return self.tables.get(key) or Table(Layout(key, "", 0, 0, {"uid": 1}), ())


def sheets_of_ours(grids: Iterable[Grid]) -> tuple[dict[str, tuple[Grid, Layout]], tuple[Finding, ...]]:
    """The sheets that carry a key of the schema, by key; of copies the first counts and each other is a finding."""
    found: dict[str, tuple[Grid, Layout]] = {}
    trouble = []
    for grid in grids:
        place = layout(grid)
        if place is None or place.key not in BY_KEY:
            continue
        if place.key in found:
            message = phrase("cells.sheet-twice", sheet=grid.title, first=found[place.key][0].title)
            trouble.append(_structure("sheet-twice", Spot(place.key), message))
        else:
            found[place.key] = (grid, place)
            trouble += [
                _structure(
                    "column-twice", Spot(place.key, place.key_row, key), phrase("cells.column-twice", column=key)
                )
                for key, _ in place.twice
            ]
    return found, tuple(trouble)


def read_workbook(grids: Iterable[Grid], wanted: Iterable[str] | None = None, base: Reader | None = None) -> Workbook:
    """Every table of the workbook (or the wanted ones), typed; `base` lends a form the registers of its plan."""
    found, trouble = sheets_of_ours(grids)
    reader = base or _reader(found)
    tables: dict[str, Table] = {}
    findings = list(trouble)
    keys = BY_KEY if wanted is None else ("cover", *wanted)
    for key in keys:
        if key in found and key not in tables and key != "words":
            tables[key], made = _table(*found[key], reader)
            findings += made
    return Workbook(tables, reader, tuple(findings))


def _table(grid: Grid, place: Layout, reader: Reader) -> tuple[Table, tuple[Finding, ...]]:
    return (read_cover if place.key == "cover" else read_table)(grid, place, reader)


def _reader(found: Mapping[str, tuple[Grid, Layout]]) -> Reader:
    """The reader that knows the cover, the institutions and the lists, which are read for it without them first."""
    bare = Reader(context(Settings(), ()), words())
    first = {key: _table(*found[key], bare)[0] for key in FIRST if key in found}
    entries = records(Entry, first.get("lists"))
    institutions = records(Institution, first.get("institutions"))
    if "words" in first and not entries:
        entries, institutions = _from_words(first["words"])
    known = context(settings(first.get("cover")), institutions)
    return Reader(known, words(entries), spans(entries, known))


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


def context(of: Settings, institutions: Iterable[Institution]) -> kinds.Context:
    """What the cell language needs: the plan's time, its currency, its institutions under all their names."""
    register = kinds.Institutions.from_rows(
        (each.code, each.type or "", (each.name_sq, each.name_sr, each.name_en), (each.aliases or "").split("|"))
        for each in institutions
        if each.code
    )
    known = kinds.Context(currency=of.currency, institutions=register)
    return replace(known, start=of.start or known.start, end=of.end or known.end)


def words(entries: Iterable[Entry] = ()) -> dict[str, Mapping[str, str]]:
    """The words of every vocabulary and register, folded, with their codes."""
    known: dict[str, Mapping[str, str]] = {name: vocabulary(name) for name in VOCABULARIES}
    listed = tuple(entries)
    for name in sorted(REGISTERS):
        rows = [entry for entry in listed if entry.list == name and entry.code]
        known[name] = vocabulary(
            name, {str(each.code): tuple(filter(None, (each.name_sq, each.name_sr, each.name_en))) for each in rows}
        )
    known["period"] = {str(entry.code).upper(): str(entry.code) for entry in listed if entry.list == "period"}
    codes = [(entry, str(entry.code)) for entry in listed if entry.list == "currency" and entry.code]
    names = {code: tuple(filter(None, (each.name_sq, each.name_sr, each.name_en))) for each, code in codes}
    known["currency"] = vocabulary("currency", names)
    known["lang"] = vocabulary(
        "lang", {code: tuple(text(f"words.lang.{code}", lang) for lang in LANGUAGES) for code in LANGUAGES}
    )
    return known


def spans(entries: Iterable[Entry], known: kinds.Context) -> dict[tuple[date, date], str]:
    """The periods of the plan by the days that their codes name: 1 January to 30 June 2006 is 2006-H1."""
    found = {}
    for entry in entries:
        if entry.list == "period" and entry.code:
            reading = kinds.read("deadline", entry.code, known)
            if reading.start is not None and reading.end is not None and not reading.ask:
                found[reading.start, reading.end] = entry.code
    return found


def _structure(rule: str, spot: Spot, message: Phrase) -> Finding:
    return Finding(rule, Severity.ERROR, spot, message, phrase(f"cells.{rule}-fix"))
