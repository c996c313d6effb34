"""What everything hangs on, frozen: identities, the schema of every sheet, what is truth and what only a view of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kap_xl.columns import BY_KEY, REPORT_SHEETS, SHEETS, Role, Sheet
from kap_xl.exchange.identity import Base, Identity, identity_rows, read_identity
from kap_xl.exchange.returned import report_columns, report_uid
from kap_xl.grid import Grid, Layout
from kap_xl.model import Settings
from kap_xl.reading import READINGS, Reader
from kap_xl.table import read_table
from kap_xl.uids import ALPHABET, derived, fresh, is_uid
from kap_xl.vocabulary import REGISTERS, VOCABULARIES
from kap_xl.workbook import context as context_of
from kap_xl.workbook import words

FROZEN = Path(__file__).parent / "data" / "schema.txt"
sheets = pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.key)


def written() -> str:
    """The schema as text: a line a column, with what would break workbooks that are out there if it changed."""
    lines = []
    for sheet in SHEETS:
        lines.append(f"[{sheet.key}] {sheet.state}{' form' if sheet.form else ''}")
        lines += [
            " ".join(
                filter(None, (each.key, each.kind, each.role.value, each.words, each.target and f"-> {each.target}"))
            )
            for each in sheet.columns
        ]
    return "\n".join(lines) + "\n"


def test_the_schema_is_what_workbooks_out_there_have() -> None:
    """Keys, kinds, roles and references are as frozen; whoever changes one changes `tests/data/schema.txt` knowingly."""
    assert written() == FROZEN.read_text(encoding="utf-8")


@sheets
def test_every_sheet_begins_with_the_identity(sheet: Sheet) -> None:
    """Column A is the hidden uid, keys are single, and every kind can be read."""
    keys = [column.key for column in sheet.columns]
    assert keys[0] == "uid"
    assert sheet.columns[0].hidden
    assert len(keys) == len(set(keys))
    assert {column.kind for column in sheet.columns} <= READINGS.keys()


@sheets
def test_every_reference_has_its_hidden_identity_beside_it(sheet: Sheet) -> None:
    """A column that refers to a row of another sheet is followed by the uid that decides, and the sheets exist."""
    keys = [column.key for column in sheet.columns]
    for place, column in enumerate(sheet.columns):
        if column.target:
            beside = sheet.columns[place + 1]
            assert (keys[place + 1], beside.kind, beside.hidden) == (f"{column.key}_uid", "uid", True)
            assert all(target in BY_KEY for target in column.target.split())


@sheets
def test_every_choice_has_its_words(sheet: Sheet) -> None:
    """A drop-down names a vocabulary, or a register that the plan keeps."""
    known = {*VOCABULARIES, *REGISTERS, "period", "currency", "institutions"}
    assert {column.words for column in sheet.columns if column.words} <= known


def test_reports_are_true_in_one_place_only() -> None:
    """What an agency fills in has its own column on the sheet of reports, and the plan's column is a view of it."""
    for form, plan in REPORT_SHEETS.items():
        there = {column.key: column.role for column in BY_KEY[plan].columns}
        assert all(there[column.key] is Role.REPORT for column in report_columns(form))


@pytest.mark.parametrize("sheet", sorted(set(REPORT_SHEETS.values())))
def test_every_report_knows_where_it_came_from(sheet: str) -> None:
    """A report names its period, agency, return and cells."""
    keys = {column.key for column in BY_KEY[sheet].columns}
    assert keys >= {"period", "agency", "received", "return_no", "from_file", "from_cells", "return_hash"}


def test_changes_and_versions_can_rebuild_a_plan() -> None:
    """A changed cell keeps its row, sheet, column, old and new value, version and reason; a version its decision."""
    assert {column.key for column in BY_KEY["changes"].columns} >= {
        "row_uid", "sheet", "column", "old", "new", "version", "date", "post", "reason",
    }  # fmt: skip
    assert {column.key for column in BY_KEY["versions"].columns} >= {"version", "in_force_from", "decision_uid", "hash"}


def test_a_fresh_identity_is_like_no_other() -> None:
    """Ten thousand identities are all different and all recognised."""
    made = {fresh() for _ in range(10_000)}
    assert len(made) == 10_000
    assert all(is_uid(each) for each in made)


@given(st.lists(st.text(max_size=20), max_size=4), st.lists(st.text(max_size=20), max_size=4))
def test_a_derived_identity_follows_from_its_parts(one: list[str], other: list[str]) -> None:
    """The same parts give the same identity, other parts another one."""
    joined = ["\x1f".join(each) for each in (one, other)]
    assert (derived(*one) == derived(*other)) == (joined[0] == joined[1])


@pytest.mark.parametrize("text", ["1E5", "12", "kabc", "=k1", "2005-01-01", "", "K" + ALPHABET[:11].upper(), None, 5])
def test_nothing_else_is_an_identity(text: object) -> None:
    """Numbers, dates, formulas and short or changed text are no identities."""
    assert not is_uid(text)


def test_a_report_of_another_agency_or_period_is_another_row() -> None:
    """A report's identity follows from sheet, row, period and agency, each of them."""
    one = report_uid("matrix", "kaaaaaaaaaaa", "2006-H1", "MLSW")
    others = {
        report_uid("indicators", "kaaaaaaaaaaa", "2006-H1", "MLSW"),
        report_uid("matrix", "kaaaaaaaaaab", "2006-H1", "MLSW"),
        report_uid("matrix", "kaaaaaaaaaaa", "2006-H2", "MLSW"),
        report_uid("matrix", "kaaaaaaaaaaa", "2006-H1", "MEST"),
    }
    assert len(others | {one}) == 5


cells = st.dictionaries(
    st.sampled_from(("status", "percent", "done", "code")),
    st.text("abc 1.ë=", min_size=1, max_size=8).map(str.strip).filter(bool),
)
bases = st.dictionaries(
    st.tuples(st.sampled_from(("matrix", "spending")), st.sampled_from(("k1", "k2"))), cells, max_size=4
)


@given(bases, st.sampled_from(("k1", "k2")))
def test_the_base_in_a_form_comes_back_as_it_went_out(sent: dict[tuple[str, str], dict[str, str]], ready: str) -> None:
    """What was sent is read from the hidden sheet again, with its fingerprint, in whatever order its rows stand."""
    base = Base({**sent, ("proposals", ready): {}}, frozenset({("proposals", ready)}))
    identity = Identity("w", "1", "MLSW", "2006-H1", "2006-06-20", base.fingerprint())
    keys = [column.key for column in BY_KEY["_kap"].columns]
    rows = sorted(tuple(row.get(key) for key in keys) for row in identity_rows(identity, base))
    grid = Grid("_kap", (("kap:_kap", *keys[1:]), ("uid",), *rows))  # type: ignore[arg-type]  # texts
    place = Layout("_kap", "_kap", 1, 2, {key: number for number, key in enumerate(keys, 1)})
    table, _ = read_table(grid, place, Reader(context_of(Settings(), ()), words()))
    found, read = read_identity(table)
    assert found == identity
    assert read.fingerprint() == identity.base_hash
    assert read.prepared == base.prepared
