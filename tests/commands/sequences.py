"""Commands and people in any order on one plan, for tests: what each step does, and what it may change."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from random import Random
from typing import TYPE_CHECKING

import hands
from desktop import Desktop, again, always, changed, completed, faults, found, read, run, typed
from rounds import DESK, answer, grids
from small import counted, office
from test_merge_sets import filled

from kap_xl.books.budget import differing
from kap_xl.columns import BY_KEY, Role
from kap_xl.commands import BY_NAME
from kap_xl.desk import Desk
from kap_xl.phrase import LANGUAGES
from kap_xl.port import Put
from kap_xl.versions import content_of, history

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

Step = Callable[[Desktop, Desk, Random], None]
PERIODS = ("2005-H2", "2006-H1", "2006-H2")
ROUND = frozenset({"submissions", "_kap", "progress", "values", "spending", "proposals", "conflicts", "log"})
CLOSED = frozenset({"versions", "changes", "_kap"})


def validate(world: Desktop, desk: Desk, random: Random) -> None:
    """Marks go into a copy, and out of it again to the last byte; what is typed into it stays."""
    before, marked = world.plan.read_bytes(), world.folder / "plan-marked.xlsx"
    marked.unlink(missing_ok=True)
    made = run(world, desk, "validate", files=(world.plan,), mark=True)
    assert world.plan.read_bytes() == before
    if made is None or not marked.exists():
        return
    assert not faults(marked) - world.faults
    assert found(marked) == found(world.plan)
    if random.random() < 0.3:
        rows = typed(read(marked))
        shutil.copy(marked, world.plan)
        assert typed(read(world.plan)) == rows
        return
    run(world, desk, "marks", action="clear", file=marked)
    if not _marked(world.plan):
        assert differing(before, marked.read_bytes()) == ()


def _marked(plan: Path) -> bool:
    return any(str(grid.cell(1, 1)) in ("kap:findings", "kap:marks") for grid in grids(plan))


def marks(world: Desktop, desk: Desk, _random: Random) -> None:
    """Marks that the plan has by now are taken away."""
    again(world, desk, "marks", action="clear", file=world.plan)
    assert not _marked(world.plan)


def split(world: Desktop, desk: Desk, random: Random) -> None:
    """Only submissions and the identity of the plan change."""
    before = completed(world)
    if again(world, desk, "split", plan=world.plan, period=random.choice(PERIODS), out=world.folder / "forms"):
        assert {each[0] for each in changed(before, typed(read(world.plan)))} <= {"submissions", "_kap"}


def answered(world: Desktop, desk: Desk, random: Random) -> None:
    """An agency types into its form and sends it."""
    forms = sorted((world.folder / "forms").glob("*.xlsx"))
    file = random.choice(forms)
    world.sent += 1
    to = world.folder / "back" / f"r{world.sent}.xlsx"
    shutil.copy(file, to)
    for _ in range(random.randrange(4)):
        key = random.choice(("matrix", "matrix", "indicators", "spending", "proposals"))
        table = read(to).table(key)
        columns = [
            name for name in table.layout.columns if (one := BY_KEY[key].column(name)) and one.role is Role.REPORT
        ]
        rows = [row.number for row in table.rows] or [table.layout.head_row + 1]
        at = table.layout.columns[random.choice(columns)]
        hands.change(to, (table.layout.title, [Put(random.choice(rows), at, random.choice(hands.TYPED))]))
    if random.random() < 0.3:
        again_no = random.randrange(1, 4)
        answer(to, to, return_no=again_no)
    if random.random() < 0.2:
        BY_NAME["relabel"].run(replace(desk, lang=random.choice(LANGUAGES)), {"file": to})
    if random.random() < 0.2:
        hands.saved_elsewhere(to, random)
        world.resaved.add(to.name)


def merge(world: Desktop, desk: Desk, random: Random) -> None:
    """Only the round changes, and the log accounts for every cell of every return."""
    before, files = completed(world), sorted((world.folder / "back").glob("*.xlsx"))
    if not files:
        return
    some = tuple(random.sample(files, min(len(files), random.choice((1, 2, 3)))))
    made = again(world, desk, "merge", plan=world.plan, returns=some)
    if made is None:
        return
    for sheet, uid, column in changed(before, typed(read(world.plan))):
        own = BY_KEY[sheet].column(column)
        assert sheet in ROUND or (own and own.role is Role.REPORT) or uid == "current_period", (sheet, uid, column)
    for file in some:
        if file.name in made.data["returns"]:  # type: ignore[operator]  # a list
            book = hands.opened(file, results=file.name not in world.resaved)  # there no formula has a result
            assert counted(world.plan, file.name) == filled(book), file.name


def generated(name: str) -> Step:
    """A command that makes sheets: nothing typed changes, and no finding comes or goes."""

    def step(world: Desktop, desk: Desk, random: Random) -> None:
        rows, known = typed(read(world.plan)), found(world.plan)
        again(world, desk, name, file=world.plan, period=random.choice(PERIODS))
        assert typed(read(world.plan)) == rows
        assert found(world.plan) == known

    return step


def told(world: Desktop, desk: Desk, random: Random) -> None:
    """Commands that only tell leave the plan alone."""
    before = world.plan.read_bytes()
    run(world, desk, "submissions", plan=world.plan, period=random.choice((*PERIODS, None)))
    numbers = [str(number) for number in world.closed] or ["1"]
    run(
        world,
        desk,
        "changes",
        plan=world.plan,
        since=random.choice(("", *numbers)),
        until=random.choice(("", *numbers)),
    )
    run(world, desk, "translations", file=world.plan)
    assert world.plan.read_bytes() == before


def explain(world: Desktop, desk: Desk, random: Random) -> None:
    """Any cell of any sheet is explained or refused in a sentence."""
    grid = random.choice(grids(world.plan))
    row, column = random.randrange(1, len(grid.rows) + 3), random.randrange(1, 20)
    title = grid.title.replace("'", "''")
    where = random.choice(
        (f"'{title}'!{chr(64 + column)}{row}", f"{grid.title}!{chr(64 + column)}{row}", "A1", "1.1.1", "")
    )
    run(world, desk, "explain", file=world.plan, cell=where)


def export(world: Desktop, desk: Desk, _random: Random) -> None:
    """Exported again, every file is as it was."""
    out = world.folder / "export"
    if run(world, desk, "export", plan=world.plan, out=out):
        once = {each.name: each.read_bytes() for each in out.iterdir()}
        run(world, desk, "export", plan=world.plan, out=out)
        assert {each.name: each.read_bytes() for each in out.iterdir()} == once


def revise(world: Desktop, desk: Desk, random: Random) -> None:
    """A version is closed; its content is what the plan holds, and proposals enter at most."""
    before = completed(world, names=True)
    asked = any("decision" in cells for (sheet, _), some in before.items() if sheet == "proposals" for cells in some)
    given = random.choice(
        ({}, {"reason": "why"}, {"decision": "D1"}, {"post": "Coordinator"}, {"in_force": date(2006, 5, 1)})
    )
    start = world.plan.read_bytes()
    made = again(world, desk, "revise", plan=world.plan, **given)
    if made is None or world.plan.read_bytes() == start:
        return
    for sheet, uid, column in changed(before, typed(read(world.plan))):
        assert sheet in CLOSED or uid == "plan_version" or asked, (sheet, uid, column)
    work = read(world.plan)
    for version in history(work.tables, work.reader).versions[-1:]:
        world.closed.setdefault(version.number, content_of(work.tables))


def translations(world: Desktop, desk: Desk, _random: Random) -> None:
    """Confirming records fingerprints of texts and changes no text."""
    before = typed(read(world.plan))
    again(world, desk, "translations", file=world.plan, confirm="all")
    assert all(column.endswith("_basis") for _, _, column in changed(before, typed(read(world.plan))))


def relabel(world: Desktop, desk: Desk, random: Random) -> None:
    """There and back again is byte for byte what it was; nothing typed changes, and no finding comes or goes."""
    start, rows, known = world.plan.read_bytes(), typed(read(world.plan)), found(world.plan)
    made = again(world, replace(desk, lang=random.choice(LANGUAGES)), "relabel", file=world.plan)
    if made is None:
        return
    assert changed(rows, typed(read(world.plan))) <= {("cover", "language", "value")}
    assert found(world.plan) == known
    for _ in range(2 if world.foreign else 1):  # another program may write a character in its own way, the first time
        there = world.plan.read_bytes()
        run(world, replace(desk, lang=str(made.data["from"])), "relabel", file=world.plan)
        back = world.plan.read_bytes()
        run(world, replace(desk, lang=str(made.data["to"])), "relabel", file=world.plan)
    assert back == start or world.foreign
    assert world.plan.read_bytes() == there


def undo(world: Desktop, desk: Desk, _random: Random) -> None:
    """The bytes before the last command come back."""
    now = world.plan.read_bytes()
    while world.copies and world.copies[-1] == now:
        world.copies.pop()
    expected = world.copies.pop() if world.copies else now
    kept = list(world.copies)
    made = run(world, desk, "undo", file=world.plan)
    world.copies = kept
    assert (made is None) == (expected == now)
    assert world.plan.read_bytes() == expected
    world.faults |= faults(world.plan)
    _versions_as_they_are(world)


def _versions_as_they_are(world: Desktop) -> None:
    work = read(world.plan)
    numbers = {each.number for each in history(work.tables, work.reader).versions}
    world.closed = {number: content for number, content in world.closed.items() if number in numbers}


def typing(world: Desktop, _desk: Desk, random: Random) -> None:
    """Somebody types."""
    random.choice(hands.DATA)(world.plan, random)


def arranging(world: Desktop, _desk: Desk, random: Random) -> None:
    """Somebody moves, renames or throws away: every cell is still found, and so is every finding."""
    rows, known = typed(read(world.plan)), found(world.plan)
    hand = random.choice(hands.LOOKS)
    hand(world.plan, random)
    assert typed(read(world.plan)) == rows, hand.__name__
    if hand is not hands.sorted_rows:
        assert found(world.plan) == known, hand.__name__


def saving(world: Desktop, _desk: Desk, random: Random) -> None:
    """Another program saves the file; what it does to the package is not ours."""
    random.choice(hands.OTHERS)(world.plan, random)
    world.faults |= faults(world.plan)
    world.foreign = True


STEPS: tuple[tuple[Step, int], ...] = (
    (typing, 8), (arranging, 5), (saving, 1), (validate, 3), (marks, 1), (split, 2), (answered, 5), (merge, 5),
    (generated("summarise"), 3), (generated("agencies"), 3), (told, 2), (explain, 2), (export, 1), (revise, 4),
    (translations, 1), (relabel, 4), (undo, 4),
)  # fmt: skip


def sequence(folder: Path, steps: Iterable[tuple[Step, int]], lang: str = "en") -> Desktop:
    """Steps one after the other on a plan of their own; what each does follows from its number."""
    world = Desktop(office(folder, lang))
    for step, number in steps:
        random = Random(number)  # noqa: S311 - the same doings each time
        step(world, replace(DESK, lang=random.choice((None, None, *LANGUAGES))), random)
        always(world)
    return world


def shuffled(seed: int) -> list[tuple[Step, int]]:
    """Every step once, in an order that follows from the seed."""
    steps = [step for step, _ in STEPS]
    Random(seed).shuffle(steps)  # noqa: S311 - the same order each time
    return [(step, 100 * seed + place) for place, step in enumerate(steps)]


def drawn(seed: int, length: int) -> list[tuple[Step, int]]:
    """Steps drawn as often as their weights say, for long runs."""
    random = Random(seed)  # noqa: S311 - the same steps each time
    steps, weights = zip(*STEPS, strict=True)
    return [(step, random.randrange(10**6)) for step in random.choices(steps, weights, k=length)]
