"""`read`: how a cell would be read, in the notation that the reading cases use."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from kap_xl import kinds
from kap_xl.books.errors import IntakeError
from kap_xl.commands.answer import Answer, CommandError
from kap_xl.phrase import phrase
from kap_xl.sample.registers import sample_context

if TYPE_CHECKING:
    from kap_xl.desk import Desk

ESCAPED = {ord(sign): f"\\u{ord(sign):04x}" for sign in "\x85\u2028\u2029"}
"""What many programs take for the end of a line; in JSON it may stand as it is, or so."""


def read(_desk: Desk, kind: str | None = None, text: str | None = None, jsonl: Path | None = None) -> Answer:
    """One reading as JSON, or one a line for the lines {"kind", "input"} of a file (`-`: standard input).

    Raises CommandError for a kind that there is not and for a line that is none, IntakeError for a file that cannot
    be opened; nothing is answered then.
    """
    if jsonl is not None:
        if kind is not None:
            raise CommandError(phrase("face.read-either"))
        lines = tuple(_readings(jsonl))
        return Answer(data={"readings": len(lines)}, shown=lambda _: "\n".join(lines))
    if kind is None or text is None:
        raise CommandError(phrase("face.read-what", known=kinds.KINDS))
    if kind not in kinds.KINDS:
        raise CommandError(phrase("face.kind-unknown", kind=kind, known=kinds.KINDS))
    made = reading(kind, text)
    return Answer(data=json.loads(made), shown=lambda _: made)


def reading(kind: str, given: object) -> str:
    """The reading of one cell, as JSON holds it, as a line of JSON; ValueError for what no cell can hold."""
    found = kinds.read(kind, kinds.from_json_input(given), sample_context())
    made = json.dumps(kinds.notation(kind, found), ensure_ascii=False)
    return made.translate(ESCAPED)


def _readings(path: Path) -> Iterator[str]:
    """A reading for each line that is not blank."""
    file = "@face.standard-input" if str(path) == "-" else str(path)
    for number, line in enumerate(_text(path, file).split("\n"), 1):
        if not line.strip():
            continue
        try:
            case = json.loads(line, parse_float=Decimal)
            kind, given = str(case["kind"]), case["input"]
            if kind not in kinds.KINDS:
                raise CommandError(phrase("face.line-kind", number=number, path=file, kind=kind, known=kinds.KINDS))
            yield reading(kind, given)
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise CommandError(phrase("face.line-not-read", number=number, path=file)) from error


def _text(path: Path, file: str) -> str:
    """The whole text, without the mark that some editors put in front of it."""
    try:
        if str(path) == "-":
            return sys.stdin.read().removeprefix("\ufeff")
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise IntakeError("missing", path=file) from error
    except PermissionError as error:
        raise IntakeError("no-permission", path=file) from error
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(phrase("face.lines-none", path=file)) from error
