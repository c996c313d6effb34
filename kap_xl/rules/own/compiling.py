"""From an expression to a condition on the rows of a sheet; every mistake in it comes back as a value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kap_xl.kinds.near import nearest
from kap_xl.rules.own.comparing import code_of, compared
from kap_xl.rules.own.functions import ANY, DAYS, EXCEL, FUNCTIONS, NAMES, SPECIAL, is_blank
from kap_xl.rules.own.grammar import COMPARISONS, Call, Name, Node, Value, parsed
from kap_xl.rules.own.meaning import (
    BODIES,
    CODE,
    DAY,
    NUMBER,
    TEXT,
    TRUTH,
    WORD,
    Meaning,
    kind_of,
    literal,
    named,
    place,
    said,
)
from kap_xl.rules.own.wrong import Wrong

if TYPE_CHECKING:
    from collections.abc import Callable

    from kap_xl.model import Line
    from kap_xl.rules.own.ground import Ground

TODAY = ("today", "now")
WORDED = frozenset({TEXT, CODE, WORD})
MANY = 20
"""Arguments of AND and OR."""


def compiled(text: str, on: Ground) -> Meaning | Wrong:
    """The condition that an expression states on a sheet's rows, or the mistake that is found first; never raises."""
    try:
        tree = parsed(text)
        meaning = _meant(tree, on)
    except Wrong as wrong:
        return wrong
    return meaning if meaning.type == TRUTH else Wrong("truth", 1, what=kind_of(meaning))


def _meant(node: Node, on: Ground) -> Meaning:
    if isinstance(node, Value):
        return literal(node)
    if isinstance(node, Name):
        return named(node, on)
    return _called(EXCEL.get(node.name, node.name), node, on)


def _called(name: str, node: Call, on: Ground) -> Meaning:
    if name in DAYS:
        _count(node, 0, 0, 0)
        day = on.days[name]
        return Meaning(DAY, lambda _: day, (), node)
    if name not in NAMES and name not in COMPARISONS and name not in FUNCTIONS:
        if name in TODAY:
            raise Wrong("today", node.at, node.name)
        raise Wrong("function", node.at, node.name, nearest(name, NAMES))
    of = tuple(_meant(each, on) for each in node.of)
    if name in COMPARISONS:
        return compared(node, of[0], of[1], on)
    return _logical(name, node, of) if name in SPECIAL else _computed(name, node, of, on)


def _logical(name: str, node: Call, of: tuple[Meaning, ...]) -> Meaning:
    """Conditions joined, also with what is not known: false and unknown is false, true or unknown is true."""
    least, most = {"if": (2, 3), "and": (1, MANY), "or": (1, MANY)}.get(name, (1, 1))
    _count(node, len(of), least, most)
    if name in ("blank", "filled"):
        blank = is_blank(of[0])
        return _made(TRUTH, blank if name == "blank" else _turned(blank), node, of)
    for part in of if name != "if" else of[:1]:
        if part.type != TRUTH:
            raise Wrong("condition", place(part.node), node.name, what=kind_of(part))
    if name == "not":
        return _made(TRUTH, _turned(of[0].of), node, of)
    if name == "if":
        if len(of) > 2 and of[1].type != of[2].type:  # noqa: PLR2004 - what holds, then, else
            raise Wrong("compare", node.at, node.name, left=kind_of(of[1]), right=kind_of(of[2]))
        return _made(of[1].type, _chosen(of), node, of)
    decides = name == "or"

    def joined(line: Line) -> bool | None:
        values = [part.of(line) for part in of]
        return decides if decides in values else None if None in values else not decides

    return _made(TRUTH, joined, node, of)


def _computed(name: str, node: Call, of: tuple[Meaning, ...], on: Ground) -> Meaning:
    function = FUNCTIONS[name]
    _count(node, len(of), function.least, function.most)
    gives = function.gives
    if name in ("+", "-") and any(part.type == DAY for part in of):
        gives = _with_days(name, node, of)
    else:
        for number, part in enumerate(of):
            wanted = function.takes[min(number, len(function.takes) - 1)]
            if wanted not in (ANY, part.type) and not (wanted == TEXT and part.type in WORDED):
                blanks = {"wanted": f"@rules.own-type-{wanted}", "what": kind_of(part)}
                raise Wrong("argument", place(part.node), node.name, **blanks)
    calls = tuple(part.of for part in _contained(of, on)) if name == "contains" else tuple(part.of for part in of)

    def computed(line: Line) -> object:
        values = [call(line) for call in calls]
        return None if any(value is None for value in values) else function.of(*values)

    return _made(gives, computed, node, of)


def _with_days(name: str, node: Call, of: tuple[Meaning, ...]) -> str:
    """The type that adding or subtracting with days gives; Wrong for a sum of two days, or a number less a day."""
    left, right = of[0].type, of[1].type
    if name == "-" and left == right == DAY:
        return NUMBER
    if (left, right) == (DAY, NUMBER) or (name == "+" and (left, right) == (NUMBER, DAY)):
        return DAY
    raise Wrong("compare", node.at, node.name, left=kind_of(of[0]), right=kind_of(of[1]))


def _contained(of: tuple[Meaning, ...], on: Ground) -> tuple[Meaning, ...]:
    """A body or a text to be found in another; a body may be named by any of its names."""
    whole, part = of
    text = said(part)
    if whole.type == BODIES and text is not None:
        code = code_of(text, place(part.node), whole, on)
        return whole, Meaning(BODIES, lambda _: (code,), (), part.node)
    return of


def _count(node: Call, given: int, least: int, most: int) -> None:
    given = len(node.of) if not most else given
    if not least <= given <= most:
        wanted = str(least) if least == most else f"{least}–{most}"
        raise Wrong("arguments", node.at, node.name, wanted=wanted, given=given)


def _made(kind: str, of: Callable[[Line], object], node: Call, parts: tuple[Meaning, ...]) -> Meaning:
    return Meaning(kind, of, tuple(dict.fromkeys(key for part in parts for key in part.columns)), node)


def _turned(of: Callable[[Line], object]) -> Callable[[Line], object]:
    def turned(line: Line) -> object:
        value = of(line)
        return None if value is None else not value

    return turned


def _chosen(of: tuple[Meaning, ...]) -> Callable[[Line], object]:
    def chosen(line: Line) -> object:
        holds = of[0].of(line)
        if holds is None:
            return None
        if holds:
            return of[1].of(line)
        return of[-1].of(line) if len(of) > 2 else False if of[1].type == TRUTH else None  # noqa: PLR2004 - as above

    return chosen
