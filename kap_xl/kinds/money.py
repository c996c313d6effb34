"""A budget cell: an amount, a range, what stands instead of one, and who pays."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from kap_xl.kinds import money_words as words
from kap_xl.kinds.amounts import Amount, cut, letters
from kap_xl.kinds.context import Context, PercentCell, Raw
from kap_xl.kinds.encoding import clean
from kap_xl.kinds.figures import of_number, rounded
from kap_xl.kinds.money_reading import MoneyReading, Share, asked
from kap_xl.kinds.money_tokens import Token, scan
from kap_xl.kinds.words import fold, is_blank, is_excel_error

_ZERO = Decimal("0.00")
_BLANKS = re.compile(r"[^\S\n]+")


def _of_number(value: Decimal | None, currency: str) -> MoneyReading:
    if value is None:
        return MoneyReading("UNREADABLE", currency=currency)
    if value == 0:
        return MoneyReading("NO_COST", _ZERO, _ZERO, currency)
    cents = rounded(value)
    return MoneyReading("AMOUNT", cents, cents, currency, warn=value < 0 or cents != value)


def _shares(priced: Sequence[Amount]) -> tuple[Share, ...]:
    """The parts of a sum by their payers or by their years; empty if they are not all named in the same way."""
    if all(len(p.payers) == 1 and not p.years for p in priced):
        return tuple(
            Share(
                rounded(p.low or _ZERO),
                donor=p.payers[0].donor or None,
                source=None if p.payers[0].donor else p.payers[0].source,
            )
            for p in priced
        )
    if all(len(p.years) == 1 and not p.payers for p in priced):
        return tuple(Share(rounded(p.low or _ZERO), year=p.years[0]) for p in priced)
    return ()


def _sum(priced: Sequence[Amount], reading: MoneyReading) -> MoneyReading:
    """Several amounts added up: named parts, or bare ones with plus signs between."""
    if any(p.kind != "AMOUNT" for p in priced):
        return asked(reading)
    total = sum((p.low or _ZERO for p in priced), _ZERO)
    warn = any(p.warn for p in priced)
    shares = _shares(priced)
    if shares:
        return replace(reading, kind="AMOUNT", min=rounded(total), max=rounded(total), split=shares, warn=warn)
    bare = all(not p.payers and not p.years for p in priced) and all(p.joint == "+" for p in priced[1:])
    if bare and all((p.low or _ZERO) >= 100 for p in priced):  # noqa: PLR2004  # small figures may be codes of sources
        return replace(reading, kind="AMOUNT", min=rounded(total), max=rounded(total), warn=True)
    return asked(reading)


def _one(amount: Amount, others: Sequence[Amount], reading: MoneyReading) -> MoneyReading:
    """A single amount beside parts that have none."""
    unnamed = [o for o in others if o.payers]
    plus = any(o.joint == "+" for o in (amount, *others))
    apart = [o for o in unnamed if o.joint == "&" and not amount.labelled_last] or (unnamed and plus)
    listed = [o for o in unnamed if o.joint == ";" and amount.payers]
    low = None if amount.low is None else rounded(amount.low)
    high = None if amount.high is None else rounded(amount.high)
    warn = amount.warn or any(o.warn for o in others)
    if apart or listed or (plus and others and not unnamed):
        joined = amount.labelled_last and plus and unnamed and not listed
        if amount.kind != "AMOUNT" or (joined and len(unnamed) > 1):
            return asked(reading)
        return replace(reading, kind="AT_LEAST", min=low, max=None, warn=True)
    if amount.kind == "AMOUNT" and amount.low == 0:
        return replace(reading, kind="NO_COST", min=_ZERO, max=_ZERO, warn=warn)
    return replace(reading, kind=amount.kind, min=low, max=high, warn=warn)


def _without_amount(
    folded: str, reading: MoneyReading, parts: Sequence[Amount], tokens: Sequence[Token]
) -> MoneyReading:
    """A text without figures: regular budget, to be determined, or nothing that we know."""
    if words.REGULAR.search(folded):
        mixed = "DONOR" in reading.sources or words.NEW.search(folded)
        return asked(reading) if mixed else replace(reading, kind="REGULAR_BUDGET")
    payers = bool(reading.sources)
    if words.TBD.search(folded) or payers or not folded.strip("?€$ "):
        return replace(reading, kind="TBD", warn=payers and any(p.warn for p in parts))
    known = any(token.letter in "CK~≤≥LGr%" for token in tokens)
    return asked(reading) if known else replace(reading, kind="UNREADABLE")


def _equals(tokens: Sequence[Token], reading: MoneyReading) -> MoneyReading:
    """A computation with its result: they must agree."""
    at = next(at for at, token in enumerate(tokens) if token.letter == "=")
    left, right = _of_tokens(tokens[:at], "", reading), _of_tokens(tokens[at + 1 :], "", reading)
    same = left.min is not None and left.min == left.max == right.min == right.max
    return replace(left, warn=True) if same and not (left.ask or right.ask) else asked(reading)


def _is_count(token: Token) -> bool:
    """Whether a figure is too small and too bare to be an amount of money."""
    return not token.currency and token.scale == 1 and token.text.isdecimal() and len(token.text) <= 3  # noqa: PLR2004


def _of_tokens(tokens: Sequence[Token], folded: str, reading: MoneyReading) -> MoneyReading:
    spelled = letters(tokens)
    if spelled.count("=") == 1:
        return _equals(tokens, reading)
    parts = tuple(cut(tokens))
    priced = [p for p in parts if p.kind]
    if words.TBD.search(folded) and all(_is_count(t) for t in tokens if t.letter == "n"):
        priced = []  # "annex 2"
    if (
        any(p.ask for p in priced)
        or "=" in spelled
        or (priced and "%" in spelled)
        or re.search(r"x.*\(.*\+.*\)|\(.*\+.*\).*x", spelled)
    ):
        return asked(reading)
    if not priced:
        return _without_amount(folded, reading, parts, tokens)
    others = [p for p in parts if not p.kind]
    if words.TBD.search(folded) or words.REGULAR.search(folded) or (len(priced) > 1 and any(p.payers for p in others)):
        return asked(reading)
    if len(priced) > 1:
        return _sum(priced, reading)
    return _one(priced[0], others, reading)


def _of_text(text: str, context: Context) -> MoneyReading:
    folded = fold(text)
    tokens = scan(text, context.institutions)
    payers = [t for t in tokens if t.letter == "L"]
    currencies = tuple(dict.fromkeys(t.currency for t in tokens if t.currency))
    reading = MoneyReading(
        "TBD",
        currency=currencies[0] if currencies else context.currency,
        sources=tuple(dict.fromkeys(t.source for t in payers)),
        donors=tuple(dict.fromkeys(t.donor for t in payers if t.donor)),
    )
    spoken = " ".join(re.sub(r"[^\w.'/?]+", " ", folded).split())
    amounts = [t for t in tokens if t.letter == "n" and not (t.figure and t.figure.value == 0)]
    if words.NO_COST.search(spoken):
        return asked(reading) if amounts else replace(reading, kind="NO_COST", min=_ZERO, max=_ZERO)
    reference = words.REFERENCE.search(spoken)
    if reference:
        paid = [
            t for t in amounts if t.currency or t.scale > 1 or t.text not in reference[0] + spoken[reference.end() :]
        ]
        return asked(reading) if paid else replace(reading, kind="REFERENCE")
    if len(currencies) > 1:
        return asked(reading)
    found = _of_tokens(tokens, spoken, reading)
    foreign = bool(currencies) and currencies[0] != context.currency
    return found if found.ask or found.min is found.max is None else replace(found, warn=found.warn or foreign)


def read_money(raw: Raw, context: Context) -> MoneyReading:
    """What a budget cell states, in the currency it names or the plan's own; nothing is converted."""
    currency = context.currency
    if raw is None:
        return MoneyReading("EMPTY", currency=currency)
    if isinstance(raw, int | float | Decimal) and not isinstance(raw, bool):
        return _of_number(of_number(raw), currency)
    if isinstance(raw, bool | PercentCell | dt.date) or not isinstance(raw, str):
        return asked(MoneyReading("AMOUNT", currency=currency))
    text, repaired = clean(raw)
    text = _BLANKS.sub(" ", text)
    if is_excel_error(text):
        return MoneyReading("UNREADABLE", currency=currency)
    if is_blank(text):
        return MoneyReading("EMPTY", currency=currency)
    reading = _of_text(text, context)
    return reading if reading.ask or not repaired or reading.kind == "UNREADABLE" else replace(reading, warn=True)
