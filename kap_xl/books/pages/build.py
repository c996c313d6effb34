"""Builds the sheets of agencies and their index as one workbook, from which a plan takes them in."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from xlsxwriter.workbook import Workbook

from kap_xl.books.pages.agency import write_agency
from kap_xl.books.pages.index import write_index
from kap_xl.books.report.build import CREATED
from kap_xl.books.report.looks import Looks
from kap_xl.phrase import text

if TYPE_CHECKING:
    from kap_xl.sheets.agencies import Page
    from kap_xl.sheets.agency_index import Index

INDEX = "agencies"
"""The index's key in its first cell, after `kap:`; an agency's sheet has its own after AGENCY."""
AGENCY = "agency-"


def agency_sheets(pages: Iterable[Page], index: Index, titles: Mapping[str, str], lang: str, period: str) -> bytes:
    """The workbook (.xlsx), its sheets under the titles of INDEX and of each agency's key; the same bytes each time."""
    out = io.BytesIO()
    workbook = Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    workbook.set_properties({"title": text("agencies.title-index", lang), "author": "", "created": CREATED})
    looks = Looks(workbook)
    write_index(workbook.add_worksheet(titles[INDEX]), looks, index, titles, lang, period)
    for page in pages:
        sheet = workbook.add_worksheet(titles[AGENCY + page.code])
        write_agency(sheet, looks, page, titles[INDEX], lang, period)
    workbook.close()
    return out.getvalue()
