"""What tabs, titles, bands and columns are called in each language; headings are plain words that formulas can name."""

from __future__ import annotations

from kap_xl.columns import YEARLY
from kap_xl.grid import UID_HEADING
from kap_xl.phrase import LANGUAGES, has, text

TABLES = {"_kap": "kap_identity"}
"""Names of the Excel tables that are not simply `kap_<sheet key>`."""


def table_name(sheet: str) -> str:
    """The name of a sheet's table as formulas use it."""
    return TABLES.get(sheet, f"kap_{sheet}")


def tab(sheet: str, lang: str) -> str:
    """The tab of a sheet."""
    return text(f"workbook.sheet.{sheet}", lang)


def title(sheet: str, lang: str) -> str:
    """The title in a sheet's second row."""
    return text(f"workbook.title.{sheet}", lang)


def band(sheet: str, name: str, lang: str, *, form: bool = False) -> str:
    """The heading over a group of columns: a form's own, else the sheet's own, else the one that all sheets share."""
    own = (f"workbook.band.form.{sheet}.{name}", f"workbook.band.form.{name}") if form else ()
    codes = (*own, f"workbook.band.{sheet}.{name}")
    return text(next((code for code in codes if has(code, lang)), f"workbook.band.{name}"), lang)


def heading(sheet: str, key: str, lang: str) -> str:
    """The heading of a column; those of translated texts, hidden identities and years follow from a plainer one."""
    if key == "uid":
        return UID_HEADING
    if year := YEARLY.fullmatch(key):
        return text("workbook.col.target_year", lang, year=year[1])
    if (found := _plain(sheet, key, lang)) is not None:
        return found
    stem, _, tail = key.rpartition("_")
    if tail in LANGUAGES:
        return f"{heading(sheet, stem, lang)} {text(f'workbook.in.{tail}', lang)}"
    return text(f"workbook.of.{tail}", lang, heading=heading(sheet, stem, lang))


def _plain(sheet: str, key: str, lang: str) -> str | None:
    codes = (f"workbook.col.{sheet}.{key}", f"workbook.col.{key}")
    return next((text(code, lang) for code in codes if has(code, lang)), None)
