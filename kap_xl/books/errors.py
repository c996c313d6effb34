"""The one shape in which a workbook says that it cannot be read, edited or saved."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Mapping


class BookError(Exception):
    """A code and where it happened; the sentence for people is made elsewhere from both.

    `fields` may hold: path, part, sheet, cell (A1), table, name, limit, found, errno, reason, kept.
    """

    def __init__(self, code: str, **fields: str | int) -> None:
        """Keep the code and the fields that are not empty."""
        self.code = code
        self.fields: Mapping[str, str | int] = MappingProxyType({k: v for k, v in fields.items() if v != ""})
        super().__init__(code, dict(self.fields))

    def __str__(self) -> str:
        return " ".join([self.code, *(f"{key}={value!r}" for key, value in self.fields.items())])

    def placed(self, **fields: str | int) -> Self:
        """The same error with more said about its place; what is empty says nothing."""
        return type(self)(self.code, **{**self.fields, **{key: value for key, value in fields.items() if value != ""}})


class PackageError(BookError):
    """The package cannot be opened, or cannot be edited in this way without harm."""


class IntakeError(BookError):
    """The file must not be given to a parser."""


class SaveError(BookError):
    """The new bytes could not be put in place; the old file is as it was."""
