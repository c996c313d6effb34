"""The catalogues: every sentence in three languages with the same blanks, and exactly the sentences that are used."""

from __future__ import annotations

import ast
import re
from datetime import date
from functools import cache
from string import Formatter
from typing import TYPE_CHECKING

import pytest
from babel.messages.pofile import read_po

from kap_xl.phrase import DOMAINS, LANGUAGES, TEXTS, phrase, shown, template, text
from kap_xl.rules import RULES
from kap_xl.texts.compile import compiled

if TYPE_CHECKING:
    from pathlib import Path

SOURCES = tuple(sorted(TEXTS.parent.rglob("*.py")))
WRITTEN = tuple(sorted({path.stem for path in TEXTS.glob("*/LC_MESSAGES/*.po")}))
FORMS = {"sq": 2, "sr": 3, "en": 2}
CODE = re.compile(rf"@?({'|'.join(DOMAINS)})\.[A-Za-z_][\w. -]*")
SPEAKING = {"phrase", "text", "template"}
READING = ("reading", "table", "workbook.py")
"""Modules that hand codes of the `cells` catalogue on as reasons before a phrase is made of them."""
COUNTS = (1, 2, 5, 21)


@cache
def sentences(domain: str, lang: str) -> dict[str, tuple[str, ...]]:
    """The sentences of a catalogue by code, with all their plural forms."""
    with (TEXTS / lang / "LC_MESSAGES" / f"{domain}.po").open("rb") as stream:
        catalogue = read_po(stream, locale=lang, abort_invalid=True)
    found: dict[str, tuple[str, ...]] = {}
    for message in catalogue:
        if not message.id:
            continue
        code = message.id if isinstance(message.id, str) else message.id[0]
        assert code not in found, code
        found[code] = (message.string,) if isinstance(message.string, str) else tuple(message.string)
    return found


def blanks(forms: tuple[str, ...]) -> set[str]:
    """The names of the blanks in any form of a sentence."""
    return {name for form in forms for _, name, _, _ in Formatter().parse(form) if name is not None}


@cache
def used() -> tuple[frozenset[str], frozenset[str]]:
    """The codes that the program says, and the patterns of those that it puts together; of all modules."""
    codes: set[str] = set()
    patterns: set[str] = set()
    for path in SOURCES:
        hands_on = {path.name, path.parent.name} & set(READING)
        nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
        pieces = {id(piece) for node in nodes if isinstance(node, ast.JoinedStr) for piece in node.values}
        for node in nodes:
            if id(node) in pieces:
                continue
            said = node.args[:1] if isinstance(node, ast.Call) and _name(node.func) in SPEAKING else []
            mentioned = [node] if isinstance(node, ast.Constant | ast.JoinedStr) else []
            for each in (*said, *mentioned):
                code = _pattern(each)
                marked = code.startswith("@") or each in said or (hands_on and code.startswith("cells\\."))
                if not marked:
                    continue
                plain = code.removeprefix("@")
                if isinstance(each, ast.Constant) and CODE.fullmatch(str(each.value)):
                    codes.add(str(each.value).removeprefix("@"))
                elif isinstance(each, ast.JoinedStr) and plain.startswith(tuple(f"{name}\\." for name in DOMAINS)):
                    patterns.add(plain)
    return frozenset(codes), frozenset(patterns)


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _pattern(node: ast.expr) -> str:
    """A string as a regular expression, anything for what is put into it; nothing for other expressions."""
    if isinstance(node, ast.Constant):
        return re.escape(node.value) if isinstance(node.value, str) else ""
    if not isinstance(node, ast.JoinedStr):
        return ""
    return "".join(re.escape(str(each.value)) if isinstance(each, ast.Constant) else ".+" for each in node.values)


def test_domains() -> None:
    """Every catalogue has a domain's name, and cells and rules are among them."""
    assert {"cells", "rules"} <= set(WRITTEN) <= set(DOMAINS)


@pytest.mark.parametrize("domain", WRITTEN)
def test_same_codes_and_blanks(domain: str) -> None:
    """A sentence exists in all three languages, in each with the same blanks."""
    by_lang = {lang: {code: blanks(forms) for code, forms in sentences(domain, lang).items()} for lang in LANGUAGES}
    assert by_lang["sq"] == by_lang["en"]
    assert by_lang["sr"] == by_lang["en"]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("domain", WRITTEN)
def test_filled(domain: str, lang: str) -> None:
    """Every sentence can be filled, for every count, and leaves no brace behind; none is empty."""
    for code, forms in sentences(domain, lang).items():
        names = blanks(forms)
        for count in COUNTS:
            given = {name: count if name == "n" else "x" for name in names}
            said = text(code, lang, **(given | {"n": count} if len(forms) > 1 else given))
            assert said
            assert said == said.strip()
            assert not {"{", "}"} & set(said), code


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("domain", WRITTEN)
def test_plurals(domain: str, lang: str) -> None:
    """A sentence with a count has as many forms as its language: two, in Serbian three."""
    counted = {code: forms for code, forms in sentences(domain, lang).items() if len(forms) > 1}
    assert {code: len(forms) for code, forms in counted.items()} == dict.fromkeys(counted, FORMS[lang])
    assert all(all(forms) for forms in counted.values())


def test_serbian_counts() -> None:
    """Serbian has a form for 1 and 21, one for 2 to 4, and one for 5 and 11."""
    forms = sentences("cells", "sr")["cells.formula-unknown"]
    said = [template("cells.formula-unknown", "sr", count) for count in (1, 21, 3, 24, 5, 11, 12)]
    assert said == [forms[number] for number in (0, 0, 1, 1, 2, 2, 2)]


@pytest.mark.parametrize("domain", WRITTEN)
def test_latin_script(domain: str) -> None:
    """Serbian is written in Latin letters throughout."""
    assert not [code for code, forms in sentences(domain, "sr").items() if re.search("[Ѐ-ӿ]", "".join(forms))]


@pytest.mark.parametrize(
    "path", sorted(TEXTS.glob("*/LC_MESSAGES/*.po")), ids=lambda path: f"{path.parts[-3]}-{path.stem}"
)
def test_compiled(path: Path) -> None:
    """What gettext reads is what people wrote."""
    assert path.with_suffix(".mo").read_bytes() == compiled(path)


def test_rules_catalogue() -> None:
    """Every rule has its sentence, what to do and why it matters; all else is of own rules or of the catalogue's page."""
    wanted = {f"rules.{rule.id}{end}" for rule in RULES for end in ("", "-fix", "-why")}
    others = set(sentences("rules", "en")) - wanted
    shared = {"rules.near-fix", "rules.own", "rules.own-fix"}
    assert wanted | shared <= set(sentences("rules", "en"))
    beginnings = ("rules.own-wrong-", "rules.own-type-", "rules.page-", "rules.blank-", "rules.function-")
    assert not [code for code in others - shared if not code.startswith(beginnings)]


def test_reasons_need_no_blanks() -> None:
    """The explanation of a rule stands in the rule catalogue, where there is no row to fill blanks from."""
    assert not [code for code, forms in sentences("rules", "en").items() if code.endswith("-why") and blanks(forms)]


@pytest.mark.parametrize("domain", ["cells", "rules"])
def test_codes_in_use_exist(domain: str) -> None:
    """The program says nothing that has no sentence; what it puts together fits at least one."""
    codes, patterns = used()
    known = sentences(domain, "en")
    assert not {code for code in codes if code.startswith(f"{domain}.")} - set(known)
    put_together = [pattern for pattern in patterns if pattern.startswith(f"{domain}\\.")]
    assert not [pattern for pattern in put_together if not any(re.fullmatch(pattern, code) for code in known)]


def test_cells_catalogue() -> None:
    """Every sentence about reading is said somewhere, with what to do about it."""
    codes, patterns = used()
    for code in sentences("cells", "en"):
        base = code.removesuffix("-fix")
        assert {base, code} & codes or any(re.fullmatch(each, base) for each in patterns), code
        assert base == code or base in sentences("cells", "en") or code in codes, code
        assert f"{base}-fix" in sentences("cells", "en"), code


def test_blanks_are_shown() -> None:
    """A word of the fixed vocabularies in a blank is said in the language of the sentence."""
    assert len({shown("@words.status.DONE", lang) for lang in LANGUAGES}) == len(LANGUAGES)


@pytest.mark.parametrize("month", range(1, 13))
def test_serbian_days_in_a_sentence(month: int) -> None:
    """In a Serbian sentence the month of a day ends in the genitive's a, and one point ends day and sentence."""
    said = phrase("rules.version-order", version=2, date=date(2006, month, 1), other=1, before=date(2005, month, 1))
    _, name, year = said.say("sr").rsplit(" ", 2)
    assert name.endswith(("ra", "ta", "la", "ja", "na"))
    assert (name[-3] == "b") <= name.endswith("bra")
    assert year == "2005."
