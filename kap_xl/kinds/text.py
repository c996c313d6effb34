"""A text cell: what was typed, with damage undone and nothing else changed."""

from dataclasses import dataclass

from kap_xl.kinds.context import PercentCell, Raw
from kap_xl.kinds.encoding import clean
from kap_xl.kinds.figures import of_number, plain


@dataclass(frozen=True, slots=True)
class TextReading:
    """The text of a cell; an empty cell is an empty text."""

    value: str


def as_text(raw: Raw) -> str:
    """What a cell holds as a text, before cleaning: dates as ISO days, whole numbers without a point."""
    if raw is None:
        return ""
    if isinstance(raw, str):
        return raw
    if isinstance(raw, PercentCell):
        value = of_number(raw.number)
        return "" if value is None else f"{plain(value * 100)}%"
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    return str(raw)


def read_text(raw: Raw) -> TextReading:
    """The cleaned text of a cell."""
    return TextReading(clean(as_text(raw)).text)


def notation(reading: TextReading) -> dict[str, object]:
    """The reading under the keys of the cell language."""
    return {"value": reading.value}
