"""The command line: every command on closed files, in three languages, for people or as JSON."""

from __future__ import annotations

import argparse
import gc
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress

from kap_xl.books.errors import BookError
from kap_xl.cli.options import UsageError, named_language, parser, wants_json
from kap_xl.commands import BY_NAME, Command
from kap_xl.commands.answer import Answer, CommandError, Status
from kap_xl.commands.failure import sentence
from kap_xl.desk import Desk
from kap_xl.phrase import Phrase, phrase, text

NOT_GIVEN = "en"
COLLECT_AFTER = 200_000
"""Objects made before garbage is looked for: reading a workbook makes many, and hardly any of them is garbage."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; the exit status is 0 nothing found, 1 findings of severity error or conflicts, 2 could not run."""
    _utf8()
    gc.set_threshold(COLLECT_AFTER)
    given = list(sys.argv[1:] if argv is None else argv)
    lang = named_language(given)
    try:
        options = parser(lang or NOT_GIVEN).parse_args(given, argparse.Namespace(format="text", quiet=False))
    except UsageError as error:
        return _fail(phrase("face.usage", reason=str(error)), lang or NOT_GIVEN, json_wanted=wants_json(given))
    except SystemExit as end:  # help and version leave so
        return int(end.code or 0)
    if not options.command:
        print(parser(lang or NOT_GIVEN).format_help())  # noqa: T201 - the face is where printing is done
        return Status.FAILED
    return _run(BY_NAME[options.command], options, lang)


def _run(command: Command, options: argparse.Namespace, lang: str | None) -> int:
    spoken = lang or NOT_GIVEN
    json_wanted = options.format == "json"
    desk = Desk(lang=lang, tell=_progress(spoken)) if _watched(options) else Desk(lang=lang)
    arguments = {each.name: getattr(options, each.name) for each in command.arguments}
    try:
        answer = command.run(desk, {name: value for name, value in arguments.items() if value is not None})
    except CommandError as error:
        return _fail(error.message, spoken, json_wanted=json_wanted)
    except BookError as error:
        return _fail(sentence(error), spoken, json_wanted=json_wanted)
    except KeyboardInterrupt:
        return _fail(phrase("face.stopped"), spoken, json_wanted=json_wanted)
    except Exception as error:  # noqa: BLE001 - a bug is told in one sentence, too; nobody here reads tracebacks
        return _fail(phrase("face.bug", what=f"{type(error).__name__}: {error}"), spoken, json_wanted=json_wanted)
    finally:
        if _watched(options):
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)  # noqa: T201 - face
    with suppress(BrokenPipeError):
        _print(command, answer, lang or answer.lang or NOT_GIVEN, options)
    return answer.status


def _print(command: Command, answer: Answer, lang: str, options: argparse.Namespace) -> None:
    if options.format == "json" and command.name != "read":
        print(json.dumps(as_json(command, answer, lang), ensure_ascii=False, indent=1, default=str))  # noqa: T201 - face
        return
    notes = "" if options.quiet else "\n".join(each.say(lang) for each in answer.notes)
    blocks = (found_lines(answer, lang), answer.shown(lang) if answer.shown else "", notes)
    if said := "\n\n".join(block for block in blocks if block):
        print(said)  # noqa: T201 - the face is where printing is done


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


def _watched(options: argparse.Namespace) -> bool:
    return sys.stderr.isatty() and not options.quiet and options.format == "text"


def _progress(lang: str) -> Callable[[Phrase, int, int], None]:
    def tell(what: Phrase, done: int, of: int) -> None:
        print(f"\r\x1b[K[{done}/{of}] {what.say(lang)}", end="", file=sys.stderr, flush=True)  # noqa: T201 - face

    return tell


def _utf8() -> None:
    """An old Windows console would fail at the first ë; what it cannot show becomes a question mark."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, ValueError):
            stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]  # a real stream has it
