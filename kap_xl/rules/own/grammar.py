"""The grammar of expressions: signs become a tree of literals, columns and calls; operators are calls too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kap_xl.rules.own.signs import Literal, Sign, signs
from kap_xl.rules.own.wrong import Wrong

if TYPE_CHECKING:
    from collections.abc import Callable

DEEPEST = 30
"""Parentheses and operators inside one another."""
COMPARISONS = ("=", "<>", "<", "<=", ">", ">=")
TRUTHS = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Value:
    """A literal and its place."""

    value: Literal
    text: str
    at: int


@dataclass(frozen=True, slots=True)
class Name:
    """A column by its key or, in square brackets, by its heading."""

    name: str
    at: int


@dataclass(frozen=True, slots=True)
class Call:
    """A function or an operator with its arguments."""

    name: str
    of: tuple[Node, ...]
    at: int


Node = Value | Name | Call


def parsed(text: str) -> Node:
    """The tree of an expression; Wrong says what is not understood and where."""
    reader = _Reader(signs(text), len(text))
    tree = reader.either(0)
    reader.done()
    return tree


class _Reader:
    """Walks through the signs once; every method takes how deep it is and gives the tree of what it has read."""

    def __init__(self, found: tuple[Sign, ...], length: int) -> None:
        self.signs = found
        self.length = length
        self.next = 0

    def either(self, depth: int) -> Node:
        return self._chain(depth, self._both, "or")

    def done(self) -> None:
        if (sign := self._peek()) is not None:
            raise Wrong("unexpected", sign.at, sign.text)

    def _both(self, depth: int) -> Node:
        return self._chain(depth, self._not, "and")

    def _not(self, depth: int) -> Node:
        sign = self._peek()
        if sign is not None and self._is(sign, "not") and not self._is_call():
            self.next += 1
            return Call("not", (self._not(_deeper(depth, sign)),), sign.at)
        return self._compared(depth)

    def _compared(self, depth: int) -> Node:
        left = self._sum(depth)
        sign = self._peek()
        if sign is None or sign.kind != "operator" or sign.text not in COMPARISONS:
            return left
        self.next += 1
        return Call(sign.text, (left, self._sum(depth)), sign.at)

    def _sum(self, depth: int) -> Node:
        return self._chain(depth, self._product, "+", "-")

    def _product(self, depth: int) -> Node:
        return self._chain(depth, self._signed, "*", "/")

    def _signed(self, depth: int) -> Node:
        sign = self._peek()
        if sign is not None and sign.kind == "operator" and sign.text in ("-", "+"):
            self.next += 1
            inner = self._signed(_deeper(depth, sign))
            return Call("minus", (inner,), sign.at) if sign.text == "-" else inner
        return self._atom(depth)

    def _atom(self, depth: int) -> Node:
        sign = self._peek()
        if sign is None:
            raise Wrong("ends", self.length)
        called = self._is_call()
        self.next += 1
        if sign.kind == "literal" and sign.value is not None:
            return Value(sign.value, sign.text, sign.at)
        if sign.kind == "heading":
            return Name(sign.text, sign.at)
        if sign.kind == "name" and called:
            return Call(sign.text.casefold(), self._arguments(_deeper(depth, sign)), sign.at)
        if sign.kind == "name" and not self._is(sign, "and", "or", "not"):
            truth = TRUTHS.get(sign.text.casefold())
            return Name(sign.text, sign.at) if truth is None else Value(truth, sign.text, sign.at)
        if sign.text == "(" and sign.kind == "operator":
            inner = self.either(_deeper(depth, sign))
            self._close(sign)
            return inner
        raise Wrong("unexpected", sign.at, sign.text)

    def _arguments(self, depth: int) -> tuple[Node, ...]:
        opened = self.signs[self.next]
        self.next += 1
        if self._operator(")"):
            return ()
        found = [self.either(depth)]
        while self._operator(","):
            found.append(self.either(depth))
        self._close(opened)
        return tuple(found)

    def _close(self, opened: Sign) -> None:
        if not self._operator(")"):
            sign = self._peek()
            raise Wrong("bracket", opened.at) if sign is None else Wrong("unexpected", sign.at, sign.text)

    def _chain(self, depth: int, part: Callable[[int], Node], *operators: str) -> Node:
        """Parts joined from left to right; of a long chain the tree is as deep as the chain is long."""
        left = part(depth)
        while (sign := self._peek()) is not None and self._is(sign, *operators):
            self.next += 1
            depth = _deeper(depth, sign)
            left = Call(sign.text.casefold(), (left, part(depth)), sign.at)
        return left

    def _operator(self, text: str) -> bool:
        """Whether the next sign is this operator; it is then passed."""
        sign = self._peek()
        if sign is None or sign.kind != "operator" or sign.text != text:
            return False
        self.next += 1
        return True

    def _is_call(self) -> bool:
        """Whether a name stands before a parenthesis."""
        after = self.signs[self.next + 1] if self.next + 1 < len(self.signs) else None
        return after is not None and after.kind == "operator" and after.text == "("

    def _is(self, sign: Sign, *words: str) -> bool:
        return sign.kind in ("name", "operator") and sign.text.casefold() in words

    def _peek(self) -> Sign | None:
        return self.signs[self.next] if self.next < len(self.signs) else None


def _deeper(depth: int, sign: Sign) -> int:
    if depth >= DEEPEST:
        raise Wrong("deep", sign.at, sign.text)
    return depth + 1
