"""What a revision tells: what keeps a version from being closed, what was closed, and what there is to look at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kap_xl.commands.answer import Answer
from kap_xl.finding import Finding, Severity, Spot
from kap_xl.kinds import fold
from kap_xl.phrase import Phrase, phrase
from kap_xl.versions.content import Content, twice
from kap_xl.versions.net import GONE, Net

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from kap_xl.versions.closing import Closing
    from kap_xl.versions.history import History
    from kap_xl.versions.proposals import Entered
    from kap_xl.workbook import Workbook


@dataclass(frozen=True, slots=True)
class Given:
    """What was said about a version: the decision's code and identity, the reason, the post, the first day."""

    decision: str
    decision_uid: str
    reason: str
    post: str
    in_force: date


def doubled(work: Workbook) -> tuple[Finding, ...]:
    """Rows that share an identity: it cannot be told which of them changed."""
    return tuple(
        Finding(
            "uid-twice", Severity.ERROR, Spot(sheet, row.number, "", row.uid), *_said_twice(row.number, first.number)
        )
        for sheet, row, first in twice(work.tables)
    )


def _said_twice(row: int, first: int) -> tuple[Phrase, Phrase]:
    return phrase("rules.uid-twice", row=str(row), first=str(first)), phrase("rules.uid-twice-fix")


def lost(known: History) -> tuple[Finding, ...]:
    """The state at the last version is not what was recorded: it cannot be told what has changed since."""
    if known.last is not None or not known.versions:
        return ()
    last = known.versions[-1]
    spot = Spot("versions", last.row, "hash", last.uid)
    blanks: dict[str, int] = {"number": last.number}
    message, fix = (phrase(f"living.state-lost{part}", **blanks) for part in ("", "-fix"))
    return (Finding("state-lost", Severity.ERROR, spot, message, fix),)


def gone(changes: Iterable[Net], before: Content) -> Iterable[Finding]:
    """Rows that were deleted; each is told once."""
    for key in dict.fromkeys(each.key for each in changes if each.what == GONE):
        code = before[key].get("code") or ""
        message, fix = (phrase(f"living.row-gone{part}", code=code) for part in ("", "-fix"))
        yield Finding("row-gone", Severity.WARNING, Spot(key[0], 0, "", key[1]), message, fix, code)


def answer(
    work: Workbook,
    path: Path,
    given: Given,
    closings: Sequence[Closing],
    changes: tuple[Net, ...],
    taken: Entered,
    findings: tuple[Finding, ...],
) -> Answer:
    """What was closed, by which decision, and what entered."""
    notes = []
    if closings and not (changes and len(closings) == 1):
        notes.append(phrase("living.first-closed", number=closings[0].number))
    if changes:
        rows = len({each.key for each in changes})
        notes.append(phrase("living.closed", number=closings[-1].number, n=len(changes), rows=rows))
    if closings:
        notes.append(phrase("living.in-force", number=closings[-1].number, day=closings[-1].in_force_from))
    else:
        notes.append(phrase("living.nothing-to-close"))
    if taken.proposals:
        notes.append(phrase("living.proposals-entered", n=len(taken.proposals)))
    if changes and not given.decision:
        notes.append(phrase("living.no-decision"))
    posts = {fold(str(row.value("post"))).strip() for row in work.table("members").rows if row.value("post")}
    if closings and given.post and posts and fold(given.post).strip() not in posts:
        notes.append(phrase("living.post-unlisted", post=given.post))
    told = data(path, closings) | {"changes": len(changes), "proposals": list(taken.proposals)}
    return Answer(findings, tuple(notes), told, lang=work.settings.language)


def data(path: Path, closings: Sequence[Closing]) -> dict[str, object]:
    """The file and the versions closed, for programs."""
    return {
        "file": str(path),
        "closed": [
            {
                "version": each.number,
                "in_force_from": each.in_force_from.isoformat(),
                "decision": each.decision,
                "reason": each.reason,
                "post": each.post,
            }
            for each in closings
        ],
    }
