"""The files of the sample plan as plain rows, and what several tests ask of them."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from decimal import Decimal
from importlib.resources import files

Row = dict[str, str]

START, END = "2005-05-17", "2007-12-31"
LASTING = {"në vazhdimësi", "kontinuirano", "vazhdimisht", "trajno", "çdo vit", "svakih šest meseci"}
ENDS = {
    "fundi i vitit 2006": "2006-12-31",
    "fundi i vitit 2007": "2007-12-31",
    "do kraja 2006": "2006-12-31",
    "do kraja 2007": "2007-12-31",
    "kraj 2007": "2007-12-31",
    "mid-2006": "2006-06-30",
    "2006": "2006-12-31",
    "2007": "2007-12-31",
    "Q2 2006": "2006-06-30",
    "Q3 2006": "2006-09-30",
    "Q4 2006": "2006-12-31",
    "IV kvartal 2006": "2006-12-31",
    "December 2006": "2006-12-31",
    "gjashtëmujori i parë 2006": "2006-06-30",
    "gjysma e parë e vitit 2007": "2007-06-30",
    "I polugodište 2007": "2007-06-30",
}


def rows(name: str) -> tuple[Row, ...]:
    """The rows of a file of the sample, by column key."""
    text = files("kap_xl.sample").joinpath(f"{name}.tsv").read_text(encoding="utf-8")
    found = tuple(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE, strict=True))
    assert all(None not in row and None not in row.values() for row in found), name
    return found


def by_code(name: str) -> dict[str, Row]:
    """The rows of a file by their code."""
    return {row["code"]: row for row in rows(name)}


def listed(text: str) -> tuple[str, ...]:
    """The codes of a cell that holds several."""
    return tuple(text.split(", ")) if text else ()


def reporting() -> set[str]:
    """The institutions that get a form."""
    return set(files("kap_xl.sample").joinpath("reports.txt").read_text(encoding="utf-8").split())


def members() -> dict[str, set[str]]:
    """The institutions of each group."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows("membership"):
        found[row["group"]].add(row["institution"])
    return found


def part(activity: Row) -> tuple[str, ...]:
    """Everybody with a part in an activity, the lead first."""
    return (activity["lead"], *listed(activity["partners"]), *listed(activity["support"]))


def last_day(activity: Row) -> str:
    """The day on which an activity is due, as ISO text; lasting ones run to the end of the plan."""
    deadline = activity["deadline"]
    if re.fullmatch(r"\d{4}-\d\d-\d\d", deadline):
        return deadline
    return END if deadline in LASTING else ENDS[deadline]


def euro(row: Row, column: str = "amount") -> Decimal:
    """An amount in euro at the dearest rate of its currency, so that a sum is never judged too small."""
    rates = [Decimal(rate["rate"]) for rate in rows("rates") if rate["currency"] == row["currency"]]
    return Decimal(row[column]) * max(rates, default=Decimal(1))
