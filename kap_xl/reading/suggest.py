"""What a person may have meant in a cell that could not be read, as the drop-down of the workbook shows it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kap_xl import kinds
from kap_xl.kinds.near import MOST, nearby, nearest_code
from kap_xl.kinds.status import known_statuses
from kap_xl.phrase import has, text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kap_xl.reading.reader import Reader

YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
DENIES = frozenset(("not", "no", "never", "nuk", "s", "pa", "jo", "nije", "nisu", "ne", "bez"))
"""Folded words that turn a status into its opposite."""
PREFIXED = 7  # letters of a word that may begin with a denial, as unfinished does
NO_STATUS = frozenset(("ASK", "NO_REPORT"))


def near_words(typed: str, name: str, known: Iterable[tuple[str, str]], reader: Reader) -> tuple[str, ...]:
    """The near words of a vocabulary or a list of the plan, in the workbook's language."""
    return tuple(_shown(name, code, reader) for code in nearby(typed, known))


def near_statuses(typed: str, reader: Reader) -> tuple[str, ...]:
    """The near statuses; a wording that denies is only near another that denies."""
    known = (*(reader.words.get("status") or {}).items(), *known_statuses().items())
    denied = _denies(typed)
    return near_words(
        typed, "status", [each for each in known if each[1] not in NO_STATUS and _denies(each[0]) == denied], reader
    )


def near_bodies(unknown: Iterable[kinds.Unknown], reader: Reader) -> tuple[str, ...]:
    """The bodies of which a name is near the first unknown one, or the next that has any near."""
    bodies = reader.context.institutions.bodies
    names = [(name, body.code) for body in bodies for name in (body.code, *body.names)]
    codes = next((near for each in unknown if (near := nearby(each.text, names))), ())
    called = reader.shown.get("institutions", {})
    return tuple(f"{code} ({name})" if (name := called.get(code, code)) != code else code for code in codes)


def near_periods(typed: str, reader: Reader) -> tuple[str, ...]:
    """The period whose code has another sign in the place of one; else those of the year that is named."""
    codes = tuple((reader.words.get("period") or {}).values())
    same = nearest_code(typed, codes)
    if same:
        return (same,)
    year = YEAR.search(typed)
    listed = tuple(sorted(code for code in codes if year is not None and year[0] in code))
    return listed if len(listed) <= MOST else ()


def _denies(words: str) -> bool:
    folded = re.split(r"[^\w]+", kinds.fold(words))
    return not DENIES.isdisjoint(folded) or any(
        word.startswith(("un", "pa")) and len(word) >= PREFIXED for word in folded
    )


def _shown(name: str, code: str, reader: Reader) -> str:
    own = reader.shown.get(name, {}).get(code)
    return own or (text(word, reader.lang) if has(word := f"words.{name}.{code}", reader.lang) else code)
