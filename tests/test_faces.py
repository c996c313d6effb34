"""What the commands and the exchange say to people: a sentence for everything that can be said, in three languages."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.pofile import read_po

import kap_xl
from kap_xl import kinds
from kap_xl.books.errors import BookError
from kap_xl.commands import COMMANDS
from kap_xl.commands.failure import sentence
from kap_xl.exchange.merge import ROW_GONE
from kap_xl.phrase import LANGUAGES, TEXTS, text
from kap_xl.reading import Cell, State
from kap_xl.sample.people import WAYS
from kap_xl.sample.registers import sample_context

MINE = ("face", "exchange")
ROOT = Path(kap_xl.__file__).parent
ERRORS = {"BookError", "PackageError", "IntakeError", "SaveError"}
SAID_DIRECTLY = {"missing", "not-read"}
"""Errors that a command says without such an exception."""
HELP = re.compile(r"face\.(help|arg|opt)-|face\.(about|usage-word)$")
DEMO_SENTENCES = ("done", "obstacle", "next", "evidence")
SHEETS = {
    "face.new-blank": ("institutions", "lists"),
    "face.period-unknown": ("lists",),
    "face.nobody-reports": ("institutions", "matrix"),
    "face.merged-cells": ("log",),
    "face.conflicts": ("conflicts",),
    "face.demo-look-plan": ("submissions", "conflicts", "log"),
    "exchange.refused-never-issued": ("submissions",),
}
"""Sentences that send people to a sheet, and the sheets' keys."""


@cache
def sentences(domain: str, lang: str) -> dict[str, tuple[str, ...]]:
    """The sentences of a catalogue by code, with all their plural forms."""
    with (TEXTS / lang / "LC_MESSAGES" / f"{domain}.po").open("rb") as stream:
        catalogue = read_po(stream, locale=lang, abort_invalid=True)
    return {several(each.id)[0]: several(each.string) for each in catalogue if each.id}


def several(said: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    """One form or several, as several."""
    return (said or "",) if said is None or isinstance(said, str) else tuple(said)


def blanks(code: str, lang: str = "en") -> set[str]:
    """The names of a sentence's blanks, in any of its forms."""
    forms = sentences(code.partition(".")[0], lang)[code]
    return {name for form in forms for _, name, _, _ in Formatter().parse(form) if name is not None}


def after(domain: str, start: str) -> set[str]:
    """What follows a beginning in the codes of a catalogue."""
    start = f"{domain}.{start}"
    return {code.removeprefix(start) for code in sentences(domain, "en") if code.startswith(start)}


def constants(node: ast.expr | None, module: ast.Module) -> set[str]:
    """The strings that an expression can be: a constant, one of two, one of a table's, or those put into a name."""
    match node:
        case ast.Constant(value=str(value)):
            return {value}
        case ast.IfExp(body=body, orelse=other):
            return constants(body, module) | constants(other, module)
        case ast.Call(func=ast.Attribute(value=ast.Name(id=table), attr="get"), args=[_, default]):
            return constants(default, module) | assigned(table, module)
        case ast.Name(id=name):
            return assigned(name, module)
        case ast.Attribute(attr="code"):
            return set()  # an error handed on, under the code it had
    message = f"line {node.lineno if node else '?'}: neither a code nor a choice of codes"
    raise AssertionError(message)


def assigned(name: str, module: ast.Module) -> set[str]:
    """The strings that a module puts into a name, or into the values of a table of that name."""
    found: set[str] = set()
    for node in ast.walk(module):
        match node:
            case (
                ast.Assign(targets=[ast.Name(id=given)], value=value)
                | ast.AnnAssign(target=ast.Name(id=given), value=value)
            ) if given == name:
                several_values = value.values if isinstance(value, ast.Dict) else [value]
                found |= {each for one in several_values for each in constants(one, module)}
    return found


def calls(path: Path, names: set[str]) -> list[tuple[ast.Call, ast.Module]]:
    """The calls of some functions in a module."""
    module = ast.parse(path.read_text(encoding="utf-8"))
    nodes = (node for node in ast.walk(module) if isinstance(node, ast.Call))
    return [(node, module) for node in nodes if isinstance(node.func, ast.Name) and node.func.id in names]


@cache
def raised() -> frozenset[str]:
    """The codes of all errors that a workbook can be the cause of."""
    found = [each for path in sorted(ROOT.rglob("*.py")) for each in calls(path, ERRORS)]
    return frozenset(code for call, module in found for code in constants(call.args[0], module))


def refusals() -> set[str]:
    """The reasons for which a whole return is refused."""
    module = ast.parse((ROOT / "exchange/intake.py").read_text(encoding="utf-8"))
    (refusal,) = (node for node in module.body if isinstance(node, ast.FunctionDef) and node.name == "refusal")
    returned = (node.value for node in ast.walk(refusal) if isinstance(node, ast.Return))
    return {code for value in returned for code in constants(value, module)} - {""}


def reasons() -> set[str]:
    """The reasons that a line of the merge log can give."""
    cells = {state.value for state in State if not Cell("x", None, state).known}
    remarks = [each for path in sorted((ROOT / "exchange").glob("*.py")) for each in calls(path, {"Remark"})]
    found: set[str] = set()
    for call, module in remarks:
        named = [each.value for each in call.keywords if each.arg == "reason"]
        found |= {code for value in (*named, *call.args[10:11]) for code in constants(value, module)}
    return cells | found | {ROW_GONE}


@pytest.mark.parametrize("domain", MINE)
def test_same_sentences(domain: str) -> None:
    """A sentence exists in all three languages, with the same blanks, and none is empty."""
    for lang in LANGUAGES:
        assert sentences(domain, lang).keys() == sentences(domain, "en").keys()
        assert all(all(forms) for forms in sentences(domain, lang).values())
        assert {code: blanks(code, lang) for code in sentences(domain, lang)} == {
            code: blanks(code) for code in sentences(domain, "en")
        }


def test_commands_have_help() -> None:
    """Every command and every argument has its help, and no help is left of one that is gone."""
    assert after("face", "help-") == {command.name for command in COMMANDS}
    arguments = {f"{command.name}-{each.name}" for command in COMMANDS for each in command.arguments}
    assert after("face", "arg-") == arguments


@pytest.mark.parametrize("lang", LANGUAGES)
def test_help_is_plain(lang: str) -> None:
    """Help has no blanks and no per cent sign: the command line would take either for something to fill in."""
    helps = [code for code in sentences("face", lang) if HELP.match(code)]
    assert len(helps) > len(COMMANDS)
    assert not [code for code in helps if {"%", "{", "}"} & set(text(code, lang))]


def test_errors_have_sentences() -> None:
    """Every code with which a workbook can be refused has a sentence, and no sentence is left over."""
    assert {"damaged", "password", "old-format", "open-elsewhere", "disk-full", "not-saved"} <= raised()
    assert after("face", "error-") == raised() | SAID_DIRECTLY


@pytest.mark.parametrize("lang", LANGUAGES)
def test_errors_can_be_said(lang: str) -> None:
    """The sentence of every error is filled from what the error knows, be it everything or nothing."""
    places = {"path": "p.xlsx", "sheet": "S", "cell": "A1", "kept": "k.xlsx"}
    for code in sorted(raised()):
        full, bare = sentence(BookError(code, **places)), sentence(BookError(code))
        assert full.code == bare.code == f"face.error-{code}"
        assert not {"{", "}"} & set(full.say(lang) + bare.say(lang))
        assert all(places[name] in full.say(lang) for name in blanks(full.code))


def test_refusals_have_sentences() -> None:
    """Every reason for refusing a return has a sentence that names the file, and nothing but what is known of it."""
    assert after("exchange", "refused-") == refusals()
    assert all("file" in blanks(f"exchange.refused-{reason}") <= {"file", "agency", "period"} for reason in refusals())


def test_refused_returns_have_a_way_out() -> None:
    """For each kind of finding about a whole return there is one that says what to do."""
    source = (ROOT / "commands/returns.py").read_text(encoding="utf-8")
    refused = {f"{rule}-fix" for rule in re.findall(r'_refused\(file, "return-([a-z]+)"', source)}
    assert after("exchange", "return-") == refused | {"twice", "twice-fix"}


def test_reasons_have_sentences() -> None:
    """Every reason in the merge log has a sentence without blanks: there is nothing to fill them from."""
    assert after("exchange", "reason-") == reasons()
    assert not [reason for reason in reasons() if blanks(f"exchange.reason-{reason}")]


def test_demo_sentences() -> None:
    """The people of the demonstration have as many ways to say a thing as they choose among."""
    for what in DEMO_SENTENCES:
        assert after("face", f"demo-{what}-") == {str(number) for number in range(1, WAYS + 1)}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_odd_status(lang: str) -> None:
    """The careless agency's word for a status is one that nobody can read plainly."""
    found = kinds.read("status", text("face.demo-odd-status", lang), sample_context())
    assert kinds.notation("status", found) == {"status": None, "ask": True}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("code", sorted(SHEETS))
def test_sheets_by_name(code: str, lang: str) -> None:
    """A sentence that sends people to a sheet names it as its tab does."""
    tabs = [text(f"workbook.sheet.{key}", lang) for key in SHEETS[code]]
    forms = sentences(code.partition(".")[0], lang)[code]
    assert all(re.search(f"[“„]{tab}[”“]", form) for form in forms for tab in tabs)
