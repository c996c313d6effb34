"""The cover: the plan's name, how to begin, and the settings."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from kap_xl.books.prepared.layout import BAND_ROW, FIRST_ROW, HEAD_ROW, TITLE_ROW
from kap_xl.books.prepared.looks import BANDS, LINE, NAVY, PALE_INK, REPORTED, TABS, number_format
from kap_xl.books.prepared.sheet import NO_TEXT, PROTECTION, write_keys, write_table
from kap_xl.books.prepared.side import ABOUT, INDEX, write_index, write_legend
from kap_xl.columns import FORM_SETTINGS, SETTINGS, Column, Role
from kap_xl.phrase import LANGUAGES, has, text
from kap_xl.sheets.formulas import code_of
from kap_xl.sheets.headings import title

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from xlsxwriter.worksheet import Worksheet

    from kap_xl.books.prepared.layout import Page
    from kap_xl.books.prepared.looks import Looks

AGENCY_NAME = Column("agency_name", role=Role.PROGRAM)
SETTING, VALUE, NOTE = 1, 2, 3
"""0-based columns of the settings."""
Setting = str | int | None
WIDTHS = (14, 30, 46, 56, 3, 24, 60)
"""Of the hidden keys, the settings with their values and notes, a gap, the index with what each sheet holds."""
ROW = 26
"""Height in points of a line: two lines of text fit."""
RULE: Mapping[str, object] = MappingProxyType({"bottom": 5, "bottom_color": NAVY})
"""The rule under the title, across the whole cover."""
WARNING = "#B3261E"


def settings(*, form: bool) -> tuple[Column, ...]:
    """The cover's rows in their order; a form begins with whose it is, and hides what an agency has no use for."""
    if not form:
        return SETTINGS
    agency, *others = FORM_SETTINGS
    currency = next(setting for setting in SETTINGS if setting.key == "currency")
    return (agency, AGENCY_NAME, *others, currency, *(setting for setting in SETTINGS if setting is not currency))


def _kept_back(page: Page, setting: Column) -> bool:
    return page.form and setting in SETTINGS and setting.key != "currency"


def names(page: Page) -> Iterator[tuple[str, str]]:
    """A defined name for each setting's cell."""
    for number, setting in enumerate(settings(form=page.form), FIRST_ROW):
        yield f"kap_setting_{setting.key}", f"={page.quoted}!$C${number}"


def write_cover(
    sheet: Worksheet, page: Page, looks: Looks, pages: Mapping[str, Page], given: Mapping[str, Setting | date]
) -> None:
    """The whole cover; `given` are settings that are known when the package is made."""
    sheet.hide_gridlines(2)
    sheet.set_tab_color(TABS["cover"])
    for number, width in enumerate(WIDTHS):
        sheet.set_column(number, number, width, None, {"hidden": True} if number == 0 else {})
    write_keys(sheet, page)
    _head(sheet, page, looks, given)
    write_table(sheet, page, looks)
    for number, setting in enumerate(settings(form=page.form), FIRST_ROW):
        _setting(sheet, page, looks, (number, setting), given.get(setting.key))
    write_index(sheet, page, looks, pages)
    write_legend(sheet, page, looks, (page.last_row + 1, SETTING))
    if page.form:
        sheet.protect("", PROTECTION)
    sheet.set_row(HEAD_ROW - 1, 26)
    sheet.fit_to_pages(1, 1)
    first = next(number for number, each in enumerate(settings(form=page.form), FIRST_ROW) if _typed(page, each))
    sheet.set_selection(first - 1, VALUE, first - 1, VALUE)


def _typed(page: Page, setting: Column) -> bool:
    return not page.form or setting.role is Role.REPORT


def _head(sheet: Worksheet, page: Page, looks: Looks, given: Mapping[str, Setting | date]) -> None:
    """The plan's name large, and under it the three steps to take."""
    lang, key = page.lang, f"plan_name_{page.lang}"
    plain = title("cover", lang)
    look = looks.look(font_size=24, bold=True, font_color=NAVY, valign="vcenter", text_wrap=True, **RULE)
    name = f'=IF(kap_setting_{key}="","{plain}",kap_setting_{key})'
    sheet.merge_range(TITLE_ROW - 1, SETTING, TITLE_ROW - 1, NOTE, "", look)
    sheet.write_formula(TITLE_ROW - 1, SETTING, name, look, given.get(key) or plain)
    sheet.set_row(TITLE_ROW - 1, 70)
    sheet.write_blank(TITLE_ROW - 1, NOTE + 1, None, looks.look(**RULE))
    _side(sheet, page, looks, sample=given.get("sample") == text("words.yesno.yes", lang))
    steps = "\n".join(text(f"workbook.howto.{'form' if page.form else 'plan'}.{number}", lang) for number in (1, 2, 3))
    how = looks.look(font_size=12, text_wrap=True, valign="vcenter", bg_color="#EEF2F9", indent=1)
    sheet.merge_range(BAND_ROW - 1, SETTING, BAND_ROW - 1, ABOUT, steps, how)
    sheet.set_row(BAND_ROW - 1, 66)


def _side(sheet: Worksheet, page: Page, looks: Looks, *, sample: bool) -> None:
    """Beside the plan's name: whose form for which period, or that the plan is a sample."""
    lang = page.lang
    ink = BANDS["report"] if page.form else WARNING
    look = looks.look(font_size=20, bold=True, font_color=ink, valign="vcenter", align="right", text_wrap=True, **RULE)
    sheet.merge_range(TITLE_ROW - 1, INDEX, TITLE_ROW - 1, ABOUT, "", look)
    if page.form:
        shown = title("form", lang)
        whose = "".join(f'&IF(kap_setting_{each}="",""," – "&kap_setting_{each})' for each in ("agency", "period"))
        sheet.write_formula(TITLE_ROW - 1, INDEX, f'="{shown}"{whose}', look, shown)
        return
    mark = text("workbook.setting.sample", lang).upper()
    formula = f'=IF({code_of("yesno", "kap_setting_sample")}="yes","{mark}","")'
    sheet.write_formula(TITLE_ROW - 1, INDEX, formula, look, mark if sample else NO_TEXT)


def _setting(sheet: Worksheet, page: Page, looks: Looks, at: tuple[int, Column], value: Setting | date) -> None:
    """One setting: its key (hidden), its label, its value, a note."""
    number, setting = at
    row, lang = number - 1, page.lang
    frame = {"border": 1, "border_color": LINE, "text_wrap": True, "valign": "vcenter", "indent": 1}
    sheet.write_string(row, 0, setting.key, looks.look(num_format="@"))
    sheet.write_string(row, SETTING, text(f"workbook.setting.{setting.key}", lang), looks.look(bold=True, **frame))
    look = _value_look(looks, page, setting)
    if isinstance(value, str):
        sheet.write_string(row, VALUE, value, look)
    elif isinstance(value, int) or value is None:
        sheet.write(row, VALUE, value, look)
    else:
        sheet.write_datetime(row, VALUE, value, look)
    note = looks.look(**frame, font_size=9, font_color=PALE_INK)
    own = f"workbook.note.form.{setting.key}"
    said = text(own if page.form and has(own, lang) else f"workbook.note.{setting.key}", lang)
    sheet.write_string(row, NOTE, said, note)
    sheet.set_row(row, ROW, None, {"hidden": _kept_back(page, setting)})
    if _typed(page, setting):
        _choices(sheet, row, setting, lang)


def _value_look(looks: Looks, page: Page, setting: Column) -> object:
    wanted: dict[str, object] = {"border": 1, "border_color": LINE, "text_wrap": True, "valign": "vcenter", "indent": 1}
    if setting.role is Role.REPORT:
        wanted |= {"bg_color": REPORTED, "locked": not page.form}
    return looks.look(**wanted, num_format=number_format(setting), align="left", font_size=11)


def _choices(sheet: Worksheet, row: int, setting: Column, lang: str) -> None:
    """The few settings that have a fixed choice offer it."""
    error = {"error_type": "warning", "error_title": text("workbook.error.title", lang)}
    error["error_message"] = text("workbook.error.list", lang)
    source: object = None
    if setting.key == "return_no":
        said = {
            "input_title": text("workbook.setting.return_no", lang),
            "input_message": text("workbook.note.return_no", lang),
            "error_message": text("workbook.error.count", lang),
        }
        limits = {"validate": "integer", "criteria": ">=", "value": 1}
        sheet.data_validation(row, VALUE, row, VALUE, {**limits, **error, **said})
    if setting.key in ("language", "authoritative_language"):
        source = list(LANGUAGES)
    elif setting.kind == "yesno":
        source = "=kap_list_yesno"
    elif setting.key in ("currency", "current_period"):
        source = f"=kap_list_{setting.key.removeprefix('current_')}"
    if source is not None:
        sheet.data_validation(row, VALUE, row, VALUE, {"validate": "list", "source": source, **error})
