"""The released workbooks are what the program makes."""

from __future__ import annotations

import pytest

from kap_xl.books import strict
from kap_xl.commands.ship import ROOT, shipped

MADE = shipped()


@pytest.mark.parametrize("path", MADE)
def test_a_released_workbook_is_what_is_built_now(path: str) -> None:
    """The file in the repository has the bytes that building it anew gives, and Excel would open it."""
    assert (ROOT / path).read_bytes() == MADE[path]
    assert strict.check(MADE[path]) == ()


def test_nothing_else_is_released() -> None:
    """No workbook lies in the two folders that nothing builds."""
    there = {f"{folder}/{file.name}" for folder in ("workbook", "templates") for file in (ROOT / folder).glob("*.xlsx")}
    assert there == set(MADE)
