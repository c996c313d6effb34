"""A small plan that lives on, for tests of versions: rows that people add, proposals, decisions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rounds import DESK, read
from small import small

from kap_xl.edits import Edits
from kap_xl.sheets.write import apply

if TYPE_CHECKING:
    from pathlib import Path

    from kap_xl.commands.answer import Answer


def living(folder: Path, lang: str = "en") -> Path:
    """The small plan in a folder, with two decisions of one meeting."""
    plan = folder / "plan.xlsx"
    plan.write_bytes(small(lang))
    added(plan, "meetings", {"uid": "kmmmmmmmmmmm", "number": "M1"})
    for code, state in (("D1", "open"), ("D2", "dropped")):
        meeting = {"meeting": "M1", "meeting_uid": "kmmmmmmmmmmm"}
        row = {"uid": f"kdddddddddd{code[1].translate({49: 'a', 50: 'b'})}", "code": code, "state": state}
        added(plan, "decisions", row | meeting | {"text_sq": f"Vendimi {code}"})
    return plan


def added(plan: Path, sheet: str, row: dict[str, object]) -> None:
    """A row that the Secretariat adds to a sheet."""
    book, work = DESK.open(plan), read(plan)
    apply(book, work.layouts, Edits((), {sheet: (row,)}), work.settings.language, {})
    plan.write_bytes(book.to_bytes())


def proposed(plan: Path, uid: str, **cells: object) -> None:
    """A proposal of an agency."""
    added(plan, "proposals", {"uid": uid, "agency": "MEST", "period": "2006-H1", **cells})


def cells(plan: Path, sheet: str) -> list[dict[str, object]]:
    """The typed rows of a sheet."""
    return [{"uid": row.uid, **{key: row.value(key) for key in row.cells}} for row in read(plan).table(sheet).rows]


def codes(answer: Answer) -> list[str]:
    """The rules of an answer's findings."""
    return [each.rule for each in answer.findings]


def said(answer: Answer) -> list[str]:
    """The codes of an answer's notes."""
    return [each.code for each in answer.notes]


def net(answer: Answer) -> set[tuple[object, ...]]:
    """The changes that an answer tells: what, code, column, old, new, version."""
    keys = ("what", "code", "column", "old", "new", "version")
    entries: list[dict[str, object]] = answer.data["changes"]  # type: ignore[assignment]  # as `changes` makes them
    return {tuple(each[key] for key in keys) for each in entries}
