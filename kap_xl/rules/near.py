"""The known word that a mistyped one most likely means; none where several could be meant, or none is close."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kap_xl.kinds import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

LIKELY = 80.0  # of 100: one slip in five letters, two in ten
CLEAR = 4.0  # by how much the nearest must be nearer than any other
SHORTEST = 3


def nearest(typed: str | None, known: Iterable[str]) -> str:
    """The one known word that is near, as it is written; empty where there is none, or more than one."""
    wanted = fold(typed or "").strip()
    if len(wanted) < SHORTEST:
        return ""
    # imported here: a plan without anything unknown needs no distances
    from rapidfuzz import fuzz  # noqa: PLC0415 - see above

    words: dict[str, str] = {}
    for word in known:
        words.setdefault(fold(word), word)
    scores = sorted(((fuzz.ratio(wanted, folded), word) for folded, word in words.items()), reverse=True)
    if not scores or scores[0][0] < LIKELY:
        return ""
    return scores[0][1] if len(scores) == 1 or scores[0][0] - scores[1][0] >= CLEAR else ""


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
