"""`kap rules`: every rule with its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from faces import LANGUAGES, Said, runner

from kap_xl.rules import RULES
from kap_xl.rules.of_cells import OF_CELLS

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., Said]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """The program, in process."""
    return runner(capsys)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_rule_is_listed_with_its_reason(run: Run, lang: str) -> None:
    """In each language each rule has its own paragraph: a head, what it says, what to do, and why it is a rule."""
    said = run("rules", "--lang", lang)
    assert (said.status, said.err) == (0, "")
    paragraphs = said.out.strip().split("\n\n")
    of_rules, of_cells = paragraphs[: len(RULES)], paragraphs[len(RULES) :]
    assert [each.split()[0] for each in of_rules] == [each.id for each in RULES]
    assert [each.split()[0] for each in of_cells] == [each.id for each in OF_CELLS]
    assert {len(each.splitlines()) for each in of_rules} == {4}
    assert not {"{", "}", "@"} & set(said.out)


def test_programs_get_the_same(run: Run) -> None:
    """The data name rule, family, severity and sheet by their keys, message and reason in the language."""
    found = run("rules", "--format", "json", "--lang", "sr").data["rules"]
    assert isinstance(found, list)
    assert [(each["rule"], each["severity"]) for each in found] == [(each.id, each.severity.value) for each in RULES]
    text = run("rules", "--lang", "sr").out
    assert all(each["why"] in text for each in found)
    assert all(each.keys() >= {"family", "sheet", "message", "fix", "form", "waivable"} for each in found)
