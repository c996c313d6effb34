"""The shape of a page made of blocks: ten columns, in which each block lays its own."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from kap_xl.phrase import text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kap_xl.sheets.report_rows import Box

WIDTHS = (9, 47, 12, 13, 19, 11, 13, 13, 13, 13)
"""The page's columns after the hidden one, in characters."""


@dataclass(frozen=True, slots=True)
class Held:
    """A column of a block: its key, what it holds, and over how many of the page's columns it reaches."""

    key: str
    kind: str
    span: int = 1


BLOCKS: Mapping[str, tuple[Held, ...]] = MappingProxyType(
    {
        "figures": (
            Held("label", "label", 2),
            Held("value", "figure"),
            Held("of", "figure"),
            Held("share", "share"),
            Held("note", "note", 5),
        ),
        "owed": (Held("label", "label", 2), Held("count", "count"), Held("due", "date"), Held("which", "note", 6)),
        "activities": (
            Held("code", "code"),
            Held("name", "text"),
            Held("role", "text"),
            Held("due", "date"),
            Held("status", "text"),
            Held("days", "count"),
            *(Held(key, "money") for key in ("need", "committed", "spent", "gap")),
        ),
        "indicators": (
            Held("code", "code"),
            Held("name", "text"),
            Held("unit", "text"),
            *(Held(key, "number") for key in ("baseline", "target", "in_period", "to_date")),
            Held("attainment", "share"),
            Held("reached", "word"),
            Held("missing", "text"),
        ),
    }
)
"""The columns of each kind of block; late and due activities have those of activities."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a block: what stands in the hidden column, its cells, and whether it is late."""

    mark: str
    boxes: tuple[Box, ...]
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A heading with its lines; `empty` is said where there are none, `note` stands under the heading."""

    key: str
    heading: str
    lines: tuple[Line, ...]
    empty: str = ""
    note: str = ""

    @property
    def columns(self) -> tuple[Held, ...]:
        """The columns of its lines."""
        return BLOCKS.get(self.key, BLOCKS["activities"])


def cells(block: str, made: Mapping[str, Box]) -> tuple[Box, ...]:
    """The cells of a line in the order of its block's columns."""
    return tuple(made[column.key] for column in BLOCKS[block])


def said(code: str, lang: str) -> str:
    """A text of the pages."""
    return text(f"agencies.{code}", lang)
