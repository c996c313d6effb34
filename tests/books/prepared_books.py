"""The prepared packages as the tests look at them: built once, read by an independent reader."""

from __future__ import annotations

import io
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

import openpyxl

from kap_xl.books.prepared import form_package, plan_package
from kap_xl.books.prepared.arrange import pages

if TYPE_CHECKING:
    from openpyxl.workbook.workbook import Workbook

    from kap_xl.books.prepared.layout import Page

START, END = date(2005, 5, 17), date(2007, 12, 31)
YEARS = range(START.year, END.year + 1)


@cache
def package(lang: str, *, form: bool) -> bytes:
    """A blank plan or form."""
    return form_package(lang, YEARS) if form else plan_package(lang, START, END)


@cache
def workbook(lang: str, *, form: bool) -> Workbook:
    """The same through openpyxl."""
    return openpyxl.load_workbook(io.BytesIO(package(lang, form=form)))


@cache
def arranged(lang: str, *, form: bool) -> dict[str, Page]:
    """The pages it was made from."""
    return pages(lang, YEARS, form=form)
