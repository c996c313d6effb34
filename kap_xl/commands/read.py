"""`read`: how a cell would be read, in the notation that the reading cases use."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from kap_xl import kinds
from kap_xl.commands.answer import Answer, CommandError
from kap_xl.phrase import phrase
from kap_xl.sample.registers import sample_context

if TYPE_CHECKING:
    from kap_xl.desk import Desk


def read(_desk: Desk, kind: str | None = None, text: str | None = None, jsonl: Path | None = None) -> Answer:
    """One reading as JSON, or one a line for the lines {"kind", "input"} of a file (`-`: standard input)."""
    if jsonl is not None:
        given = tuple(_lines(jsonl))
        return Answer(
            data={"readings": len(given)},
            shown=lambda _: "\n".join(map(reading, *zip(*given, strict=True))) if given else "",
        )
    if kind is None or text is None:
        raise CommandError(phrase("face.read-what", known=tuple(kinds.KINDS)))
    made = reading(kind, text)
    return Answer(data=json.loads(made), shown=lambda _: made)


def reading(kind: str, given: object) -> str:
    """The reading of one cell as a line of JSON; CommandError for a kind that there is not."""
    if kind not in kinds.KINDS:
        raise CommandError(phrase("face.kind-unknown", kind=kind, known=tuple(kinds.KINDS)))
    found = kinds.read(kind, kinds.from_json_input(given), sample_context())
    return json.dumps(kinds.notation(kind, found), ensure_ascii=False)


def _lines(path: Path) -> Iterator[tuple[str, object]]:
    for number, line in enumerate(_text(path), 1):
        if line.strip():
            try:
                case = json.loads(line, parse_float=Decimal)
                yield str(case["kind"]), case["input"]
            except (ValueError, KeyError, TypeError) as error:
                raise CommandError(phrase("face.line-not-read", number=number, path=str(path))) from error


def _text(path: Path) -> Iterable[str]:
    if str(path) == "-":
        return sys.stdin
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(phrase("face.error-missing", path=str(path))) from error
