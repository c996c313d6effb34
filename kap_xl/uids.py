"""Immutable row identities: short text that no spreadsheet takes for a number, a date or a formula."""

from __future__ import annotations

import hashlib
import re
import secrets
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

ALPHABET = "abcdefghjkmnpqrstvwxyz23456789"  # no i l o u 0 1: nothing to misread, and few words arise by chance
LENGTH = 11
PATTERN = re.compile(rf"k[{ALPHABET}]{{{LENGTH}}}")


def fresh() -> str:
    """A new identity; 30**11 possibilities, so two never meet by chance in one plan."""
    return "k" + "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def derived(*parts: str) -> str:
    """The identity that follows from its parts: a report's, from activity, period and agency; the same each time."""
    number = int.from_bytes(hashlib.sha256("\x1f".join(parts).encode()).digest())
    letters = []
    for _ in range(LENGTH):
        number, rest = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[rest])
    return "k" + "".join(letters)


def is_uid(value: object) -> bool:
    """Whether a cell holds an identity of ours, unharmed."""
    return isinstance(value, str) and PATTERN.fullmatch(value) is not None


def pot_uid(agency: str, period: str, pot: Iterable[str | None]) -> str:
    """The identity of the row that a form has ready for a pot of money.

    A pot is an activity's identity, source, donor, category and currency.
    """
    return derived("spending", agency, period, *(each or "" for each in pot))
