"""Every case of the notation is read as the notation says."""

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kap_xl import kinds

DATA = Path(__file__).parents[1] / "data"
FILES = ("readings.jsonl", "more_readings.jsonl")
SETS = ("sources", "donors", "partners", "support")


def _cases() -> Iterator[Any]:
    for file in FILES:
        for number, line in enumerate((DATA / file).read_text(encoding="utf-8").splitlines(), start=1):
            case = json.loads(line, parse_float=Decimal)
            yield pytest.param(case, id=f"{file.split('_')[0].removesuffix('.jsonl')}-{number}-{case['kind']}")


def comparable(kind: str, reading: dict[str, Any]) -> dict[str, Any]:
    """A reading as the notation compares it: lists of codes as sets; kind and currency of a question left out."""
    found = {key: sorted(value) if key in SETS else value for key, value in reading.items()}
    ignored = {"kind", "currency"} if kind in {"deadline", "money"} and found["ask"] else set()
    return {key: value for key, value in found.items() if key not in ignored}


@pytest.mark.parametrize("case", tuple(_cases()))
def test_a_case_of_the_notation_is_read_as_written(case: dict[str, Any], context: kinds.Context) -> None:
    """The reading has exactly the keys and values of the case."""
    kind = case["kind"]
    found = kinds.notation(kind, kinds.read(kind, kinds.from_json_input(case["input"]), context))
    assert comparable(kind, found) == comparable(kind, case["expect"])


def test_every_kind_of_the_notation_can_be_read() -> None:
    """No kind of the case file is missing from the public list of kinds."""
    kept = {json.loads(line)["kind"] for line in (DATA / FILES[0]).read_text(encoding="utf-8").splitlines()}
    assert kept <= set(kinds.KINDS)
