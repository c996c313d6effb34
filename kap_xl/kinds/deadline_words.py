"""The words of deadlines in three languages, by what they do in the grammar."""

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import product
from types import MappingProxyType

from kap_xl.kinds.lexicon import lines
from kap_xl.kinds.numerals import NUMBER_WORDS

_SETTLED = (
    "determined",
    "decided",
    "defined",
    "confirmed",
    "agreed",
    "set",
    "announced",
    "specified",
    "fixed",
    "established",
    "discussed",
    "scheduled",
    "identified",
    "advised",
    "provided",
)
_SETTLED_SERBIAN = (
    "utvrden",
    "odreden",
    "definisan",
    "dogovoren",
    "naveden",
    "potvrden",
    "preciziran",
    "poznat",
    "zakazan",
)
_SETTLED_ALBANIAN = (
    "caktuar",
    "percaktuar",
    "vendosur",
    "specifikuar",
    "konfirmuar",
    "definuar",
    "ditur",
    "cekur",
)


def _unsettled() -> Iterator[str]:
    """Every wording of "to be set" and of "not set"."""
    yield from (f"{be} {verb}" for be, verb in product(("to be", "will be"), _SETTLED))
    be_serbian = ("bice", "nije", "jos nije", "treba da bude", "ce biti")
    for be, later, verb, ending in product(be_serbian, ("", "naknadno "), _SETTLED_SERBIAN, ("", "o", "a", "i")):
        yield f"{be} {later}{verb}{ending}"
    yield from ("utvrdice se", "odredice se", "definisace se", "dogovorice se")
    yield from ("treba da se utvrdi", "treba da se odredi", "treba da se definise")
    be_albanian = ("nuk eshte", "nuk eshte ende", "ende nuk eshte", "duhet te jete", "per tu", "per t u", "s eshte")
    yield from (f"{be} {verb}" for be, verb in product(be_albanian, _SETTLED_ALBANIAN))


@cache
def lexicon() -> Mapping[tuple[str, ...], tuple[str, int]]:
    """Every phrase as its words, with its class letter and, for a number word (N) or an ordinal (O), its number."""
    words: dict[tuple[str, ...], tuple[str, int]] = {}
    for letter, phrases in lines("deadline_words"):
        meaning = (letter[0], int(letter[1:] or 0))
        words |= {tuple(phrase.split()): meaning for phrase in phrases.split("|")}
    words |= {tuple(phrase.split()): ("?", 0) for phrase in _unsettled()}
    return MappingProxyType(words | {(word,): ("N", number) for word, number in NUMBER_WORDS.items()})
