"""Versions of a plan in real files: closed, compared, and decided proposals brought in."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from living import added, cells, codes, living, net, proposed, said
from rounds import DESK, grids, read
from small import edited, emptied, uid

from kap_xl.books.strict import check
from kap_xl.commands.answer import CommandError
from kap_xl.commands.changes import changes
from kap_xl.commands.revise import revise
from kap_xl.versions import content_of, history, rebuilt

if TYPE_CHECKING:
    from pathlib import Path

OF_VERSIONS = {"cover", "versions", "changes", "_kap"}


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """The small plan with two decisions."""
    return living(tmp_path)


def test_before_anything_is_closed_it_says_what_to_do(plan: Path) -> None:
    """A plan without versions has nothing to compare with, and nothing is wrong."""
    before = plan.read_bytes()
    answer = changes(DESK, plan)
    assert said(answer) == ["living.none-closed"]
    assert answer.status == 0
    assert plan.read_bytes() == before


def test_the_first_version_records_the_plan_without_changes(plan: Path) -> None:
    """Version 1 is what stands there; no change is written, and a copy of the old file is kept."""
    answer = revise(DESK, plan, decision="d1", reason="First", post="Secretariat")
    assert [each["version"] for each in answer.data["closed"]] == [1]  # type: ignore[attr-defined]  # a list
    version = cells(plan, "versions")[0]
    assert (version["version"], version["decision"], version["in_force_from"]) == (1, "D1", DESK.today)
    assert version["decision_uid"] == "kdddddddddda"
    assert cells(plan, "changes") == []
    assert list((plan.parent / "kap-backups").iterdir())
    assert check(plan.read_bytes()) == ()


def test_revising_again_closes_nothing_and_touches_nothing(plan: Path) -> None:
    """A second revision finds nothing to close and leaves the file as it is, byte for byte."""
    revise(DESK, plan)
    before = plan.read_bytes()
    assert said(revise(DESK, plan)) == ["living.nothing-to-close"]
    assert plan.read_bytes() == before


def test_each_changed_cell_gets_a_row(plan: Path) -> None:
    """Changes carry old, new, version, day, post and reason; the cover counts up."""
    revise(DESK, plan)
    edited(plan, ("matrix", "1.1.1", "deadline", date(2007, 6, 30)), ("matrix", "1.1.2", "state", "dropped"))
    edited(plan, ("cover", "end", "value", date(2008, 12, 31)))
    answer = revise(DESK, plan, decision="D1", reason="Review", post="Secretariat", in_force=date(2007, 1, 1))
    assert codes(answer) == []
    rows = {(row["field"], row.get("code")): row for row in cells(plan, "changes")}
    assert set(rows) == {("cover.value", None), ("matrix.deadline", "1.1.1"), ("matrix.state", "1.1.2")}
    row = rows["matrix.deadline", "1.1.1"]
    assert (row["old"], row["new"], row["version"]) == ("end of 2006", "2007-06-30", 2)
    assert (row["post"], row["reason"], row["date"]) == ("Secretariat", "Review", DESK.today)
    assert row["row_uid"] == uid("matrix", "1.1.1")
    assert read(plan).settings.plan_version == 2
    assert cells(plan, "versions")[1]["in_force_from"] == date(2007, 1, 1)


def test_data_sheets_are_untouched(plan: Path) -> None:
    """Only the cover and the sheets of versions change when a version is closed."""
    revise(DESK, plan)
    edited(plan, ("matrix", "1.1.1", "output", "Other"))
    titles = {table.layout.title: key for key, table in read(plan).tables.items()}
    before = {grid.title: grid.rows for grid in grids(plan)}
    revise(DESK, plan)
    changed = {titles.get(grid.title) for grid in grids(plan) if grid.rows != before[grid.title]}
    assert changed == OF_VERSIONS


def test_there_and_back_is_no_change(plan: Path) -> None:
    """A, B and A again: nothing between the first and the third version, one change in each step."""
    revise(DESK, plan)
    edited(plan, ("matrix", "1.1.1", "lead", "MOJ"))
    revise(DESK, plan, decision="D1")
    edited(plan, ("matrix", "1.1.1", "lead", "MLSW"))
    assert net(changes(DESK, plan)) == {("changed", "1.1.1", "lead", "MOJ", "MLSW", None)}
    revise(DESK, plan)
    assert net(changes(DESK, plan, since="1")) == set()
    assert net(changes(DESK, plan, since="1", until="2")) == {("changed", "1.1.1", "lead", "MLSW", "MOJ", 2)}
    assert net(changes(DESK, plan, until="3")) == {("changed", "1.1.1", "lead", "MOJ", "MLSW", 3)}


def test_a_decision_knows_its_changes(plan: Path) -> None:
    """Each decision names its versions and every cell that they changed."""
    revise(DESK, plan)
    edited(plan, ("matrix", "1.1.1", "lead", "MOJ"))
    revise(DESK, plan, decision="D1", reason="Moved")
    answer = changes(DESK, plan, since="1")
    decision = answer.data["decisions"]["D1"]  # type: ignore[index]  # a mapping
    assert decision["versions"] == [2]
    assert [(each["sheet"], each["column"], each["new"]) for each in decision["changes"]] == [("matrix", "lead", "MOJ")]
    entry = answer.data["changes"][0]  # type: ignore[index]  # a list
    assert (entry["decision"], entry["reason"]) == ("D1", "Moved")


def test_a_new_row_and_a_deleted_row_are_told_and_can_be_brought_back(plan: Path) -> None:
    """A deleted row is a finding; the version before still has all its cells."""
    revise(DESK, plan)
    first = content_of(read(plan).tables)
    emptied(plan, "indicators", uid("indicators", "I2"))
    added(plan, "milestones", {"uid": "kaaaaaaaaaaa", "of": "1.1.1", "of_uid": uid("matrix", "1.1.1"), "target": "x"})
    told = changes(DESK, plan)
    assert {(each[0]) for each in net(told)} == {"new", "gone"}
    answer = revise(DESK, plan)
    assert codes(answer) == ["row-gone"]
    work = read(plan)
    known = history(work.tables, work.reader)
    assert rebuilt(known, 1).sound
    assert rebuilt(known, 1).content == first
    assert ("indicators", uid("indicators", "I2")) not in rebuilt(known, 2).content


@pytest.mark.parametrize("given", ["D9", "x"])
def test_an_unknown_decision_closes_nothing(plan: Path, given: str) -> None:
    """The plan's own decisions are named."""
    before = plan.read_bytes()
    with pytest.raises(CommandError) as refused:
        revise(DESK, plan, decision=given)
    assert refused.value.message.code == "living.decision-unknown"
    assert "D1" in refused.value.message.say("en")
    assert plan.read_bytes() == before


def test_a_version_cannot_be_in_force_before_the_one_before(plan: Path) -> None:
    """Its first day is not earlier than that of the last version."""
    revise(DESK, plan)
    edited(plan, ("matrix", "1.1.1", "lead", "MOJ"))
    with pytest.raises(CommandError) as refused:
        revise(DESK, plan, in_force=date(2006, 7, 19))
    assert refused.value.message.code == "living.in-force-earlier"


def test_a_person_is_no_post(plan: Path) -> None:
    """Whoever answers is named by the post."""
    with pytest.raises(CommandError) as refused:
        revise(DESK, plan, post="arta.krasniqi@example.org")
    assert refused.value.message.code == "living.post-person"


@pytest.mark.parametrize(("since", "until", "code"), [("7", "", "version-unknown"), ("x", "", "version-unknown"),
                                                      ("2", "1", "since-later")])  # fmt: skip
def test_versions_that_are_not_there(plan: Path, since: str, until: str, code: str) -> None:
    """Only closed versions can be named, the older first."""
    revise(DESK, plan)
    edited(plan, ("matrix", "1.1.1", "lead", "MOJ"))
    revise(DESK, plan)
    with pytest.raises(CommandError) as refused:
        changes(DESK, plan, since=since, until=until)
    assert refused.value.message.code == f"living.{code}"


def test_two_rows_with_one_identity_stop_a_version(plan: Path) -> None:
    """A copied row has the identity of the first: it cannot be told which of them changed."""
    edited(plan, ("matrix", "1.1.2", "uid", uid("matrix", "1.1.1")))
    before = plan.read_bytes()
    answer = revise(DESK, plan)
    assert codes(answer) == ["uid-twice"]
    assert answer.status == 1
    assert plan.read_bytes() == before


def test_an_edited_record_is_noticed(plan: Path) -> None:
    """Somebody writes over an old value: the version that it led to can no longer be rebuilt, and the row is named."""
    revise(DESK, plan)
    edited(plan, ("matrix", "1.1.1", "lead", "MOJ"))
    revise(DESK, plan)
    change = cells(plan, "changes")[0]
    edited(plan, ("changes", str(change["uid"]), "old", "MEST"))
    answer = changes(DESK, plan)
    assert codes(answer) == ["version-unsound"]
    assert [each["sound"] for each in answer.data["versions"]] == [False, True]  # type: ignore[attr-defined]  # a list
    edited(plan, ("changes", str(change["uid"]), "old", "MLSW"), ("changes", str(change["uid"]), "new", "MEST"))
    found = changes(DESK, plan).findings
    assert [each.rule for each in found] == ["change-odd"]
    assert found[0].where.cell.endswith(str(next(row.number for row in read(plan).table("changes").rows)))


def test_a_lost_state_stops_a_version_unless_nothing_changed(plan: Path) -> None:
    """Without the kept state the plan itself serves as long as it is what was closed; after that nothing is closed."""
    revise(DESK, plan)
    kept = [row.uid for row in read(plan).table("_kap").rows if row.value("part") == "version"]
    emptied(plan, "_kap", kept[0])
    assert said(revise(DESK, plan)) == ["living.nothing-to-close"]
    edited(plan, ("matrix", "1.1.1", "lead", "MOJ"))
    assert codes(revise(DESK, plan)) == ["state-lost"]
    assert len(cells(plan, "versions")) == 1


def test_decided_proposals_enter_the_plan(plan: Path) -> None:
    """A new activity gets the next code of its objective and its need; a change fills in what it names."""
    revise(DESK, plan)
    proposed(plan, "kppppppppppa", objective="1.1", text="E re", lead="mest", partners="MOJ", deadline="end of 2007",
             needed=5000, decision="D1", reason="Schools ask for it")  # fmt: skip
    proposed(plan, "kppppppppppb", activity="1.1.1", activity_uid=uid("matrix", "1.1.1"), output="Other", decision="D1")
    proposed(plan, "kppppppppppc", objective="1.1", text="Not yet decided")
    answer = revise(DESK, plan, decision="D1", reason="Review")
    assert codes(answer) == []
    assert "living.proposals-entered" in said(answer)
    rows = {row.get("code"): row for row in cells(plan, "matrix")}
    new = rows["1.1.11"]
    assert (new["activity_sq"], new["lead"], new["partners"], new["state"]) == ("E re", "MEST", ("MOJ",), "active")
    assert new["due_by"] == date(2007, 12, 31)
    assert new["objective_uid"] == uid("lists", "objective1.1")
    assert (new["needed"], new["gap"]) == (5000, 5000)
    assert rows["1.1.1"]["output"] == "Other"
    line = next(row for row in cells(plan, "budget") if row["activity_uid"] == new["uid"])
    assert (line["amount"], line["year"], line["stage"], line["amount_plan"]) == (Decimal(5000), 2007, "estimate", 5000)
    reasons = {row.get("field"): row.get("reason") for row in cells(plan, "changes") if row["row_uid"] == new["uid"]}
    assert reasons["matrix.lead"] == "MEST: Schools ask for it"
    assert check(plan.read_bytes()) == ()


def test_a_proposal_enters_once(plan: Path) -> None:
    """What was changed after a proposal entered stays changed; the proposal does not come back."""
    revise(DESK, plan)
    proposed(plan, "kppppppppppb", activity="1.1.1", activity_uid=uid("matrix", "1.1.1"), output="Other", decision="D1")
    revise(DESK, plan)
    edited(plan, ("matrix", "1.1.1", "output", "Better"))
    revise(DESK, plan)
    assert next(row for row in cells(plan, "matrix") if row.get("code") == "1.1.1")["output"] == "Better"


def test_proposals_on_a_plan_without_versions_leave_a_version_before_them(plan: Path) -> None:
    """The plan as it stood is version 1; what the proposals brought is version 2."""
    proposed(plan, "kppppppppppa", objective="1.1", text="E re", lead="MEST", deadline="end of 2007", decision="D1")
    answer = revise(DESK, plan, decision="D1")
    assert [(each["version"], each["decision"]) for each in answer.data["closed"]] == [(1, ""), (2, "D1")]  # type: ignore[attr-defined]  # a list
    assert {each[0] for each in net(changes(DESK, plan, since="1"))} == {"new"}


@pytest.mark.parametrize(
    ("given", "rule"),
    [
        ({"objective": "1.1", "decision": "D7"}, "proposal-decision"),
        ({"objective": "1.1", "decision": "D2"}, "proposal-decision-dropped"),
        ({"objective": "9.9", "decision": "D1"}, "proposal-objective"),
        ({"activity": "9.9.9", "decision": "D1"}, "proposal-activity"),
        ({"activity": "1.1.1", "needed": 10, "decision": "D1"}, "proposal-needed"),
    ],
)
def test_a_proposal_that_cannot_enter_is_told(plan: Path, given: dict[str, object], rule: str) -> None:
    """It stays where it is, and its cell is named."""
    revise(DESK, plan)
    proposed(plan, "kppppppppppa", text="x", **given)
    answer = revise(DESK, plan)
    assert codes(answer) == [rule]
    assert len([row for row in cells(plan, "matrix") if row.get("code")]) == 6


@pytest.mark.parametrize("lang", ["sq", "sr"])
def test_other_languages_close_the_same_versions(tmp_path: Path, lang: str) -> None:
    """In a plan of another language, a choice in the words of a third is no change, and values come back exactly."""
    plan = living(tmp_path, lang)
    revise(DESK, plan)
    edited(plan, ("matrix", "1.1.1", "priority", "high"), ("matrix", "1.1.2", "state", "dropped"))
    told = net(changes(DESK, plan))
    assert told == {("dropped", "1.1.2", "state", "active", "dropped", None)}
    revise(DESK, plan)
    work = read(plan)
    known = history(work.tables, work.reader)
    assert [rebuilt(known, number).sound for number in (1, 2)] == [True, True]
    assert {(each.old, each.new) for each in known.changes} == {("active", "dropped")}


def test_a_version_that_somebody_wrote_down_is_completed(plan: Path) -> None:
    """A first row without a fingerprint keeps its day and gets what it lacks; its number is not used twice."""
    added(plan, "versions", {"uid": "kvvvvvvvvvva", "version": 1, "in_force_from": date(2005, 5, 17)})
    answer = revise(DESK, plan)
    assert answer.data["closed"][0]["in_force_from"] == "2005-05-17"  # type: ignore[index]  # a list
    rows = cells(plan, "versions")
    assert [(row["uid"], row["version"], row["in_force_from"]) for row in rows] == [
        ("kvvvvvvvvvva", 1, date(2005, 5, 17))
    ]
    assert rows[0]["hash"]


def test_a_decision_typed_in_later_is_shown(plan: Path) -> None:
    """Only its code stands beside the version; its words are found."""
    revise(DESK, plan)
    edited(plan, ("matrix", "1.1.1", "lead", "MOJ"))
    revise(DESK, plan)
    version = cells(plan, "versions")[1]
    edited(plan, ("versions", str(version["uid"]), "decision", "D1"))
    answer = changes(DESK, plan, since="1")
    assert answer.data["decisions"]["D1"]["text_sq"] == "Vendimi D1"  # type: ignore[index]  # a mapping
    assert answer.shown is not None
    assert "Vendimi D1" in answer.shown("sq")


def test_text_names_new_rows_once(plan: Path) -> None:
    """A new row is one line, whatever it holds, and a changed cell one line with both values."""
    revise(DESK, plan)
    added(plan, "budget", {"uid": "kbbbbbbbbbba", "activity": "1.1.1", "activity_uid": uid("matrix", "1.1.1"),
                           "year": 2007, "amount": 300})  # fmt: skip
    edited(plan, ("matrix", "1.1.1", "priority", "low"))
    answer = changes(DESK, plan)
    assert answer.shown is not None
    lines = answer.shown("en").splitlines()
    assert [line.strip() for line in lines if "1.1.1" in line] == [
        "1.1.1 Activity 1.1.1 of MLSW", "New: 1.1.1, 2007, 300  (not closed yet)",
    ]  # fmt: skip
    assert "    Priority: high → low  (not closed yet)" in lines


def test_a_row_without_identity_gets_one(plan: Path) -> None:
    """A body typed below the register is a new row of the plan, the same for every copy of it."""
    revise(DESK, plan)
    added(plan, "institutions", {"code": "KPS", "name_en": "Police"})
    told = changes(DESK, plan)
    assert {each[:2] for each in net(told)} == {("new", "KPS")}
    before = {each["uid"] for each in told.data["changes"]}  # type: ignore[attr-defined]  # a list
    revise(DESK, plan)
    assert before == {row["uid"] for row in cells(plan, "institutions") if row["code"] == "KPS"}
    assert said(revise(DESK, plan)) == ["living.nothing-to-close"]


def test_posts_of_the_register_are_known(plan: Path) -> None:
    """A post that stands on no seat is recorded, and told."""
    added(plan, "members", {"uid": "ksssssssssss", "institution": "MOJ", "post": "Deputy Minister"})
    assert "living.post-unlisted" not in said(revise(DESK, plan, post="deputy minister"))
    edited(plan, ("matrix", "1.1.1", "priority", "low"))
    assert "living.post-unlisted" in said(revise(DESK, plan, post="Someone"))


def test_proposals_that_the_secretariat_typed_are_told_apart(plan: Path) -> None:
    """Rows without an identity get one each, so that none is taken for another."""
    for text in ("One", "Two"):
        added(plan, "proposals", {"objective": "1.1", "text": text, "lead": "MOJ", "decision": "D1"})
    revise(DESK, plan)
    made = {
        row["activity_sq"]: row["code"] for row in cells(plan, "matrix") if row.get("activity_sq") in ("One", "Two")
    }
    assert made == {"One": "1.1.11", "Two": "1.1.12"}
    assert said(revise(DESK, plan)) == ["living.nothing-to-close"]
