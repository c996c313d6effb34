"""One finding as a row of the sheet: a link to its cell, and a background that says how bad it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kap_xl.books.findings.columns import COLUMNS
from kap_xl.books.report.cells import quoted
from kap_xl.books.report.paper import row_height
from kap_xl.phrase import show_date, text
from kap_xl.sheets.marked import FILLS

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from kap_xl.books.report.looks import Looks
    from kap_xl.sheets.findings import Line

RISKY = ("=", "+", "-", "@", "\t", "\r")
HIGHEST = 409.0


def write_line(
    sheet: Worksheet, looks: Looks, lang: str, row: int, numbered: tuple[int, Line], *, waived: bool = False
) -> None:
    """Write a finding (with its number in the list) into a row, counted from 0; its height fits its sentences."""
    number, line = numbered
    texts = _texts(line, lang, waived=waived)
    for at, column in enumerate(COLUMNS, 1):
        if column.key == "number":
            sheet.write_number(row, at, number, looks.cell("count", linked=False))
        elif column.key == "cell" and line.title and line.cell:
            sheet.write_formula(row, at, _link(line), _linked(looks), line.cell)
        else:
            sheet.write_string(row, at, texts[column.key], _look(looks, column.key, texts[column.key], line))
    shown = [(texts[column.key], column.width) for column in COLUMNS if column.key in texts]
    sheet.set_row(row, min(row_height(shown), HIGHEST))


def _texts(line: Line, lang: str, *, waived: bool) -> dict[str, str]:
    severity = text(f"words.severity.{line.severity.value}", lang)
    post = ", ".join(filter(None, (line.post, show_date(line.on, lang) if line.on else "")))
    return {
        "severity": severity[:1].upper() + severity[1:],
        "sheet": line.sheet,
        "cell": line.cell,
        "code": line.code,
        "column": line.column,
        "value": line.value,
        "message": f"{line.message} [{line.rule}]" if waived else line.message,
        "fix": line.reason if waived else line.fix,
        "rule": post if waived else line.rule,
    }


def _link(line: Line) -> str:
    """A way to the cell that follows it when rows come in or the tab is named anew."""
    return f'=HYPERLINK("#"&CELL("address",{quoted(line.title)}!{line.cell}),"{line.cell}")'


def _linked(looks: Looks) -> Format:
    return looks.look(font_color="#1F4E99", underline=1, border=1, border_color="#BFBFBF")


def _look(looks: Looks, key: str, shown: str, line: Line) -> Format:
    frame: dict[str, object] = {"border": 1, "border_color": "#BFBFBF", "text_wrap": True, "num_format": "@"}
    if shown.startswith(RISKY):
        frame["quote_prefix"] = True
    if key == "severity":
        return looks.look(**frame, bold=True, bg_color=f"#{FILLS[line.severity]}")
    return looks.look(**frame)
