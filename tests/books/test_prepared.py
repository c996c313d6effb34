"""The prepared packages: what every new plan and every agency form begins as."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from prepared_books import END, START, YEARS, arranged, package, workbook
from python_calamine import CalamineWorkbook

from kap_xl.books.prepared import form_package, plan_package
from kap_xl.books.prepared.cover import settings
from kap_xl.books.prepared.layout import FIRST_ROW, HEAD_ROW, Page
from kap_xl.books.prepared.looks import RIGHT
from kap_xl.books.strict import check as strictly
from kap_xl.columns import SHEETS
from kap_xl.sheets.headings import heading
from kap_xl.vocabulary import LANGUAGES

KINDS = [(lang, form) for lang in LANGUAGES for form in (False, True)]
both = pytest.mark.parametrize(("lang", "form"), KINDS)
PLAIN = re.compile(r"[^\W_]+( [^\W_]+)*")


def all_pages(lang: str, *, form: bool) -> tuple[Page, ...]:
    """The pages of a plan or form in the order of the tabs."""
    return tuple(arranged(lang, form=form).values())


@both
def test_package_passes_the_strict_checker(lang: str, form: bool) -> None:  # noqa: FBT001 - a parameter of the case
    """Excel opens a prepared package without repairing it."""
    assert list(strictly(package(lang, form=form))) == []


def test_package_is_the_same_each_time() -> None:
    """The bytes depend on nothing but the arguments, not even on the clock."""
    assert plan_package("sq", START, END) == package("sq", form=False)
    assert form_package("sr", YEARS) == package("sr", form=True)


@both
def test_sheets_stand_in_the_order_of_the_schema(lang: str, form: bool) -> None:  # noqa: FBT001 - see above
    """Tabs, their states and the keys in A1 follow the schema; a form has only the sheets meant for it."""
    sheets = [sheet for sheet in SHEETS if sheet.form or not form]
    made = workbook(lang, form=form)
    assert [each["A1"].value for each in made] == [f"kap:{sheet.key}" for sheet in sheets]
    assert [each.sheet_state for each in made] == [sheet.state for sheet in sheets]
    assert made.active is made.worksheets[0]


@both
def test_key_row_names_every_column(lang: str, form: bool) -> None:  # noqa: FBT001 - see above
    """Row 1 is hidden and holds the key over each heading of the table; column A is the hidden uid."""
    for sheet, page in zip(workbook(lang, form=form), all_pages(lang, form=form), strict=True):
        assert sheet.row_dimensions[1].hidden
        assert sheet.column_dimensions["A"].hidden
        keys = [cell.value for cell in sheet[1]][1 : len(page.places)]
        heads = [cell.value for cell in sheet[HEAD_ROW]][: len(page.places)]
        assert keys == [place.key for place in page.places][1:]
        assert heads == ["uid", *(heading(page.key, str(key), lang) for key in keys)]


@both
def test_every_sheet_has_one_table(lang: str, form: bool) -> None:  # noqa: FBT001 - see above
    """Its header is row 4, its name follows from the sheet's key; all but cover and words have one blank row."""
    for sheet, page in zip(workbook(lang, form=form), all_pages(lang, form=form), strict=True):
        (table,) = sheet.tables.values()
        assert table.displayName == ("kap_identity" if page.key == "_kap" else f"kap_{page.key}")
        first, last = table.ref.split(":")
        assert first == f"A{HEAD_ROW}"
        if page.key not in ("cover", "words"):
            assert last == f"{page.places[-1].letter}{FIRST_ROW}"


@both
def test_headings_can_be_named_in_formulas(lang: str, form: bool) -> None:  # noqa: FBT001 - see above
    """Headings are words and blanks only, and no two of a table are the same whatever the case."""
    for page in all_pages(lang, form=form):
        heads = [place.heading for place in page.places]
        assert all(PLAIN.fullmatch(head) for head in heads), heads
        assert len({head.casefold() for head in heads}) == len(heads)


@pytest.mark.parametrize("form", [False, True])
def test_targets_follow_the_years_of_the_plan(form: bool) -> None:  # noqa: FBT001 - see above
    """The indicators have one target for each year and no pattern is left."""
    keys = [place.key for place in arranged("en", form=form)["indicators"].places]
    assert [key for key in keys if key.startswith("target")] == ["target_2005", "target_2006", "target_2007"]


@both
def test_prototype_row_carries_its_number_formats(lang: str, form: bool) -> None:  # noqa: FBT001 - see above
    """Codes are text, amounts and dates have their formats, in the first row and in the column below it."""
    wanted = {"code": "@", "uid": "@", "hash": "@", "period": "@", "amount": "#,##0.00", "date": "dd.mm.yyyy"}
    for sheet, page in zip(workbook(lang, form=form), all_pages(lang, form=form), strict=True):
        if page.key == "cover":
            continue
        for place in page.places:
            cell = sheet[f"{place.letter}{FIRST_ROW}"]
            assert cell.has_style
            assert bool(cell.alignment.wrap_text) is (place.column.kind not in RIGHT)
            assert cell.alignment.vertical == "top"
            if place.column.kind in wanted:
                assert cell.number_format == wanted[place.column.kind], (page.key, place.key)


@both
def test_formulas_are_stored_with_results(lang: str, form: bool) -> None:  # noqa: FBT001 - see above
    """A blank row's formulas show an empty text, so no reader takes them for never calculated."""
    with zipfile.ZipFile(io.BytesIO(package(lang, form=form))) as opened:
        for name in opened.namelist():
            if name.startswith("xl/worksheets/sheet"):
                for cell in re.findall(r"<c [^>]*><f>.*?</c>", opened.read(name).decode()):
                    assert ' t="str"' in cell, cell
                    assert "<v>" in cell


@both
def test_calamine_reads_the_settings(lang: str, form: bool) -> None:  # noqa: FBT001 - see above
    """The cover's first column holds the names of the settings, from row 5."""
    read = CalamineWorkbook.from_filelike(io.BytesIO(package(lang, form=form)))
    rows = read.get_sheet_by_index(0).to_python(skip_empty_area=False)
    named = [row[0] for row in rows[HEAD_ROW:] if row[0]]
    assert named == [setting.key for setting in settings(form=form)]
