"""What is wrong in a package: a code, a part, a place in it and a note for the programmer."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One broken rule; `where` is a cell, a range, an element or a relationship id, whichever is nearest."""

    code: str
    part: str
    where: str = ""
    detail: str = ""

    def __str__(self) -> str:
        return f"{self.code} {self.part} {self.where} {self.detail}".strip()
