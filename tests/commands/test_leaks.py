"""No form goes out that holds what is not its agency's, wherever in the file it would stand."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment
from rounds import DESK, read
from small import edited, form, merged, office, sheet, typed

from kap_xl.books.held import texts
from kap_xl.books.prepared import form_package
from kap_xl.commands.answer import CommandError
from kap_xl.commands.split import split

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl import Workbook as Opened

OBSTACLE = "The shelter's address was known to the suspects"
LATER = "2006-H2"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An office in which MLSW has reported something that nobody else may read."""
    place = office(tmp_path)
    back = place / "back" / "mlsw.xlsx"
    typed(
        form(place, "MLSW"), back, ("matrix", "1.1.1", "status", "delayed"), ("matrix", "1.1.1", "obstacles", OBSTACLE)
    )
    merged(place)
    return place


def template(folder: Path, fault: str) -> Path:
    """A form as a ministry would restyle it, with something in it that should not be there."""
    path = folder / "template.xlsx"
    path.write_bytes(form_package("en", range(2005, 2008), "Small plan"))
    book = load_workbook(path)
    FAULTS[fault](book)
    book.save(path)
    return path


def _hidden(book: Opened) -> None:
    extra = book.create_sheet("Old")
    extra.sheet_state = "veryHidden"
    extra.append([OBSTACLE])


def _note(book: Opened) -> None:
    sheet(book, "matrix")["C3"].comment = Comment(OBSTACLE, "a person")


def _property(book: Opened) -> None:
    book.properties.description = OBSTACLE


def _row(book: Opened) -> None:
    book.create_sheet("Of others").append(["Veprimtaria 1.2.3 e MOJ"])


FAULTS = {"hidden sheet": _hidden, "note": _note, "property": _property, "row of another": _row}


def test_usual_forms_hold_only_what_is_theirs(folder: Path) -> None:
    """Every identity and every word of the plan in a form belongs to a row that the agency has a part in."""
    plan = folder / "plan.xlsx"
    split(DESK, plan, LATER, folder / "next")
    known = {row.uid: row for row in read(plan).table("matrix").rows}
    for file in (folder / "next").iterdir():
        held = texts(file.read_bytes())
        code = file.stem.partition("_")[2]
        mine = {row.uid for row in read(file).table("matrix").rows}
        assert {uid for uid in known if uid in held} == mine
        assert (OBSTACLE in held) is False
        assert code in held


@pytest.mark.parametrize("fault", FAULTS)
def test_a_template_with_the_words_of_others_is_refused(folder: Path, fault: str) -> None:
    """Nothing is written then, neither forms nor the plan."""
    plan, out = folder / "plan.xlsx", folder / "next"
    before = plan.read_bytes()
    with pytest.raises(CommandError) as told:
        split(DESK, plan, LATER, out, template(folder, fault))
    assert told.value.message.code == "exchange.leak"
    assert (plan.read_bytes(), out.exists()) == (before, False)


def test_a_template_of_ones_own_is_used(folder: Path) -> None:
    """What a ministry adds itself is no secret of the plan."""
    path = template(folder, "note")
    book = load_workbook(path)
    sheet(book, "matrix")["C3"].comment = Comment("Ask the Secretariat when in doubt", "a person")
    book.save(path)
    assert split(DESK, folder / "plan.xlsx", LATER, folder / "next", path).data["period"] == LATER


def test_words_that_two_rows_share_are_no_secret(folder: Path) -> None:
    """A text that stands in a row of the agency too gives nothing away."""
    plan = folder / "plan.xlsx"
    edited(plan, ("matrix", "1.2.3", "output", "Output 1.1.1"))
    assert split(DESK, plan, LATER, folder / "next").data["period"] == LATER


def test_every_part_is_searched() -> None:
    """Cells, shared strings, notes and properties; what is spelt with entities is found as people see it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/worksheets/sheet1.xml", "<c><v>a &amp; b</v></c>")
        archive.writestr("docProps/core.xml", "<t>ëë</t>")
        archive.writestr("xl/media/image1.png", b">hidden<")
    assert texts(out.getvalue()) == {"a & b", "ëë"}
