"""The merge law, every case of its table, and laws over whole sets of returns."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import permutations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kap_xl.canon import CLEAR
from kap_xl.exchange.law import decide
from kap_xl.exchange.merge import Choice, Merged, State, merge
from kap_xl.exchange.statement import CellKey, Source, Statement

DAY = date(2006, 7, 20)
VALUES = (None, "x", "y", "z")


def source(number: int, name: str, agency: str = "MLSW") -> Source:
    """A return by its number and its fingerprint."""
    return Source(agency, "2006-H1", number, name, f"{name}.xlsx", DAY)


def said(
    value: str | None, base: str | None = None, of: Source | None = None, column: str = "done", row: str = "r1"
) -> Statement:
    """A statement about one cell."""
    return Statement(of or source(1, "h1"), "progress", row, column, base, value, "Matrix!W5")


def state(cells: dict[CellKey, str] | None = None, **more: object) -> State:
    """A plan whose rows are those of its cells."""
    given_cells = cells or {}
    rows = more.pop("rows", frozenset(key[:2] for key in given_cells))
    return State(given_cells, rows, **more)  # type: ignore[arg-type]  # by name


KEY: CellKey = ("progress", "r1", "done")


@pytest.mark.parametrize(("base", "ours", "theirs"), list(product(VALUES, VALUES, (*VALUES, CLEAR))))
def test_every_case_of_the_table(base: str | None, ours: str | None, theirs: str | None) -> None:
    """Each combination of sent, ours and theirs has the verdict that the table of the law gives it."""
    verdict = decide(base, ours, theirs)
    if theirs is None:
        expected = (ours, "blank")
    elif theirs == CLEAR:
        expected = (None, "cleared")
    elif theirs in (ours, base):
        expected = (ours, "unchanged")
    elif ours == base:
        expected = (theirs, "taken")
    else:
        expected = (ours, "conflict")
    assert (verdict.value, verdict.outcome) == expected


def test_a_new_report_row_comes_in() -> None:
    """A row that the plan does not have comes in with every cell that says something."""
    merged = merge(state(), [said("y"), said(None, column="obstacles")])
    assert merged.cells == {KEY: "y"}
    assert set(merged.rows) == {("progress", "r1")}
    assert [line.outcome for line in merged.log] == ["taken", "blank"]


def test_a_blank_row_does_not_come_in() -> None:
    """A returned row without a word makes no row in the plan."""
    merged = merge(state(), [said(None), said(None, column="obstacles")])
    assert (merged.cells, merged.rows) == ({}, {})


def test_an_unreadable_cell_keeps_ours_and_is_logged() -> None:
    """A cell that cannot be read changes nothing and its raw text is in the log."""
    merged = merge(state({KEY: "x"}), [replace(said(None, "x"), refused="unreadable", raw="#REF!")])
    assert merged.cells == {}
    assert [(line.outcome, line.statement.raw) for line in merged.log] == [("refused", "#REF!")]


def test_the_higher_return_number_wins() -> None:
    """Of two returns of one agency the later numbered stands, as a change and no conflict."""
    statements = [said("y", of=source(1, "h1")), said("z", of=source(2, "h2"))]
    merged = merge(state(), statements)
    assert (merged.cells, merged.conflicts) == ({KEY: "z"}, ())
    assert [line.outcome for line in merged.log] == ["superseded", "taken"]


def test_one_number_and_two_values_is_a_conflict() -> None:
    """Two returns with one number that differ leave what was sent until somebody decides."""
    statements = [said("y", "x", of=source(1, "h1")), said("z", "x", of=source(1, "h2"))]
    merged = merge(state({KEY: "x"}), statements)
    assert merged.cells == {}
    assert sorted(str(each.statement.value) for each in merged.conflicts) == ["y", "z"]


def test_one_number_and_one_value_is_no_conflict() -> None:
    """The same word in two copies of a return is one word."""
    merged = merge(state(), [said("y", of=source(1, "h1")), said("y", of=source(1, "h2"))])
    assert (merged.cells, merged.conflicts) == ({KEY: "y"}, ())


def test_a_blank_in_a_later_return_keeps_the_earlier_word() -> None:
    """A later return that leaves the cell blank does not empty it."""
    merged = merge(state(), [said("y", of=source(1, "h1")), said(None, of=source(2, "h2"))])
    assert merged.cells == {KEY: "y"}


def test_a_row_taken_out_stays_out() -> None:
    """A row that the Secretariat deleted stays out when the return left it as it was sent."""
    merged = merge(state(), [said("x", "x")])
    assert (merged.cells, merged.rows, merged.conflicts) == ({}, {}, ())


def test_a_row_taken_out_and_edited_is_a_question() -> None:
    """A row that the Secretariat deleted and the agency edited stays out, as a conflict on the row."""
    merged = merge(state(), [said("y", "x")])
    assert (merged.cells, merged.rows) == ({}, {})
    assert [each.statement.row for each in merged.conflicts] == ["r1"]
    choice = Choice("theirs", None, None, applied=False)
    assert merge(state(choices={merged.conflicts[0].uid: choice}), [said("y", "x")]).cells == {KEY: "y"}


@pytest.mark.parametrize(("choice", "expected"), [("ours", "y"), ("theirs", "z"), ("value", "v")])
def test_a_choice_is_applied_and_stays(choice: str, expected: str) -> None:
    """Ours, theirs or a value of its own: what was chosen stands, also after merging again."""
    statements = [said("z", "x")]
    first = merge(state({KEY: "y"}), statements)
    uid = first.conflicts[0].uid
    chosen = Choice(choice, "v" if choice == "value" else None, "y", applied=False)
    second = merge(state({KEY: "y"}, choices={uid: chosen}), statements)
    assert {KEY: "y", **second.cells}[KEY] == expected
    assert second.conflicts[0].decided
    third = merge(state({KEY: expected}, choices={uid: replace(chosen, applied=True)}), statements)
    assert third.cells == {}


def test_an_edit_after_the_merge_is_kept() -> None:
    """What the Secretariat changes after a merge is never taken back in silence, not even to what was sent."""
    merged = merge(state({KEY: "x"}, written={KEY: ("y", "x")}), [said("y", "x")])
    assert merged.cells == {}
    assert len(merged.conflicts) == 1


# ---- laws over sets of returns -------------------------------------------------------------------------------------

COLUMNS = ("status", "done", "evidence")
ROWS = ("r1", "r2")
base_values = st.dictionaries(
    st.tuples(st.sampled_from(ROWS), st.sampled_from(COLUMNS)), st.sampled_from(("x", "w")), max_size=4
)
word = st.sampled_from((None, "x", "y", "z", CLEAR))


@st.composite
def returns(draw: st.DrawFn) -> tuple[State, list[list[Statement]]]:
    """A plan with the Secretariat's edits, and up to four returns of one agency."""
    base = draw(base_values)
    edits = draw(
        st.dictionaries(
            st.tuples(st.sampled_from(ROWS), st.sampled_from(COLUMNS)), st.sampled_from(("x", "y", "v")), max_size=3
        )
    )
    cells = {("progress", *key): value for key, value in (base | edits).items()}
    rows = frozenset({key[:2] for key in cells} | {("progress", key[0]) for key in base})
    made = []
    for number, name in enumerate(draw(st.lists(st.sampled_from((1, 1, 2, 3)), max_size=4))):
        of = source(name, f"h{number}")
        made.append([said(draw(word), base.get((row, column)), of, column, row) for row in ROWS for column in COLUMNS])
    return State(cells, rows), made


def after(before: State, merged: Merged) -> State:
    """The plan after a merge, with what the next merge finds in the log."""
    cells = {**before.cells, **merged.cells}
    written = {
        line.statement.key: (line.result, line.ours) for line in merged.log if line.outcome in ("taken", "cleared")
    }
    gone = {line.statement.key[:2] for line in merged.log if line.reason == "row-gone"}
    kept = {key: value for key, value in cells.items() if value is not None}
    return State(kept, before.rows | frozenset(merged.rows), written, frozenset(gone), before.choices)


@settings(max_examples=150, deadline=None)
@given(returns())
def test_order_means_nothing(case: tuple[State, list[list[Statement]]]) -> None:
    """One after the other in any order, or all at once: the same cells, rows, conflicts and log."""
    before, made = case
    everything = [each for one in made for each in one]
    together = merge(before, everything)
    goal = after(before, together)
    for order in list(permutations(range(len(made))))[:6]:
        now, known = before, list[Statement]()
        for index in order:
            known += made[index]
            merged = merge(now, known)
            now = after(now, merged)
        assert (now.cells, now.rows) == (goal.cells, goal.rows)
        last = merge(now, everything)
        assert {each.uid for each in last.conflicts} == {each.uid for each in together.conflicts}
        assert [(line.outcome, line.result) for line in last.log] == [
            (line.outcome, line.result) for line in together.log
        ]


@settings(max_examples=150, deadline=None)
@given(returns())
def test_merging_again_changes_nothing(case: tuple[State, list[list[Statement]]]) -> None:
    """What was merged before sets no cell, brings no row and asks nothing new."""
    before, made = case
    everything = [each for one in made for each in one]
    first = merge(before, everything)
    second = merge(after(before, first), everything + everything)
    assert second.cells == {}
    assert {each.uid for each in second.conflicts} == {each.uid for each in first.conflicts}
    assert [(line.outcome, line.result) for line in second.log] == [(line.outcome, line.result) for line in first.log]


@settings(max_examples=100, deadline=None)
@given(returns())
def test_every_statement_is_in_the_log_once(case: tuple[State, list[list[Statement]]]) -> None:
    """Nothing that came back is left unaccounted for."""
    before, made = case
    everything = {each for one in made for each in one}
    assert sorted(line.statement.uid for line in merge(before, list(everything)).log) == sorted(
        each.uid for each in everything
    )
