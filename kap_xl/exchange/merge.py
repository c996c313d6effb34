"""The merge: a function of what was issued, the Secretariat's own edits, and the set of returns, in no order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from kap_xl.canon import CLEAR
from kap_xl.exchange.law import Verdict, decide
from kap_xl.exchange.statement import CellKey, Source, Statement
from kap_xl.uids import derived

RowKey = tuple[str, str]
ROW_GONE = "row-gone"


@dataclass(frozen=True, slots=True)
class Choice:
    """What the Secretariat decided of a conflict: `ours`, `theirs`, or a value of its own; `ours` as it stood then."""

    side: str
    value: str | None
    ours: str | None
    applied: bool


@dataclass(frozen=True, slots=True)
class State:
    """The plan before the merge: its report cells and rows, what merges put there before, and the choices made.

    `written` holds for each cell that a merge changed what it put there and what it found; `decided` what a decision
    put into a cell; `gone` the rows that the Secretariat took out: those that an earlier merge noticed, and reports on
    what is no longer in the plan.
    """

    cells: Mapping[CellKey, str]
    rows: frozenset[RowKey]
    written: Mapping[CellKey, tuple[str | None, str | None]] = field(default_factory=dict)
    decided: Mapping[CellKey, str | None] = field(default_factory=dict)
    gone: frozenset[RowKey] = frozenset()
    choices: Mapping[str, Choice] = field(default_factory=dict)

    def without(self, rows: frozenset[RowKey]) -> State:
        """The same plan, of which it is known that these rows were taken out."""
        return replace(self, gone=self.gone | rows)


@dataclass(frozen=True, slots=True)
class Logged:
    """A line of the merge log: a statement, its outcome, what stood in the plan and what stands there now."""

    statement: Statement
    outcome: str
    ours: str | None
    result: str | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two values and no law that prefers one; `column` is empty where a whole row is in question."""

    uid: str
    statement: Statement
    ours: str | None
    decided: bool = False


@dataclass(frozen=True, slots=True)
class Merged:
    """The outcome: cells to set (None empties), rows that come in and the return they come from, conflicts, the log."""

    cells: Mapping[CellKey, str | None]
    rows: Mapping[RowKey, Source]
    conflicts: tuple[Conflict, ...]
    log: tuple[Logged, ...]


@dataclass(frozen=True, slots=True)
class _Settled:
    """One cell decided: the value that stands, and the log lines and conflicts that come of it."""

    value: str | None
    log: tuple[Logged, ...]
    conflicts: tuple[Conflict, ...] = ()


def merge(state: State, statements: Iterable[Statement]) -> Merged:
    """Every cell of every return, old and new together, decided; the order of the statements means nothing."""
    given = sorted(set(statements), key=lambda each: (each.source, each.key, each.cell))
    lines = [Logged(each, "refused", None, None, each.refused) for each in given if each.refused]
    by_row: dict[RowKey, dict[CellKey, list[Statement]]] = {}
    for each in given:
        if not each.refused:
            by_row.setdefault((each.sheet, each.row), {}).setdefault(each.key, []).append(each)
    cells: dict[CellKey, str | None] = {}
    rows: dict[RowKey, Source] = {}
    conflicts: list[Conflict] = []
    for row, columns in by_row.items():
        after = {}
        stays_out = False
        for settled, key in _row(state, row, columns):
            lines += settled.log
            stays_out = stays_out or any(line.reason == ROW_GONE for line in settled.log)
            conflicts += settled.conflicts
            after[key] = settled.value
        cells |= {key: value for key, value in after.items() if value != state.cells.get(key)}
        origin = _origin(columns, after)
        if origin is not None and not stays_out:
            rows[row] = origin
    log = tuple(sorted(lines, key=lambda line: (line.statement.source, line.statement.key, line.statement.cell)))
    return Merged(cells, rows, tuple(conflicts), log)


def _row(state: State, row: RowKey, columns: Mapping[CellKey, list[Statement]]) -> Iterable[tuple[_Settled, CellKey]]:
    """The cells of one row decided, unless the Secretariat took the row out: then one question for the whole row."""
    if row in state.rows or not _existed(state, row, columns):
        return [(_cell(state, key, each), key) for key, each in columns.items()]
    edited = [each for some in columns.values() for each in _winners(some) if each.value not in (None, each.base)]
    if not edited:
        return [(_out(each, ROW_GONE), key) for key, each in columns.items()]
    first = min(edited, key=lambda each: (-each.source.return_no, each.source.hash, each.cell))
    conflict = Conflict(derived("conflict", *row, "", first.source.hash), first, None)
    choice = state.choices.get(conflict.uid)
    if choice is not None and choice.side == "theirs" and not choice.applied:
        settled = [(_restored(each), key) for key, each in columns.items()]
    else:
        settled = [(_out(each, ROW_GONE), key) for key, each in columns.items()]
    asked = _Settled(settled[0][0].value, (), (Conflict(conflict.uid, first, None, choice is not None),))
    return [*settled, (asked, settled[0][1])]


def _existed(state: State, row: RowKey, columns: Mapping[CellKey, list[Statement]]) -> bool:
    """Whether the plan once had the row: it was sent with it, or an earlier merge brought it in."""
    sent = any(each.base is not None for some in columns.values() for each in some)
    return sent or row in state.gone or any(state.written.get(key, (None, None))[0] is not None for key in columns)


def _out(statements: Iterable[Statement], reason: str) -> _Settled:
    def line(each: Statement) -> Logged:
        nothing = each.value is None and each.base is None
        return Logged(each, "blank", None, None) if nothing else Logged(each, "kept", None, None, reason)

    return _Settled(None, tuple(map(line, statements)))


def _restored(statements: list[Statement]) -> _Settled:
    """A cell of a row that comes back by decision: what the return says, else what was sent."""
    winners = _winners(statements)
    value = winners[0].value if winners else statements[0].base
    verdict = Verdict(None if value == CLEAR else value, "decided")
    return _Settled(verdict.value, _lines(statements, winners, verdict, None))


def _winners(statements: Iterable[Statement]) -> list[Statement]:
    """The statements that count: of those that say something, the ones of the highest return number.

    What was said before a form went out again with another base is history: the new form was sent knowing it.
    """
    given = list(statements)
    sent = [each for each in given if each.base is not None]
    said = [
        each
        for each in given
        if each.value is not None
        and not any(later.source.return_no > each.source.return_no and later.base != each.base for later in sent)
    ]
    top = max((each.source.return_no for each in said), default=0)
    return [each for each in said if each.source.return_no == top]


def _cell(state: State, key: CellKey, statements: list[Statement]) -> _Settled:
    now = state.cells.get(key)
    winners = _winners(statements)
    if not winners:
        return _Settled(now, _lines(statements, [], Verdict(now, "blank"), now))
    base = winners[0].base
    # a value that a merge put there is not an edit of the Secretariat; one that stands instead of it is
    put, found = state.written.get(key, (None, None))
    merged = key in state.written and put == now
    # and where the form went out again with it, it is what was sent
    sent_again = base == put and any(each.base != base for each in statements)
    ours = found if merged and not sent_again else now
    edited = ours != base or (key in state.written and not merged)
    values = {each.value for each in winners}
    if any(_question_uid(each) in state.choices for each in winners):
        return _question(state, statements, winners, now, now)
    agreed = decide(base, ours, winners[0].value, edited=edited)
    # a cell that a merge emptied and the Secretariat filled again is not emptied in silence
    undone = key in state.written and put is None and now is not None and agreed.outcome == "cleared"
    if len(values) == 1 and agreed.outcome != "conflict" and not undone:
        return _Settled(agreed.value, _lines(statements, winners, agreed, ours))
    return _question(state, statements, winners, ours, now)


def _question(
    state: State, statements: list[Statement], winners: list[Statement], ours: str | None, now: str | None
) -> _Settled:
    """A conflict: the values of the returns, and ours, until somebody chose."""
    asked = {_question_uid(each): each for each in winners}
    chosen = {uid: state.choices[uid] for uid in asked if uid in state.choices}
    results = {_chosen(choice, asked[uid], ours) for uid, choice in chosen.items()}
    if len(results) == 1:
        (result,) = results
        # what stands there by an earlier decision gives way to a new one; an edit of the cell itself does not
        key = statements[0].key
        by_decision = key in state.decided and state.decided[key] == now
        later = all(choice.applied for choice in chosen.values()) and now != result and not by_decision
        verdict = Verdict(now, "kept") if later else Verdict(result, "decided")
    else:
        verdict = Verdict(ours, "conflict")
    decided = len(results) == 1
    before = {uid: state.choices[uid].ours for uid in chosen}
    conflicts = tuple(Conflict(uid, each, before.get(uid, ours), decided) for uid, each in asked.items())
    return _Settled(verdict.value, _lines(statements, winners, verdict, ours), conflicts)


def _question_uid(statement: Statement) -> str:
    """The identity of the conflict that a statement may stand in; the same however often it is asked."""
    return derived("conflict", *statement.key, statement.source.hash, str(statement.value))


def _chosen(choice: Choice, statement: Statement, ours: str | None) -> str | None:
    if choice.side == "theirs":
        return None if statement.value == CLEAR else statement.value
    if choice.side == "ours":
        return choice.ours if choice.applied else ours
    return choice.value


def _lines(
    statements: list[Statement], winners: list[Statement], verdict: Verdict, ours: str | None
) -> tuple[Logged, ...]:
    def outcome(each: Statement) -> str:
        if each.value is None:
            return "blank"
        return verdict.outcome if each in winners else "superseded"

    return tuple(Logged(each, outcome(each), ours, verdict.value) for each in statements)


def _origin(columns: Mapping[CellKey, list[Statement]], after: Mapping[CellKey, str | None]) -> Source | None:
    """The return that a row is attributed to: the latest whose word stands in a cell that some return changed.

    Where none stands (all in conflict, or emptied) it is the latest that said something; None where nobody did.
    """
    said = {key: some for key, some in columns.items() if any(each.value not in (None, each.base) for each in some)}
    winners = [(key, winner) for key, some in said.items() for winner in _winners(some)]
    standing = [each.source for key, each in winners if after[key] == (None if each.value == CLEAR else each.value)]
    latest = standing or [each.source for _, each in winners if _news(each)]
    if not any(_news(each) for some in said.values() for each in some):
        return None
    return max(latest, key=lambda source: (source.return_no, source.received, source.hash), default=None)


def _news(statement: Statement) -> bool:
    """Whether a statement says something of its own."""
    return statement.value not in (None, CLEAR, statement.base)
