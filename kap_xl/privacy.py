"""What may leave: counts of people that are too small to be shown, and shares of too few."""

from __future__ import annotations

from decimal import Decimal

GUARDED = frozenset({"VICTIM", "WITNESS", "SUSPECT"})
"""What an indicator counts where a small number may identify a person; trainees and the public do not."""
TEAM_COPY = 5
PUBLIC_COPY = 11
"""The smallest count shown in the copy for the Kosovo Team, and in one for the public or for donors."""

Count = int | Decimal


def shown_count(value: Count | None, counts: str | None, k: int = TEAM_COPY) -> Count | str | None:
    """The count itself where it may be shown, else the text `<k`; zero and unknown (None) are always shown."""
    if value is None or counts not in GUARDED or not 0 < value < k:
        return value
    return f"<{k}"


def shown_share(part: Count | None, base: Count | None, counts: str | None, k: int = TEAM_COPY) -> Decimal | None:
    """The quotient part / base; None where unknown or, of a guarded count, the base is below k or the part hidden."""
    if part is None or base is None or not base:
        return None
    if counts in GUARDED and (base < k or isinstance(shown_count(part, counts, k), str)):
        return None
    return Decimal(part) / Decimal(base)


def shown_total(counts: tuple[Count, ...], k: int = TEAM_COPY) -> Count | str:
    """A total of guarded counts that gives away none that is hidden by itself: exact, or `<k`, or `≥` a bound.

    The bound is made from what is shown anyway, so nothing can be found by subtracting.
    """
    if not any(0 < count < k for count in counts):
        return sum(counts, start=0)
    if sum(counts, start=0) < k:
        return f"<{k}"
    return _at_least(max(sum((count for count in counts if count >= k), start=0), k))


def shown_running(totals: tuple[Count, ...], k: int = TEAM_COPY) -> Count | str | None:
    """The last of running totals, or `≥` the last that could be shown where it differs from it by fewer than k.

    Two reports that follow each other would otherwise tell a small difference.
    """
    shown = Decimal(0)
    for total in totals:
        if total == 0 or (total >= k and abs(total - shown) >= k):
            shown = Decimal(total)
    if not totals or totals[-1] == shown:
        return totals[-1] if totals else None
    if totals[-1] < k or totals[-1] < shown:
        return f"<{k}" if totals[-1] < k else _at_least(k)
    return _at_least(shown) if shown else f"<{k}"


def _at_least(count: Count) -> str:
    """A bound without the noughts that a cell's number brought along."""
    return f"≥{Decimal(count).normalize():f}"
