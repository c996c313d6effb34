"""The command `relabel`: the words of a workbook in another language, its keys and data as they were."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import cache
from itertools import permutations
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from rounds import DESK, PERIOD
from small import SETTINGS, office, small

from kap_xl.books.closed import ClosedBook
from kap_xl.books.headless import HeadlessBook
from kap_xl.books.package import Edit, Package
from kap_xl.books.prepared import form_package, plan_package
from kap_xl.books.strict import check
from kap_xl.commands.answer import CommandError
from kap_xl.commands.new import START, blank_bytes
from kap_xl.commands.relabel import relabel, spoken
from kap_xl.commands.summarise import summarise
from kap_xl.grid import layout
from kap_xl.phrase import LANGUAGES, text
from kap_xl.sheets.headings import heading, tab
from kap_xl.workbook import read_workbook

if TYPE_CHECKING:
    from pathlib import Path

    from kap_xl.workbook import Workbook

PAIRS = tuple(permutations(LANGUAGES, 2))


@cache
def plan_in(lang: str = "en") -> bytes:
    """The small plan in a language, its name on the cover as Excel would work it out."""
    package = Package.open(small(lang))
    name = str(SETTINGS[f"plan_name_{lang}"])
    package.set_cells(tab("cover", lang), [Edit(2, 2, name, keep_formula=True)])
    return package.to_bytes()


def said(path: Path, *langs: str) -> bytes:
    """The file after it was relabelled to one language after another."""
    for lang in langs:
        relabel(replace(DESK, lang=lang), path)
    return path.read_bytes()


def put(folder: Path, data: bytes) -> Path:
    """The bytes as a file."""
    path = folder / "file.xlsx"
    path.write_bytes(data)
    return path


def read(data: bytes) -> Workbook:
    """A workbook as read."""
    return read_workbook(ClosedBook(data, "file.xlsx").grids())


def typed(data: bytes) -> dict[str, list[tuple[int, str, dict[str, object]]]]:
    """Every typed value of the data sheets, by sheet, row and key; formulas and the words sheet are left out."""
    return {
        key: [(row.number, row.uid, {name: cell.value for name, cell in row.cells.items()}) for row in table.rows]
        for key, table in read(data).tables.items()
        if key != "cover"
    }


@pytest.mark.parametrize(("old", "new"), PAIRS)
def test_plan_there_and_back(tmp_path: Path, old: str, new: str) -> None:
    """A filled plan comes back byte for byte, by way of one language or of two, and is sound on the way."""
    made = plan_in(old)
    path = put(tmp_path, made)
    there = said(path, new)
    assert check(there) == ()
    assert typed(there) == typed(made)
    assert read(there).settings.language == new
    assert said(path, old) == made
    third = next(lang for lang in LANGUAGES if lang not in (old, new))
    assert said(path, new, third, old) == made


@pytest.mark.parametrize(("old", "new"), [("sq", "en"), ("en", "sr"), ("sr", "sq")])
def test_equals_the_prepared_one(tmp_path: Path, old: str, new: str) -> None:
    """A relabelled blank says in every cell, check, header and name what one made in that language says."""
    there = said(put(tmp_path, blank_bytes(old)), new)
    end = START.replace(year=2029, month=12, day=31)
    wanted = plan_package(new, START, end, order=old)
    assert _told(there) == _told(wanted)
    form = said(put(tmp_path, form_package(old, (2027, 2028))), new)
    assert _told(form) == _told(form_package(new, (2027, 2028), order=old))
    assert said(tmp_path / "file.xlsx", old) == form_package(old, (2027, 2028))


def _told(data: bytes) -> dict[str, object]:
    """All that a workbook says, as openpyxl reads it; the answer to `sample` is data."""
    book, results = (load_workbook(io.BytesIO(data), data_only=only) for only in (False, True))
    told: dict[str, object] = {"": {name: each.value for name, each in book.defined_names.items()}}
    for sheet in book:
        cells = {
            cell.coordinate: (cell.value, results[sheet.title][cell.coordinate].value)
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None and sheet.cell(cell.row, 1).value != "sample"
        }
        checks = [
            (str(each.sqref), each.promptTitle, each.prompt, each.errorTitle, each.error, each.formula1)
            for each in sheet.data_validations.dataValidation
        ]
        head, foot = sheet.oddHeader, sheet.oddFooter
        paper = [each and each.text for part in (head, foot) if part for each in (part.left, part.right)]
        shown = {key: (each.hidden, each.min, each.max) for key, each in sheet.column_dimensions.items()}
        tall = {key: each.height for key, each in sheet.row_dimensions.items()}
        names = [[column.name for column in table.tableColumns] for table in sheet.tables.values()]
        told[sheet.title] = cells, checks, paper, shown, tall, names, sheet.freeze_panes, sheet.print_title_cols
    return told


def test_forms_there_and_back(tmp_path: Path) -> None:
    """Forms that were split off a plan, and the plan after it, come back byte for byte."""
    folder = office(tmp_path)
    for path in (folder / "plan.xlsx", *sorted((folder / "forms").glob(f"{PERIOD}_*.xlsx"))[:2]):
        made = path.read_bytes()
        there = said(path, "sq")
        assert check(there) == ()
        assert typed(there) == typed(made)
        assert said(path, "en") == made


def test_same_language_changes_nothing(tmp_path: Path) -> None:
    """A workbook that is in the language already is not touched, nor copied."""
    path = put(tmp_path, plan_in("sr"))
    assert said(path, "sr") == plan_in("sr")
    assert not (tmp_path / "kap-backups").exists()


def test_language_must_be_named(tmp_path: Path) -> None:
    """Without a language the command says what it needs, and changes nothing."""
    path = put(tmp_path, plan_in())
    with pytest.raises(CommandError) as told:
        relabel(DESK, path)
    assert told.value.message.code == "face.relabel-language"
    assert path.read_bytes() == plan_in()


def _touched(data: bytes) -> bytes:
    """A plan in Albanian that a person changed: a tab, a heading, a label, a column and a sheet of their own."""
    package = Package.open(data)
    package.rename_sheet(tab("indicators", "sq"), "Treguesit tanë")
    title = tab("matrix", "sq")
    package.rename_columns(title, "kap_matrix", {heading("matrix", "output", "sq"): "Prodhimi ynë"})
    wide = package.table(title, "kap_matrix").area.right
    package.set_cells(title, [Edit(4, wide + 2, "Shënimi im"), Edit(5, wide + 2, text("words.status.DONE", "sq"))])
    package.set_cells(title, [Edit(2, wide + 2, None, f"SUM(kap_budget[{heading('budget', 'amount', 'sq')}])")])
    package.set_cells(tab("cover", "sq"), [Edit(5, 4, "Shënim i yni")])
    return package.to_bytes()


def test_what_a_person_changed_stays(tmp_path: Path) -> None:
    """A tab, a heading, a note and a column of a person's own stay; their formula follows; all comes back."""
    made = _touched(plan_in("sq"))
    path = put(tmp_path, made)
    there = said(path, "en")
    grids = {grid.title: grid for grid in ClosedBook(there, "x").grids()}
    assert "Treguesit tanë" in grids
    matrix = grids[tab("matrix", "en")]
    assert {"Prodhimi ynë", "Shënimi im", heading("matrix", "risk", "en")} <= set(matrix.rows[3])
    assert grids[tab("cover", "en")].cell(5, 4) == "Shënim i yni"
    book = load_workbook(io.BytesIO(there))
    formulas = {str(cell.value) for row in book[tab("matrix", "en")]["A2:BZ2"] for cell in row}
    assert f"=SUM(kap_budget[{heading('budget', 'amount', 'en')}])" in formulas
    assert check(there) == ()
    assert said(path, "sr", "sq") == made


def test_clashing_titles_stay(tmp_path: Path) -> None:
    """A tab whose new title another sheet has already keeps its old one."""
    package = Package.open(plan_in("sq"))
    package.rename_sheet(tab("rules", "sq"), tab("budget", "en"))
    path = put(tmp_path, package.to_bytes())
    there = said(path, "en")
    titles = [info.title for info in Package.open(there).sheets]
    assert tab("budget", "sq") in titles
    assert check(there) == ()
    assert said(path, "sq") == package.to_bytes()


def test_figures_are_the_same(tmp_path: Path) -> None:
    """The summaries of a relabelled plan are those of the plan."""
    path = put(tmp_path, plan_in("sq"))
    before = summarise(DESK, path, PERIOD).data
    said(path, "en")
    assert summarise(DESK, path, PERIOD).data == before


def test_language_is_seen_in_the_words(tmp_path: Path) -> None:
    """Where somebody only typed another language on the cover, the words are taken for what they are."""
    book = ClosedBook(plan_in("sq"), "file.xlsx")
    assert spoken(book.grids(), "en") == "sq"
    cover = next(grid for grid in book.grids() if (place := layout(grid)) is not None and place.key == "cover")
    row = next(row for row in range(1, 30) if cover.cell(row, 1) == "language")
    book.package.set_cells(cover.title, [Edit(row, 3, "en")])
    there = said(put(tmp_path, book.to_bytes()), "en")
    assert tab("matrix", "en") in [info.title for info in Package.open(there).sheets]


def test_other_library_agrees(tmp_path: Path) -> None:
    """Through openpyxl the same cells are said as through the package editor."""
    path = put(tmp_path, plan_in("sq"))
    relabel(replace(DESK, lang="en", open_bytes=HeadlessBook, lossless=False), path)
    other = path.read_bytes()
    mine = said(put(tmp_path, plan_in("sq")), "en")
    first, second = (load_workbook(io.BytesIO(data)) for data in (other, mine))
    assert first.sheetnames == second.sheetnames
    for one, two in zip(first, second, strict=True):
        assert [[cell.value for cell in row] for row in one] == [[cell.value for cell in row] for row in two]
