"""The registers of the sample plan, as the kinds need them to read a cell."""

import csv
import datetime as dt
from functools import cache
from importlib.resources import files

from kap_xl.kinds.context import Context
from kap_xl.kinds.register import Institutions


@cache
def sample_institutions() -> Institutions:
    """The institutions of the 2005-2007 plan, with their names in three languages and their aliases."""
    text = files("kap_xl.sample").joinpath("institutions.tsv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    return Institutions.from_rows(
        (row["code"], row["type"], (row["name_en"], row["name_sq"], row["name_sr"]), row["aliases"].split("|"))
        for row in rows
    )


def sample_context() -> Context:
    """The context of the 2005-2007 plan: its period, euro, day-first dates of the 1900 system, its institutions."""
    return Context(
        start=dt.date(2005, 5, 17),
        end=dt.date(2007, 12, 31),
        currency="EUR",
        institutions=sample_institutions(),
    )
