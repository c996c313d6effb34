"""A percent cell: how much of an activity is done, 0 to 100."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from kap_xl.kinds.context import PercentCell, Raw
from kap_xl.kinds.encoding import clean
from kap_xl.kinds.figures import CENT, of_number, plain
from kap_xl.kinds.words import fold, is_blank

_SIGN = r"(?:%|percent|per cent|pct|odsto|posto|per ?qind|perqind|perqinde|procenata|procenat|procent[ai]?|od sto|e)\.?"
_NUMBER = r"(\d+(?:[.,]\d+)?)"
_ABOUT = (
    r"~|≈|about|around|approximately|approx\.?|circa|ca\.?|rreth|afro|perafersisht|afersisht|oko|otprilike"
    r"|priblizno|cirka|nearly|almost|gati|pothuajse|skoro"
)
_BELOW = r"<=?|≤|less than|under|below|up to|at most|max\.?|nen|me pak se|deri ne|deri|manje od|ispod|do|najvise"
_ABOVE = r">=?|≥|more than|over|above|at least|min\.?|mbi|me shume se|se paku|preko|vise od|iznad|najmanje|bar"
_PLAIN = re.compile(rf"(?P<bound>(?:{_ABOUT}|{_BELOW}|{_ABOVE})\s*)?{_NUMBER}\s*(?P<sign>{_SIGN})?(?P<over>\+)?")
_OVER = re.compile(_ABOVE)
_FRACTION = re.compile(r"(?:\w+ )?(\d{1,4})\s*(?:/|⁄|out of|of|nga|od)\s*(\d{1,4})")
_PARTS = {
    Decimal(50): "½|half|a half|one half|gjysma|gjysme|gjysmen|gjysmes|pola|polovina|polovine|polovinu|polovicno",
    Decimal(25): "¼|quarter|a quarter|one quarter|cerek|nje cerek|cereku|cetvrtina|jedna cetvrtina|cetvrtinu",
    Decimal(75): "¾|three quarters|tri cetvrtine|tre cereke",
}
_PART_WORDS = {word: value for value, words in _PARTS.items() for word in words.split("|")}
_NOTHING = frozenset(("n/a", "na", "n.a.", "n. a.", "n / a"))
_FULL = Decimal(100)


@dataclass(frozen=True, slots=True)
class PercentReading:
    """A percentage from 0 to 100, or None, perhaps with a question."""

    value: Decimal | None
    ask: bool = False
    warn: bool = False


_ASK = PercentReading(None, ask=True)


def _within(value: Decimal, *, warn: bool = False) -> PercentReading:
    return PercentReading(value, warn=warn) if 0 <= value <= _FULL else _ASK


def _of_general(value: Decimal | None) -> PercentReading:
    """A number without a sign: 0.5 could be half a percent or a half."""
    return _ASK if value is None or (value != 0 and value <= 1) else _within(value)


def _of_text(text: str) -> PercentReading:
    part = _PART_WORDS.get(re.sub(r"^(?:" + _ABOUT + r")\s*", "", text))
    if part is not None:
        return PercentReading(part, warn=True)
    fraction = _FRACTION.fullmatch(text)
    if fraction and int(fraction[2]):
        share = Decimal(int(fraction[1])) / int(fraction[2]) * _FULL
        return _within(share.quantize(CENT, ROUND_HALF_UP), warn=True)
    found = _PLAIN.fullmatch(text)
    if not found:
        return _ASK
    value = Decimal(found[2].replace(",", "."))
    bound = (found["bound"] or "").strip()
    if (found["over"] or (bound and _OVER.fullmatch(bound) and bound not in {">=", "≥"})) and value >= _FULL:
        return _ASK
    if found["sign"] == "e" or (not found["sign"] and value != 0 and value <= 1):
        return _ASK
    return _within(value, warn=bool(bound or found["over"]))


def read_percent(raw: Raw) -> PercentReading:  # noqa: PLR0911  # one return a shape of the cell
    """The percentage a cell states; a number of 1 or below without a % format is asked."""
    if raw is None:
        return PercentReading(None)
    if isinstance(raw, PercentCell):
        value = of_number(raw.number)
        return _ASK if value is None else _within(value * _FULL)
    if isinstance(raw, bool):
        return _ASK
    if isinstance(raw, int | float | Decimal):
        return _of_general(of_number(raw))
    if not isinstance(raw, str):
        return _ASK
    text = " ".join(fold(clean(raw).text).split())
    if is_blank(text) or text in _NOTHING:
        return PercentReading(None)
    return _of_text(text)


def notation(reading: PercentReading) -> dict[str, object]:
    """The reading under the keys of the cell language."""
    value = None if reading.value is None else plain(reading.value)
    return {"value": value, "ask": reading.ask, "warn": reading.warn}
