"""Comparing two parts of an expression: with something that is not known nothing is either true or false."""

from __future__ import annotations

import operator
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from kap_xl import kinds
from kap_xl.kinds import fold
from kap_xl.kinds.near import nearest
from kap_xl.rules.own.functions import is_blank
from kap_xl.rules.own.grammar import Call, Value
from kap_xl.rules.own.meaning import BODIES, CODE, DAY, NUMBER, TEXT, TRUTH, WORD, Meaning, kind_of, said
from kap_xl.rules.own.wrong import Wrong
from kap_xl.rules.rows import parts
from kap_xl.vocabulary import STAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kap_xl.model import Line
    from kap_xl.rules.own.ground import Ground

OPERATORS: Mapping[str, Callable[..., bool]] = MappingProxyType(
    {
        "=": operator.eq,
        "<>": operator.ne,
        "<": operator.lt,
        "<=": operator.le,
        ">": operator.gt,
        ">=": operator.ge,
    }
)
EQUAL = ("=", "<>")


def compared(node: Call, left: Meaning, right: Meaning, on: Ground) -> Meaning:
    """Whether two parts compare so; two quotes with nothing between them stand for a blank, as in Excel."""
    columns = (*left.columns, *right.columns)
    for one, other in ((left, right), (right, left)):
        if said(one) == "" and node.name in EQUAL:
            blank = is_blank(other)
            return Meaning(TRUTH, blank if node.name == "=" else _not(blank), columns, node)
    first, second = _fitted(left, right, on), _fitted(right, left, on)
    key = _key(node, first, second)
    holds = OPERATORS[node.name]

    def of(line: Line) -> bool | None:
        one, other = first.of(line), second.of(line)
        return None if one is None or other is None else holds(key(one), key(other))

    return Meaning(TRUTH, of, columns, node)


def code_of(text: str, at: int, part: Meaning, on: Ground) -> str:
    """The code that a text in quotes stands for in a column of words or bodies; Wrong where it is none of them."""
    if part.column is None:
        return text
    known = on.words(part.column)
    code = known.get(fold(text).strip())
    if code is None and part.column.kind == "status":
        reading = kinds.read("status", text, kinds.Context())
        code = None if reading.ask else reading.status
    if code is None and known:
        near = nearest(text, (*dict.fromkeys(known.values()), *known))
        raise Wrong("word", at, text, near, column=f"@workbook.col.{part.column.key}")
    return text if code is None else code


def _fitted(part: Meaning, other: Meaning, on: Ground) -> Meaning:
    """A literal read as what it is compared with; anything else as it is."""
    source = part.node
    if not isinstance(source, Value):
        return part
    text = said(part)
    if text is None:
        # a code or a text without its quotes, such as 1.10
        loose = part.type == NUMBER and other.type in (CODE, TEXT) and not isinstance(other.node, Value)
        return _always(source.text, other.type, part) if loose else part
    if other.type == WORD:
        return _always(code_of(text, source.at, other, on), WORD, part)
    if other.type == BODIES:
        return _always((code_of(text, source.at, other, on),), BODIES, part)
    if other.type == DAY:
        day = kinds.read("date", text, kinds.Context()).value
        if not isinstance(day, date):
            raise Wrong("day", source.at, text)
        return _always(day, DAY, part)
    return _always(text, CODE, part) if other.type == CODE else part


def _always(value: object, kind: str, part: Meaning) -> Meaning:
    return Meaning(kind, lambda _: value, (), part.node)


def _key(node: Call, left: Meaning, right: Meaning) -> Callable[[object], object]:
    """By what two values are compared; Wrong where they cannot be, or have no order."""
    both = {left.type, right.type}
    blanks = {"left": kind_of(left), "right": kind_of(right)}
    if len(both) > 1 and not both <= {TEXT, CODE} and not both <= {WORD, TEXT, CODE}:
        raise Wrong("compare", node.at, node.name, **blanks)
    if node.name not in EQUAL and both & {TRUTH, BODIES, WORD} and not _staged(left, right):
        raise Wrong("order", node.at, node.name, **blanks)
    if both & {NUMBER, DAY, TRUTH}:
        return _itself
    if _staged(left, right) and node.name not in EQUAL:
        return _stage
    if both == {WORD}:
        return _itself
    return _bodies if both == {BODIES} else _code if CODE in both else _text


def _staged(left: Meaning, right: Meaning) -> bool:
    """Whether money's stages are compared, which alone of all words follow one another."""
    return any(part.column is not None and part.column.words == "stage" for part in (left, right))


def _itself(value: object) -> object:
    return value


def _text(value: object) -> object:
    return fold(str(value)).strip()


def _code(value: object) -> object:
    return tuple((0, each, "") if isinstance(each, int) else (1, 0, each) for each in parts(str(value)))


def _bodies(value: object) -> object:
    return frozenset(value) if isinstance(value, tuple) else value


def _stage(value: object) -> object:
    return STAGES.index(value) if isinstance(value, str) and value in STAGES else -1


def _not(of: Callable[[Line], bool | None]) -> Callable[[Line], bool | None]:
    def turned(line: Line) -> bool | None:
        value = of(line)
        return None if value is None else not value

    return turned
