"""What a command may say about the look of a cell."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Style:
    """A look put on top of the present style of a cell; what is None stays as it is.

    `fill` and `font` are six hexadecimal digits, red green blue; an empty `fill` takes the fill away. `number_format`
    is a format code as Excel stores it. `like` starts from the style of another cell (row, column) of the same sheet.
    """

    fill: str | None = None
    font: str | None = None
    bold: bool | None = None
    italic: bool | None = None
    number_format: str | None = None
    wrap: bool | None = None
    quote_prefix: bool | None = None
    locked: bool | None = None
    like: tuple[int, int] | None = None
