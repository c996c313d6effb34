"""The prepared packages: a blank plan workbook and a blank agency form, byte for byte the same each time."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from xlsxwriter.workbook import Workbook

from kap_xl.books.prepared import cover, lists
from kap_xl.books.prepared.arrange import pages
from kap_xl.books.prepared.checks import write_checks
from kap_xl.books.prepared.looks import FONT, Looks
from kap_xl.books.prepared.printing import set_frame, set_paper
from kap_xl.books.prepared.sheet import write_sheet
from kap_xl.books.prepared.signals import write_signals
from kap_xl.phrase import text
from kap_xl.sheets.headings import title
from kap_xl.uids import derived

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kap_xl.books.prepared.layout import Page
    from kap_xl.books.prepared.sheet import Value

CREATED = datetime(2026, 1, 1)  # noqa: DTZ001 - a fixed mark, so that the same input gives the same bytes
AUTHORITATIVE = "sq"


def plan_package(
    lang: str, start: date, end: date, currency: str = "EUR", name: str = "", *, sample: bool = False, order: str = ""
) -> bytes:
    """A blank plan workbook (.xlsx) whose indicators have a target for each year from `start` to `end`.

    `name` is the plan's name in the workbook's language; it stands on the cover and at the head of every printed page.
    `order` is the language in which columns and words are arranged, where it is not the workbook's own.
    """
    given: dict[str, str | int | date | None] = {
        f"plan_name_{lang}": name or None,
        "start": start,
        "end": end,
        "currency": currency,
        "language": lang,
        "authoritative_language": AUTHORITATIVE,
        "plan_version": 1,
        "sample": text(f"words.yesno.{'yes' if sample else 'no'}", lang),
    }
    made = pages(lang, range(start.year, end.year + 1), form=False, order=order)
    return _package(made, given, (start, end), name)


def form_package(lang: str, years: Iterable[int], name: str = "", *, order: str = "") -> bytes:
    """A blank agency form (.xlsx), protected without a password but for what the agency reports."""
    span = tuple(years)
    given = {f"plan_name_{lang}": name or None, "language": lang, "return_no": 1}
    made = pages(lang, span, form=True, order=order)
    return _package(made, given, (date(min(span), 1, 1), date(max(span), 12, 31)), name)


def _package(
    made: Mapping[str, Page], given: Mapping[str, str | int | date | None], span: tuple[date, date], name: str
) -> bytes:
    """The workbook of these pages: the cover first and open, the words filled in, everything else blank."""
    out = io.BytesIO()
    workbook = Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    workbook.formats[0].set_font_name(FONT)
    workbook.formats[0].set_font_size(10)
    lang = made["cover"].lang
    printed = name or title("form" if made["cover"].form else "cover", lang)
    workbook.set_properties({"title": printed, "author": "", "created": CREATED})
    looks = Looks(workbook)
    front = replace(made["cover"], rows=len(cover.settings(form=made["cover"].form)))
    contents = _words(made["words"].order or lang)
    ready = {**made, "cover": front, "words": replace(made["words"], rows=len(contents))}
    for page in ready.values():
        sheet = workbook.add_worksheet(page.tab)
        if page.key == "cover":
            cover.write_cover(sheet, page, looks, ready, given)
            set_frame(sheet, page.tab, lang, printed)
            continue
        write_sheet(sheet, page, looks, front, contents if page.key == "words" else ())
        if page.sheet.state == "visible":
            write_checks(sheet, page, span)
            write_signals(workbook, sheet, page)
        else:
            sheet.very_hidden() if page.sheet.state == "veryHidden" else sheet.hide()
        set_paper(sheet, page, printed)
    for defined, refers in (*cover.names(front), *lists.names(ready), ("kap_as_of", lists.as_of(ready))):
        workbook.define_name(defined, refers)
    workbook.close()
    return out.getvalue()


def _words(lang: str) -> tuple[Mapping[str, Value], ...]:
    return tuple(
        {
            "uid": derived("words", name, code, each),
            "list": name,
            "code": code,
            "lang": each,
            "word": word,
            "key": f"{name}:{word}",
        }
        for name, code, each, word in lists.words(lang)
    )
