"""Translations through their life: written, confirmed, overtaken by a new original, done anew, confirmed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rounds import DESK, read, sample
from small import edited, small

from kap_xl.books.strict import check
from kap_xl.commands.answer import Answer, CommandError
from kap_xl.commands.translations import translations
from kap_xl.commands.validate import validate
from kap_xl.versions import content_of

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """The small plan, none of whose translations was ever confirmed."""
    path = tmp_path / "plan.xlsx"
    path.write_bytes(small())
    return path


def counts(answer: Answer) -> tuple[object, ...]:
    """How many are missing, old, never confirmed."""
    return tuple(answer.data[key] for key in ("missing", "old", "unconfirmed"))


def told(answer: Answer, code: str) -> dict[str, str]:
    """The state of each text of a row by its column."""
    entries: list[dict[str, str]] = answer.data["translations"]  # type: ignore[assignment]  # as the command makes them
    return {each["column"]: each["state"] for each in entries if each["code"] == code}


def stale(plan: Path) -> list[str]:
    """The columns of which the rules say that a translation is old."""
    return [each.spot.column for each in validate(DESK, [plan]).findings if each.rule == "translation-old"]


def test_the_whole_life_of_a_translation(plan: Path) -> None:
    """Never confirmed, confirmed, old, translated anew but still unconfirmed, confirmed again."""
    assert told(translations(DESK, plan), "1.1.1") == {"activity_sr": "unconfirmed", "activity_en": "unconfirmed"}
    assert told(translations(DESK, plan, "1.1.1"), "1.1.1") == {}
    edited(plan, ("matrix", "1.1.1", "activity_sq", "Tekst i ri"))
    assert told(translations(DESK, plan), "1.1.1") == {"activity_sr": "old", "activity_en": "old"}
    assert sorted(stale(plan)) == ["activity_en", "activity_sr"]
    edited(plan, ("matrix", "1.1.1", "activity_sr", "Novi tekst"))
    assert told(translations(DESK, plan), "1.1.1") == {"activity_sr": "old", "activity_en": "old"}
    answer = translations(DESK, plan, "matrix:1.1.1")
    assert told(answer, "1.1.1") == {}
    assert stale(plan) == []
    assert check(plan.read_bytes()) == ()


def test_only_what_exists_is_confirmed(plan: Path) -> None:
    """A missing translation stays missing; everything else is in order after all were confirmed, and once is enough."""
    edited(plan, ("matrix", "1.1.2", "activity_sr", None))
    content = content_of(read(plan).tables)
    assert counts(translations(DESK, plan, "all")) == (1, 0, 0)
    assert content_of(read(plan).tables) == content
    before = plan.read_bytes()
    assert translations(DESK, plan, "ALL").notes[0].code == "living.confirm-none"
    assert plan.read_bytes() == before
    assert list((plan.parent / "kap-backups").iterdir())


def test_listing_changes_nothing(plan: Path) -> None:
    """Without a confirmation the file stays as it is; each text is told with its cell."""
    before = plan.read_bytes()
    answer = translations(DESK, plan)
    assert plan.read_bytes() == before
    entry = next(each for each in answer.data["translations"] if each["code"] == "1.1.1")  # type: ignore[attr-defined]  # a list
    layout = read(plan).layouts["matrix"]
    assert entry["cell"] == f"{layout.letter('activity_sr')}5"
    assert entry["original"] == "Veprimtaria 1.1.1 e MLSW"


@pytest.mark.parametrize("given", ["9.9", "1.1.1, nowhere", ","])
def test_unknown_codes_are_named_and_nothing_is_confirmed(plan: Path, given: str) -> None:
    """One wrong code stops them all."""
    before = plan.read_bytes()
    with pytest.raises(CommandError) as refused:
        translations(DESK, plan, given)
    assert refused.value.message.code == "living.confirm-unknown"
    assert plan.read_bytes() == before


def test_dropped_rows_need_no_translation(plan: Path) -> None:
    """What was dropped is not told."""
    assert told(translations(DESK, plan), "1.3.1") == {}


def test_an_original_that_is_missing_is_told(plan: Path) -> None:
    """Without an authoritative text there is nothing to compare with: that text itself is missing."""
    edited(plan, ("matrix", "1.1.1", "activity_sq", None))
    assert told(translations(DESK, plan), "1.1.1") == {"activity_sq": "missing"}


def test_the_sample_is_in_order(tmp_path: Path) -> None:
    """Every text of the sample is there, and every translation is confirmed."""
    path = tmp_path / "sample.xlsx"
    path.write_bytes(sample())
    assert counts(translations(DESK, path)) == (0, 0, 0)
