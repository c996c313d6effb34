"""The command line: every command on closed files, in three languages, for people or as JSON."""

from __future__ import annotations

import argparse
import gc
import json
import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from kap_xl.books.errors import BookError
from kap_xl.cli.given import UsageError, named_language, wants_json
from kap_xl.cli.options import parser
from kap_xl.commands import BY_NAME, COMMANDS, Command
from kap_xl.commands.answer import Answer, CommandError, Status
from kap_xl.commands.failure import of_system, sentence
from kap_xl.commands.spoken import spoken_in
from kap_xl.desk import Desk
from kap_xl.phrase import Phrase, phrase, text

NOT_GIVEN = "en"
COLLECT_AFTER = 2_000_000
"""Objects made before garbage is looked for: reading a workbook makes many, and hardly any of them is garbage."""


def run() -> NoReturn:
    """The script `kap`: a command, and then the end at once.

    Taking everything apart that was read would cost a tenth of a click, and nothing is left to be done: files are
    closed where they are written.
    """
    status = main()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):  # whoever read may have gone
            stream.flush()
    os._exit(status)


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; the exit status is 0 nothing found, 1 findings of severity error or conflicts, 2 could not run."""
    _utf8()
    gc.set_threshold(COLLECT_AFTER)
    given = list(sys.argv[1:] if argv is None else argv)
    lang = named_language(given)
    spoken = lang or NOT_GIVEN
    json_wanted = wants_json(given)
    try:
        options = parser(spoken).understood(given, argparse.Namespace(format="text", quiet=False))
        if options.command:
            return _run(BY_NAME[options.command], options, lang)
        if not json_wanted:
            print(parser(spoken).format_help())  # noqa: T201 - the face is where printing is done
            return Status.FAILED
        known = tuple(each.name for each in COMMANDS)
        return _fail(phrase("face.usage-no-command", known=known), spoken, json_wanted=True)
    except UsageError as error:
        own = spoken_in(Desk(), map(Path, given)) if lang is None else None
        return _fail(error.message, own or spoken, json_wanted=json_wanted)
    except KeyboardInterrupt:
        return _fail(phrase("face.stopped"), spoken, json_wanted=json_wanted)
    except SystemExit as end:  # help and version leave so
        return int(end.code or 0)


def _run(command: Command, options: argparse.Namespace, lang: str | None) -> int:
    json_wanted = options.format == "json"
    watched = sys.stderr.isatty() and not options.quiet and not json_wanted
    desk = Desk(lang=lang, tell=_progress(lang or NOT_GIVEN)) if watched else Desk(lang=lang)
    arguments = {each.name: getattr(options, each.name) for each in command.arguments}
    given = {name: value for name, value in arguments.items() if value is not None}
    try:
        answer = _answered(command, desk, given, watched=watched)
        _print(command, answer, lang or answer.lang or NOT_GIVEN, options)
    except Exception as error:  # noqa: BLE001 - a bug is told in one sentence, too; nobody here reads tracebacks
        known = error.lang if isinstance(error, CommandError) else None
        spoken = lang or known or spoken_in(desk, _files(given)) or NOT_GIVEN
        return _fail(told(error, command, given), spoken, json_wanted=json_wanted)
    return answer.status


def _answered(command: Command, desk: Desk, given: Mapping[str, object], *, watched: bool) -> Answer:
    try:
        return command.run(desk, given)
    finally:
        if watched:  # the line of progress goes away
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)  # noqa: T201 - face


def _files(given: Mapping[str, object]) -> Iterable[Path]:
    """The files that a command was given, in the order in which they are named: its own workbook first."""
    for value in given.values():
        yield from (value,) if isinstance(value, Path) else value if isinstance(value, tuple | list) else ()


def told(error: Exception, command: Command, given: Mapping[str, object]) -> Phrase:
    """What to say of an exception; a workbook's that does not know its name is about the command's own workbook."""
    if isinstance(error, CommandError):
        return error.message
    if isinstance(error, BookError):
        own = next((given[each.name] for each in command.arguments if each.kind == "file" and not each.option), None)
        own = given.get("template", own)  # made elsewhere, it is the likelier cause
        return sentence(error, own if isinstance(own, Path) else None)
    if isinstance(error, OSError):
        return sentence(of_system(error))
    return phrase("face.bug", what=f"{type(error).__name__}: {error}")


def _print(command: Command, answer: Answer, lang: str, options: argparse.Namespace) -> None:
    if options.format == "json" and command.name != "read":
        said = json.dumps(as_json(command, answer, lang), ensure_ascii=False, indent=1, default=str)
    else:
        asked = (phrase("face.conflicts", n=answer.conflicts),) if answer.conflicts else ()
        notes = "\n".join(each.say(lang) for each in (asked if options.quiet else answer.notes))
        blocks = (found_lines(answer, lang), answer.shown(lang) if answer.shown else "", notes)
        said = "\n\n".join(block for block in blocks if block)
    if not said:
        return
    try:
        print(said, flush=True)  # noqa: T201 - the face is where printing is done
    except BrokenPipeError:  # whoever read has gone, as `head` does; Python is kept from complaining when it ends
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def as_json(command: Command, answer: Answer, lang: str) -> Mapping[str, object]:
    """An answer for programs: the findings under the keys of the contract, and the command's own data."""
    return {
        "command": command.name,
        "status": int(answer.status),
        "findings": [each.said(lang) for each in answer.findings],
        "notes": [each.say(lang) for each in answer.notes],
        **{key: value for key, value in answer.data.items() if key not in ("findings", "status")},
    }


def found_lines(answer: Answer, lang: str) -> str:
    """The findings for people: where, how bad, what, and what to do."""
    lines = []
    for each in answer.findings:
        said = each.said(lang)
        place = " ".join(filter(None, (said["file"], f"{said['sheet']}!{said['cell']}".strip("!"))))
        severity = text(f"words.severity.{said['severity']}", lang)
        fix = f"\n    → {said['fix']} [{said['rule']}]" if said["fix"] else f" [{said['rule']}]"
        lines.append(f"{place}: {severity}: {said['message']}{fix}")
    return "\n".join(lines)


def _fail(message: Phrase, lang: str, *, json_wanted: bool) -> int:
    """One plain sentence, on standard error; for programs as JSON, on standard output."""
    said = " ".join(message.say(lang).split())
    if json_wanted:
        told = {"status": int(Status.FAILED), "error": message.code, "message": said}
        print(json.dumps(told, ensure_ascii=False))  # noqa: T201 - face
    else:
        print(said, file=sys.stderr)  # noqa: T201 - the face is where printing is done
    return Status.FAILED


def _progress(lang: str) -> Callable[[Phrase, int, int], None]:
    def tell(what: Phrase, done: int, of: int) -> None:
        print(f"\r\x1b[K[{done}/{of}] {what.say(lang)}", end="", file=sys.stderr, flush=True)  # noqa: T201 - face

    return tell


def _utf8() -> None:
    """What comes in and goes out is UTF-8; an old Windows console would fail at the first ë."""
    for stream, errors in ((sys.stdin, "strict"), (sys.stdout, "replace"), (sys.stderr, "replace")):
        with suppress(AttributeError, ValueError, OSError):
            stream.reconfigure(encoding="utf-8", errors=errors)  # type: ignore[union-attr]  # a real stream has it
