"""What reading says of cells, columns and sheets: the ids of its findings, how bad each is, and which can be waived."""

from __future__ import annotations

from typing import NamedTuple

from kap_xl.finding import Severity

E, W, H = Severity.ERROR, Severity.WARNING, Severity.HINT


class OfCells(NamedTuple):
    """A finding of reading; `firm` says that no waiver silences it, since the program cannot go on without the cell."""

    id: str
    severity: Severity
    firm: bool = False


OF_CELLS = (
    OfCells("sheet-missing", E, firm=True),
    OfCells("sheet-keys-lost", E, firm=True),
    OfCells("sheet-twice", E, firm=True),
    OfCells("column-missing", E, firm=True),
    OfCells("column-twice", E, firm=True),
    OfCells("cells-merged", W),
    OfCells("formula-unknown", E, firm=True),
    OfCells("excel-error", E),
    OfCells("code-is-date", E, firm=True),
    OfCells("code-unreadable", E, firm=True),
    OfCells("code-is-number", H),
    OfCells("choice-unknown", E),
    OfCells("status-ask", E),
    OfCells("institution-unknown", E),
    OfCells("institution-several", E),
    OfCells("period-unknown", E),
    OfCells("period-read", H),
    OfCells("year-unreadable", E),
    OfCells("number-unreadable", E),
    OfCells("number-ask", E),
    OfCells("number-read", H),
    OfCells("number-not-whole", E, firm=True),
    OfCells("number-as-text", H),
    OfCells("percent-unreadable", E),
    OfCells("percent-ask", E),
    OfCells("percent-read", H),
    OfCells("amount-unreadable", E),
    OfCells("amount-ask", E),
    OfCells("amount-read", H),
    OfCells("date-unreadable", E),
    OfCells("date-ask", E),
    OfCells("date-read", H),
    OfCells("date-as-text", H),
    OfCells("deadline-unreadable", E),
    OfCells("deadline-ask", E),
    OfCells("deadline-read", H),
    OfCells("deadline-span", H),
    OfCells("deadline-dayless", H),
)
