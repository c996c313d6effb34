"""What an expression means on a sheet: every part has a type, and gives its value for a row; None is not known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING

from kap_xl.kinds.near import nearest
from kap_xl.rules.own.grammar import Call, Name, Node, Value
from kap_xl.rules.own.wrong import Wrong

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kap_xl.columns import Column
    from kap_xl.model import Line
    from kap_xl.rules.own.ground import Ground

NUMBER, DAY, TEXT, CODE, WORD, BODIES, TRUTH = "number", "day", "text", "code", "word", "bodies", "truth"
TYPES: Mapping[str, str] = MappingProxyType(
    {
        "number": NUMBER,
        "percent": NUMBER,
        "amount": NUMBER,
        "year": NUMBER,
        "date": DAY,
        "deadline": DAY,
        "choice": WORD,
        "status": WORD,
        "yesno": WORD,
        "institution": BODIES,
        "institutions": BODIES,
        "code": CODE,
    }
)
"""The types of kinds of columns; all others are texts."""
Of = Callable[["Line"], object]


@dataclass(frozen=True, slots=True)
class Meaning:
    """A part of an expression: its type, its value for a row, the columns that it looks at, and where it came from."""

    type: str
    of: Of
    columns: tuple[str, ...]
    node: Node
    column: Column | None = None  # where the part is a column and nothing else


def named(node: Name, on: Ground) -> Meaning:
    """A column's value in a row; Wrong where the sheet has none of that name."""
    column = on.column(node.name)
    if column is None:
        near = nearest(node.name, on.names())
        raise Wrong("column", node.at, node.name, near, sheet=f"@workbook.sheet.{on.sheet}")
    key = column.key
    kind = TYPES.get(column.kind, TEXT)

    def of(line: Line) -> object:
        value = line.values.get(key)
        if kind == NUMBER:
            return Decimal(value) if isinstance(value, int) else value if isinstance(value, Decimal) else None
        return (value,) if kind == BODIES and isinstance(value, str) else value

    return Meaning(kind, of, (key,), node, column)


def literal(node: Value) -> Meaning:
    """The same value for every row."""
    value = node.value
    if isinstance(value, bool):
        return Meaning(TRUTH, lambda _: value, (), node)
    kind = NUMBER if isinstance(value, Decimal) else TEXT if isinstance(value, str) else DAY
    return Meaning(kind, lambda _: value, (), node)


def said(part: Meaning) -> str | None:
    """The text of a part that is a text in quotes; None for any other."""
    value = part.node.value if isinstance(part.node, Value) else None
    return value if isinstance(value, str) else None


def place(node: Node) -> int:
    """Where a part begins."""
    return place(node.of[0]) if isinstance(node, Call) and node.of and not node.name.isidentifier() else node.at


def kind_of(part: Meaning) -> str:
    """What a part is, as sentences name it."""
    return f"@rules.own-type-{part.type}"
