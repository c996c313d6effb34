"""A cell that is no figure: what its column is, how the cell is read, where it came from, and what is open about it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from kap_xl.columns import BY_KEY, Role
from kap_xl.phrase import Phrase, has, phrase, text
from kap_xl.reading import State, plain
from kap_xl.sheets.explain_made import Explained, Piece, View, said
from kap_xl.sheets.headings import heading
from kap_xl.table.told import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kap_xl.grid import Layout
    from kap_xl.reading import Cell
    from kap_xl.sheets.explain_place import Place
    from kap_xl.table import Row

SEVERAL = 20
"""Changes and lines of the merge log that are told of one cell."""


def of_cell(view: View, at: Place, of: Layout) -> Explained:
    """An ordinary cell of a sheet of ours."""
    row = next((each for each in view.work.table(of.key).rows if each.number == at.row), None)
    key, cell = _field(at, of, row)
    told = [column_told(view, of.key, at), *_read(view, cell, at)]
    if row is not None:
        told += [*_origin(row, of.key), *_conflicts(view, row, f"{of.key}.{key}")]
        told += _changes(view, row, of.key, key)
    told += _findings(view, at)
    uid = row.uid if row is not None else ""
    return Explained(
        at.grid.title, at.address, f"{of.key}.{key}", said(at.raw, view.lang),
        title=title(view, of.key, at), way="read", pieces=tuple(_logged(view, uid, f"{of.key}.{key}")),
        told=tuple(told),
    )  # fmt: skip


def _field(at: Place, of: Layout, row: Row | None) -> tuple[str, Cell | None]:
    """What the cell is called in logs and changes, and the cell as it was read."""
    if row is None:
        return at.key, None
    if of.key == "cover":
        return row.uid, row.cells.get("value") if at.key == "value" else None
    return at.key, row.cells.get(at.key)


def title(view: View, sheet: str, at: Place) -> str:
    """The column's heading with the row's code."""
    code = view.codes.get((sheet, at.row), "")
    name = _heading(view, sheet, at)
    return f"{code} · {name}" if code and at.key != "code" else name


def _heading(view: View, sheet: str, at: Place) -> str:
    """The heading in the language asked for; that of the sheet where the column is not ours."""
    if BY_KEY[sheet].column(at.key) is not None:
        return heading(sheet, at.key, view.lang)
    return said(at.grid.cell(at.layout.head_row, at.column) if at.layout else None, view.lang)


def column_told(view: View, sheet: str, at: Place) -> Phrase:
    """What the column is, and who fills it."""
    name, column = _heading(view, sheet, at), BY_KEY[sheet].column(at.key)
    if column is None:
        return phrase("explain.column-own", column=name)
    form = bool(view.work.settings.agency)
    role = column.role
    if form and role is Role.FORMULA and sheet == "matrix" and column.key in ("needed", "funded", "gap"):
        return phrase("explain.column-issued", column=name)
    return phrase(f"explain.column-{role.value}", column=name)


def _read(view: View, cell: Cell | None, at: Place) -> Iterator[Phrase]:
    """How the cell was read, and what was made of it where that is not what stands there."""
    if cell is None:
        yield phrase("explain.empty" if at.raw is None else "explain.not-read")
        return
    if cell.state is State.UNCACHED:
        yield phrase("explain.no-result")
    elif cell.state is State.ERROR:
        yield phrase("explain.error", text=cell.reason)
    elif not cell.known:
        code = cell.reason if has(cell.reason, view.lang) else ""
        yield phrase("explain.not-understood", value=shown(plain(cell.raw)))
        if code and cell.near:
            yield phrase("explain.perhaps", suggestion=cell.near)
    else:
        yield phrase("explain.read-as", value=_value(view, cell, at))


def _value(view: View, cell: Cell, at: Place) -> str:
    value = cell.value
    start, end = getattr(value, "start", None), getattr(value, "end", None)
    if isinstance(start, date) or isinstance(end, date):
        days = " – ".join(said(day, view.lang) for day in dict.fromkeys((start, end)) if isinstance(day, date))
        return f"{days} ({getattr(value, 'kind', '')})"
    column = BY_KEY[at.layout.key].column(at.key) if at.layout is not None else None
    if column is not None and column.words and isinstance(value, str):
        word = f"words.{column.words}.{value}"
        return f"{text(word, view.lang)} ({value})" if has(word, view.lang) else value
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return said(value, view.lang) if isinstance(value, date) else shown(plain(value))


def _origin(row: Row, sheet: str) -> Iterator[Phrase]:
    """The return that a report came in with."""
    if sheet not in ("progress", "values", "spending", "proposals"):
        return
    file = row.value("from_file")
    if file is None:
        yield phrase("explain.origin-typed")
        return
    received, number = row.value("received"), row.value("return_no")
    yield phrase(
        "explain.origin", file=str(file), cells=said_of(row.value("from_cells")),
        received=received if isinstance(received, date) else None, number=said_of(number),
    )  # fmt: skip


def said_of(value: object) -> str:
    """A value in a sentence; a dash for none."""
    return "–" if value is None else shown(plain(value))


def _conflicts(view: View, row: Row, field: str) -> Iterator[Phrase]:
    """The open questions about the cell."""
    for each in view.work.table("conflicts").rows:
        asked = (each.raw("row_uid"), each.raw("field"))
        if row.uid and asked == (row.uid, field) and each.value("state") == "open":
            theirs, file = said_of(each.value("theirs")), said_of(each.value("from_file"))
            yield phrase("explain.conflict", ours=said_of(each.value("ours")), theirs=theirs, file=file)


def _changes(view: View, row: Row, sheet: str, column: str) -> Iterator[Phrase]:
    """What the cell held in earlier versions of the plan."""
    found = [
        each
        for each in view.work.table("changes").rows
        if row.uid and (each.raw("row_uid"), each.raw("sheet"), each.raw("column")) == (row.uid, sheet, column)
    ]
    for each in found[-SEVERAL:]:
        on = each.value("date")
        yield phrase(
            "explain.change", old=said_of(each.value("old")), new=said_of(each.value("new")),
            day=on if isinstance(on, date) else None, version=said_of(each.value("version")),
            reason=said_of(each.value("reason")),
        )  # fmt: skip


def _findings(view: View, at: Place) -> Iterator[Phrase]:
    """What the rules say of the cell, each with what to do."""
    for each in view.findings.get((at.grid.title, at.address), ()):
        yield each.message
        if each.fix is not None:
            yield each.fix


def _logged(view: View, uid: str, field: str) -> Iterator[Piece]:
    """The cells of returns that the merge log names for the cell."""
    log = view.work.table("log")
    found = [each for each in log.rows if uid and (each.raw("row_uid"), each.raw("field")) == (uid, field)]
    for each in found[-SEVERAL:]:
        outcome = each.value("outcome")
        word = view.names.word("outcome", outcome if isinstance(outcome, str) else None)
        place = f"{said_of(each.value('from_file'))}: {said_of(each.value('from_cell'))}"
        cell = f"{log.layout.letter('theirs')}{each.number}"
        what = f"{word} · {place}"
        yield Piece(log.layout.title, cell, each.uid, said_of(each.value("code")), what, said_of(each.value("theirs")))
