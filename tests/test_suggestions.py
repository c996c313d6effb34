"""What is suggested for a mistyped cell: what the drop-down shows for the near word, and nothing for any other word."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plans import COVER, INSTITUTIONS, LISTS, grid
from test_said_of_cells import sheet

from kap_xl.finding import Finding
from kap_xl.kinds.near import MOST, nearby
from kap_xl.phrase import LANGUAGES, text
from kap_xl.vocabulary import VOCABULARIES
from kap_xl.workbook import Workbook, read_workbook

NEAR = (
    ("matrix", "lead", "MLWS", ("MLSW (Ministry of Labour and Social Welfare)",)),
    ("matrix", "lead", "Minnistria e Punes", ("MLSW (Ministry of Labour and Social Welfare)",)),
    ("matrix", "lead", "Министарство праведе", ("MOJ (Ministry of Justice)",)),
    ("matrix", "lead", "Labor Ministry", ("MLSW (Ministry of Labour and Social Welfare)",)),
    ("budget", "donor", "USIAD", ("USAID",)),
    ("matrix", "partners", "MEST, UNICEFF", ("UNICEF",)),
    ("progress", "status", "sprovdeno", ("done",)),
    ("progress", "status", "не започет0", ("not started",)),
    ("progress", "status", "u tokku", ("ongoing",)),
    ("budget", "stage", "commited", ("committed",)),
    ("budget", "kind", "regular buget", ("regular budget",)),
    ("budget", "source", "dontor", ("Donor",)),
    ("budget", "source", "Buxheti komunall", ("Municipal",)),
    ("budget", "category", "Good", ("Goods",)),
    ("institutions", "reports", "yess", ("yes",)),
    ("progress", "period", "2OO6-H1", ("2006-H1",)),
    ("progress", "period", "2006-Q3", ("2006-H1", "2006-H2")),
)
UNRELATED = (
    "banana", "umbrella", "keyboard", "Tuesday", "qumësht", "biçikletë", "dritare", "Shkup", "krompir", "prozor",
    "lopata", "petak", "хлеб", "see above", "as agreed", "x", "??", "12", "no idea", "Ministry of Magic", "asdfgh",
)  # fmt: skip
PLACES = (
    ("matrix", "lead"), ("progress", "status"), ("budget", "stage"), ("budget", "kind"), ("budget", "source"),
    ("budget", "category"), ("institutions", "reports"), ("progress", "period"), ("matrix", "priority"),
)  # fmt: skip


def read(key: str, column: str, value: str, lang: str = "en") -> Workbook:
    """A workbook in a language, with one row that holds the value."""
    cover = COVER.replace("| language | en |", f"| language | {lang} |")
    usual = {"cover": cover, "institutions": INSTITUTIONS, "lists": LISTS}
    others = tuple(grid(name, markdown) for name, markdown in usual.items() if name != key)
    return read_workbook((*others, sheet(key, column, value=value)))


def near(book: Workbook, key: str, column: str) -> tuple[str, ...]:
    """What is suggested for the cell."""
    cell = book.table(key).rows[0].cells.get(column)
    return cell.near if cell is not None else ()


@pytest.mark.parametrize(("key", "column", "typed", "meant"), NEAR)
def test_near(key: str, column: str, typed: str, meant: tuple[str, ...]) -> None:
    """A slip, a missing accent, another script or half a name leads to what the drop-down shows."""
    assert set(near(read(key, column, typed), key, column)) >= set(meant)
    assert len(near(read(key, column, typed), key, column)) <= MOST


@pytest.mark.parametrize("lang", LANGUAGES)
def test_in_the_language_of_the_workbook(lang: str) -> None:
    """A word typed in any language is suggested in the workbook's own, and what to do names it."""
    book = read("budget", "stage", "commited", lang)
    word = text("words.stage.committed", lang)
    assert near(book, "budget", "stage") == (word,)
    assert [word in _fix(each, other) for each in book.findings for other in LANGUAGES] == [True] * len(LANGUAGES)


def _fix(finding: Finding, lang: str) -> str:
    return finding.said(lang)["fix"]


@pytest.mark.parametrize(("key", "column"), PLACES)
def test_unrelated(key: str, column: str) -> None:
    """A word that has nothing to do with a list gets no suggestion."""
    assert {typed: near(read(key, column, typed), key, column) for typed in UNRELATED} == dict.fromkeys(UNRELATED, ())


@pytest.mark.parametrize("typed", ["not dnoe", "nije sprovdeno", "nuk është zbatuarr"])
def test_denied(typed: str) -> None:
    """What is said not to be done is never taken for done."""
    assert "done" not in near(read("progress", "status", typed), "progress", "status")


@settings(max_examples=60)
@given(st.sampled_from(sorted(VOCABULARIES)), st.data())
def test_a_slip_finds_its_word(name: str, data: st.DataObject) -> None:
    """A word of seven letters or more with one letter left out is among what is suggested, if anything else is not."""
    words = [(text(f"words.{name}.{code}", "sq"), code) for code in VOCABULARIES[name]]
    long = [each for each in words if len(each[0]) > 6]
    if not long:
        return
    word, code = data.draw(st.sampled_from(long))
    at = data.draw(st.integers(1, len(word) - 1).filter(lambda place: word[place].isalpha()))
    found = nearby(word[:at] + word[at + 1 :], words)
    assert code in found or not found


@settings(max_examples=60)
@given(st.text(alphabet="bcdfghjklmnpqrstvwxz", min_size=6, max_size=14))
def test_letters_in_a_row_mean_nothing(typed: str) -> None:
    """Consonants without a vowel are no word of any list."""
    words = [(text(f"words.{name}.{code}", "en"), code) for name in VOCABULARIES for code in VOCABULARIES[name]]
    assert nearby(typed, words) == ()
