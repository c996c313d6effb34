"""How the report looks on screen and on paper."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook

FONT = "Calibri"
INK, LINKED, LINE, PALE = "#1A1A1A", "#1F3864", "#BFBFBF", "#595959"
NAVY, HEAD, PILLAR, SUM, BAR = "#1F3864", "#DCE4F2", "#EEF2F9", "#D9D9D9", "#9DC3E6"
NUMBERS = MappingProxyType(
    {"count": "#,##0", "money": "#,##0", "share": "0.0%", "code": "@", "text": "@", "note": "@", "date": "dd.mm.yyyy"}
)
LINKS = frozenset({"count", "money", "number"})
WORDS, CENTRED = frozenset({"text", "code"}), frozenset({"date", "word"})


class Looks:
    """The formats of one workbook, each made once."""

    def __init__(self, workbook: Workbook) -> None:
        """Set the workbook's own font."""
        self._workbook = workbook
        self._made: dict[tuple[tuple[str, object], ...], Format] = {}
        workbook.formats[0].set_font_name(FONT)
        workbook.formats[0].set_font_size(10)

    def look(self, **wanted: object) -> Format:
        """A format in the house's font with these properties."""
        properties = {"font_name": FONT, "font_size": 10, "font_color": INK, "valign": "vcenter", **wanted}
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._workbook.add_format(properties)
        return self._made[key]

    def cell(self, kind: str, *, linked: bool = True, **more: object) -> Format:
        """A data cell: framed, wrapped where it is text, numbers to the right; figures that lead somewhere are blue."""
        wanted: dict[str, object] = {"border": 1, "border_color": LINE, **_side(kind), **more}
        if kind in WORDS or kind == "note":
            wanted["text_wrap"] = True
        if kind in NUMBERS:
            wanted["num_format"] = NUMBERS[kind]
        if linked and kind in LINKS:
            wanted["font_color"] = LINKED
        return self.look(**wanted)

    def head(self, kind: str, *, upright: bool) -> Format:
        """A column's heading, over its values; an upright one reads from below."""
        turned = {"rotation": 90, "align": "center"} if upright else _side(kind)
        frame = {"border": 1, "border_color": LINE, "bottom": 2, "bottom_color": NAVY}
        return self.look(bold=True, text_wrap=True, bg_color=HEAD, **{**frame, **turned, "valign": "bottom"})

    def title(self) -> Format:
        """The title of a sheet."""
        return self.look(bold=True, font_size=15, font_color=NAVY)

    def under(self) -> Format:
        """The line under the title."""
        return self.look(font_color=PALE)

    def note(self) -> Format:
        """The words that say how to read a sheet."""
        return self.look(font_color=PALE, italic=True, text_wrap=True)

    def section(self, kind: str = "text") -> Format:
        """A heading among the cover's lines."""
        return self.look(bold=True, font_color="#FFFFFF", bg_color=NAVY, **_side(kind))

    def label(self) -> Format:
        """What a line of the cover shows."""
        return self.look(bold=True, text_wrap=True, border=1, border_color=LINE)

    def marked(self, fill: str) -> Format:
        """What a rule lays over a line: a total, a pillar."""
        return self._workbook.add_format({"bold": True, "bg_color": fill})


def _side(kind: str) -> dict[str, object]:
    """Numbers stand to the right but not against what follows them."""
    if kind in WORDS:
        return {"align": "left"}
    if kind == "note":
        return {"align": "left", "indent": 1}
    return {"align": "center"} if kind in CENTRED else {"align": "right", "indent": 1}
