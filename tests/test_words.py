"""The words of the workbook in three languages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from babel.messages.pofile import read_po

from kap_xl import kinds
from kap_xl.columns import FORM_SETTINGS, SETTINGS, SHEETS
from kap_xl.phrase import DOMAINS, TEXTS, has, text
from kap_xl.sample.registers import sample_context
from kap_xl.sheets.headings import band, heading
from kap_xl.texts.compile import compiled
from kap_xl.vocabulary import LANGUAGES, VOCABULARIES

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

MINE = ("workbook", "words")


def catalogue(lang: str, domain: str) -> Catalog:
    """A catalogue as people keep it."""
    with (TEXTS / lang / "LC_MESSAGES" / f"{domain}.po").open("rb") as stream:
        return read_po(stream, locale=lang)


def sentences(lang: str, domain: str) -> dict[str, str]:
    """Its sentences under their codes."""
    return {str(each.id): str(each.string) for each in catalogue(lang, domain) if each.id}


@pytest.mark.parametrize("domain", MINE)
def test_languages_know_the_same_codes(domain: str) -> None:
    """No language lacks a sentence, none has an empty one, and the blanks are the same in all."""
    known = {lang: sentences(lang, domain) for lang in LANGUAGES}
    assert domain in DOMAINS
    assert known["sq"].keys() == known["sr"].keys() == known["en"].keys()
    for code in known["en"]:
        blanks = {lang: sorted(re.findall(r"\{\w+\}", said[code])) for lang, said in known.items()}
        assert blanks["sq"] == blanks["sr"] == blanks["en"], code
        assert all(said[code].strip() for said in known.values()), code


@pytest.mark.parametrize("domain", MINE)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_compiled_catalogues_are_up_to_date(domain: str, lang: str) -> None:
    """What gettext reads was made from what people read."""
    po = TEXTS / lang / "LC_MESSAGES" / f"{domain}.po"
    assert po.with_suffix(".mo").read_bytes() == compiled(po)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_code_has_a_word(lang: str) -> None:
    """Every code that the program computes with, and every language, has a word in every language."""
    codes = [f"words.{name}.{code}" for name, listed in VOCABULARIES.items() for code in listed]
    assert [code for code in (*codes, *(f"words.lang.{each}" for each in LANGUAGES)) if not has(code, lang)] == []


@pytest.mark.parametrize("name", sorted(VOCABULARIES))
def test_a_word_means_one_thing(name: str) -> None:
    """Within a list no word of any language stands for two codes, however its letters are written."""
    meant: dict[str, set[str]] = {}
    for code in VOCABULARIES[name]:
        for lang in LANGUAGES:
            meant.setdefault(kinds.fold(text(f"words.{name}.{code}", lang)), set()).add(code)
        meant.setdefault(kinds.fold(code), set()).add(code)
    assert {word: codes for word, codes in meant.items() if len(codes) > 1} == {}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("code", VOCABULARIES["status"])
def test_status_words_are_read_as_what_they_say(code: str, lang: str) -> None:
    """The drop-down offers no status that the reading of free text would take for another."""
    reading = kinds.read("status", text(f"words.status.{code}", lang), sample_context())
    assert (reading.status, reading.ask) == (code, False)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_sheet_column_and_setting_is_named(lang: str) -> None:
    """A tab fits Excel's 31 characters; every column, band and setting of the schema has a name."""
    tabs = [text(f"workbook.sheet.{sheet.key}", lang) for sheet in SHEETS]
    assert len({tab.casefold() for tab in tabs}) == len(tabs)
    assert all(0 < len(tab) <= 31 and not set(tab) & set("[]:*?/\\'") for tab in tabs)
    for sheet in SHEETS:
        for column in sheet.columns:
            assert heading(sheet.key, column.key.replace("<year>", "2006"), lang)
            assert band(sheet.key, column.band, lang)
    for setting in (*SETTINGS, *FORM_SETTINGS):
        assert has(f"workbook.setting.{setting.key}", lang)
        assert has(f"workbook.note.{setting.key}", lang)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_in_the_catalogue_is_for_a_column_that_is_gone(lang: str) -> None:
    """Each heading and each input message belongs to a column of the schema."""
    known = {column.key for sheet in SHEETS for column in sheet.columns}
    known |= {key.removesuffix(f"_{each}") for key in known for each in LANGUAGES} | {"target_year"}
    used = {code.split(".")[-1] for code in sentences(lang, "workbook") if code.split(".")[1] in ("col", "hint")}
    assert used - known == set()
