"""Damaged text is restored, and nothing else is touched."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kap_xl import kinds
from kap_xl.kinds.text import read_text

SENTENCES = (
    "Çështjet e fëmijëve në Komunën e Lipjanit",
    "zaštita žrtava i krivično gonjenje",
    "Đorđe, Čačak, Šid, Ćuprija, Žabalj",
    "Заштита жртава трговине људима",
    "OJQ – UNICEF",
    "Kosovo’s “plan”…",
    "5.000 € për trajnim",
    "përgjegjës: Ministria e Drejtësisë",
)


def _misread(text: str, encoding: str) -> str:
    """The text as a program shows it that reads UTF-8 in another encoding; bytes it does not know stay bytes."""
    if encoding == "latin-1":
        return text.encode().decode("latin-1")
    return "".join(bytes([b]).decode("cp1252") if b not in b"\x81\x8d\x8f\x90\x9d" else chr(b) for b in text.encode())


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
@pytest.mark.parametrize("text", SENTENCES)
def test_misread_text_is_restored(text: str, encoding: str) -> None:
    """UTF-8 read as cp1252 or Latin-1 becomes what was typed."""
    assert read_text(_misread(text, encoding)).value == text


@pytest.mark.parametrize("text", SENTENCES)
def test_text_misread_twice_is_restored(text: str) -> None:
    """UTF-8 misread twice becomes what was typed."""
    assert read_text(_misread(_misread(text, "cp1252"), "cp1252")).value == text


@pytest.mark.parametrize("text", SENTENCES)
def test_sound_text_stays(text: str) -> None:
    """Sound text keeps every letter, in composed form also when it came decomposed."""
    assert read_text(text).value == text
    assert read_text(unicodedata.normalize("NFD", text)).value == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Râmnicu Vâlcea", "Râmnicu Vâlcea"),
        ("«été» à Genève", "«été» à Genève"),
        ("“Kosovë”…", "“Kosovë”…"),
        ("KOSOVË–SHQIPËRI", "KOSOVË–SHQIPËRI"),
        ("t\ufffd k\ufffdrkes\ufffds", "t\ufffd k\ufffdrkes\ufffds"),
        ("ОЕБС / OSCE", "ОЕБС / OSCE"),
        ("\u041cLSW", "MLSW"),
        ("UN\u041cI\u041a", "UNMIK"),
        ("KOSOV\u0401S", "KOSOVËS"),
        ("Prizr\u0435n", "Prizren"),
        ("a\u00a0b\u2009c", "a b c"),
        ("M\u200bLS\u2060W\ufeff", "MLSW"),
        ("  two  blanks  ", "two  blanks"),
        ("line\nbreak", "line\nbreak"),
    ],
)
def test_only_damage_is_undone(text: str, expected: str) -> None:
    """Accents, Cyrillic words, quotes and lost letters stay; look-alikes, thin blanks and invisible signs go."""
    assert read_text(text).value == expected


@given(text=st.text(alphabet=st.characters(codec="cp1252", exclude_categories=("Cc",)), max_size=30))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    """A cleaned text is clean."""
    once = read_text(text).value
    assert read_text(once).value == once


@given(text=st.text(alphabet="abcdeëçčćšžđABCËÇČĆŠŽĐабвгджшћч ,.-", max_size=40))
def test_misreading_is_always_undone(text: str) -> None:
    """Any text in the plan's letters survives a misreading, or is at least not made worse."""
    clean = read_text(text).value
    assert read_text(_misread(clean, "cp1252")).value == clean


def test_a_number_is_its_text() -> None:
    """Whole numbers lose the point that a float would add; a day is its ISO form."""
    assert [read_text(raw).value for raw in (None, 5, 5.0, 2.5, True)] == ["", "5", "5", "2.5", "True"]
    assert read_text(kinds.PercentCell(0.5)).value == "50%"
