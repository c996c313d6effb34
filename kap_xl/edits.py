"""What a command changes in a workbook: cells and new rows under sheet keys and column keys, no letter among them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kap_xl.phrase import Phrase


@dataclass(frozen=True, slots=True)
class CellEdit:
    """A cell of an existing row: its Excel row, its column key, its new typed value (None empties it).

    A `cached` edit keeps the formula that stands in the cell and renews only its stored result.
    """

    sheet: str
    row: int
    column: str
    value: object
    cached: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's heading as a value: it is written in the workbook's language."""

    sheet: str
    column: str


NewRow = Mapping[str, object]
"""A row to append: typed values by column key, with its uid; a Phrase becomes text in the workbook's language."""


@dataclass(frozen=True, slots=True)
class Edits:
    """All changes of one command."""

    cells: tuple[CellEdit, ...] = ()
    rows: Mapping[str, tuple[NewRow, ...]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Whether anything changes at all."""
        return bool(self.cells) or any(self.rows.values())

    def __add__(self, other: Edits) -> Edits:
        """Both together; later rows come after earlier ones."""
        rows = {key: (*self.rows.get(key, ()), *other.rows.get(key, ())) for key in {**self.rows, **other.rows}}
        return Edits(self.cells + other.cells, rows)


def word(vocabulary: str, code: str) -> Phrase:
    """A word of a vocabulary, to be written in the workbook's language."""
    return Phrase(f"words.{vocabulary}.{code}")


def differing(sheet: str, row: int, now: Mapping[str, object], wanted: Mapping[str, object]) -> Iterable[CellEdit]:
    """Edits for those columns whose value is not yet the wanted one."""
    return [CellEdit(sheet, row, key, value) for key, value in wanted.items() if now.get(key) != value]
