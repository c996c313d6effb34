"""Writes the findings sheet: how many of what, the list with its links, what was waived, and a count for each rule."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from xlsxwriter.workbook import Workbook

from kap_xl.books.findings.columns import COLUMNS, SHOWN, TABLE, WAIVED
from kap_xl.books.findings.lines import write_line
from kap_xl.books.report.build import CREATED
from kap_xl.books.report.looks import Looks
from kap_xl.books.report.paper import head_height, set_paper
from kap_xl.phrase import phrase, text
from kap_xl.port import LIST_KEY
from kap_xl.sheets.heights import LINE, lines

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlsxwriter.worksheet import Worksheet

    from kap_xl.phrase import Blank
    from kap_xl.sheets.findings import Listed

KEYS, TITLE, COUNTS, BY_SHEET, BY_RULE, NOTE, HEAD, FIRST = range(8)
"""The rows of the sheet, from 0."""
TAB = "#B3261E"
WIDE = sum(column.width for column in COLUMNS)


@dataclass(frozen=True, slots=True)
class Page:
    """The sheet under way: where it is written, in which looks and language."""

    sheet: Worksheet
    looks: Looks
    lang: str


def findings_package(listed: Listed, lang: str) -> tuple[bytes, str]:
    """The sheet in a package of its own (.xlsx) and its title there."""
    out = io.BytesIO()
    workbook = Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    workbook.set_properties({"title": text("marks.title", lang), "author": "", "created": CREATED})
    title = text("marks.tab", lang)
    page = Page(workbook.add_worksheet(title), Looks(workbook), lang)
    _frame(page)
    _above(page, listed)
    last = _list(page, listed)
    after = _waived(page, listed, last + 2)
    _rules(page, listed, after, last)
    set_paper(page.sheet, text("marks.title", lang), lang, HEAD)
    page.sheet.set_footer(f"&L&9&F&R&9{text('report.print.page', lang).format(page='&P', pages='&N')}")
    workbook.close()
    return out.getvalue(), title


def _frame(page: Page) -> None:
    """Hidden keys, widths, what stays when scrolling."""
    sheet = page.sheet
    sheet.hide_gridlines(2)
    sheet.set_tab_color(TAB)
    sheet.write_row(KEYS, 0, [LIST_KEY, *(column.key for column in COLUMNS)])
    sheet.set_row(KEYS, None, None, {"hidden": True})
    sheet.set_column(0, 0, 3, None, {"hidden": True})
    for number, column in enumerate(COLUMNS, 1):
        sheet.set_column(number, number, column.width)
    sheet.freeze_panes(FIRST, 0)
    sheet.set_selection(FIRST, 1, FIRST, 1)


def _above(page: Page, listed: Listed) -> None:
    """The title and how many there are: by severity, by sheet, by rule."""
    sheet, lang, last = page.sheet, page.lang, len(COLUMNS)
    sheet.write(TITLE, 1, text("marks.title", lang), page.looks.title())
    sheet.set_row(TITLE, 24)
    severities = [text(f"marks.count-{severity.value}", lang, n=n) for severity, n in listed.severities.items()]
    said = {
        COUNTS: text("marks.counts", lang, counts=" · ".join(severities), file=listed.file, on=listed.on),
        BY_SHEET: text("marks.by-sheet", lang, counts=_counted(listed.sheets)),
        BY_RULE: text("marks.by-rule", lang, counts=_counted(listed.rules)),
        NOTE: text("marks.how", lang),
    }
    for row, shown in said.items():
        bold = row == COUNTS
        look = page.looks.look(bold=True, text_wrap=True) if bold else page.looks.look(text_wrap=True)
        look = page.looks.note() if row == NOTE else look
        if row == COUNTS:
            sheet.merge_range(row, 1, row, SHOWN - 2, shown, look)
        else:
            sheet.merge_range(row, 1, row, last, shown, look)
        sheet.set_row(row, LINE * lines(shown, WIDE * 0.9, bold=bold) + 4)
    right = page.looks.look(align="right")
    sheet.merge_range(COUNTS, SHOWN - 1, COUNTS, SHOWN, text("marks.shown", lang), right)
    area = f"$B${FIRST + 1}:$B${FIRST + max(len(listed.lines), 1)}"
    left = page.looks.look(bold=True, align="left")
    sheet.write_formula(COUNTS, last, f"=SUBTOTAL(103,{area})", left, len(listed.lines))


def _counted(counts: Mapping[str, int]) -> str:
    return " · ".join(f"{name}: {n}" for name, n in counts.items())


def _list(page: Page, listed: Listed) -> int:
    """The table of findings; its last row, from 0."""
    last = FIRST + max(len(listed.lines), 1) - 1
    heads = [{"header": "uid", "header_format": page.looks.head("text", upright=False)}]
    named = [(text(f"marks.col.{column.key}", page.lang), column) for column in COLUMNS]
    heads += [{"header": name, "header_format": page.looks.head(column.kind, upright=False)} for name, column in named]
    page.sheet.add_table(HEAD, 0, last, len(COLUMNS), {"name": TABLE, "columns": heads, "style": None})
    page.sheet.set_row(HEAD, head_height((name, column.width - 2, False) for name, column in named) + 6)
    for number, line in enumerate(listed.lines, 1):
        write_line(page.sheet, page.looks, page.lang, FIRST + number - 1, (number, line))
    return last


def _section(page: Page, row: int, code: str, **blanks: Blank) -> None:
    look = page.looks.section()
    for column in range(1, len(COLUMNS) + 1):
        page.sheet.write_blank(row, column, None, look)
    page.sheet.write_string(row, 1, phrase(code, **blanks).say(page.lang), look)
    page.sheet.set_row(row, 20)


def _waived(page: Page, listed: Listed, row: int) -> int:
    """What somebody accepted, and why, who and when; the row after it."""
    if not listed.waived:
        return row
    _section(page, row, "marks.waived", n=len(listed.waived))
    head = page.looks.head("text", upright=False)
    for number, key in enumerate(WAIVED, 1):
        page.sheet.write_string(row + 1, number, text(f"marks.col.{key}", page.lang), head)
    for number, line in enumerate(listed.waived, 1):
        write_line(page.sheet, page.looks, page.lang, row + 1 + number, (number, line), waived=True)
    return row + len(listed.waived) + 3


def _rules(page: Page, listed: Listed, row: int, last: int) -> None:
    """How often each rule was broken, counted in the list above."""
    if not listed.lines:
        return
    _section(page, row, "marks.rules")
    number = next(at for at, column in enumerate(COLUMNS, 1) if column.key == "rule")
    letter = chr(ord("A") + number)
    area = f"${letter}${FIRST + 1}:${letter}${last + 1}"
    name, count = page.looks.cell("text"), page.looks.cell("count", linked=False)
    for at, (rule, n) in enumerate(listed.rules.items(), row + 1):
        page.sheet.merge_range(at, 1, at, 3, rule, name)
        page.sheet.write_formula(at, 4, f"=COUNTIF({area},$B{at + 1})", count, n)
