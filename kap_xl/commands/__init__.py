"""The commands: one entry each, from which the command line, the ribbon and the toolbar are all built."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from kap_xl.vocabulary import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kap_xl.commands.answer import Answer
    from kap_xl.desk import Desk


@dataclass(frozen=True, slots=True)
class Argument:
    """A parameter of a command: its name in the function, how it is read, and how it is given.

    `kind` is file, folder, files, text, period, day, years or flag; `option` means it is named on the command line
    (`--out`), else it stands in its place; its help is the phrase `face.arg-<command>-<name>`.
    """

    name: str
    kind: str = "text"
    option: bool = False
    required: bool = True

    @property
    def flag(self) -> str:
        """How an option is written."""
        return "--" + self.name.replace("_", "-")


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its name, the function that runs it (module:function under kap_xl.commands), what it takes.

    The function is only imported when the command runs: a click starts a process, and no click needs all of them.
    Its help is the phrase `face.help-<name>`.
    """

    name: str
    function: str
    arguments: tuple[Argument, ...]
    group: str

    def run(self, desk: Desk, given: Mapping[str, object]) -> Answer:
        """Run it; raises CommandError and BookError with a code where it cannot."""
        module, _, name = self.function.partition(":")
        function = getattr(import_module(f"kap_xl.commands.{module}"), name)
        answer: Answer = function(desk, **given)
        return answer


def _file(name: str = "file") -> Argument:
    return Argument(name, "file")


def _maybe(name: str, kind: str = "text") -> Argument:
    return Argument(name, kind, option=True, required=False)


PERIOD = Argument("period", "period", option=True)
OUT_FILE = Argument("out", "file", option=True)

COMMANDS = (
    Command(
        "new",
        "new:new",
        (
            _file(),
            _maybe("sample", "flag"),
            _maybe("years", "years"),
        ),
        "secretariat",
    ),
    Command(
        "validate",
        "validate:validate",
        (
            Argument("files", "files"),
            _maybe("mark", "flag"),
            _maybe("out", "file"),
        ),
        "fill-in",
    ),
    Command("marks", "marks:marks", (Argument("action"), _file()), "fill-in"),
    Command(
        "split",
        "split:split",
        (
            _file("plan"),
            PERIOD,
            Argument("out", "folder", option=True),
            _maybe("template", "file"),
        ),
        "secretariat",
    ),
    Command(
        "merge",
        "merge:merge",
        (
            _file("plan"),
            Argument("returns", "files"),
            _maybe("out", "file"),
            _maybe("received", "day"),
        ),
        "secretariat",
    ),
    Command("submissions", "submissions:submissions", (_file("plan"), _maybe("period", "period")), "secretariat"),
    Command(
        "revise",
        "revise:revise",
        (_file("plan"), *(_maybe(name) for name in ("decision", "reason", "post")), _maybe("in_force", "day")),
        "secretariat",
    ),
    Command("changes", "changes:changes", (_file("plan"), _maybe("since"), _maybe("until")), "secretariat"),
    Command("translations", "translations:translations", (_file(), _maybe("confirm")), "secretariat"),
    Command("undo", "undo:undo", (_file(),), "secretariat"),
    Command("summarise", "summarise:summarise", (_file(), PERIOD), "summaries"),
    Command("agencies", "agencies:agencies", (_file(), PERIOD), "summaries"),
    Command("explain", "explain:explain", (_file(), Argument("cell")), "summaries"),
    Command(
        "report",
        "report:report",
        (_file("plan"), PERIOD, OUT_FILE, _maybe("template", "file")),
        "reports",
    ),
    Command("export", "export:export", (_file("plan"), Argument("out", "folder", option=True)), "reports"),
    Command("relabel", "relabel:relabel", (_file(),), "language"),
    Command("rules", "rules:rules", (), "help"),
    Command(
        "read",
        "read:read",
        (
            Argument("kind", required=False),
            Argument("text", required=False),
            _maybe("jsonl", "file"),
        ),
        "help",
    ),
    Command("demo", "demo:demo", (Argument("folder", "folder", required=False),), "help"),
)
BY_NAME = {command.name: command for command in COMMANDS}

__all__ = ("BY_NAME", "COMMANDS", "LANGUAGES", "Argument", "Command")
