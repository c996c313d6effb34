"""The catalogue of rules: its pages are what the program makes, hold everything, and their examples work."""

from __future__ import annotations

import re

import plans
import pytest
from sound_plan import but, markdown
from test_texts import sentences

from kap_xl.commands.catalogue import DAY, FAMILIES, OWN_RULES, WAIVERS, own_message, page
from kap_xl.commands.ship import ROOT, written
from kap_xl.phrase import LANGUAGES, text
from kap_xl.rules import RULES, check
from kap_xl.rules.of_cells import OF_CELLS
from kap_xl.rules.waivers import apart

PAGES = written()


@pytest.mark.parametrize("path", PAGES)
def test_page_is_what_is_built_now(path: str) -> None:
    """The page in the repository has the bytes that building it anew gives."""
    assert (ROOT / path).read_bytes() == PAGES[path]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_everything_is_there(lang: str) -> None:
    """Each rule and each finding of cells has its own heading, and every link of the contents leads to one."""
    made = page(lang)
    headings = re.findall(r"^#{2,4} (.+)$", made, re.MULTILINE)
    assert {each.id for each in (*RULES, *OF_CELLS)} <= set(headings)
    anchors = {re.sub(r"[^\w -]", "", each.lower()).replace(" ", "-") for each in headings}
    assert set(re.findall(r"\]\(#([^)]+)\)", made)) <= anchors
    assert not {"{n", "@"} & set(made.split())
    assert {each.family for each in RULES} < set(FAMILIES)


def test_cells_are_all_listed() -> None:
    """The list of what is said of cells names every such sentence of the catalogue, and no other."""
    codes = {code.removeprefix("cells.") for code in sentences("cells", "en")}
    variants = {"excel-errors", "nearest", "column-missing-text", "column-missing-link"}
    assert {each.id for each in OF_CELLS} == {code for code in codes if not code.endswith("-fix")} - variants


@pytest.mark.parametrize("lang", LANGUAGES)
def test_examples_of_rules(lang: str) -> None:
    """The example rules of the page, typed as they stand there, find what they are to find."""
    form = text("words.rule_form.rule", lang)
    rows = tuple(
        {
            "name": name,
            "form": form,
            "sheet": text(f"workbook.sheet.{sheet}", lang),
            "expression": expression,
            "severity": text(f"words.severity.{severity}", lang),
            "message": own_message(name, lang),
        }
        for name, sheet, expression, severity in OWN_RULES
    )
    broken = but("progress", 4, but("budget", 3, amount_max="50000"), done="Yes")
    found = check(plans.workbook(**markdown(broken | {"rules": rows})).plan)
    assert {(each.rule, each.spot.row) for each in found} == {("own:long", 7), ("own:words", 4), ("own:range", 3)}
    assert all("{" not in each.said(lang)["message"] for each in found)


def test_examples_of_waivers() -> None:
    """The example waivers of the page waive their findings."""
    rows = tuple(
        {"name": rule, "form": "waiver", "sheet": sheet, "row": row, "reason": "x", "post": "y", "date": DAY}
        for rule, sheet, row in WAIVERS
    )
    broken = but("progress", 4, but("indicators", 3, baseline=""), evidence="")
    plan = plans.workbook(**markdown(broken | {"rules": rows})).plan
    kept, waived = apart(check(plan), plan)
    assert kept == ()
    assert {each.finding.rule for each in waived} == {rule for rule, _, _ in WAIVERS}
