"""The merge law for one cell: what was sent, what stands in the plan, what came back, and what is to be done."""

from __future__ import annotations

from dataclasses import dataclass

from kap_xl.canon import CLEAR


@dataclass(frozen=True, slots=True)
class Verdict:
    """The value that stands afterwards (None is blank) and the outcome, a code of the `outcome` vocabulary."""

    value: str | None
    outcome: str


def decide(base: str | None, ours: str | None, theirs: str | None, *, edited: bool | None = None) -> Verdict:
    """The verdict on one cell in canonical text; CLEAR as `theirs` empties it.

    `edited` says that the Secretariat changed the cell even where it now equals the base: it took back a value that
    an earlier merge had put there.
    """
    changed_here = ours != base if edited is None else edited
    if theirs is None:
        return Verdict(ours, "blank")
    if theirs == CLEAR:
        return Verdict(None, "cleared")
    if theirs in (ours, base):
        return Verdict(ours, "unchanged")
    return Verdict(ours, "conflict") if changed_here else Verdict(theirs, "taken")
