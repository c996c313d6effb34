"""The cell language: how people write a date, an amount, a status or a body, and what it means."""

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Literal, overload

from kap_xl.kinds import date as _date
from kap_xl.kinds import deadline as _deadline
from kap_xl.kinds import header as _header
from kap_xl.kinds import institutions as _institutions
from kap_xl.kinds import money as _money
from kap_xl.kinds import money_reading as _money_reading
from kap_xl.kinds import number as _number
from kap_xl.kinds import percent as _percent
from kap_xl.kinds import pii as _pii
from kap_xl.kinds import status as _status
from kap_xl.kinds import text as _text
from kap_xl.kinds.choice import ChoiceReading, read_choice
from kap_xl.kinds.context import Context, PercentCell, Raw
from kap_xl.kinds.date import DateReading
from kap_xl.kinds.deadline import DeadlineReading
from kap_xl.kinds.header import HeaderReading
from kap_xl.kinds.institutions import InstitutionsReading, Unknown
from kap_xl.kinds.money_reading import MoneyReading, Share
from kap_xl.kinds.number import NumberReading
from kap_xl.kinds.percent import PercentReading
from kap_xl.kinds.pii import PiiReading
from kap_xl.kinds.register import Body, Institutions
from kap_xl.kinds.status import StatusReading
from kap_xl.kinds.text import TextReading
from kap_xl.kinds.words import fold

_READERS: Mapping[str, Callable[[Raw, Context], object]] = MappingProxyType(
    {
        "deadline": _deadline.read_deadline,
        "date": _date.read_date,
        "money": _money.read_money,
        "status": lambda raw, _: _status.read_status(raw),
        "institutions": lambda raw, context: _institutions.read_institutions(raw, context.institutions),
        "percent": lambda raw, _: _percent.read_percent(raw),
        "number": lambda raw, _: _number.read_number(raw),
        "header": lambda raw, _: _header.read_header(raw),
        "text": lambda raw, _: _text.read_text(raw),
        "pii": lambda raw, _: _pii.read_pii(raw),
    }
)
_NOTATIONS: Mapping[str, Callable[..., dict[str, object]]] = MappingProxyType(
    {
        "deadline": _deadline.notation,
        "date": _date.notation,
        "money": _money_reading.notation,
        "status": _status.notation,
        "institutions": _institutions.notation,
        "percent": _percent.notation,
        "number": _number.notation,
        "header": _header.notation,
        "text": _text.notation,
        "pii": _pii.notation,
    }
)
KINDS: tuple[str, ...] = tuple(_READERS)


@overload
def read(kind: Literal["deadline"], raw: Raw, context: Context) -> DeadlineReading: ...
@overload
def read(kind: Literal["date"], raw: Raw, context: Context) -> DateReading: ...
@overload
def read(kind: Literal["money"], raw: Raw, context: Context) -> MoneyReading: ...
@overload
def read(kind: Literal["status"], raw: Raw, context: Context) -> StatusReading: ...
@overload
def read(kind: Literal["institutions"], raw: Raw, context: Context) -> InstitutionsReading: ...
@overload
def read(kind: Literal["percent"], raw: Raw, context: Context) -> PercentReading: ...
@overload
def read(kind: Literal["number"], raw: Raw, context: Context) -> NumberReading: ...
@overload
def read(kind: Literal["header"], raw: Raw, context: Context) -> HeaderReading: ...
@overload
def read(kind: Literal["text"], raw: Raw, context: Context) -> TextReading: ...
@overload
def read(kind: Literal["pii"], raw: Raw, context: Context) -> PiiReading: ...
@overload
def read(kind: str, raw: Raw, context: Context) -> Any: ...  # noqa: ANN401  # the kind is known only when it runs


def read(kind: str, raw: Raw, context: Context) -> object:
    """The reading of a cell as a kind of cell; never raises on any content. `kind` is one of KINDS."""
    return _READERS[kind](raw, context)


def notation(kind: str, reading: object) -> dict[str, object]:
    """A reading under exactly the JSON keys of its kind."""
    return _NOTATIONS[kind](reading)


def from_json_input(value: object) -> Raw:
    """What a cell holds, from its JSON form: text, a number, {"date": day} or {"number": n, "format": "0%"}."""
    if isinstance(value, Mapping):
        if "date" in value:
            return dt.date.fromisoformat(str(value["date"]))
        number = value.get("number")
        if isinstance(number, int | float | Decimal):
            return PercentCell(number) if "%" in str(value.get("format", "")) else number
        raise ValueError("a cell in JSON is a text, a number, {date} or {number, format}")
    if value is None or isinstance(value, str | int | float | Decimal):
        return value
    raise ValueError("a cell in JSON is a text, a number, {date} or {number, format}")


__all__ = [
    "KINDS",
    "Body",
    "ChoiceReading",
    "Context",
    "DateReading",
    "DeadlineReading",
    "HeaderReading",
    "Institutions",
    "InstitutionsReading",
    "MoneyReading",
    "NumberReading",
    "PercentCell",
    "PercentReading",
    "PiiReading",
    "Raw",
    "Share",
    "StatusReading",
    "TextReading",
    "Unknown",
    "fold",
    "from_json_input",
    "notation",
    "read",
    "read_choice",
]
