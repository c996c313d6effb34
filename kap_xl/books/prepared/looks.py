"""How cells look: colours with enough contrast on paper, and the number format of each kind of cell."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from kap_xl.columns import Column, Role
from kap_xl.sheets.heights import LINE as LINE_POINTS
from kap_xl.sheets.heights import lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook

FONT = "Calibri"
INDENT, FILTER = 1.4, 18
"""What an indent takes from a column's width, in characters; the height in points that filter buttons need."""
INK, PALE_INK, LINE = "#1A1A1A", "#404040", "#BFBFBF"
NAVY, SLATE = "#1F3864", "#595959"
BANDS = MappingProxyType({"plan": NAVY, "money": "#6B4E00", "report": "#2F5D1E", "origin": SLATE})
HEADS = MappingProxyType({"plan": "#DCE4F2", "money": "#F3E6C4", "report": "#DDECD3", "origin": "#E4E4E4"})
TABS = MappingProxyType(
    {"cover": NAVY, "plan": "#2E5FA8", "reports": "#3F7D2A", "steering": "#8A4B9C", "registers": "#7F7F7F"}
)
TYPED, REPORTED, COMPUTED, WATCHED = "#FFFFFF", "#EDF6E6", "#F2F2F2", "#EEF1EB"

TEXT, DAY, AMOUNT, YEAR, RATE = "@", "dd.mm.yyyy", "#,##0.00", "0", "0.0000##"
NUMBER_FORMATS = MappingProxyType(
    {
        **dict.fromkeys(("uid", "code", "hash", "period", "institution", "institutions"), TEXT),
        # a deadline's words stay as typed: Excel would turn 06/2027 into the first of June
        **dict.fromkeys(("choice", "status", "yesno", "deadline"), TEXT),
        "date": DAY,
        "amount": AMOUNT,
        "year": YEAR,
    }
)
"""Number format by kind; the others are General, in which a typed 45 % becomes a true percentage."""
RIGHT = frozenset({"amount", "number", "percent"})
CENTRED = frozenset({"date", "year", "yesno", "period"})


@dataclass(frozen=True)
class Looks:
    """The cell formats of one workbook; each is made once, however often it is asked for."""

    workbook: Workbook
    made: dict[tuple[tuple[str, object], ...], Format] = field(default_factory=dict)

    def look(self, **wanted: object) -> Format:
        """A format in the house's font with these properties besides."""
        properties = {"font_name": FONT, "font_size": 10, "font_color": INK, "valign": "top", **wanted}
        key = tuple(sorted(properties.items()))
        if key not in self.made:
            self.made[key] = self.workbook.add_format(properties)
        return self.made[key]

    def cell(self, column: Column, *, fill: str, unlocked: bool = False) -> Format:
        """A data cell: light frame, wrapped text, the number format of its kind."""
        ink = INK if fill in (TYPED, REPORTED) else PALE_INK
        wanted: dict[str, object] = {"border": 1, "border_color": LINE, "font_color": ink}
        if fill != TYPED:
            wanted["bg_color"] = fill
        return self.look(**wanted, **_kind(column), **({"locked": False} if unlocked else {}))

    def below(self, column: Column) -> Format:
        """A cell that is still outside the table: it takes what is typed in the right number format."""
        return self.look(**_kind(column))

    def band(self, name: str) -> Format:
        """The heading over a group of columns."""
        return self.look(bold=True, font_color="#FFFFFF", bg_color=BANDS[name], valign="vcenter", font_size=11)

    def head(self, column: Column, *, middle: bool = False) -> Format:
        """A column's heading: over its values, and above the button that Excel puts at the foot of the cell."""
        if middle:
            return self.look(bold=True, bg_color=HEADS[column.band], valign="vcenter", indent=1)
        frame = {"border": 1, "border_color": LINE, "bottom": 2, "bottom_color": BANDS[column.band]}
        return self.look(bold=True, text_wrap=True, bg_color=HEADS[column.band], **frame, **_side(column))


def number_format(column: Column) -> str:
    """The number format of a column's cells; General where none is needed."""
    return RATE if column.key == "rate" else NUMBER_FORMATS.get(column.kind, "General")


def fill(column: Column, *, locked_view: bool = False) -> str:
    """The background of a column's cells: typed into, reported into, only looked at, or computed."""
    if column.role in (Role.FORMULA, Role.PROGRAM):
        return COMPUTED
    if column.role is Role.REPORT:
        return WATCHED if locked_view else REPORTED
    return TYPED


def head_height(places: Iterable[tuple[str, Column]]) -> float:
    """The height in points of a row of headings, with a strip at its foot for the buttons of the filter."""
    taken = ((shown, column.width - (INDENT if column.kind in RIGHT else 0)) for shown, column in places)
    return FILTER + LINE_POINTS * max((lines(shown, width, bold=True) for shown, width in taken), default=1)


def _side(column: Column) -> Mapping[str, object]:
    """Numbers stand to the right but not against what follows them."""
    if column.kind in RIGHT:
        return {"align": "right", "indent": 1}
    return {"align": "center" if column.kind in CENTRED else "left"}


def _kind(column: Column) -> Mapping[str, object]:
    # LibreOffice forgets the indent of numbers that are told to wrap, and numbers cannot wrap
    wanted = {**_side(column), **({} if column.kind in RIGHT else {"text_wrap": True})}
    if (pattern := number_format(column)) != "General":
        wanted["num_format"] = pattern
    return wanted
