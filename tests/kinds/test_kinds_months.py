"""The table of month names holds what CLDR has."""

from __future__ import annotations

import pytest
from babel.core import Locale

from kap_xl.kinds.months import month_names
from kap_xl.kinds.words import fold


@pytest.mark.parametrize("locale", ["sq", "sr_Latn", "sr_Cyrl", "en"])
@pytest.mark.parametrize("width", ["abbreviated", "wide"])
@pytest.mark.parametrize("place", ["format", "stand-alone"])
def test_every_name_of_cldr_is_read_as_its_month(locale: str, width: str, place: str) -> None:
    """Whatever the installed Babel knows as the name of a month is known here as the same month."""
    names = Locale.parse(locale).months[place][width]
    assert {name: month_names()[fold(name).rstrip(".")] for name in names.values()} == {
        name: number for number, name in names.items()
    }
