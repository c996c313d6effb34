"""What is typed on the command line, read: text becomes a path, period, years or day, or a sentence says why not."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

from kap_xl.phrase import Blank, Phrase, phrase
from kap_xl.vocabulary import LANGUAGES

FIRST_YEAR, LAST_YEAR, LONGEST = 1900, 2200, 31
PERIOD = re.compile(r"[0-9]{4}-h[12]", re.IGNORECASE)


class UsageError(Exception):
    """The command line cannot be understood; the phrase says what is wrong with it."""

    def __init__(self, code: str, **blanks: Blank) -> None:
        self.message: Phrase = phrase(f"face.usage{code}", **blanks)
        super().__init__(self.message.code)


def _years(given: str) -> tuple[int, int]:
    """The first and the last year of a plan; one year alone is both."""
    found = re.fullmatch(r"\s*([0-9]{4})(?:\s*[-–]\s*([0-9]{4}))?\s*", given)
    first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
    if not FIRST_YEAR <= first <= last <= LAST_YEAR or last - first >= LONGEST:
        # years as text: they get no thousands separator
        raise UsageError("-years", given=given, first=str(FIRST_YEAR), last=str(LAST_YEAR), longest=LONGEST)
    return first, last


def _day(given: str) -> date:
    try:
        return date.fromisoformat(given.strip())
    except ValueError as error:
        raise UsageError("-day", given=given) from error


def _file(given: str) -> Path:
    """A path; an empty one would mean the folder one is in."""
    if not given.strip() or "\0" in given:
        raise UsageError("-file")
    return Path(given)


def _period(given: str) -> str:
    """A period as it is written in the lists; whether there is such a one, the plan knows."""
    if not given.strip():
        raise UsageError("-period")
    return given.strip().upper() if PERIOD.fullmatch(given.strip()) else given.strip()


KINDS: Mapping[str, tuple[Callable[[str], object], str]] = {
    "file": (_file, "FILE"),
    "folder": (_file, "DIR"),
    "files": (_file, "FILE"),
    "text": (str, "TEXT"),
    "period": (_period, "P"),
    "day": (_day, "YYYY-MM-DD"),
    "years": (_years, "YYYY-YYYY"),
}
"""How an argument's text becomes a value, and what stands for it in the help."""


def named_language(argv: Sequence[str]) -> str | None:
    """The language asked for, wherever it stands: help and mistakes are to be in it, too."""
    for number, each in enumerate(argv):
        value = argv[number + 1] if each == "--lang" and number + 1 < len(argv) else each.removeprefix("--lang=")
        if each.startswith("--lang") and value in LANGUAGES:
            return value
    return None


def wants_json(argv: Sequence[str]) -> bool:
    """Whether JSON was asked for, even where the rest cannot be understood."""
    pairs = zip(argv, (*argv[1:], ""), strict=False)
    return any(each == "--format=json" or (each, after) == ("--format", "json") for each, after in pairs)
