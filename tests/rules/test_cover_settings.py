"""Rules on the cover: what the whole plan hangs on."""

from __future__ import annotations

import pytest
from plans import COVER
from sound_plan import SOUND, Found, but, found


def cover(name: str, value: str | None) -> str:
    """The cover with another value of one setting, or without its row."""
    lines = [line for line in COVER.strip().splitlines() if not line.startswith(f"| {name} |")]
    return "\n".join(lines if value is None else [*lines, f"| {name} | {value} |"])


ROW = 10
"""The Excel row of a setting that is written anew: the last."""
COVERS: tuple[tuple[str, str | None, Found], ...] = (
    ("current_period", "2006H9", {("period-current", "cover", ROW, "value")}),
    ("current_period", "2006-H2", set()),
    ("current_period", "H2 2006", {("period-read", "cover", ROW, "value")}),
    ("start", "", {("setting-missing", "cover", ROW, "value")}),
    ("end", "", {("setting-missing", "cover", ROW, "value")}),
    ("currency", "", {("setting-missing", "cover", ROW, "value")}),
    ("currency", None, {("setting-missing", "cover", 0, "value")}),
    ("authoritative_language", "", {("setting-missing", "cover", ROW, "value")}),
    ("language", "Shqip", set()),
    ("language", "fr", {("choice-unknown", "cover", ROW, "value")}),
    ("start", "soon", {("date-unreadable", "cover", ROW, "value")}),
    ("end", "2004-01-01", {("plan-dates", "cover", ROW, "value")}),
    ("currency", "eur", set()),
    ("currency", "euro", set()),
    ("currency", "shells", {("plan-currency", "cover", ROW, "value")}),
    ("plan_version", "1.5", {("number-not-whole", "cover", ROW, "value")}),
    ("plan_version", "0", {("number-not-whole", "cover", ROW, "value")}),
)


@pytest.mark.parametrize(("name", "value", "told"), COVERS)
def test_cover(name: str, value: str | None, told: Found) -> None:
    """A setting that is empty or cannot be meant is told once, in its row, and nothing that follows from it."""
    assert found(SOUND, cover=cover(name, value)) == told


def test_currency_without_an_amount() -> None:
    """A currency that is not listed and in which there is no amount is none of the plan's; one with amounts is."""
    assert found(SOUND, cover=cover("currency", "CHF")) == {("plan-currency", "cover", ROW, "value")}
    listed = but("lists", 18, code="USD", name_sq="", name_sr="", name_en="")
    told = {each[0] for each in found(listed, cover=cover("currency", "EUR"))}
    assert "plan-currency" not in told
