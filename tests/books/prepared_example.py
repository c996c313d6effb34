"""A small filled plan and form: words of three languages, foreign money, rates that are missing, codes like 1.10."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from kap_xl.phrase import text
from kap_xl.vocabulary import LANGUAGES

Rows = Sequence[Mapping[str, object]]


def lines(header: str, *rows: str) -> Rows:
    """Rows written as texts with | between cells; dates and numbers become such, blanks nothing."""
    keys = [key.strip() for key in header.split("|")]
    split = ([cell.strip() for cell in row.split("|")] for row in rows)
    return [{key: value(cell) for key, cell in zip(keys, row, strict=True) if cell} for row in split]


def value(cell: str) -> object:
    """A date, a number (marked !), the word of a code (marked @) in one of the languages, or plain text."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", cell):
        return date.fromisoformat(cell)
    if re.fullmatch(r"-?\d+(\.\d+)?!", cell):
        return float(cell[:-1])
    return text(f"words.{cell[1:]}", LANGUAGES[len(cell) % 3]) if cell.startswith("@") else cell


LISTS = lines(
    "list | code | name_sr | start | end | rate",
    "@list.pillar | 1 | Prevencija | | |",
    "@list.objective | 1.1 | Svest | | |",
    "objektiv | 1.2 | Potražnja | | |",
    "period | 2006-H1 | | 2006-01-01 | 2006-06-30 |",
    "period | 2006-H2 | | 2006-07-01 | 2006-12-31 |",
    "izvor | KCB | KBK | | |",
    "source | DONOR | Donator | | |",
    "valuta | EUR | Evro | | |",
    "kurs | USD | | 2005-06-30 | | 0.8!",
    "kurs | USD | | 2006-03-31 | | 0.9!",
    "kurs | USD | | 2006-12-31 | | 0.95!",
)
MATRIX = lines(
    "uid | code | lead | deadline | due_by | state | status | percent",
    "ka | 1.1 | MLSW | 2005 | 2005-12-31 | | @status.ONGOING | 30!",
    "kb | 1.10 | MLSW | 2005 | 2005-12-31 | @state.active | @status.DONE | 60!",
    "kc | 1.2 | | 2005 | 2005-12-31 | @state.dropped | @status.NOT_STARTED | 10!",
    "kd | 1.3 | MLSW | 2099 | 2099-12-31 | | @status.DELAYED |",
    "ke | 1.4 | MLSW | 2005 | | | |",
)
BUDGET = lines(
    "uid | activity_uid | year | currency | amount | stage | kind",
    "b1 | ka | 2005! | | 1000! | @stage.estimate |",
    "b2 | ka | 2006! | USD | 500! | @stage.committed | @money_kind.amount",
    "b3 | ka | 2005! | USD | 100! | received |",
    "b4 | ka | 2006! | EUR | 50! | @stage.pledged |",
    "b5 | kb | 2006! | EUR | 200! | @stage.estimate |",
    "b6 | kb | 2006! | | 900! | @stage.committed |",
    "b7 | kc | 2006! | GBP | 70! | @stage.estimate |",
    "b8 | kd | 2006! | | 70! | @stage.estimate | @money_kind.regular budget",
    "b9 | kd | 2004! | USD | 70! | @stage.requested |",
)
SPENDING = lines(
    "uid | activity_uid | period | currency | amount",
    "s1 | ka | 2006-H1 | EUR | 100!",
    "s2 | ka | 2006-H1 | | 20!",
    "s3 | ka | 2006-H1 | USD | 100!",
    "s4 | ka | 2005-H2 | EUR | 7!",
    "s5 | kb | 2006-H1 | EUR | 5000.5!",
    "s6 | kc | 2006-H1 | GBP | 5!",
    "s7 | kd | 2005-H2 | EUR | 5!",
)
FORM_MATRIX = lines("uid | code | funded", "ka | 1.1 | 5!", "kb | 1.10 | 500!", "kc | 1.2 |", "kd | 1.3 |")
FORM_SPENDING = lines(
    "uid | activity | currency | amount",
    "s1 | 1.1 | EUR | 10!",
    "s2 | 1.10 | | 300!",
    "s3 | 1.2 | USD | 5!",
)
