"""`kap rules`: every rule with its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from faces import LANGUAGES, Said, runner

from kap_xl.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., Said]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """The program, in process."""
    return runner(capsys)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_rule_is_listed_with_its_reason(run: Run, lang: str) -> None:
    """In each language each rule has its own paragraph: a head, what it says, and why it is a rule."""
    said = run("rules", "--lang", lang)
    assert (said.status, said.err) == (0, "")
    paragraphs = said.out.strip().split("\n\n")
    assert [each.split()[0] for each in paragraphs] == [each.id for each in RULES]
    assert {len(each.splitlines()) for each in paragraphs} == {3}


def test_programs_get_the_same(run: Run) -> None:
    """The data name rule, family, severity and sheet by their keys, message and reason in the language."""
    found = run("rules", "--format", "json", "--lang", "sr").data["rules"]
    assert isinstance(found, list)
    assert [(each["rule"], each["severity"]) for each in found] == [(each.id, each.severity.value) for each in RULES]
    text = run("rules", "--lang", "sr").out
    assert all(each["message"] in text and each["why"] in text for each in found)
