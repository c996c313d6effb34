"""The reader: what it knows of the workbook, and how it reads a raw cell of a column."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from kap_xl import kinds
from kap_xl.columns import Column
from kap_xl.grid import Raw, Trouble, Value
from kap_xl.kinds.words import is_excel_error
from kap_xl.phrase import LANGUAGES, text
from kap_xl.reading import figures, words
from kap_xl.reading.cell import Cell, State, kept
from kap_xl.vocabulary import VOCABULARIES

NUMERIC = frozenset({"percent", "number", "amount"})
WORDED = frozenset({"text", "uid", "hash"})
"""Kinds of which a cell may hold any words, also those of an error that somebody copied."""
Seen = dict[str | tuple[type, Raw], Cell | None]
"""What cells of one kind were read as; of one that is no text with its type, which keeps True, 1 and 1.0 apart."""
Span = tuple[date, date]
"""First and last day."""


@dataclass(frozen=True, slots=True)
class Reader:
    """What reading needs to know of the workbook: the plan's context, the words of each vocabulary, its periods.

    `shown` has what drop-downs show for the codes of the plan's own lists, and `lang` is the language of all others.
    `spans` finds a period by the days that its code names: 1 January and 30 June 2006 are 2006-H1.
    """

    context: kinds.Context
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    spans: Mapping[Span, str] = field(default_factory=dict)
    lang: str = "en"
    shown: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    seen: dict[tuple[str, str], Seen] = field(default_factory=dict, compare=False, repr=False)

    def read(self, column: Column, raw: Raw) -> Cell | None:
        """The cell as its column's kind reads it; None for a blank one."""
        if raw is None or raw == "":
            return None
        if isinstance(raw, Trouble):
            return Cell(raw, None, State.UNCACHED if raw.uncached else State.ERROR, raw.text)
        seen = self.seen_as(column)
        known = raw if type(raw) is str else (type(raw), raw)
        if known not in seen:
            cell = _read(raw, column, self)
            seen[known] = None if cell.value is None and cell.state is State.READ else cell
        return seen[known]

    def seen_as(self, column: Column) -> Seen:
        """What cells read like the column's were read as before: most cells of a plan repeat a few words."""
        return self.seen.setdefault((column.kind, column.words), {})


def vocabulary(name: str, register: Mapping[str, tuple[str, ...]] | None = None) -> dict[str, str]:
    """Folded word → code for a vocabulary in all languages, or for a register of the plan (code → its names).

    A name that two rows of a register have stands for neither; a code always stands for itself.
    """
    if register is not None:
        named = [(kinds.fold(word), code) for code, names in register.items() for word in names if word]
        codes: dict[str, set[str]] = {}
        for word, code in named:
            codes.setdefault(word, set()).add(code)
        single = {word: code for word, code in named if len(codes[word]) == 1}
        return single | {kinds.fold(code): code for code in register}
    words = {kinds.fold(text(f"words.{name}.{code}", lang)): code for lang in LANGUAGES for code in VOCABULARIES[name]}
    return words | {kinds.fold(code): code for code in VOCABULARIES[name]}


def _read(raw: Value, column: Column, reader: Reader) -> Cell:
    if isinstance(raw, str) and not raw.strip():
        return Cell(raw, None)
    if isinstance(raw, str) and raw.lstrip().startswith("#") and column.kind not in WORDED:
        error = raw.strip()
        if is_excel_error(error):
            return Cell(raw, None, State.ERROR, error)
    value: Value = raw
    if column.kind in NUMERIC and type(raw) is float:
        value = kept(raw)
    cell = READINGS[column.kind](value, column, reader)
    return cell if cell.raw is raw else cell._replace(raw=raw)


READINGS: Mapping[str, Callable[[Value, Column, Reader], Cell]] = {
    "uid": words.read_exact,
    "hash": words.read_exact,
    "text": words.read_text,
    "code": words.read_code,
    "choice": words.read_choice,
    "yesno": words.read_choice,
    "status": words.read_status,
    "percent": figures.reads_figure("percent"),
    "number": figures.reads_figure("number"),
    "amount": figures.read_amount,
    "date": figures.read_date,
    "deadline": figures.read_deadline,
    "institution": words.read_institution,
    "institutions": words.read_institutions,
    "year": figures.read_year,
    "period": words.read_period,
}
