"""A plan under commands, for tests: how they are run, what is typed in it, and what holds after each of them."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from rounds import DESK

from kap_xl.books import strict
from kap_xl.books.closed import ClosedBook
from kap_xl.books.errors import BookError
from kap_xl.canon import cell_text
from kap_xl.cli import as_json
from kap_xl.columns import BY_KEY, Role
from kap_xl.commands import BY_NAME
from kap_xl.commands.answer import Answer, CommandError
from kap_xl.commands.complete import complete
from kap_xl.commands.failure import sentence
from kap_xl.commands.revise import named
from kap_xl.commands.validate import read_ours, read_plan
from kap_xl.phrase import LANGUAGES
from kap_xl.versions import history, rebuilt

if TYPE_CHECKING:
    from kap_xl.desk import Desk
    from kap_xl.finding import Finding
    from kap_xl.versions import Content
    from kap_xl.workbook import Workbook

Cells = dict[str, str]
Typed = dict[tuple[str, str], list[Cells]]
"""The typed cells of every row under sheet key and identity; several rows where they share one or have none."""
Changed = set[tuple[str, str, str]]
"""Sheet, identity and column."""


@dataclass
class Desktop:
    """A plan with its folder, the copies that undo can bring back, and what is known of its versions."""

    folder: Path
    copies: list[bytes] = field(default_factory=list)
    closed: dict[int, Content] = field(default_factory=dict)
    faults: frozenset[str] = frozenset()
    sent: int = 0
    foreign: bool = False
    resaved: set[str] = field(default_factory=set)
    told: Counter[str] = field(default_factory=Counter)

    @property
    def plan(self) -> Path:
        """The workbook."""
        return self.folder / "plan.xlsx"


def typed(work: Workbook) -> Typed:
    """The typed cells of a plan; neither results of formulas nor the words behind its lists."""
    found: Typed = {}
    for key, table in work.tables.items():
        for row in table.rows if key in BY_KEY and key != "words" else ():
            columns = ((name, BY_KEY[key].column(name)) for name in row.cells)
            cells = {
                name: text
                for name, column in columns
                if column and column.role is not Role.FORMULA and not (key == "cover" and name != "value")
                if (text := cell_text(row, column)) is not None
            }
            if cells or row.uid:
                found.setdefault((key, row.uid), []).append(cells)
    for some in found.values():
        some.sort(key=lambda cells: sorted(cells.items()))
    return found


def changed(before: Typed, after: Typed) -> Changed:
    """What differs; of rows that share an identity or have none every column of those that differ."""
    found: Changed = set()
    for key in before.keys() | after.keys():
        old, new = ([tuple(sorted(cells.items())) for cells in side.get(key, [])] for side in (before, after))
        if old == new:
            continue
        lines = set((Counter(old) - Counter(new)) + (Counter(new) - Counter(old)))
        pairs = Counter(pair for line in lines for pair in line)
        odd = {name for (name, _), times in pairs.items() if times < len(lines)} or {"uid"}
        found |= {(*key, name) for name in odd}
    return found


def faults(plan: Path) -> frozenset[str]:
    """What the strict check says, whatever the parts are called."""
    return _faults(plan.read_bytes())


@lru_cache(64)
def _faults(data: bytes) -> frozenset[str]:
    return frozenset(f"{each.code} {each.detail[:20]}" for each in strict.check(data))


@lru_cache(64)
def _work(data: bytes) -> Workbook:
    return read_ours(ClosedBook(data, "plan.xlsx"), Path("plan.xlsx"))


def read(path: Path) -> Workbook:
    """A workbook of ours; the same bytes are read once."""
    return _work(path.read_bytes())


def sentences(name: str, made: Answer) -> None:
    """Whatever an answer says can be said in each language, and to programs."""
    for lang in LANGUAGES:
        for said in made.notes:
            assert said.say(lang)
        assert made.shown is None or isinstance(made.shown(lang), str)
        json.dumps(as_json(BY_NAME[name], made, lang), default=str)


def run(world: Desktop, desk: Desk, name: str, **given: object) -> Answer | None:
    """The answer of a command, or None where it refused in a sentence; what it saved can be undone."""
    before = world.plan.read_bytes()
    try:
        made = BY_NAME[name].run(desk, given)
    except CommandError as error:
        said = error.message
    except BookError as error:
        said = sentence(error, world.plan)
    else:
        sentences(name, made)
        _copied(world, before)
        world.told[name] += 1
        return made
    assert said.code != "face.error-damaged"
    assert all(said.say(lang) for lang in LANGUAGES)
    assert world.plan.read_bytes() == before, f"{name} refused and changed the plan"
    world.told[f"{name}: {said.code}"] += 1
    return None


def _copied(world: Desktop, before: bytes) -> None:
    if world.plan.read_bytes() != before:
        world.copies = [*world.copies, before][-20:]


def again(world: Desktop, desk: Desk, name: str, **given: object) -> Answer | None:
    """The answer of a command that was given twice: the second time it changes nothing."""
    made = run(world, desk, name, **given)
    once = world.plan.read_bytes()
    if made is not None:
        run(world, desk, name, **given)
        assert world.plan.read_bytes() == once, f"{name} again changed the plan"
    return made


def completed(world: Desktop, *, names: bool = False) -> Typed:
    """The typed cells after what people typed got identities: all that a command may do unasked."""
    book = DESK.open(world.plan)
    work = complete(book, world.plan)
    if names:
        work = named(book, work, world.plan)
    return typed(read_plan(book, world.plan)) if work else {}


def found(path: Path) -> list[tuple[str, str, str, str]]:
    """Rule, sheet, identity and column of each finding of a workbook."""
    return _found(path.read_bytes(), path)


@lru_cache(64)
def _found(_data: bytes, path: Path) -> list[tuple[str, str, str, str]]:
    made = BY_NAME["validate"].run(DESK, {"files": (path,)})
    return sorted(map(_place, made.findings))


def _place(each: Finding) -> tuple[str, str, str, str]:
    return each.rule, each.spot.sheet, each.spot.uid, each.spot.column


def always(world: Desktop) -> None:
    """What holds after every step: a sound package, and every version as it was closed."""
    assert not faults(world.plan) - world.faults, faults(world.plan) - world.faults
    work = read(world.plan)
    known = history(work.tables, work.reader)
    assert set(world.closed) <= {each.number for each in known.versions}
    for version in known.versions:
        made = rebuilt(known, version.number)
        assert made.sound, version.number
        assert made.content == world.closed.get(version.number, made.content), version.number
