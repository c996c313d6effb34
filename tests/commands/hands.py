"""What people do to a plan between commands, for tests: strokes, rows moved, tabs renamed, sheets thrown away."""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING

from openpyxl import load_workbook
from rounds import DESK, grids, read

from kap_xl.books.closed import ClosedBook
from kap_xl.columns import BY_KEY, Role
from kap_xl.grid import Percent, Trouble, layout
from kap_xl.port import Put

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from random import Random

    from openpyxl import Workbook as Opened

    from kap_xl.grid import Value
    from kap_xl.table import Table

TYPED: tuple[Value, ...] = (
    None, None, 0, 1, 12.5, -3, 2006, 38898, "x", "-", "n/a", "?", "[clear]", "[fshi]", "MLSW", "MEST, MOJ", "Min. of X", "1.1.1",
    "1.10", "9.9.9", "end of 2006", "31.12.2006", "2006-06-30", "T2 2006", "DONE", "Done", "u toku", "yes", "jo", "da", "50 %",
    "1.234,56", "10 000", "=1+1", "+383 44 123 456", "a\nb", " lead ", "ëčšžđ", "<b>&amp;", "USD", "2006-H1", "critical", "dropped",
    "2005-H2", "k22222222222", True, 1e12, 0.1 + 0.2, "x" * 300, "'quoted", "_x000D_",
)  # fmt: skip
"""What hands type into whatever cell."""
TABS = ("Tab", "Të dhëna", "It's", "A & B")
KEPT = frozenset({"versions", "changes", "log", "_kap", "words", "submissions", "cover", "conflicts"})
"""Sheets that no hand of these tests touches: what the program keeps there is its own to defend."""


def _of_the_plan(plan: Path, random: Random) -> Table:
    tables = read(plan).tables
    return tables[random.choice(sorted(key for key in tables if key in BY_KEY and key not in KEPT))]


def _free(table: Table) -> list[str]:
    """The columns in which people write: no formulas, no identities and other things of the program."""
    columns = ((key, BY_KEY[table.key].column(key)) for key in table.layout.columns)
    return [key for key, column in columns if column and column.role not in (Role.FORMULA, Role.PROGRAM)]


def change(plan: Path, *puts: tuple[str, list[Put]]) -> None:
    """Cells written as a person would: nothing else in the file differs."""
    book = ClosedBook(plan.read_bytes(), plan.name)
    for title, cells in puts:
        book.put(title, cells)
    plan.write_bytes(book.to_bytes())


def stroke(plan: Path, random: Random) -> None:
    """A cell, or a new row beneath, gets something."""
    table = _of_the_plan(plan, random)
    keys = _free(table)
    if not keys:
        return
    last = max((row.number for row in table.rows), default=table.layout.head_row)
    rows = [row.number for row in table.rows] + [last + 1]
    at = random.choice(rows)
    some = random.sample(keys, min(len(keys), random.choice((1, 1, 1, 2, 5))))
    change(plan, (table.layout.title, [Put(at, table.layout.columns[key], random.choice(TYPED)) for key in some]))


def sound_stroke(plan: Path, random: Random) -> None:
    """A text of the plan is worded otherwise: what every revision is made of."""
    table = read(plan).table("matrix")
    row = random.choice(table.rows)
    key = random.choice(("activity_sq", "activity_en", "output", "risk"))
    change(plan, (table.layout.title, [Put(row.number, table.layout.columns[key], f"Words {random.randrange(99)}")]))


def deleted_row(plan: Path, random: Random) -> None:
    """All cells of a row are emptied, its identity too."""
    table = _of_the_plan(plan, random)
    if table.rows:
        row = random.choice(table.rows)
        change(plan, (table.layout.title, [Put(row.number, at, None) for at in table.layout.columns.values()]))


def copied_row(plan: Path, random: Random) -> None:
    """A row is copied beneath the last one with everything that is in it, or without its identity."""
    table = _of_the_plan(plan, random)
    if not table.rows:
        return
    grid = next(each for each in grids(plan) if each.title == table.layout.title)
    row, last = random.choice(table.rows), table.rows[-1].number
    keys = [key for key in table.layout.columns if key in (*_free(table), *(["uid"] if random.random() < 0.3 else []))]
    puts = []
    for key in keys:
        raw = grid.cell(row.number, table.layout.columns[key])
        if not isinstance(raw, Trouble | Percent):
            puts.append(Put(last + 1, table.layout.columns[key], raw))
    change(plan, (table.layout.title, puts))


def decided(plan: Path, random: Random) -> None:
    """A decision stands beside a proposal, if there is one."""
    table = read(plan).tables.get("proposals")
    if table is not None and table.rows and "decision" in table.layout.columns:
        at = random.choice(table.rows).number
        word = random.choice(("D1", "yes", "accepted", "?", None))
        change(plan, (table.layout.title, [Put(at, table.layout.columns["decision"], word)]))


def chosen(plan: Path, random: Random) -> None:
    """A side is chosen in a conflict, if there is one."""
    table = read(plan).tables.get("conflicts")
    if table is not None and table.rows and "choice" in table.layout.columns:
        at = random.choice(table.rows).number
        word = random.choice(("theirs", "ours", "mine", "të tyret", None))
        change(plan, (table.layout.title, [Put(at, table.layout.columns["choice"], word)]))


def _plain(raw: object) -> bool:
    return not isinstance(raw, Trouble | Percent)


def sorted_rows(plan: Path, random: Random) -> None:
    """Two rows change places, cell by cell; results of formulas stay where their formulas are."""
    table = _of_the_plan(plan, random)
    keys = [key for key, at in table.layout.columns.items() if at and _moves(table, key)]
    if len(table.rows) < 2:
        return
    grid = next(each for each in grids(plan) if each.title == table.layout.title)
    one, two = random.sample([row.number for row in table.rows], 2)
    places = [table.layout.columns[key] for key in keys]
    if all(_plain(grid.cell(row, at)) for row in (one, two) for at in places):
        puts = [Put(one, at, grid.cell(two, at)) for at in places] + [Put(two, at, grid.cell(one, at)) for at in places]  # type: ignore[arg-type]  # no Trouble
        change(plan, (table.layout.title, puts))


def _moves(table: Table, key: str) -> bool:
    column = BY_KEY[table.key].column(key)
    return column is None or column.role is not Role.FORMULA


def moved_column(plan: Path, random: Random) -> None:
    """Two columns change places with their keys and headings."""
    table = _of_the_plan(plan, random)
    keys = [key for key in _free(table) if table.layout.columns[key] != table.layout.columns["uid"]]
    if len(keys) < 2:
        return
    place = table.layout
    grid = next(each for each in grids(plan) if each.title == place.title)
    one, two = (place.columns[key] for key in random.sample(keys, 2))
    rows = [place.key_row, *range(place.head_row + 1, len(grid.rows) + 1)]
    if not all(_plain(grid.cell(row, at)) for row in rows for at in (one, two)):
        return
    book = ClosedBook(plan.read_bytes(), plan.name)
    info = next(each for each in book.package.sheets if each.title == place.title)
    heads = [str(grid.cell(place.head_row, at) or "") for at in (one, two)]
    if info.tables and all(heads) and heads[0] != heads[1]:
        name = info.tables[0].name
        for was, now in ((heads[0], "\u2026"), (heads[1], heads[0]), ("\u2026", heads[1])):
            book.package.rename_columns(place.title, name, {was: now})
        puts = [Put(row, a, grid.cell(row, b)) for row in rows for a, b in ((one, two), (two, one))]  # type: ignore[arg-type]  # no Trouble
        book.put(place.title, puts)
        plan.write_bytes(book.to_bytes())


def renamed_tab(plan: Path, random: Random) -> None:
    """A tab gets another name."""
    book = ClosedBook(plan.read_bytes(), plan.name)
    title = random.choice([each.title for each in book.package.sheets])
    new = f"{random.choice(TABS)} {random.randrange(1000)}"
    if new not in [each.title for each in book.package.sheets]:
        book.package.rename_sheet(title, new)
        plan.write_bytes(book.to_bytes())


def renamed_heading(plan: Path, random: Random) -> None:
    """A heading is worded by hand."""
    book = ClosedBook(plan.read_bytes(), plan.name)
    table = _of_the_plan(plan, random)
    info = next(each for each in book.package.sheets if each.title == table.layout.title)
    if info.tables:
        old = random.choice(info.tables[0].columns)
        book.package.rename_columns(info.title, info.tables[0].name, {old: f"Heading [{random.randrange(1000)}]"})
        plan.write_bytes(book.to_bytes())


def _generated(plan: Path) -> list[str]:
    places = (layout(grid) for grid in grids(plan))
    return [place.title for place in places if place is not None and place.key not in BY_KEY and place.key != "marks"]


def thrown_away(plan: Path, random: Random) -> None:
    """A sheet that a command made is deleted, or something is typed into it."""
    made = _generated(plan)
    if not made:
        return
    title = random.choice(made)
    book = ClosedBook(plan.read_bytes(), plan.name)
    if random.random() < 0.5:
        book.drop((title,))
    else:
        book.put(title, [Put(random.randrange(2, 40), random.randrange(1, 12), random.choice(("typed", 7, None)))])
    plan.write_bytes(book.to_bytes())


def opened(path: Path, *, results: bool = False) -> Opened:
    """A workbook by openpyxl, which warns of what it does not carry along; `results` of formulas or themselves."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        return load_workbook(path, data_only=results)


def own_sheet(plan: Path, random: Random) -> None:
    """The workbook goes through openpyxl with a sheet of the user's more."""
    book = opened(plan)
    if len(book.worksheets) < 60:
        book.create_sheet(f"Own {random.randrange(10_000)}")["B2"] = random.choice(("hello", 5, "=1+1"))
    made = io.BytesIO()
    book.save(made)
    plan.write_bytes(made.getvalue())


def saved_elsewhere(plan: Path, _random: Random) -> None:
    """The workbook goes through openpyxl."""
    book = opened(plan)
    made = io.BytesIO()
    book.save(made)
    plan.write_bytes(made.getvalue())


DATA: tuple[Callable[[Path, Random], None], ...] = (
    stroke, stroke, stroke, sound_stroke, sound_stroke, deleted_row, copied_row, decided, chosen,
)  # fmt: skip
"""What changes the data."""
LOOKS: tuple[Callable[[Path, Random], None], ...] = (
    sorted_rows, moved_column, renamed_tab, renamed_heading, thrown_away, thrown_away,
)  # fmt: skip
"""What leaves every typed cell under its row and column."""
OTHERS: tuple[Callable[[Path, Random], None], ...] = (own_sheet, saved_elsewhere)
"""What another program makes of the file."""

__all__ = ("DATA", "DESK", "LOOKS", "OTHERS")
