"""What a command answers: findings, notes for people, data for programs, and whether it went well."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING

from kap_xl.finding import Severity, worst

if TYPE_CHECKING:
    from kap_xl.finding import Finding
    from kap_xl.phrase import Phrase


class Status(IntEnum):
    """The exit statuses of the contract."""

    SOUND = 0
    FOUND = 1
    FAILED = 2


class CommandError(Exception):
    """A command that cannot run as asked; it carries the phrase that says why, and the workbook's language if known."""

    def __init__(self, message: Phrase, lang: str | None = None) -> None:
        self.message = message
        self.lang = lang
        super().__init__(message.code)


@dataclass(frozen=True, slots=True)
class Answer:
    """Findings, notes, data by machine keys, and text blocks that need a language (`shown`).

    `lang` is the language of the workbook, which is used unless another is asked for.
    """

    findings: tuple[Finding, ...] = ()
    notes: tuple[Phrase, ...] = ()
    data: Mapping[str, object] = field(default_factory=dict)
    shown: Callable[[str], str] | None = None
    conflicts: int = 0
    lang: str | None = None

    @property
    def status(self) -> Status:
        """FOUND where a finding is an error or a conflict is open."""
        grave = worst(self.findings) is Severity.ERROR
        return Status.FOUND if grave or self.conflicts else Status.SOUND
