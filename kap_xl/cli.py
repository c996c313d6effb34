"""The command line: every command on closed files, in three languages, for people or as JSON."""

from __future__ import annotations

import argparse
import gc
import json
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import NoReturn

from kap_xl import __version__
from kap_xl.books.errors import BookError
from kap_xl.commands import BY_NAME, COMMANDS, Argument, Command
from kap_xl.commands.answer import Answer, CommandError, Status
from kap_xl.commands.failure import sentence
from kap_xl.desk import Desk
from kap_xl.phrase import LANGUAGES, Phrase, phrase, text

NOT_GIVEN = "en"
COLLECT_AFTER = 200_000
"""Objects made before garbage is looked for: reading a workbook makes many, and hardly any of them is garbage."""


class _Usage(Exception):  # noqa: N818 - no error of the program: what the user typed
    """The command line cannot be understood."""


class _Parser(argparse.ArgumentParser):
    """A parser that raises instead of leaving, so that the sentence can be in the user's language."""

    def error(self, message: str) -> NoReturn:
        raise _Usage(message)


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; the exit status is 0 nothing found, 1 findings of severity error or conflicts, 2 could not run."""
    _utf8()
    gc.set_threshold(COLLECT_AFTER)
    given = list(sys.argv[1:] if argv is None else argv)
    lang = _named_language(given)
    try:
        options = parser(lang or NOT_GIVEN).parse_args(given)
    except _Usage as error:
        return _fail(phrase("face.usage", reason=str(error)), lang or NOT_GIVEN, as_json=_wants_json(given))
    if not options.command:
        print(parser(lang or NOT_GIVEN).format_help())  # noqa: T201 - the face is where printing is done
        return Status.FAILED
    return _run(BY_NAME[options.command], options, lang)


def _run(command: Command, options: argparse.Namespace, lang: str | None) -> int:
    as_json = options.format == "json"
    desk = Desk(lang=lang, tell=_progress(lang or NOT_GIVEN)) if _watched(options) else Desk(lang=lang)
    arguments = {each.name: getattr(options, each.name) for each in command.arguments}
    try:
        answer = command.run(desk, {name: value for name, value in arguments.items() if value is not None})
    except CommandError as error:
        return _fail(error.message, lang or NOT_GIVEN, as_json=as_json)
    except BookError as error:
        return _fail(sentence(error), lang or NOT_GIVEN, as_json=as_json)
    except KeyboardInterrupt:
        return _fail(phrase("face.stopped"), lang or NOT_GIVEN, as_json=as_json)
    except Exception as error:  # noqa: BLE001 - a bug is told in one sentence, too; nobody here reads tracebacks
        return _fail(phrase("face.bug", what=f"{type(error).__name__}: {error}"), lang or NOT_GIVEN, as_json=as_json)
    chosen = lang or answer.lang or NOT_GIVEN
    _clear_progress(options)
    with suppress(BrokenPipeError):
        _print(command, answer, chosen, options)
    return answer.status


def _print(command: Command, answer: Answer, lang: str, options: argparse.Namespace) -> None:
    if options.format == "json" and command.name != "read":
        print(json.dumps(as_json(command, answer, lang), ensure_ascii=False, indent=1, default=str))  # noqa: T201 - face
        return
    blocks = [shown for each in (_findings(answer, lang), answer.shown(lang) if answer.shown else "") if (shown := each)]
    if not options.quiet:
        blocks += ["\n".join(each.say(lang) for each in answer.notes)] if answer.notes else []
    if blocks:
        print("\n\n".join(blocks))  # noqa: T201 - the face is where printing is done


def as_json(command: Command, answer: Answer, lang: str) -> Mapping[str, object]:
    """An answer for programs: the findings under the keys of the contract, and the command's own data."""
    return {
        "command": command.name,
        "status": int(answer.status),
        "findings": [each.said(lang) for each in answer.findings],
        "notes": [each.say(lang) for each in answer.notes],
        **{key: value for key, value in answer.data.items() if key not in ("findings", "status")},
    }


def _findings(answer: Answer, lang: str) -> str:
    lines = []
    for each in answer.findings:
        said = each.said(lang)
        place = " ".join(filter(None, (said["file"], f"{said['sheet']}!{said['cell']}".strip("!"))))
        severity = text(f"words.severity.{said['severity']}", lang)
        lines.append(f"{place}: {severity}: {said['message']}\n    → {said['fix']} [{said['rule']}]")
    return "\n".join(lines)


def parser(lang: str) -> argparse.ArgumentParser:
    """The parser of all commands, its help in one language."""
    made = _Parser("kap", description=text("face.about", lang), add_help=False, usage=text("face.usage-line", lang))
    _common(made, lang)
    made.add_argument("--version", action="version", version=f"kap {__version__}", help=text("face.opt-version", lang))
    _titles(made, lang)
    inside = made.add_subparsers(dest="command", metavar=text("face.command", lang), title=text("face.commands", lang), parser_class=_Parser)
    for command in COMMANDS:
        about = text(f"face.help-{command.name}", lang)
        one = inside.add_parser(command.name, help=about, description=about, add_help=False)
        for argument in command.arguments:
            _add(one, command, argument, lang)
        _common(one, lang)
        _titles(one, lang)
    return made


def _common(made: argparse.ArgumentParser, lang: str) -> None:
    hidden = argparse.SUPPRESS
    made.add_argument("-h", "--help", action="help", help=text("face.opt-help", lang))
    made.add_argument("--lang", choices=LANGUAGES, default=hidden, help=text("face.opt-lang", lang))
    made.add_argument("--format", choices=("text", "json"), default="text", help=text("face.opt-format", lang))
    made.add_argument("--quiet", action="store_true", help=text("face.opt-quiet", lang))


def _titles(made: argparse.ArgumentParser, lang: str) -> None:
    """argparse has English headings of its own; they are put into the language, too."""
    made._positionals.title = text("face.arguments", lang)  # noqa: SLF001 - there is no public way
    made._optionals.title = text("face.options", lang)  # noqa: SLF001 - see above


def _add(made: argparse.ArgumentParser, command: Command, argument: Argument, lang: str) -> None:
    name = argument.flag if argument.option else argument.name
    about = text(f"face.arg-{command.name}-{argument.name}", lang)
    if argument.kind == "flag":
        made.add_argument(name, dest=argument.name, action="store_true", help=about)
        return
    if argument.option:
        made.add_argument(name, dest=argument.name, required=argument.required, type=READ[argument.kind], metavar=METAVAR[argument.kind], help=about)
        return
    many = "+" if argument.kind == "files" else None if argument.required else "?"
    made.add_argument(name, nargs=many, type=READ[argument.kind], metavar=argument.name.upper(), help=about)


def _years(text_: str) -> tuple[int, int]:
    first, _, last = text_.partition("-")
    return int(first), int(last or first)


READ = {"file": Path, "folder": Path, "files": Path, "text": str, "period": str, "day": date.fromisoformat, "years": _years}
METAVAR = {"file": "FILE", "folder": "DIR", "files": "FILE", "text": "TEXT", "period": "P", "day": "YYYY-MM-DD", "years": "YYYY-YYYY"}


def _fail(message: Phrase, lang: str, *, as_json: bool) -> int:
    """One plain sentence, on standard error; for programs as JSON, on standard output."""
    if as_json:
        print(json.dumps({"status": int(Status.FAILED), "error": message.code, "message": message.say(lang)}, ensure_ascii=False))  # noqa: T201 - face
    else:
        print(message.say(lang), file=sys.stderr)  # noqa: T201 - the face is where printing is done
    return Status.FAILED


def _named_language(argv: Sequence[str]) -> str | None:
    """The language asked for, wherever it stands: help and mistakes are to be in it, too."""
    for number, each in enumerate(argv):
        value = argv[number + 1] if each == "--lang" and number + 1 < len(argv) else each.removeprefix("--lang=")
        if each.startswith("--lang") and value in LANGUAGES:
            return value
    return None


def _wants_json(argv: Sequence[str]) -> bool:
    return "--format=json" in argv or "json" in argv[argv.index("--format") + 1 :][:1] if "--format" in argv else "--format=json" in argv


def _watched(options: argparse.Namespace) -> bool:
    return sys.stderr.isatty() and not options.quiet and options.format == "text"


def _progress(lang: str):  # noqa: ANN202 - what Desk.tell wants
    def tell(what: Phrase, done: int, of: int) -> None:
        print(f"\r\x1b[K[{done}/{of}] {what.say(lang)}", end="", file=sys.stderr, flush=True)  # noqa: T201 - face

    return tell


def _clear_progress(options: argparse.Namespace) -> None:
    if _watched(options):
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)  # noqa: T201 - face


def _utf8() -> None:
    """An old Windows console would fail at the first ë; what it cannot show becomes a question mark."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, ValueError):
            stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]  # a real stream has it


if __name__ == "__main__":
    sys.exit(main())
