"""Month names in three languages, in every grammatical case; the names stand in a table, as CLDR has them."""

from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

from kap_xl.kinds.lexicon import lines
from kap_xl.kinds.words import fold, one_slip

_ALBANIAN = ("", "i", "it", "in", "u", "ut", "un")
_SERBIAN = ("", "a", "u", "om", "em", "i", "e")
# Short and regional forms that people type and CLDR does not list.
_ALSO = MappingProxyType(
    {
        "sept": 9,
        "nent": 11,
        "kor": 7,
        "gus": 8,
        "juni": 6,
        "juli": 7,
        "august": 8,
        "augusta": 8,
        "augustu": 8,
        "janari": 1,
        "dek": 12,
        "maja": 5,
    }
)
# Real words one slip away from a month: Tuesday, short, mark.
_NOT_MONTHS = frozenset(
    (
        "marte",
        "martes",
        "marten",
        "shkurte",
        "shkurter",
        "shkurtra",
        "mark",
        "marka",
        "marke",
        "mase",
        "masa",
        "mass",
        "mali",
        "marr",
        "mare",
        "prile",
        "jane",
        "april's",
    )
)
_LETTERS = 4


def _cases(name: str, locale: str) -> Iterator[str]:
    """A name and its forms in other cases; a Serbian name in -bar loses the a before an ending."""
    if locale == "sq":
        yield from (name + ending for ending in _ALBANIAN)
    elif locale.startswith("sr"):
        root = (
            name.removesuffix("ar") + "r" if name.endswith("bar") else name.removesuffix("j") if name == "maj" else name
        )
        yield name
        yield from (root + ("j" if name == "maj" else "") + ending for ending in _SERBIAN[1:])
    else:
        yield name


@cache
def month_names() -> Mapping[str, int]:
    """Every folded form of every month name, with the month's number."""
    names: dict[str, int] = dict(_ALSO)
    for locale, width, *months in lines("months"):
        for number, name in enumerate(months, 1):
            if width == "abbreviated":
                names.setdefault(fold(name), number)
            else:
                names.update(dict.fromkeys(_cases(fold(name), locale), number))
    return MappingProxyType(names)


@cache
def month_of(word: str) -> tuple[int, bool]:
    """The month a folded word names and whether it is misspelt by one slip; (0, False) for no month."""
    names = month_names()
    if word in names:
        return names[word], False
    if len(word) < _LETTERS or word in _NOT_MONTHS:
        return 0, False
    near = {number for name, number in names.items() if len(name) >= _LETTERS and one_slip(word, name)}
    return (near.pop(), True) if len(near) == 1 else (0, False)
