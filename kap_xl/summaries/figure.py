"""A figure: a number that knows which cells of the plan it was made from and what it lacks."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from kap_xl.finding import Spot

Number = int | Decimal
NOT_SPECIFIED = ""
"""The key of the line for rows that name no group, such as activities without an objective."""
TOTAL = "total"


class Part(NamedTuple):
    """A cell of the plan behind a figure and what it adds, in the figure's unit; None where that is withheld."""

    spot: Spot
    adds: Number | None = 1


@dataclass(frozen=True, slots=True)
class Figure:
    """A count or an amount: `value` is None where nothing is known, which is not zero.

    `missing` names what is not in it (agencies, activities); `way` how the parts make it (`sum`, or another way of
    adding up); `withheld` is the text that stands for a value which may not be shown.
    """

    value: Number | None = None
    parts: tuple[Part, ...] = ()
    missing: tuple[str, ...] = ()
    way: str = "sum"
    withheld: str = ""

    def withhold(self, text: str) -> Figure:
        """The same figure without its value and without what each cell adds."""
        bare = tuple(part._replace(adds=None) for part in self.parts)
        return replace(self, value=None, withheld=text, parts=bare)


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a base, both traceable; it is never shown without its base."""

    part: Figure
    base: Figure

    @property
    def value(self) -> Decimal | None:
        """The quotient, 0 to 1 as a rule; None where either is unknown or the base is zero."""
        if self.part.value is None or not self.base.value:
            return None
        return Decimal(self.part.value) / Decimal(self.base.value)


Cell = Figure | Share | str | date | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a summary: whom it is about (`key`, of the kind `by`), and its cells by column key."""

    key: str
    by: str
    cells: Mapping[str, Cell] = field(default_factory=lambda: MappingProxyType({}))
    uid: str = ""

    def figure(self, column: str) -> Figure:
        """A cell that is a figure; anything else is an error of the program."""
        cell = self.cells[column]
        if not isinstance(cell, Figure):
            raise TypeError(column)
        return cell


@dataclass(frozen=True, slots=True)
class Summary:
    """A table of figures: what it is about, by what it is grouped, its columns, its lines and their total."""

    name: str
    by: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...] = ()
    total: Line | None = None

    def line(self, key: str) -> Line:
        """The line of a key; KeyError where there is none."""
        for line in self.every():
            if line.key == key:
                return line
        raise KeyError(key)

    def every(self) -> tuple[Line, ...]:
        """The lines with the total at the end, where there is one."""
        return self.lines if self.total is None else (*self.lines, self.total)

    def frame(self) -> pd.DataFrame:
        """The plain values (int, Decimal, text, date; None is unknown) as a frame of objects, indexed by key."""
        import pandas as pd  # noqa: PLC0415 - a figure alone needs no frames

        rows = [[plain(line.cells.get(column)) for column in self.columns] for line in self.every()]
        index = pd.Index([line.key for line in self.every()], name=self.by, dtype=object)
        return pd.DataFrame(rows, index=index, columns=pd.Index(self.columns, dtype=object), dtype=object)


def plain(cell: Cell) -> Number | str | date | tuple[str, ...] | None:
    """What a cell says: the value of a figure or share, or the text that stands for it, or the cell itself."""
    if isinstance(cell, Figure):
        return cell.withheld or cell.value
    return cell.value if isinstance(cell, Share) else cell
