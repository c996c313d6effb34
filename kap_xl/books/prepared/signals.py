"""Conditional formats: what is overdue, missing, over budget or at odds shows by itself, in plain Excel."""

from __future__ import annotations

from itertools import groupby
from types import MappingProxyType
from typing import TYPE_CHECKING

from kap_xl.books.prepared.layout import FIRST_ROW
from kap_xl.columns import Role
from kap_xl.sheets.formulas import UNKNOWN, code_of
from kap_xl.vocabulary import FINISHED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from kap_xl.books.prepared.layout import Page

Properties = dict[str, object]
Signal = tuple[str, str, str]
"""Range, formula, and the name of the look."""

# each differs from the others in lightness or in its letters too, for eyes and printers that see no colour
SIGNALS: MappingProxyType[str, Properties] = MappingProxyType(
    {
        "required": {"bg_color": "#FCE0C8", "border": 1, "border_color": "#C55A11"},
        "overdue": {"bg_color": "#FFC7CE", "font_color": "#7A0010", "bold": True},
        "due_next": {"bg_color": "#FFEFB0", "font_color": "#5C4300"},
        "over_budget": {"bg_color": "#8B1A1A", "font_color": "#FFFFFF", "bold": True},
        "inconsistent": {"bg_color": "#E6DDF2", "font_color": "#3F1F69", "bold": True, "italic": True},
        "NOT_STARTED": {"bg_color": "#D9D9D9", "font_color": "#262626"},
        "ONGOING": {"bg_color": "#FFF3A6", "font_color": "#403400"},
        "PARTLY": {"bg_color": "#F9C46B", "font_color": "#3D2600"},
        "DONE": {"bg_color": "#A8D5A2", "font_color": "#0B3310", "bold": True},
        "DELAYED": {"bg_color": "#B3261E", "font_color": "#FFFFFF", "bold": True},
        "SUSPENDED": {"bg_color": "#D5C3EA", "font_color": "#35135C"},
        "CANCELLED": {"bg_color": "#4D4D4D", "font_color": "#FFFFFF", "italic": True},
        "CONTINUOUS_OK": {"pattern": 14, "fg_color": "#A8D5A2", "bg_color": "#E3F2E0", "font_color": "#0B3310"},
        "NO_REPORT": {"bg_color": "#FFFFFF", "font_color": "#595959", "italic": True},
    }
)
STATUSES = tuple(name for name in SIGNALS if name.isupper())


def write_signals(workbook: Workbook, sheet: Worksheet, page: Page) -> None:
    """The conditional formats of one sheet; earlier ones win."""
    for span, formula, look in signals(page):
        options = {"type": "formula", "criteria": f"={formula}", "format": workbook.add_format(SIGNALS[look])}
        sheet.conditional_format(span, options)


def signals(page: Page) -> Iterator[Signal]:
    """Every conditional format of a sheet, the strongest first."""
    yield from _due(page)
    yield from _money(page)
    yield from _status(page)
    yield from _required(page)


def _due(page: Page) -> Iterator[Signal]:
    if page.key == "matrix":
        due = page.cell("due_by")
        waiting = f"ISNUMBER({due}),NOT({_among('status', page.cell('status'), sorted(FINISHED))})"
        waiting += f",NOT({_among('state', page.cell('state'), ['dropped'])})"
        yield page.span("deadline"), f"AND({waiting},{due}<kap_as_of)", "overdue"
        yield page.span("deadline"), f"AND({waiting},{due}>=kap_as_of,{due}<=EDATE(kap_as_of,6))", "due_next"
    if page.key == "decisions":
        due = page.cell("due")
        ended = _among("decision_state", page.cell("state"), ["done", "dropped"])
        yield page.span("due"), f"AND(ISNUMBER({due}),{due}<kap_as_of,NOT({ended}))", "overdue"
    if page.key == "submissions":
        due = page.cell("due")
        yield page.span("due"), f'AND(ISNUMBER({due}),{due}<kap_as_of,{page.cell("returned")}="")', "overdue"


def _money(page: Page) -> Iterator[Signal]:
    if page.key == "matrix":
        spent, funded = page.cell("spent"), page.cell("funded")
        yield page.span("spent"), f"AND(ISNUMBER({spent}),ISNUMBER({funded}),{spent}>{funded})", "over_budget"
    if page.key == "budget":
        yield page.span("amount_plan"), f'{page.cell("amount_plan")}="{UNKNOWN}"', "required"


def _status(page: Page) -> Iterator[Signal]:
    if page.place("status") is None:
        return
    status, percent = page.cell("status"), page.cell("percent")
    code = code_of("status", status)
    # a bare 1 or less may be a share of one, so it is left to the rules
    odd = (
        f"OR(AND({_among('status', status, ['DONE'])},{percent}>1,{percent}<100),"
        f'AND({code}="NOT_STARTED",{percent}>0),'
        f"AND({percent}=100,NOT({_among('status', status, sorted(FINISHED))})))"
    )
    yield page.span("percent"), f'AND({status}<>"",ISNUMBER({percent}),{odd})', "inconsistent"
    for name in STATUSES:
        yield page.span("status"), f'AND({status}<>"",{code}="{name}")', name


def _required(page: Page) -> Iterator[Signal]:
    """A blank that must be filled, once anything in its row is; in a form only what the agency fills counts."""
    roles = {Role.REPORT} if page.form else {Role.PLAN} if page.locked_view else {Role.PLAN, Role.REPORT}
    counted = [place for place in page.places if place.column.role in roles and not place.column.hidden]
    if not counted:
        return
    runs = groupby(enumerate(counted), key=lambda pair: pair[1].number - pair[0])
    ends = [(found[0][1], found[-1][1]) for found in (list(run) for _, run in runs)]
    begun = ",".join(f"${first.letter}{FIRST_ROW}:${last.letter}{FIRST_ROW}" for first, last in ends)
    for place in counted:
        if place.column.required or (place.key == "status" and page.form):
            cell = page.cell(place.key)
            yield page.span(place.key), f'AND({cell}="",COUNTA({begun})>0)', "required"


def _among(words: str, cell: str, codes: list[str]) -> str:
    """Whether a cell holds a word, of any language, for one of these codes; conditional formats allow no lists."""
    wanted = "|" + "|".join(codes) + "|"
    return f'ISNUMBER(SEARCH("|"&{code_of(words, cell)}&"|","{wanted}"))'
