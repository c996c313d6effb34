"""The words of the cell language that stand in tables beside the code: one line a group of words."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

_HERE = Path(__file__).parent  # importlib.resources would cost a starting process ten milliseconds


@cache
def lines(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of a table, without its head and its remarks (# …)."""
    text = (_HERE / f"{name}.tsv").read_text(encoding="utf-8")
    rows = [row for row in text.splitlines() if row and not row.startswith("# ")]
    return tuple(tuple(row.split("\t")) for row in rows[1:])


@cache
def groups(name: str) -> Mapping[str, str]:
    """The alternatives of each group, joined by |; a group may have several lines."""
    found: dict[str, list[str]] = {}
    for group, alternatives in lines(name):
        found.setdefault(group, []).append(alternatives)
    return MappingProxyType({group: "|".join(parts) for group, parts in found.items()})


def word_set(name: str, group: str) -> frozenset[str]:
    """The words of a group of plain words."""
    return frozenset(groups(name)[group].split("|"))
