"""Drop-downs, limits and input messages: what plain Excel says while people type, without any add-in."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from kap_xl.books.prepared.lists import drop_down
from kap_xl.columns import REPORT_SHEETS, Role
from kap_xl.phrase import has, text
from kap_xl.sheets.headings import tab

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

    from kap_xl.books.prepared.layout import Page, Place

MARGIN = 20
"""Years before and after the plan within which a date raises no eyebrow."""
MOST_TITLE, MOST_MESSAGE = 32, 255
COUNTED = frozenset({"women", "men", "girls", "boys", "count"})
Options = dict[str, object]


def write_checks(sheet: Worksheet, page: Page, span: tuple[date, date]) -> None:
    """Every column's validation, from the first data row to the page's reach."""
    for place in page.places:
        if not place.column.hidden and (options := check(place, page, span)):
            sheet.data_validation(page.span(place.key), options)


def check(place: Place, page: Page, span: tuple[date, date]) -> Options | None:
    """The validation of one column as XlsxWriter takes it; None where anything goes and nothing need be said."""
    column, lang = place.column, page.lang
    if page.locked_view and column.band == "report":
        return _locked(page)
    if column.role is Role.FORMULA or (page.form and column.role is not Role.REPORT):
        return None
    limits = _limits(place, page, span)
    options = limits or {"validate": "any"}
    message = hint(page.key, column.key, lang, span[0].year)
    if message:
        options |= {"input_title": place.heading[:MOST_TITLE], "input_message": message}
    if limits and column.kind == "text":
        options |= {"show_error": False}  # the list only suggests: a value of one's own is as good
    elif limits:
        options |= {"error_type": "warning", "error_title": text("workbook.error.title", lang)}
    return options if limits or message else None


def hint(sheet: str, key: str, lang: str, year: int) -> str:
    """The input message of a column: the sheet's own, else the shared one, else none."""
    for code in (f"workbook.hint.{sheet}.{key}", f"workbook.hint.{key}"):
        if has(code, lang):
            return text(code, lang, year=str(year))
    return ""


def _locked(page: Page) -> Options:
    reports = tab(REPORT_SHEETS[page.key], page.lang)
    return {
        "validate": "custom",
        "value": "=FALSE",
        "error_type": "stop",
        "error_title": text("workbook.error.locked-title", page.lang),
        "error_message": text("workbook.error.locked", page.lang, sheet=reports),
    }


def _limits(place: Place, page: Page, span: tuple[date, date]) -> Options:
    """The list or the limits of a column, with what Excel says when they are passed; empty where there are none."""
    column, lang = place.column, page.lang
    if name := drop_down(column, page):
        return {"validate": "list", "source": f"={name}", "error_message": text("workbook.error.list", lang)}
    first, last = span[0].year - MARGIN, span[1].year + MARGIN
    limits: dict[str, Options] = {
        "date": _between("date", date(first, 1, 1), date(last, 12, 31)),
        "year": _between("integer", first, last),
        "percent": _between("decimal", 0, 100),
        "amount": {"validate": "decimal", "criteria": ">=", "value": 0},
        "count": {"validate": "integer", "criteria": ">=", "value": 0},
    }
    kind = "count" if column.key in COUNTED else column.kind
    if kind not in limits:
        return {}
    return limits[kind] | {"error_message": text(f"workbook.error.{kind}", lang, year=str(span[0].year))}


def _between(kind: str, low: object, high: object) -> Options:
    return {"validate": kind, "criteria": "between", "minimum": low, "maximum": high}
