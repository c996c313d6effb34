"""A table: the typed cells of one sheet under its column keys, row by row, and the findings that reading made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from kap_xl.columns import BY_KEY, FORM_SETTINGS, SETTINGS, Column, Role
from kap_xl.finding import Finding, Severity, Spot
from kap_xl.grid import Grid, Layout
from kap_xl.phrase import phrase
from kap_xl.reading import Cell, Reader, State, plain


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its Excel number, its identity (empty where it has none), and its cells that are not blank, by key."""

    number: int
    uid: str
    cells: Mapping[str, Cell]

    def value(self, key: str) -> object:
        """The typed value of a cell; None where it is blank or could not be read."""
        cell = self.cells.get(key)
        return cell.value if cell is not None and cell.known else None

    def raw(self, key: str) -> object:
        """The cell as it stands; None where it is blank."""
        cell = self.cells.get(key)
        return cell.raw if cell is not None else None


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet's rows with where they were found."""

    layout: Layout
    rows: tuple[Row, ...]

    @property
    def key(self) -> str:
        """The sheet's key."""
        return self.layout.key

    def by_uid(self) -> dict[str, Row]:
        """The rows under their identities; of rows with the same one the first."""
        found: dict[str, Row] = {}
        for row in self.rows:
            if row.uid:
                found.setdefault(row.uid, row)
        return found


def read_table(grid: Grid, layout: Layout, reader: Reader) -> tuple[Table, tuple[Finding, ...]]:
    """The table of a sheet of ours and a finding for each cell that could not be read as its column wants."""
    columns = known_columns(layout)
    rows = tuple(_rows(grid, layout, columns, reader))
    return Table(layout, rows), tuple(findings(layout.key, columns, rows))


def read_cover(grid: Grid, layout: Layout, reader: Reader) -> tuple[Table, tuple[Finding, ...]]:
    """The cover, where each row is a setting with a kind of its own and the uid is the setting's name."""
    kinds = {column.key: column for column in (*SETTINGS, *FORM_SETTINGS)}
    place = layout.columns.get("value")
    rows: list[Row] = []
    found: list[Finding] = []
    for number in range(layout.head_row + 1, len(grid.rows) + 1):
        name = str(grid.cell(number, layout.columns["uid"]) or "").strip()
        if name not in kinds or place is None:
            continue
        cell = reader.read(kinds[name], grid.cell(number, place))
        row = Row(number, name, {"value": cell} if cell is not None else {})
        rows.append(row)
        found += findings("cover", {"value": kinds[name]}, [row])
    return Table(layout, tuple(rows)), tuple(found)


def known_columns(layout: Layout) -> dict[str, Column]:
    """The schema's columns that a sheet has, by key; columns that users added are left alone."""
    sheet = BY_KEY[layout.key]
    found = {key: sheet.column(key) for key in layout.columns}
    return {key: column for key, column in found.items() if column is not None}


def _rows(grid: Grid, layout: Layout, columns: Mapping[str, Column], reader: Reader) -> Iterable[Row]:
    places = [(key, column, layout.columns[key] - 1) for key, column in columns.items() if key != "uid"]
    uid_place = layout.columns["uid"] - 1
    for number, raw in enumerate(grid.rows[layout.head_row :], layout.head_row + 1):
        width = len(raw)
        cells = {}
        for key, column, place in places:
            if place < width and (value := raw[place]) is not None and (cell := reader.read(column, value)) is not None:
                cells[key] = cell
        uid = raw[uid_place] if uid_place < width else None
        if cells or uid:
            yield Row(number, str(uid).strip() if uid else "", MappingProxyType(cells))


def findings(sheet: str, columns: Mapping[str, Column], rows: Iterable[Row]) -> Iterable[Finding]:
    """A finding for every cell that was not plainly read; formulas without results are told once a column."""
    unknown: dict[str, list[Row]] = {}
    for row in rows:
        for key, cell in row.cells.items():
            if cell.state is State.READ:
                continue
            if cell.state is State.UNCACHED:
                unknown.setdefault(key, []).append(row)
            elif cell.state is not State.WARN or columns[key].role is not Role.FORMULA:
                yield _finding(Spot(sheet, row.number, key, row.uid), cell)
    for key, where in unknown.items():
        spot = Spot(sheet, where[0].number, key, where[0].uid)
        yield Finding(
            "formula-unknown",
            Severity.ERROR,
            spot,
            phrase("cells.formula-unknown", n=len(where)),
            phrase("cells.formula-unknown-fix"),
        )


def _finding(spot: Spot, cell: Cell) -> Finding:
    if cell.state is State.ERROR:
        message, fix = phrase("cells.excel-error", text=cell.reason), phrase("cells.excel-error-fix")
        return Finding("excel-error", Severity.ERROR, spot, message, fix, cell.reason)
    value = plain(cell.raw)
    message = phrase(cell.reason, value=value, read=_read_as(cell))
    fix = phrase("cells.nearest-fix", suggestion=cell.suggestion) if cell.suggestion else phrase(f"{cell.reason}-fix")
    severity = Severity.HINT if cell.state is State.WARN else Severity.ERROR
    return Finding(cell.reason.partition(".")[2], severity, spot, message, fix, value)


def _read_as(cell: Cell) -> str:
    """How a cell was read, short: the value, or the dates of a deadline."""
    end = getattr(cell.value, "end", None)
    start = getattr(cell.value, "start", None)
    if start is not None or end is not None:
        return " – ".join(day.isoformat() for day in (start, end) if day is not None)
    return "" if cell.value is None else str(cell.value)
