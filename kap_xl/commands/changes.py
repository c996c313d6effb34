"""`changes`: what is different between two versions of the plan, or since the last one was closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kap_xl.commands.answer import Answer, CommandError
from kap_xl.commands.complete import complete
from kap_xl.commands.revise import named
from kap_xl.finding import Finding, Severity, Spot
from kap_xl.phrase import LANGUAGES, Phrase, phrase
from kap_xl.sheets.changes import Between, as_data, as_text
from kap_xl.sheets.places import placed
from kap_xl.versions.content import Content, content_of
from kap_xl.versions.history import History, Version, history, rebuilt
from kap_xl.versions.net import OPEN, closed_by, net

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from kap_xl.desk import Desk
    from kap_xl.workbook import Workbook


def changes(desk: Desk, plan: Path, since: str = "", until: str = "") -> Answer:
    """The net changes between two closed versions, or from one (the last) to the plan as it is now; nothing is saved.

    A record of changes that does not lead back to what was recorded is a finding. Raises CommandError for a version
    that was not closed, BookError where the plan cannot be read.
    """
    book = desk.open(plan)
    work = named(book, complete(book, plan), plan)
    known = history(work.tables, work.reader)
    lang = work.settings.language
    if not known.versions:
        return Answer(notes=(phrase("living.none-closed"),), data=_data(plan, work, known, (), None), lang=lang)
    start, end = _range(known, since, until, lang)
    findings = placed(_damage(known), work, plan.name)
    older, newer = (_content(known, work, number) for number in (start, end))
    if older is None or newer is None:
        return Answer(findings, (), _data(plan, work, known, (), None), lang=lang)
    last = newer if known.last is None else known.last
    closed = closed_by(known, start, end or known.versions[-1].number, last, last if end else newer)
    versions = {each.number: each for each in known.versions}
    why = {(each.key, each.column, each.version): each for each in known.changes}
    span = tuple(each for each in known.versions if start < each.number <= (end or each.number))
    texts = {each.decision: _texts(work, each) for each in span if each.decision}
    found = Between(net(older, newer), (older, newer), closed, versions, why, span, texts)
    notes = (_summary(found, start, end),)
    data = _data(plan, work, known, (start, end), found)
    return Answer(findings, notes, data, lambda said: as_text(found, said), lang=lang)


def _range(known: History, since: str, until: str, lang: str) -> tuple[int, int]:
    """The older and the newer version; OPEN is the plan as it is now."""
    end = _number(known, until, lang) if until else OPEN
    numbers = [each.number for each in known.versions]
    if since:
        start = _number(known, since, lang)
    else:
        start = max((each for each in numbers if not end or each < end), default=numbers[0])
    if end and start > end:
        raise CommandError(phrase("living.since-later", since=start, until=end), lang)
    return start, end


def _number(known: History, given: str, lang: str) -> int:
    number = int(given) if given.strip().isdecimal() else None
    if number is None or known.version(number) is None:
        numbers = tuple(str(each.number) for each in known.versions)
        raise CommandError(phrase("living.version-unknown", version=given, known=numbers), lang)
    return number


def _content(known: History, work: Workbook, number: int) -> Content | None:
    """The content of a version or of the plan as it is; None where the record was lost."""
    if number == OPEN:
        return content_of(work.tables, known.last or {})
    return None if known.last is None else rebuilt(known, number).content


def _damage(known: History) -> Iterable[Finding]:
    """Changes that somebody edited, and versions that therefore cannot be rebuilt as they were."""
    odd: dict[str, Finding] = {}
    for version in known.versions:
        found = rebuilt(known, version.number)
        for each in found.odd:
            spot = Spot("changes", each.row, "new", each.uid)
            odd.setdefault(each.uid, Finding("change-odd", Severity.ERROR, spot, *_said("change-odd", each.version)))
        if not found.sound:
            spot = Spot("versions", version.row, "hash", version.uid)
            yield Finding("version-unsound", Severity.ERROR, spot, *_said("version-unsound", version.number))
    yield from odd.values()


def _said(code: str, number: int) -> tuple[Phrase, Phrase]:
    return phrase(f"living.{code}", number=number), phrase(f"living.{code}-fix", number=number)


def _summary(found: Between, start: int, end: int) -> Phrase:
    """How much changed between what."""
    kind = "none" if not found.changes else "some"
    cells, rows = len(found.changes), len({each.key for each in found.changes})
    if end:
        return phrase(f"living.changes-{kind}-until", since=start, until=end, n=cells, rows=rows)
    return phrase(f"living.changes-{kind}-now", since=start, n=cells, rows=rows)


def _data(path: Path, work: Workbook, known: History, of: tuple[int, ...], found: Between | None) -> dict[str, object]:
    """The versions with their decisions, the decisions with the changes that they brought, and the net changes."""
    return {
        "file": str(path),
        "since": of[0] if of else None,
        "until": (of[1] or None) if of else None,
        "versions": [
            {
                "version": each.number,
                "in_force_from": each.in_force_from.isoformat() if each.in_force_from else None,
                "decision": each.decision,
                "decision_uid": each.decision_uid,
                "reason": each.reason,
                "sound": rebuilt(known, each.number).sound,
                "changes": sum(1 for change in known.changes if change.version == each.number),
            }
            for each in known.versions
        ],
        "decisions": _decisions(work, known),
        "changes": as_data(found, work.settings.language) if found is not None else [],
    }


def _decisions(work: Workbook, known: History) -> dict[str, object]:
    """Each decision that a version names: the versions, and every cell that they changed."""
    made: dict[str, object] = {}
    for code in dict.fromkeys(each.decision for each in known.versions if each.decision):
        own = [each for each in known.versions if each.decision == code]
        numbers = {each.number for each in own}
        made[code] = {
            "uid": own[0].decision_uid,
            **{f"text_{lang}": value for lang, value in _texts(work, own[0]).items()},
            "versions": sorted(numbers),
            "changes": [
                {"version": each.version, "sheet": each.key[0], "uid": each.key[1], "column": each.column,
                 "old": each.old, "new": each.new}
                for each in known.changes
                if each.version in numbers
            ],
        }  # fmt: skip
    return made


def _texts(work: Workbook, version: Version) -> dict[str, str]:
    """The words of a version's decision by language; its identity decides, its code where somebody typed only that."""
    rows = work.table("decisions").rows
    uid, code = version.decision_uid, version.decision
    row = next((row for row in rows if (row.uid == uid if uid else row.value("code") == code)), None)
    return {lang: str(row.value(f"text_{lang}")) for lang in LANGUAGES if row and row.value(f"text_{lang}")}
