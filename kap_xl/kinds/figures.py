"""A figure as people write it: which separator groups, which one is decimal, and when nobody can tell."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
FIGURE = r"(?<![\d])(?:\d{1,3}(?:[ '’`´]\d{3})+(?!\d)(?:[.,]\d+)*|\d+(?:[.,'’]+\d+)*)(?:[.,][-–]{1,2}(?!\s*\d))?"
_GROUPED = re.compile(r"\d{1,3}(?:[ '’`´]\d{3})+$")
_PLACES = 3
_DIGITS = 15  # more than a cell's number can hold
_GROUP = 3
_CENTS = 2


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure read from text: its value, or None when two readings are possible."""

    value: Decimal | None
    warn: bool = False
    grouped: bool = False  # a separator stands for thousands

    @property
    def ask(self) -> bool:
        """Whether a person must say what the figure is."""
        return self.value is None


_ASK = Figure(None)


def rounded(value: Decimal) -> Decimal:
    """The value in cents, half up."""
    return value.quantize(CENT, ROUND_HALF_UP)


def _one_separator(before: str, after: str, *, scaled: bool) -> Figure:
    value = Decimal(f"{before}.{after}")
    if scaled or len(after) <= _CENTS:
        return Figure(value)
    if len(after) > _PLACES:
        return Figure(rounded(value), warn=True)
    if 1 <= len(before) <= _GROUP and not before.startswith("0"):
        return Figure(Decimal(before + after), warn=True, grouped=True)
    return _ASK


def _same_separator(groups: list[str]) -> Figure:
    whole, last = groups[:-1], groups[-1]
    if not _in_threes(whole):
        return _ASK
    if len(last) == _GROUP:
        return Figure(Decimal("".join(groups)), grouped=True)
    if len(last) <= _CENTS:
        return Figure(Decimal("".join(whole) + "." + last), warn=True, grouped=True)
    return _ASK


def _in_threes(groups: list[str]) -> bool:
    first, *rest = groups
    return 1 <= len(first) <= _GROUP and not first.startswith("0") and all(len(g) == _GROUP for g in rest)


def _two_separators(whole: str, last: str) -> Figure:
    groups = re.split(r"[.,]", whole)
    if len({c for c in whole if c in ".,"}) > 1 or not _in_threes(groups) or len(last) == _GROUP:
        return _ASK
    value = Decimal("".join(groups) + "." + last)
    return Figure(value, grouped=True) if len(last) <= _CENTS else Figure(rounded(value), warn=True, grouped=True)


def read_figure(text: str, *, scaled: bool = False) -> Figure:  # noqa: PLR0911  # one return a shape of the cell
    """The figure in a text that matches FIGURE; `scaled`: a word such as "thousand" follows it.

    The value is exact, except that more than three decimals are rounded to cents, with a warning.
    """
    text = text.rstrip(" ")
    if sum(c.isdigit() for c in text) > _DIGITS * 2:
        return _ASK
    bare = re.sub(r"[.,][-–]{1,2}$", "", text)
    closed = bare != text
    decimals = re.search(r"[.,]\d+$", bare)
    head = bare[: decimals.start()] if decimals else bare
    if re.search(r"[ '’`´]", bare):
        if not _GROUPED.match(head):
            return _ASK
        digits = re.sub(r"\D", "", head)
        if not decimals:
            return Figure(Decimal(digits), grouped=True)
        tail = decimals[0][1:]
        return (
            _ASK
            if len(tail) == _GROUP or closed
            else Figure(rounded(Decimal(f"{digits}.{tail}")), warn=len(tail) > _CENTS, grouped=True)
        )
    parts = re.split(r"[.,]", bare)
    if len(parts) == 1:
        return Figure(Decimal(bare))
    if "" in parts:
        return _ASK
    if closed:  # "5.000,-": the decimals are written, so what remains groups
        same = len(set(re.sub(r"\d", "", bare))) == 1
        return Figure(Decimal("".join(parts)), grouped=True) if same and _in_threes(parts) else _ASK
    if len(parts) == 2:  # noqa: PLR2004  # one separator
        return _one_separator(parts[0], parts[1], scaled=scaled)
    if len(set(re.sub(r"\d", "", bare))) == 1:
        return _same_separator(parts)
    last_separator = bare[-len(parts[-1]) - 1]
    return _ASK if last_separator in head else _two_separators(head, parts[-1])


def plain(value: Decimal) -> str:
    """A decimal without exponent and without idle zeros: "33.3", "50"."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def in_cents(value: Decimal) -> str:
    """A decimal with two places: "5000.00"."""
    return format(rounded(value), "f")


def of_number(raw: float | Decimal) -> Decimal | None:
    """A cell's number as the decimal it shows; None for what is no finite number of a size that plans know."""
    value = raw if isinstance(raw, Decimal) else Decimal(str(raw + 0))
    if not value.is_finite():
        return None
    return value if not value or -_DIGITS < value.adjusted() < _DIGITS else None
