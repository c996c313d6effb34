"""The options of the command line, built from the commands; help and headings in one language."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from typing import NoReturn, Protocol

from kap_xl import __version__
from kap_xl.cli.given import KINDS, UsageError
from kap_xl.commands import COMMANDS, Argument, Command
from kap_xl.phrase import LANGUAGES, text

WIDTH, INDENT = 100, 26


class Parser(argparse.ArgumentParser):
    """A parser that raises UsageError instead of leaving, so that the sentence can be in the user's language."""

    def error(self, message: str) -> NoReturn:
        """What argparse has no method of its own for: an argument that is missing, and whatever else may come."""
        said, _, names = message.partition(": ")
        if said == "the following arguments are required":
            raise UsageError("-missing", names=names, command=self.prog)
        raise UsageError("", reason=message)

    def understood(self, argv: Sequence[str], namespace: argparse.Namespace) -> argparse.Namespace:
        """The options; raises UsageError, also for what is left over."""
        options, rest = self.parse_known_args(argv, namespace)
        if rest:
            named = f"{self.prog} {options.command}" if options.command else self.prog
            raise UsageError("-unknown", given=" ".join(rest), command=named)
        return options

    def _check_value(self, action: argparse.Action, value: object) -> None:
        if action.choices is None or value in action.choices:
            return
        known = tuple(map(str, action.choices))
        if action.option_strings:
            raise UsageError("-choice", given=str(value), option=action.option_strings[-1], known=known)
        raise UsageError("-command", given=str(value), known=known)

    def _match_argument(self, action: argparse.Action, arg_strings_pattern: str) -> int:
        try:
            return super()._match_argument(action, arg_strings_pattern)
        except argparse.ArgumentError as error:
            if not action.option_strings:
                raise
            raise UsageError("-no-value", option=action.option_strings[-1], command=self.prog) from error


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
    # without abbreviations: half of --lang would be understood here, but not where the language is looked for first
    made = Parser(
        "kap",
        description=text("face.about", lang),
        add_help=False,
        allow_abbrev=False,
        formatter_class=_layout(lang),
    )
    _common(made, lang)
    made.add_argument("--version", action="version", version=f"kap {__version__}", help=text("face.opt-version", lang))
    _titles(made, lang)
    name, title = text("face.command", lang), text("face.commands", lang)
    inside = made.add_subparsers(dest="command", metavar=name, title=title, parser_class=Parser, prog="kap")
    for command in COMMANDS:
        about = text(f"face.help-{command.name}", lang)
        one = inside.add_parser(
            command.name,
            help=about,
            description=about,
            add_help=False,
            allow_abbrev=False,
            formatter_class=_layout(lang),
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
