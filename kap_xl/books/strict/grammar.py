"""Which elements and attributes Excel accepts where, in which order, how often and of which kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import isfinite
from typing import Final

from kap_xl.books.strict.fault import Fault
from kap_xl.books.strict.markup import MAIN, Element, local

CODES: Final = (
    "elements.unknown",
    "elements.order",
    "elements.missing",
    "elements.too-many",
    "attributes.unknown",
    "attributes.missing",
    "attributes.value",
)
_CHILD: Final = re.compile(r"(\w+)(?::(\w+))?([?*+]|\{\d+,\d*\})?\Z")
_NUMBER: Final = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?\Z")
_UNSIGNED: Final = re.compile(r"[0-9]{1,10}\Z")
_SIGNED: Final = re.compile(r"-?[0-9]{1,10}\Z")
_HEX: Final = re.compile(r"(?:[0-9A-Fa-f]{2})*\Z")
_COLOUR: Final = re.compile(r"[0-9A-Fa-f]{8}\Z")
_MANY: Final = 1 << 30


@dataclass(frozen=True, slots=True)
class Child:
    """An element inside another: its type, its place among its sisters, the least and most of it."""

    type: str
    place: int
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Type:
    """What may stand in an element."""

    ordered: bool
    children: Mapping[str, Child]
    attributes: Mapping[str, str]
    required: frozenset[str]


def finite(text: str) -> bool:
    """Whether a text is a number that Excel can hold."""
    return bool(_NUMBER.match(text)) and isfinite(float(text))


_KINDS: Final[Mapping[str, Callable[[str], object]]] = {
    "": lambda _text: True,
    "b": frozenset({"0", "1", "true", "false"}).__contains__,
    "u": lambda text: _UNSIGNED.match(text) and int(text) < 1 << 32,
    "i": lambda text: _SIGNED.match(text) and -(1 << 31) <= int(text) < 1 << 32,
    "d": finite,
    "x": _HEX.match,
    "c": _COLOUR.match,
}


@cache
def types() -> Mapping[str, Type]:
    """The table of types by name."""
    text = files("kap_xl.books.strict").joinpath("grammar.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {name: _type(children, attributes) for name, children, attributes in rows}


def _type(children: str, attributes: str) -> Type:
    words = children.split()
    ordered = "~" not in words
    members: dict[str, Child] = {}
    for place, word in enumerate(word for word in words if word != "~"):
        found = _CHILD.match(word)
        if found is None:
            raise ValueError(word)
        name, kind, often = found[1], found[2] or found[1][0].upper() + found[1][1:], found[3] or ""
        members[name] = Child(kind, place, *_times(often))
    pairs = {word.partition("=")[0].rstrip("!"): word.partition("=")[2] for word in attributes.split()}
    required = frozenset(word.partition("!")[0] for word in attributes.split() if "!" in word.partition("=")[0])
    return Type(ordered, members, pairs, required)


def _times(often: str) -> tuple[int, int]:
    if often.startswith("{"):
        least, _, most = often[1:-1].partition(",")
        return int(least), int(most) if most else _MANY
    return {"": (1, 1), "?": (0, 1), "*": (0, _MANY), "+": (1, _MANY)}[often]


def faults(part: str, root: Element, kind: str) -> Iterator[Fault]:
    """What in a part does not follow the grammar; rows of a sheet are left to the cells' own check."""
    known = types()
    stack = [(root, kind)]
    item, text = f"{MAIN}si", f"{MAIN}t"
    while stack:
        element, name = stack.pop()
        rule = known.get(name)
        if rule is None:
            continue
        yield from _attributes(part, element, rule)
        if name != "SheetData":
            yield from _children(part, element, rule)
            for child in element:
                if child.tag == item and len(child) == 1 and child[0].tag == text and not child.attrib:
                    continue  # thousands of plain strings
                found = rule.children.get(local(child.tag)) if child.tag.startswith(MAIN) else None
                if found is not None:
                    stack.append((child, found.type))


def _attributes(part: str, element: Element, rule: Type) -> Iterator[Fault]:
    where = local(element.tag)
    for name, value in element.items():
        if name.startswith("{"):
            continue
        kind = rule.attributes.get(name)
        if kind is None:
            yield Fault("attributes.unknown", part, where, name)
        elif not (_KINDS[kind](value) if kind in _KINDS else value in kind.split("|")):
            yield Fault("attributes.value", part, where, f"{name}={value!r}")
    for name in rule.required - element.attrib.keys():
        yield Fault("attributes.missing", part, where, name)


def _children(part: str, element: Element, rule: Type) -> Iterator[Fault]:
    where, last, counts = local(element.tag), -1, dict.fromkeys(rule.children, 0)
    for child in element:
        if not child.tag.startswith(MAIN):
            continue  # an extension of another namespace, which readers may ignore
        name = local(child.tag)
        found = rule.children.get(name)
        if found is None:
            yield Fault("elements.unknown", part, where, name)
            continue
        counts[name] += 1
        if rule.ordered and found.place < last:
            yield Fault("elements.order", part, where, name)
        last = max(last, found.place)
    for name, child_rule in rule.children.items():
        if counts[name] < child_rule.least:
            yield Fault("elements.missing", part, where, name)
        if counts[name] > child_rule.most:
            yield Fault("elements.too-many", part, where, name)
