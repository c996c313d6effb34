"""The columns of the findings sheet."""

from __future__ import annotations

from dataclasses import dataclass

TABLE = "kap_findings"
"""The Excel table with the list."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A column: its key in row 1, what it holds, its width in characters."""

    key: str
    kind: str
    width: float


COLUMNS = (
    Shown("number", "count", 6),
    Shown("severity", "text", 15),
    Shown("sheet", "text", 19),
    Shown("cell", "text", 9),
    Shown("code", "text", 11),
    Shown("column", "text", 22),
    Shown("value", "text", 24),
    Shown("message", "text", 48),
    Shown("fix", "text", 48),
    Shown("rule", "text", 20),
)
WAIVED = ("number", "severity", "sheet", "cell", "code", "column", "value", "message", "reason", "post")
"""What a waived finding shows in the same columns: why it was accepted, and at the end by whom and when."""
SHOWN = next(number for number, column in enumerate(COLUMNS, 1) if column.key == "fix")
"""Where the number of rows stands that the filter lets through, counted from 0."""
