"""The known words that a mistyped one most likely means; none where nothing is close, or too much is."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from kap_xl.kinds.register import stem
from kap_xl.kinds.words import fold, one_slip
from kap_xl.kinds.words import phrase as bare

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

MOST = 3  # more than three possible meanings are no help
LIKELY = 0.79  # one slip in five letters, two in ten; not 0.8, which fractions may just miss
BAND = 0.1  # by how much less likely a second meaning may be and still be named
CLEAR = 0.04  # by how much the one word must be nearer than any other
SHORTEST = 3
LONGEST = 120  # a paragraph means no word of a list
TELLING = 5  # letters of a single word that may stand for a whole name
PART = 0.85  # how likely some words of a name are, against the whole name with a slip
JOINTS = frozenset(
    ("of", "the", "and", "for", "in", "on", "dhe", "per", "nga", "te", "se", "ne", "me", "za", "od", "na")
)
"""Folded words that only join others; those of one letter join too."""


def nearest(typed: str | None, known: Iterable[str]) -> str:
    """The one known word that is near, as it is written; empty where there is none, or more than one."""
    wanted = fold(typed or "").strip()
    if len(wanted) < SHORTEST:
        return ""
    words: dict[str, str] = {}
    for word in known:
        words.setdefault(fold(word), word)
    scores = sorted(((_whole(wanted, folded), word) for folded, word in words.items()), reverse=True)
    if not scores or scores[0][0] < LIKELY:
        return ""
    return scores[0][1] if len(scores) == 1 or scores[0][0] - scores[1][0] >= CLEAR else ""


def nearby(typed: str, words: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """The codes of the words (word, code) that are near, the nearest first: at most MOST, none where more are.

    A word is near that differs by a slip of the finger in five letters, or all of whose words stand in a longer name.
    """
    wanted = bare(typed)
    if sum(map(str.isalpha, wanted)) < SHORTEST or len(wanted) > LONGEST:
        return ()
    parts = _telling(wanted)[1]
    scores: dict[str, float] = {}
    for word, code in words:
        known, of_known = _telling(word)
        score = max(_whole(wanted, known), PART * _part(parts, of_known))
        if score > scores.get(code, 0.0):
            scores[code] = score
    best = max(scores.values(), default=0.0)
    if best < LIKELY * PART:
        return ()
    ranked = sorted(scores, key=lambda code: (-scores[code], code))
    likely = tuple(code for code in ranked if scores[code] >= max(best - BAND, LIKELY * PART))
    return likely if len(likely) <= MOST else ()


def nearest_code(typed: str, known: Iterable[str]) -> str:
    """The one code that is meant when letters stand for digits and other signs for points: 1-1-l is 1.1.1.

    Codes that differ in a digit are not near: 1.1.2 is another row than 1.1.1.
    """
    wanted = _digits(typed)
    found = {code for code in known if code and _digits(code) == wanted}
    return found.pop() if len(found) == 1 else ""


def _digits(code: str) -> str:
    plain = "".join(fold(code).split()).translate(str.maketrans("lio-_,/;:", "110......"))
    return plain.strip(".")


def _whole(typed: str, known: str) -> float:
    """How alike two folded words are, from 0 to 1; one slip counts in a short word as in a longer one."""
    if typed == known:
        return 1.0
    alike = _similarity(typed, known)
    if alike or len(typed) < SHORTEST or len(known) < SHORTEST:
        return alike
    turned = len(typed) == SHORTEST and sorted(typed) == sorted(known)
    # one slip in five letters and more is LIKELY as it is
    slip = max(len(typed), len(known)) == SHORTEST + 1 and one_slip(typed, known)
    return LIKELY if turned or slip else 0.0


def _part(typed: tuple[str, ...], known: tuple[str, ...]) -> float:
    """How well all words of the shorter text are found among those of the longer, from 0; a little over 1 for most."""
    short, long = (typed, known) if len(typed) <= len(known) else (known, typed)
    if not short or (len(short) == 1 and (short is known or len(short[0]) < TELLING)):
        return 0.0
    total, left = 0.0, list(long)
    for word in short:
        alike, best = max((_word(word, other), other) for other in left)
        if not alike:
            return 0.0
        total += alike
        left.remove(best)
    return total / len(short) + (1 - LIKELY) * len(short) / len(long) / 4


def _word(one: str, other: str) -> float:
    """How alike two words of a name are; what grammar puts at their ends does not count."""
    if one == other:
        return 1.0
    if min(len(one), len(other)) <= SHORTEST:
        return 0.0
    return 1.0 if stem(one) == stem(other) else _similarity(one, other)


def _similarity(one: str, other: str) -> float:
    """One less the part of the letters that slips changed; 0 below LIKELY."""
    short, long = sorted((len(one), len(other)))
    if short < LIKELY * long:
        return 0.0
    return _measure()(one, other, score_cutoff=LIKELY)


@cache
def _measure() -> Callable[..., float]:
    # imported here: a plan without anything unknown needs no distances
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - see above

    return OSA.normalized_similarity


@lru_cache(maxsize=4096)
def _telling(text: str) -> tuple[str, tuple[str, ...]]:
    """A text folded and without signs, and its words without those that only join others."""
    known = bare(text)
    return known, tuple(word for word in known.split() if len(word) > 1 and word not in JOINTS)
