"""What a workbook has lost: sheets, the keys of sheets that are still there, and columns; each is told once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from kap_xl.columns import BY_KEY, REPORT_SHEETS, YEAR_PATTERN, Role
from kap_xl.finding import CellRef, Finding, Severity, Spot
from kap_xl.phrase import LANGUAGES, has, phrase, text
from kap_xl.workbook.likeness import alike

if TYPE_CHECKING:
    from kap_xl.columns import Column, Sheet
    from kap_xl.grid import Grid, Layout
    from kap_xl.model import Settings

Lack = tuple[str, str]
"""A sheet's key and a column's; an empty column is the whole sheet."""
SIGNS = frozenset({"words", "_kap"})
"""Sheets that every workbook of ours has and that nobody sees: with neither, it is only a part of one."""
FIGURED = frozenset({"cover", "plan", "reports"})
"""Groups of sheets without which figures are wrong."""
KEPT = frozenset({"institutions", "lists", "_kap"})
NEEDED_IN_FORMS = frozenset({"cover", "matrix", "indicators", "_kap"})
WORDED = frozenset({"text", "hash"})
"""Kinds of columns that nothing is computed with: whoever needs none may do without."""


def lacks(places: Mapping[str, Layout]) -> frozenset[Lack]:
    """The sheets and columns that are missing; of a part of a workbook nothing is."""
    if not places.keys() & SIGNS:
        return frozenset()
    form = _is_form(places)
    sheets = {(key, "") for key, sheet in BY_KEY.items() if key not in places and (sheet.form or not form)}
    columns = {
        (key, column.key)
        for key, place in places.items()
        for column in BY_KEY[key].columns
        if column.key not in place.columns and _wanted(BY_KEY[key], column, form=form)
    }
    return frozenset(sheets | columns)


def told(lacking: Iterable[Lack], others: Iterable[Grid], settings: Settings) -> tuple[Finding, ...]:
    """A finding for each sheet and column that is missing; `others` are the sheets that carry no key of ours."""
    order = {key: number for number, key in enumerate(BY_KEY)}
    sheets = [key for key, column in sorted(lacking, key=lambda one: order[one[0]]) if not column]
    damaged = alike(sheets, others)
    form = not any(not BY_KEY[key].form for key in sheets) and settings.agency is not None
    return (
        *(_sheet(key, damaged.get(key), settings, form=form) for key in sheets),
        *(missing_column(key, column, settings) for key, column in sorted(lacking) if column),
    )


def missing_column(sheet: str, column: str, settings: Settings, severity: Severity | None = None) -> Finding:
    """The finding for a column that a sheet should have; how grave it is follows from the column unless it is given."""
    stem, _, tail = column.rpartition("_")
    required = getattr(BY_KEY[sheet].column(column), "required", False)
    if tail in LANGUAGES and stem:
        said = phrase("cells.column-missing-text", column=_name(sheet, stem), language=f"@words.lang.{tail}")
        required = required and tail == settings.authoritative_language
    elif tail == "uid":
        said = phrase("cells.column-missing-link", column=_name(sheet, stem))
    else:
        said = phrase("cells.column-missing", column=_name(sheet, column))
    grave = severity or (Severity.ERROR if required else Severity.WARNING)
    return Finding("column-missing", grave, Spot(sheet, 0, column), said, phrase(f"{said.code}-fix"))


def _is_form(places: Iterable[str]) -> bool:
    """Whether there are only sheets of an agency's form: a plan has many others."""
    return all(BY_KEY[key].form for key in places)


def _wanted(sheet: Sheet, column: Column, *, form: bool) -> bool:
    """Whether a sheet is incomplete without a column."""
    if column.key in ("uid", YEAR_PATTERN) or sheet.key in (*SIGNS, "cover"):
        return column.key == "value" and sheet.key == "cover"
    if form:
        return column.role is Role.REPORT or (column.required and column.key == "code")
    view = column.band == "report" and REPORT_SHEETS.get(sheet.key, sheet.key) != sheet.key
    if view or column.role is Role.FORMULA:
        return False
    linked = column.key.endswith("_uid") and sheet.column(column.key.removesuffix("_uid")) is not None
    typed = column.role is not Role.PROGRAM and column.kind not in WORDED
    return column.required or linked or typed


def _sheet(key: str, damaged: Grid | None, settings: Settings, *, form: bool) -> Finding:
    needed = NEEDED_IN_FORMS if form else {each.key for each in BY_KEY.values() if each.group in FIGURED} | KEPT
    severity = Severity.ERROR if key in needed else Severity.WARNING
    rule = "sheet-missing" if damaged is None else "sheet-keys-lost"
    if damaged is None:
        said, title = phrase("cells.sheet-missing", sheet=f"@workbook.sheet.{key}"), _tab(key, settings.language)
    else:
        said, title = phrase("cells.sheet-keys-lost", sheet=damaged.title), damaged.title
    return Finding(rule, severity, Spot(key), said, phrase(f"{said.code}-fix"), where=CellRef("", title, ""))


def _tab(key: str, lang: str) -> str:
    """What a sheet's tab is called in a workbook of this language."""
    return text(f"workbook.sheet.{key}", lang)


def _name(sheet: str, column: str) -> str:
    """The code of a column's heading: the sheet's own, else the one that all sheets share."""
    codes = (f"workbook.col.{sheet}.{column}", f"workbook.col.{column}")
    return next((f"@{code}" for code in codes if has(code, "en")), column)
