"""A number cell: a count or a measure, exact, with the separators people use."""

import re
from dataclasses import dataclass
from decimal import Decimal

from kap_xl.kinds.context import PercentCell, Raw
from kap_xl.kinds.encoding import clean
from kap_xl.kinds.figures import FIGURE, of_number, plain, read_figure
from kap_xl.kinds.words import fold, is_blank

_ABOUT = r"~|≈|about|around|approx\.?|approximately|circa|ca\.?|rreth|afro|perafersisht|oko|otprilike|cirka"
_SCALES = {
    Decimal(1000): "mije|hiljada|hiljade|hiljadu|hilj\\.?|thousand|k",
    Decimal(1_000_000): "milion|milione|miliona|milioni|million|mln\\.?|mio\\.?",
}
_SCALE = "|".join(_SCALES.values())
_NUMBER = re.compile(
    rf"(?P<about>(?:{_ABOUT})\s*)?(?P<minus>-\s?)?(?P<figure>{FIGURE})\s*(?:(?P<scale>{_SCALE})(?![a-z]))?"
    r"\s*(?P<percent>%)?(?P<remark>\s*(?:\?|\*|\((?:estimate|estimated|est\.?|vleresim|procena)\)))?",
)
_NOTHING = frozenset(("n/a", "na", "n.a.", "n / a", "tbd", "tbc"))


@dataclass(frozen=True, slots=True)
class NumberReading:
    """A number, or None: for an empty cell, or with a question."""

    value: Decimal | None
    ask: bool = False
    warn: bool = False


_ASK = NumberReading(None, ask=True)


def scale_of(word: str) -> Decimal:
    """What a folded scale word multiplies by; 1 for any other word."""
    return next((by for by, words in _SCALES.items() if re.fullmatch(words, word)), Decimal(1))


def _of_text(text: str) -> NumberReading:
    found = _NUMBER.fullmatch(text)
    if not found:
        return _ASK
    figure = read_figure(found["figure"], scaled=bool(found["scale"]))
    if figure.value is None:
        return _ASK
    value = figure.value * (scale_of(found["scale"]) if found["scale"] else 1)
    warn = figure.warn or bool(found["about"] or found["percent"] or found["remark"])
    return NumberReading(-value if found["minus"] else value, warn=warn)


def read_number(raw: Raw) -> NumberReading:  # noqa: PLR0911  # one return a shape of the cell
    """The number a cell states; a percent cell gives its percentage, pointed out."""
    if raw is None:
        return NumberReading(None)
    if isinstance(raw, PercentCell):
        value = of_number(raw.number)
        return _ASK if value is None else NumberReading(value * 100, warn=True)
    if isinstance(raw, bool):
        return _ASK
    if isinstance(raw, int | float | Decimal):
        value = of_number(raw)
        return _ASK if value is None else NumberReading(value)
    if not isinstance(raw, str):
        return _ASK
    text = " ".join(fold(clean(raw).text).split())
    if is_blank(text) or text in _NOTHING:
        return NumberReading(None)
    return _of_text(text)


def notation(reading: NumberReading) -> dict[str, object]:
    """The reading under the keys of the cell language."""
    value = None if reading.value is None else plain(reading.value)
    return {"value": value, "ask": reading.ask, "warn": reading.warn}
