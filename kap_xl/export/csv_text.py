"""Tables as CSV: RFC 4180 in UTF-8 with a byte order mark, which Excel needs and R, pandas and SQL loaders know."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kap_xl.export.tables import Field, Plain, Tidy

MARK = "\ufeff"
_RISKY = re.compile(r"'*[=+\-@\t\r]")
"""What a spreadsheet that opens the file would take for a formula, behind apostrophes of any number."""


def as_csv(table: Tidy) -> bytes:
    """The table with its field names as header; a missing value is an empty field without quotes."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([field.name for field in table.fields])
    writer.writerows(
        [shown(value, field) for value, field in zip(row, table.fields, strict=True)] for row in table.rows
    )
    return (MARK + out.getvalue()).encode("utf-8")


def shown(value: Plain, field: Field) -> str:
    """A value as CSV: ISO dates, a decimal point, true and false; only text can look like a formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | Decimal):
        return number(value)
    return guarded(value) if field.type == "text" else value


def number(value: int | Decimal) -> str:
    """A number in plain digits, without noughts that say nothing."""
    text = format(value, "f")
    return (text.rstrip("0").rstrip(".") or "0") if "." in text else text


def guarded(text: str) -> str:
    """Text that a spreadsheet would run gets an apostrophe in front."""
    return f"'{text}" if _RISKY.match(text) else text


def unguarded(text: str) -> str:
    """The text as it was: one apostrophe less, where one was put in front."""
    return text[1:] if text.startswith("'") and _RISKY.match(text) else text
