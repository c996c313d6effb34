"""The options of the command line, built from the commands; help and headings in one language."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NoReturn, Protocol

from kap_xl import __version__
from kap_xl.commands import COMMANDS, Argument, Command
from kap_xl.phrase import LANGUAGES, text

WIDTH, INDENT = 100, 26


class UsageError(Exception):
    """The command line cannot be understood; the text is argparse's reason."""


class Parser(argparse.ArgumentParser):
    """A parser that raises instead of leaving, so that the sentence can be in the user's language."""

    def error(self, message: str) -> NoReturn:
        """Raise UsageError."""
        raise UsageError(message)


class _Layout(argparse.HelpFormatter):
    """Help as wide as a page, whatever the terminal."""

    def __init__(self, prog: str, usage: str) -> None:
        super().__init__(prog, max_help_position=INDENT, width=WIDTH)
        self._usage_word = usage

    def add_usage(self, usage: str | None, actions: object, groups: object, prefix: str | None = None) -> None:
        """The line of usage with its word in the language."""
        super().add_usage(usage, actions, groups, prefix or f"{self._usage_word}: ")  # type: ignore[arg-type]  # argparse's own


class _MakesLayout(Protocol):
    """What argparse makes its help with."""

    def __call__(self, prog: str) -> argparse.HelpFormatter:
        """A formatter for one program or command."""


def parser(lang: str) -> Parser:
    """The parser of all commands, its help in one language."""
    made = Parser("kap", description=text("face.about", lang), add_help=False, formatter_class=_layout(lang))
    _common(made, lang)
    made.add_argument("--version", action="version", version=f"kap {__version__}", help=text("face.opt-version", lang))
    _titles(made, lang)
    name, title = text("face.command", lang), text("face.commands", lang)
    inside = made.add_subparsers(dest="command", metavar=name, title=title, parser_class=Parser, prog="kap")
    for command in COMMANDS:
        about = text(f"face.help-{command.name}", lang)
        one = inside.add_parser(
            command.name, help=about, description=about, add_help=False, formatter_class=_layout(lang)
        )
        for argument in command.arguments:
            _add(one, command, argument, lang)
        _common(one, lang)
        _titles(one, lang)
    return made


def command_help(lang: str) -> Mapping[str, str]:
    """The help of each command, by its name."""
    inside = next(action for action in parser(lang)._actions if isinstance(action, argparse._SubParsersAction))  # noqa: SLF001 - there is no public way
    return {name: one.format_help() for name, one in inside.choices.items()}


def _layout(lang: str) -> _MakesLayout:
    return lambda prog: _Layout(prog, text("face.usage-word", lang))


def _common(made: Parser, lang: str) -> None:
    made.add_argument("-h", "--help", action="help", help=text("face.opt-help", lang))
    # without defaults: an option named before the command must not be undone by the command's own default
    unset = argparse.SUPPRESS
    made.add_argument("--lang", choices=LANGUAGES, default=unset, help=text("face.opt-lang", lang))
    made.add_argument("--format", choices=("text", "json"), default=unset, help=text("face.opt-format", lang))
    made.add_argument("--quiet", action="store_true", default=unset, help=text("face.opt-quiet", lang))


def _titles(made: Parser, lang: str) -> None:
    """Put argparse's own English headings into the language."""
    made._positionals.title = text("face.arguments", lang)  # noqa: SLF001 - there is no public way
    made._optionals.title = text("face.options", lang)  # noqa: SLF001 - see above


def _add(made: Parser, command: Command, argument: Argument, lang: str) -> None:
    about = text(f"face.arg-{command.name}-{argument.name}", lang)
    read, shown = KINDS.get(argument.kind, (str, "TEXT"))
    if argument.kind == "flag":
        made.add_argument(argument.flag, dest=argument.name, action="store_true", help=about)
    elif argument.option:
        made.add_argument(
            argument.flag, dest=argument.name, required=argument.required, type=read, metavar=shown, help=about
        )
    else:
        many = "+" if argument.kind == "files" else None if argument.required else "?"
        made.add_argument(argument.name, nargs=many, type=read, metavar=argument.name.upper(), help=about)


def _years(given: str) -> tuple[int, int]:
    first, _, last = given.partition("-")
    years = int(first), int(last or first)
    if not 1900 <= years[0] <= years[1] <= 2200 or years[1] - years[0] > 30:  # noqa: PLR2004 - what a plan can be
        raise ValueError(given)
    return years


def _file(given: str) -> Path:
    """A path; an empty one would mean the folder one is in."""
    if not given.strip():
        raise ValueError(given)
    return Path(given)


KINDS: Mapping[str, tuple[Callable[[str], object], str]] = {
    "file": (_file, "FILE"),
    "folder": (_file, "DIR"),
    "files": (_file, "FILE"),
    "text": (str, "TEXT"),
    "period": (str, "P"),
    "day": (date.fromisoformat, "YYYY-MM-DD"),
    "years": (_years, "YYYY-YYYY"),
}
"""How an argument's text becomes a value, and what stands for it in the help."""


def named_language(argv: Sequence[str]) -> str | None:
    """The language asked for, wherever it stands: help and mistakes are to be in it, too."""
    for number, each in enumerate(argv):
        value = argv[number + 1] if each == "--lang" and number + 1 < len(argv) else each.removeprefix("--lang=")
        if each.startswith("--lang") and value in LANGUAGES:
            return value
    return None


def wants_json(argv: Sequence[str]) -> bool:
    """Whether JSON was asked for, even where the rest cannot be understood."""
    pairs = zip(argv, [*argv[1:], ""], strict=True)
    return any(each == "--format=json" or (each, after) == ("--format", "json") for each, after in pairs)
