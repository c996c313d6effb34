"""What happens to forms on their way: each mishap leaves the rest of the return, and the other returns, whole."""

from __future__ import annotations

import re
import shutil
import zipfile
from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from rounds import DESK, PERIOD, data, read
from small import (
    REPORT,
    cell,
    column,
    edited,
    form,
    holding,
    log,
    merged,
    office,
    report_of,
    reported,
    row_of,
    sheet,
    small,
    typed,
    uid,
)

from kap_xl.books import strict
from kap_xl.commands.split import split
from kap_xl.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from openpyxl import Workbook as Opened

CODE = "1.1.1"
DONE = ("matrix", CODE, "done", "Tri takime")
PERCENT = ("matrix", "1.1.2", "percent", 40)


def mangled(folder: Path, change: Callable[[Opened], object], name: str = "a.xlsx") -> Path:
    """A return of MLSW with two cells filled in, then changed by somebody."""
    file = typed(form(folder, "MLSW"), folder / "back" / name, DONE, PERCENT)
    book = load_workbook(file)
    change(book)
    book.save(file)
    return file


def both(folder: Path) -> tuple[object, object]:
    """What the plan holds of the two cells that were filled in."""
    plan = folder / "plan.xlsx"
    return reported(plan, CODE, "MLSW", "done"), reported(plan, "1.1.2", "MLSW", "percent")


def sound(folder: Path) -> None:
    """Merging again writes nothing, and the plan passes the strict checker."""
    plan = folder / "plan.xlsx"
    once = plan.read_bytes()
    merged(folder)
    assert plan.read_bytes() == once
    assert strict.check(once) == ()


# ---- sheets, rows and columns --------------------------------------------------------------------------------------


def retitle(book: Opened) -> None:
    """Other tabs and headings."""
    sheet(book, "matrix").title = "Matrica (finale)"
    of = sheet(book, "matrix")
    for each in of[4]:
        if each.column > 1:
            each.value = f"Kolona {each.column}"


def move_sheets(book: Opened) -> None:
    """The sheets in another order."""
    book.move_sheet(sheet(book, "matrix"), 5)
    book.move_sheet(sheet(book, "_kap"), -4)


def move_column(book: Opened) -> None:
    """A column cut and put elsewhere."""
    of = sheet(book, "matrix")
    words = [of.cell(row, column(of, "done")).value for row in range(1, of.max_row + 1)]
    of.delete_cols(column(of, "done"))
    of.insert_cols(2)
    for row, value in enumerate(words, 1):
        of.cell(row, 2).value = value


def columns_before(book: Opened) -> None:
    """New columns before the first one."""
    sheet(book, "matrix").insert_cols(1, 2)


def rows_above(book: Opened) -> None:
    """A letterhead above the key row."""
    of = sheet(book, "matrix")
    of.insert_rows(1, 3)
    of["B1"] = "Ministry of Labour"


def sort_rows(book: Opened) -> None:
    """The rows in the opposite order."""
    of = sheet(book, "matrix")
    lines = [[each.value for each in row] for row in of.iter_rows(min_row=5, max_row=6)]
    for number, line in zip((6, 5), lines, strict=True):
        for place, value in enumerate(line, 1):
            of.cell(number, place).value = value


def hide(book: Opened) -> None:
    """Filtered and hidden rows and columns."""
    of = sheet(book, "matrix")
    of.row_dimensions[5].hidden = True
    of.column_dimensions["AA"].hidden = True
    of.auto_filter.ref = "A4:AF6"


def blank_rows(book: Opened) -> None:
    """Empty rows between the others, and a note among them."""
    of = sheet(book, "matrix")
    of.insert_rows(6, 2)
    of["C7"] = "the rest follows next week"


def capitals(book: Opened) -> None:
    """Identities in capitals with blanks around them."""
    of = sheet(book, "matrix")
    for row in (5, 6):
        of.cell(row, 1).value = f" {str(of.cell(row, 1).value).upper()} "


def headings_gone(book: Opened) -> None:
    """The heading of the identities overwritten."""
    sheet(book, "matrix")["A4"] = "ID"


def other_cover(book: Opened) -> None:
    """Another agency and period typed on the cover: who it is stands in the hidden sheet."""
    cell(book, "cover", "agency", "value").value = "MEST"
    cell(book, "cover", "period", "value").value = "2006-H2"


def no_cover(book: Opened) -> None:
    """The cover deleted."""
    del book[sheet(book, "cover").title]


def no_spending(book: Opened) -> None:
    """Sheets that were not needed deleted."""
    for key in ("spending", "proposals", "indicators"):
        del book[sheet(book, key).title]


def copied_rows(book: Opened) -> None:
    """A row copied with its identity."""
    of = sheet(book, "matrix")
    for each in of[5]:
        of.cell(9, each.column).value = each.value


def copied_sheet(book: Opened) -> None:
    """A backup of the sheet in the same workbook, made before it was filled in."""
    made = book.copy_worksheet(sheet(book, "matrix"))
    made.cell(5, column(made, "done")).value = None
    book.move_sheet(made, -7)


@pytest.mark.parametrize(
    "change",
    [
        retitle, move_sheets, move_column, columns_before, rows_above, sort_rows, hide, blank_rows, capitals,
        headings_gone, other_cover, no_cover, no_spending, copied_rows, copied_sheet,
    ],
)  # fmt: skip
def test_what_was_filled_in_comes_in(tmp_path: Path, change: Callable[[Opened], object]) -> None:
    """Both cells are in the plan, nothing is in conflict, and the file may have any name."""
    folder = office(tmp_path / "o")
    mangled(folder, change, "RE_ FW_ Raporti – kopje (2) i fundit.xlsx")
    found = merged(folder)
    assert (found.conflicts, [each for each in found.findings if each.severity is Severity.ERROR]) == (0, [])
    assert both(folder) == ("Tri takime", 40)
    assert reported(folder / "plan.xlsx", CODE, "MEST", "done") is None
    sound(folder)


def test_a_changed_cover_is_listed(tmp_path: Path) -> None:
    """The agency and the period that somebody typed on the cover stand in the log with those of the form."""
    folder = office(tmp_path / "o")
    mangled(folder, other_cover)
    merged(folder)
    rows = [row for row in read(folder / "plan.xlsx").table("log").rows if row.value("outcome") == "plan_changed"]
    assert sorted((row.value("field"), row.value("base"), row.value("theirs")) for row in rows) == [
        ("cover.agency", "MLSW", "MEST"),
        ("cover.period", PERIOD, "2006-H2"),
    ]


def test_a_copied_row_with_other_words_is_a_question(tmp_path: Path) -> None:
    """Two rows with one identity that say different things are asked about; neither is lost."""
    folder = office(tmp_path / "o")

    def change(book: Opened) -> None:
        copied_rows(book)
        sheet(book, "matrix").cell(9, column(sheet(book, "matrix"), "done")).value = "katër"

    mangled(folder, change)
    assert merged(folder).conflicts == 2
    asked = read(folder / "plan.xlsx").table("conflicts").rows
    assert sorted(str(row.value("theirs")) for row in asked) == ["Tri takime", "katër"]
    assert both(folder) == (None, 40)
    sound(folder)


@pytest.mark.parametrize("where", ["original", "copy"])
def test_whichever_copy_of_a_sheet_was_filled_in_counts(tmp_path: Path, where: str) -> None:
    """Also when the other copy still shows what was sent."""
    folder = holding(tmp_path / "o", ("matrix", CODE, "done", "x"))
    file = typed(form(folder, "MLSW"), folder / "back" / "a.xlsx")
    book = load_workbook(file)
    first = sheet(book, "matrix")
    second = book.copy_worksheet(first)
    target = first if where == "original" else second
    target.cell(row_of(target, CODE), column(target, "done")).value = "y"
    book.save(file)
    assert merged(folder).conflicts == 0
    assert reported(folder / "plan.xlsx", CODE, "MLSW", "done") == "y"
    sound(folder)


@pytest.mark.parametrize("damage", ["", "k123", "kzzzzzzzzzzz"])
def test_a_damaged_identity_is_refused_by_name(tmp_path: Path, damage: str) -> None:
    """A row whose identity was lost is listed with its words and as missing; by its code nothing is taken."""
    folder = office(tmp_path / "o")
    mangled(folder, lambda book: setattr(sheet(book, "matrix").cell(5, 1), "value", damage or None))
    merged(folder)
    assert both(folder) == (None, 40)
    plan = folder / "plan.xlsx"
    (line,) = log(plan, "refused")
    assert (line[0], line[3]) == (CODE, "row-unknown" if damage.startswith("kz") else "row-without-uid")
    assert "Tri takime" in str(line[2])
    missing = [row.value("row_uid") for row in read(plan).table("log").rows if row.value("outcome") == "missing"]
    assert missing == [uid("matrix", CODE)]
    sound(folder)


def test_a_sheet_that_did_not_come_back_is_listed(tmp_path: Path) -> None:
    """The plan keeps what it has, and the log says which sheet is missing."""
    folder = holding(tmp_path / "o", ("matrix", CODE, "done", "x"))
    file = typed(form(folder, "MLSW"), folder / "back" / "a.xlsx", ("indicators", "I1", "value", 5))
    book = load_workbook(file)
    del book[sheet(book, "matrix").title]
    book.save(file)
    merged(folder)
    plan = folder / "plan.xlsx"
    assert reported(plan, CODE, "MLSW", "done") == "x"
    assert [line[3] for line in log(plan, "missing")] == ["sheet-missing"]
    assert [row.value("value") for row in read(plan).table("values").rows] == [5]


# ---- spending and proposals ----------------------------------------------------------------------------------------


def test_prepared_rows(tmp_path: Path) -> None:
    """Rows made ready and left alone are nothing, touched ones come in whole, typed ones are refused and listed."""
    folder = office(tmp_path / "o")

    def change(book: Opened) -> None:
        of = sheet(book, "spending")
        of.cell(5, column(of, "amount")).value = "1.250,50"
        of.cell(6, column(of, "activity")).value = "1.1.2"
        of.cell(6, column(of, "amount")).value = 7
        of.cell(30, column(of, "activity")).value = "1.1.2"
        of.cell(30, column(of, "amount")).value = 99
        proposals = sheet(book, "proposals")
        proposals.cell(5, column(proposals, "text")).value = "Linjë telefonike"
        proposals.cell(5, column(proposals, "deadline")).value = "fundi i vitit 2007"

    mangled(folder, change)
    merged(folder)
    known = read(folder / "plan.xlsx")
    keys = ("activity", "activity_uid", "period", "agency", "source", "currency", "amount")
    assert sorted(tuple(map(row.value, keys)) for row in known.table("spending").rows) == [
        (CODE, uid("matrix", CODE), PERIOD, "MLSW", "KCB", "EUR", pytest.approx(1250.5)),
        ("1.1.2", uid("matrix", "1.1.2"), PERIOD, "MLSW", None, None, 7),
    ]
    assert [
        tuple(map(row.value, ("text", "deadline", "agency", "period"))) for row in known.table("proposals").rows
    ] == [("Linjë telefonike", "fundi i vitit 2007", "MLSW", PERIOD)]
    assert [(line[2], line[3]) for line in log(folder / "plan.xlsx", "refused")] == [("1.1.2 | 99", "row-without-uid")]
    sound(folder)


def test_the_identity_beside_a_changed_code_follows(tmp_path: Path) -> None:
    """A payment that a later return moves to another activity belongs to that one."""
    folder = office(tmp_path / "o")
    pot = read(form(folder, "MLSW")).table("spending").rows[0].uid
    typed(form(folder, "MLSW"), folder / "back" / "a.xlsx", ("spending", pot, "amount", 5))
    typed(
        form(folder, "MLSW"),
        folder / "back" / "b.xlsx",
        ("spending", pot, "amount", 5),
        ("spending", pot, "activity", "1.1.2"),
        return_no=2,
    )
    for name in ("a.xlsx", "b.xlsx"):
        merged(folder, folder / "back" / name)
    (row,) = read(folder / "plan.xlsx").table("spending").rows
    assert (row.value("activity"), row.value("activity_uid")) == ("1.1.2", uid("matrix", "1.1.2"))
    sound(folder)


# ---- what is typed into cells --------------------------------------------------------------------------------------

LONG = "ë" * 40_000


@pytest.mark.parametrize(
    ("name", "value", "stands"),
    [
        ("percent", "40", 40),
        ("percent", "40 %", 40),
        ("percent", " 40,0 ", 40),
        ("actual_date", "15.3.2006", date(2006, 3, 15)),
        ("actual_date", "2006-03-15", date(2006, 3, 15)),
        ("actual_date", datetime(2006, 3, 15, 10, 30), date(2006, 3, 15)),  # noqa: DTZ001 - a cell knows no zone
        ("status", "në proces", "ONGOING"),
        ("status", "U TOKU", "ONGOING"),
        ("status", "у току", "ONGOING"),
        ("status", "E përfunduar", "DONE"),
        ("status", "ONGOING", "ONGOING"),
        ("status", "ongoing ", "ONGOING"),
        ("done", "line 1\r\nline 2", "line 1\nline 2"),
        ("done", "=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"),
        ("done", "+383 44 000 000", "+383 44 000 000"),
        ("done", "-5 cases", "-5 cases"),
        ("done", "@SUM(1)", "@SUM(1)"),
        ("done", "'quoted", "'quoted"),
        ("done", "007", "007"),
        ("done", "1E5", "1E5"),
        ("done", "TRUE", "TRUE"),
        ("done", 2006, "2006"),
        ("done", "<b>&amp;</b>", "<b>&amp;</b>"),
        ("done", "a\u00a0b", "a b"),
        ("done", "kap:matrix", "kap:matrix"),
        ("evidence", "😀" * 20, "😀" * 20),
    ],
)
def test_what_is_typed_is_read_and_stays(tmp_path: Path, name: str, value: object, stands: object) -> None:
    """A value comes in as its column means it, as text where it looks like a formula, and no second merge sees a change."""
    folder = office(tmp_path / "o")
    file = typed(form(folder, "MLSW"), folder / "back" / "a.xlsx", ("matrix", CODE, name, None))
    book = load_workbook(file)
    where = cell(book, "matrix", CODE, name)
    where.value = value  # type: ignore[assignment]  # whatever a person types
    if isinstance(value, str):
        where.data_type = "s"
    book.save(file)
    assert merged(folder).conflicts == 0
    assert reported(folder / "plan.xlsx", CODE, "MLSW", name) == stands
    assert not [
        each
        for row in sheet(load_workbook(folder / "plan.xlsx"), "progress").iter_rows(min_row=5)
        for each in row
        if each.data_type == "f"
    ]
    sound(folder)


@pytest.mark.parametrize("text", [LONG, "😀" * 30_000, "a" * 32_766 + " b"])
def test_text_longer_than_a_cell_is_cut_with_a_sign(tmp_path: Path, text: str) -> None:
    """What no cell can hold is cut where it must be, and the next merge sees no difference."""
    folder = office(tmp_path / "o")
    file = folder / "back" / "a.xlsx"
    book = load_workbook(form(folder, "MLSW"))
    where = cell(book, "matrix", CODE, "done")
    where.value = "x"
    where._value = text  # noqa: SLF001 - the library would cut it itself
    book.save(file)
    merged(folder)
    stands = str(reported(folder / "plan.xlsx", CODE, "MLSW", "done"))
    assert stands.endswith(" …")
    assert text.startswith(stands.removesuffix(" …"))
    sound(folder)


@pytest.mark.parametrize(
    ("name", "value"), [("actual_date", "1.1.1850"), ("percent", "9" * 400), ("percent", True), ("actual_date", 1e9)]
)
def test_what_no_cell_can_hold_is_refused(tmp_path: Path, name: str, value: object) -> None:
    """Days before the calendar and numbers beyond all bounds are refused; the rest of the return comes in."""
    folder = office(tmp_path / "o")
    typed(form(folder, "MLSW"), folder / "back" / "a.xlsx", DONE, PERCENT, ("matrix", CODE, name, value))
    merged(folder)
    assert both(folder) == ("Tri takime", 40)
    assert [line[1] for line in log(folder / "plan.xlsx", "refused")] == [f"progress.{name}"]
    sound(folder)


def test_of_a_formula_the_value_is_taken(tmp_path: Path) -> None:
    """A formula whose result was saved gives its value; the formula itself never comes in."""
    folder = office(tmp_path / "o")
    link = '=HYPERLINK("http://x","click")'
    file = typed(
        form(folder, "MLSW"), folder / "back" / "a.xlsx", ("matrix", CODE, "percent", "=20+20"), (*DONE[:3], link)
    )
    with_results(file, {"20+20": ("", "40"), "HYPERLINK(": (' t="str"', "click")})
    merged(folder)
    plan = folder / "plan.xlsx"
    assert (reported(plan, CODE, "MLSW", "percent"), reported(plan, CODE, "MLSW", "done")) == (40, "click")
    sound(folder)


def with_results(file: Path, results: dict[str, tuple[str, str]]) -> None:
    """Give formulas the results that Excel would have saved: begin of the formula → type of the cell, result."""
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name, content in parts.items():
        changed = content
        for begin, (kind, result) in results.items():
            pattern = rb"<c ([^<>]*)><f>(" + re.escape(begin).encode() + rb"[^<]*)</f><v ?/?>(</v>)?</c>"
            made = rb"<c \1" + kind.encode() + rb"><f>\2</f><v>" + result.encode() + rb"</v></c>"
            changed = re.sub(pattern, made, changed)
        parts[name] = changed
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


@pytest.mark.parametrize(
    ("number", "wins"),
    [(2, True), ("2 (corrected)", True), (1.5, False), (0, False), (-3, True), ("dy", False), (None, False)],
)
def test_whatever_stands_for_the_return_number(tmp_path: Path, number: object, wins: bool) -> None:  # noqa: FBT001 - a case
    """A number with words around it is that number; anything else counts as the first return."""
    folder = office(tmp_path / "o")
    typed(form(folder, "MLSW"), folder / "back" / "a.xlsx", DONE)
    file = typed(form(folder, "MLSW"), folder / "back" / "b.xlsx", (*DONE[:3], "later"), return_no=2)
    book = load_workbook(file)
    cell(book, "cover", "return_no", "value").value = number  # type: ignore[assignment]  # whatever a person types
    book.save(file)
    assert merged(folder).conflicts == (0 if wins else 2)
    assert reported(folder / "plan.xlsx", CODE, "MLSW", "done") == ("later" if wins else None)


# ---- files that are no returns -------------------------------------------------------------------------------------


def refused(folder: Path) -> dict[str, tuple[str, str]]:
    """What merging the folder says of each file: the finding's rule and the reason."""
    return {str(each.where.file): (each.rule, each.value) for each in merged(folder).findings}


def test_a_folder_as_people_have_it(tmp_path: Path) -> None:
    """Lock files say nothing, other files and folders are pointed out, bad workbooks refused, good ones merged."""
    folder = office(tmp_path / "o")
    back = folder / "back"
    typed(form(folder, "MLSW"), back / "good.XLSX", DONE, PERCENT)
    shutil.copy(back / "good.XLSX", back / "same again.xlsx")
    for name in ("~$good.XLSX", ".~lock.good.XLSX#", "._good.xlsx", "Thumbs.db"):
        (back / name).write_bytes(b"lock")
    (back / "answer.docx").write_bytes(b"PK")
    (back / "old").mkdir()
    (back / "empty.xlsx").write_bytes(b"")
    (back / "text.xlsx").write_bytes(b"hello")
    (back / "half.xlsx").write_bytes((back / "good.XLSX").read_bytes()[:5000])
    (back / "secret.xlsx").write_bytes(
        bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    )
    shutil.copy(folder / "plan.xlsx", back / "the plan.xlsx")
    (back / "strange.xlsx").write_bytes(_strange())
    assert refused(folder) == {
        "same again.xlsx": ("return-twice", ""),
        "answer.docx": ("return-skipped", ""),
        "old": ("return-skipped", ""),
        "empty.xlsx": ("return-unreadable", "empty"),
        "text.xlsx": ("return-unreadable", "not-a-workbook"),
        "half.xlsx": ("return-unreadable", "damaged"),
        "secret.xlsx": ("return-unreadable", "password"),
        "the plan.xlsx": ("return-refused", "a-plan"),
        "strange.xlsx": ("return-refused", "no-identity"),
    }
    assert both(folder) == ("Tri takime", 40)
    sound(folder)


def _strange() -> bytes:
    import io

    from openpyxl import Workbook

    target = io.BytesIO()
    Workbook().save(target)
    return target.getvalue()


def test_forms_that_do_not_belong_here(tmp_path: Path) -> None:
    """A form of another plan, one never issued, one without its hidden sheet, one with a changed base: each its reason."""
    folder = office(tmp_path / "o")
    back = folder / "back"
    before = data(folder / "plan.xlsx")
    other = tmp_path / "other.xlsx"
    other.write_bytes(small())
    split(DESK, other, PERIOD, tmp_path / "others")
    shutil.copy(tmp_path / "others" / f"{PERIOD}_MLSW.xlsx", back / "other.xlsx")
    later = tmp_path / "later.xlsx"
    shutil.copy(folder / "plan.xlsx", later)
    split(DESK, later, "2006-H2", tmp_path / "later")
    shutil.copy(tmp_path / "later" / "2006-H2_MLSW.xlsx", back / "never.xlsx")
    mangled(folder, lambda book: book.remove(sheet(book, "_kap")), "bare.xlsx")
    mangled(folder, lambda book: setattr(sheet(book, "_kap").cell(20, 6), "value", "changed"), "damaged.xlsx")

    def schema(book: Opened) -> None:
        of = sheet(book, "_kap")
        next(row for row in of.iter_rows() if row[4].value == "schema")[5].value = "99"

    mangled(folder, schema, "newer.xlsx")

    def without(book: Opened) -> None:
        for key in ("matrix", "indicators", "spending", "proposals"):
            book.remove(sheet(book, key))

    mangled(folder, without, "cover only.xlsx")
    assert {name: reason for name, (_, reason) in refused(folder).items()} == {
        "other.xlsx": "other-plan",
        "never.xlsx": "never-issued",
        "bare.xlsx": "no-identity",
        "damaged.xlsx": "base-damaged",
        "newer.xlsx": "other-schema",
        "cover only.xlsx": "no-sheets",
    }
    assert data(folder / "plan.xlsx") == before


def test_a_form_of_an_older_plan_version_is_merged(tmp_path: Path) -> None:
    """A form sent before the plan was revised is compared with what it was sent with; the plan's new words stay."""
    folder = office(tmp_path / "o")
    plan = folder / "plan.xlsx"
    edited(
        plan,
        ("cover", "plan_version", "value", 2),
        ("matrix", CODE, "activity_en", "Revised words"),
        ("matrix", CODE, "code", "1.1.9"),
    )
    mangled(folder, lambda _book: None)
    merged(folder)
    assert both(folder) == ("Tri takime", 40)
    row = read(plan).table("progress").by_uid()[report_of(CODE, "MLSW")]
    assert row.value("activity") == "1.1.9"
    assert log(plan, "plan_changed") == []
    sound(folder)


def test_the_second_round_keeps_the_first(tmp_path: Path) -> None:
    """Forms of the next period come and go without touching the reports of the first, and a late first return still comes in."""
    folder = office(tmp_path / "o")
    mangled(folder, lambda _book: None)
    merged(folder)
    plan = folder / "plan.xlsx"
    split(DESK, plan, "2006-H2", folder / "next")
    typed(folder / "next" / "2006-H2_MLSW.xlsx", folder / "back" / "h2.xlsx", ("matrix", CODE, "done", "H2"))
    typed(form(folder, "MEST"), folder / "back" / "late.xlsx", ("matrix", "1.1.10", "done", "late"))
    merged(folder)
    assert both(folder) == ("Tri takime", 40)
    assert reported(plan, "1.1.10", "MEST", "done") == "late"
    known = read(plan)
    assert known.table("progress").by_uid()[report_of(CODE, "MLSW", "2006-H2")].value("done") == "H2"
    assert known.settings.current_period == "2006-H2"
    shown = next(row for row in known.table("matrix").rows if row.value("code") == CODE)
    assert [shown.value(name) for name in REPORT if shown.value(name) is not None] == ["H2"]
    sound(folder)


def test_words_of_the_secretariat_in_a_number_column_harm_nothing(tmp_path: Path) -> None:
    """What cannot be read in the plan's own report sheets is kept as it stands, and the merge goes on."""
    folder = holding(tmp_path / "o", ("matrix", CODE, "percent", 10))
    plan = folder / "plan.xlsx"
    edited(
        plan,
        ("progress", report_of(CODE, "MLSW"), "percent", "about half"),
        ("progress", report_of(CODE, "MLSW"), "actual_date", "soon"),
    )
    typed(form(folder, "MLSW"), folder / "back" / "a.xlsx", ("matrix", "1.1.2", "done", "x"))
    merged(folder)
    row = read(plan).table("progress").by_uid()[report_of(CODE, "MLSW")]
    assert (row.raw("percent"), row.raw("actual_date")) == ("about half", "soon")
    sound(folder)
