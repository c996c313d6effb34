"""Every listed wording of a status and every name of an institution is known in every spelling."""

import unicodedata

import pytest

from kap_xl import kinds
from kap_xl.kinds.lexicon import lines
from kap_xl.sample.registers import sample_institutions

LISTED = [(row[0], row[2]) for row in lines("statuses") if not row[0].startswith("any ")]
NAMED = [(body.code, name) for body in sample_institutions().bodies for name in (body.code, *body.names)]
CYRILLIC = str.maketrans(
    "abvgdđežzijklmnoprstćufhcčšABVGDĐEŽZIJKLMNOPRSTĆUFHCČŠ", "абвгдђежзијклмнопрстћуфхцчшАБВГДЂЕЖЗИЈКЛМНОПРСТЋУФХЦЧШ"
)


def _bare(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


@pytest.mark.parametrize("spelled", [str, str.upper, str.title, _bare, lambda text: f" {text}. "])
def test_every_listed_status_is_known(spelled: type[str], context: kinds.Context) -> None:
    """The status of the list, or a question where the list says so, in any spelling."""
    found = {wording: kinds.read("status", spelled(wording), context) for wording, _ in LISTED}
    wrong = [(wording, code, found[wording]) for wording, code in LISTED if (found[wording].status or "ASK") != code]
    assert wrong == []


@pytest.mark.parametrize("spelled", [str, str.upper, _bare, lambda text: text.replace(" ", "\u00a0")])
def test_every_name_leads_to_its_body(spelled: type[str], context: kinds.Context) -> None:
    """A body alone in a cell leads, under its code, its names and its aliases."""
    wrong = [
        (code, name, found)
        for code, name in NAMED
        if (found := kinds.read("institutions", spelled(name), context)).lead != code
    ]
    assert wrong == []


def test_every_pair_of_bodies_is_two_bodies(context: kinds.Context) -> None:
    """Names joined by any separator are found apart: nothing of one name is taken for the other."""
    names = NAMED[::3]
    wrong = []
    for at, ((one, first), (other, second)) in enumerate(zip(names, names[7:], strict=False)):
        mark = (", ", "; ", " / ", " & ", "\n", " dhe ", " and ", " + ")[at % 8]
        found = kinds.read("institutions", first + mark + second, context)
        expected = () if one == other else (other,)
        if (found.lead, found.partners, found.unknown) != (one, expected, ()):
            wrong.append((first + mark + second, found))
    assert wrong == []


def test_serbian_names_are_known_in_cyrillic(context: kinds.Context) -> None:
    """The Serbian name of every ministry is known in Cyrillic."""
    ministries = [(code, name) for code, name in NAMED if name.startswith("Ministarstvo")]
    found = [
        kinds.read("institutions", name.translate(CYRILLIC).replace("нј", "њ"), context).lead for _, name in ministries
    ]
    assert found == [code for code, _ in ministries]
    assert len(found) > 15
