"""What a budget cell says, and how the cell language spells it."""

from dataclasses import dataclass
from decimal import Decimal

from kap_xl.kinds.figures import in_cents


@dataclass(frozen=True, slots=True)
class Share:
    """One named part of a sum: its source, its donor or its year, and its amount."""

    amount: Decimal
    source: str | None = None
    donor: str | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class MoneyReading:
    """What a budget cell says: its kind, bounds (None: not said), currency and payers, a question, a warning."""

    kind: str
    min: Decimal | None = None
    max: Decimal | None = None
    currency: str = "EUR"
    sources: tuple[str, ...] = ()
    donors: tuple[str, ...] = ()
    split: tuple[Share, ...] = ()
    ask: bool = False
    warn: bool = False


def asked(reading: MoneyReading) -> MoneyReading:
    """The reading as a question: its currency and payers stay, its figures go."""
    return MoneyReading("AMOUNT", None, None, reading.currency, reading.sources, reading.donors, ask=True)


def _share(share: Share) -> dict[str, object]:
    named: dict[str, object] = {"source": share.source, "donor": share.donor, "year": share.year}
    return {key: value for key, value in named.items() if value is not None} | {"amount": in_cents(share.amount)}


def notation(reading: MoneyReading) -> dict[str, object]:
    """The reading under the keys of the cell language; `split` only when there is one."""
    known = not reading.ask
    found: dict[str, object] = {
        "kind": reading.kind,
        "min": in_cents(reading.min) if known and reading.min is not None else None,
        "max": in_cents(reading.max) if known and reading.max is not None else None,
        "currency": reading.currency,
        "sources": list(reading.sources),
        "donors": list(reading.donors),
    }
    split = {"split": [_share(share) for share in reading.split]} if reading.split and known else {}
    return found | split | {"ask": reading.ask, "warn": reading.warn}
