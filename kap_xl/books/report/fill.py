"""Fills a prepared report package: rows under its column keys, and a way from each figure to the cells behind it."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from python_calamine import CalamineWorkbook

from kap_xl.books.errors import PackageError
from kap_xl.books.package import Edit, Formula, Item, Package, RowLook
from kap_xl.books.report.cells import linked, quoted, shown_item
from kap_xl.books.report.paper import row_height
from kap_xl.grid import KEY_PREFIX, Grid, Layout, layout
from kap_xl.sheets.report_columns import BY_KEY, COVER

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kap_xl.sheets.report import ReportContent
    from kap_xl.sheets.report_rows import Row

PREFIX = "report-"


@dataclass(frozen=True, slots=True)
class Home:
    """Where a sheet of the template keeps things: its layout, the first data row, and each marked row's number."""

    layout: Layout
    first: int
    marks: Mapping[str, int]

    def row(self, number: int, row: Row | None = None) -> int:
        """The row in Excel of a content row; on the cover a line's own."""
        return self.marks[str(row["uid"].value)] if row is not None else self.first + number

    def address(self, row: int, column: str) -> str:
        """A cell as a link names it; empty where the template lacks the column."""
        letter = self.layout.letter(column)
        return f"{quoted(self.layout.title)}!{letter}{row}" if letter else ""


def write_report(template: bytes, content: ReportContent) -> bytes:
    """The template with the report in it: sheets are found by their keys, columns by theirs, wherever they stand.

    Sheets or columns that the template lacks are left out. Raises PackageError for a template without a sheet of the
    report, and whatever `Package` raises.
    """
    package = Package.open(template)
    homes = _homes(template, package)
    if not homes:
        raise PackageError("not-a-template")
    front = tuple(content.cover.values())
    links = _links(content, homes)
    if "cover" in homes:
        package.set_cells(homes["cover"].layout.title, list(_front(front, homes["cover"], links)))
    for key, rows in content.sheets.items():
        if key in homes:
            home = homes[key]
            made = [_items(key, number, row, home, links) for number, row in enumerate(rows)]
            package.fill_table(home.layout.title, BY_KEY[key].table, made, [_look(key, row) for row in rows])
    if "trace" in homes:
        package.fill_table(homes["trace"].layout.title, BY_KEY["trace"].table, list(_trace(content, homes)))
    for key, home in homes.items():
        texts = {"subtitle": content.subtitle, "note": content.notes.get(key)}
        edits = [Edit(home.marks[mark], 2, shown) for mark, shown in texts.items() if shown and mark in home.marks]
        package.set_cells(home.layout.title, edits)
    return package.to_bytes()


def _homes(template: bytes, package: Package) -> dict[str, Home]:
    """The template's sheets of the report by key."""
    book = CalamineWorkbook.from_filelike(BytesIO(template))
    found: dict[str, Home] = {}
    for title in book.sheet_names:
        rows = book.get_sheet_by_name(title).to_python(skip_empty_area=False)
        grid = Grid(title, tuple(tuple(row) for row in rows))  # type: ignore[arg-type]  # times never stand here
        place = layout(grid)
        if place is None or not place.key.startswith(PREFIX):
            continue
        key = place.key.removeprefix(PREFIX)
        column = place.columns["uid"]
        marks = {str(cell): number for number in range(1, len(grid.rows) + 1) if (cell := grid.cell(number, column))}
        tables = [
            table for table in package.sheet(title).tables if key in BY_KEY and table.display == BY_KEY[key].table
        ]
        if tables or key == "cover":
            first = tables[0].first if tables else 0
            found[key] = Home(
                place, first, {mark: row for mark, row in marks.items() if not mark.startswith(KEY_PREFIX)}
            )
    return found


def _links(content: ReportContent, homes: Mapping[str, Home]) -> dict[tuple[str, int, str], str]:
    """For each figure (sheet, row, column) where its first source is listed."""
    if "trace" not in homes:
        return {}
    home = homes["trace"]
    found: dict[tuple[str, int, str], str] = {}
    for number, source in enumerate(content.sources):
        found.setdefault((source.sheet, source.row, source.column), home.address(home.row(number), "figure"))
    return found


def _trace(content: ReportContent, homes: Mapping[str, Home]) -> Iterable[list[Item]]:
    """The rows of the sheet of sources; the figure's address leads back to it."""
    front = tuple(content.cover.values())
    home = homes["trace"]
    for source in content.sources:
        target = homes.get(source.sheet)
        row = front[source.row] if source.sheet == "cover" else None
        address = target.address(target.row(source.row, row), source.column) if target else ""
        figure = linked(address, address) if address else ""
        cells: dict[str, Item] = {
            "figure": figure,
            "about": source.about,
            "cell": source.cell,
            "adds": source.adds,
            "way": source.way,
        }
        yield _placed(home, cells)


def _items(sheet: str, number: int, row: Row, home: Home, links: Mapping[tuple[str, int, str], str]) -> list[Item]:
    """A table row in the order of the template's columns."""
    cells: dict[str, Item] = {"uid": str(row["uid"].value)}
    for column in BY_KEY[sheet].columns:
        if column.key in row:
            cells[column.key] = shown_item(
                row[column.key], column, links.get((sheet, number, column.follows or column.key))
            )
    return _placed(home, cells)


def _look(sheet: str, row: Row) -> RowLook:
    """A row high enough for its texts."""
    texts = [
        (str(row[column.key].value), column.width)
        for column in BY_KEY[sheet].columns
        if column.kind in ("text", "code") and column.key in row
    ]
    return RowLook(row_height(texts))


def _placed(home: Home, cells: Mapping[str, Item]) -> list[Item]:
    left = min(home.layout.columns.values())
    width = max(home.layout.columns.values()) - left + 1
    items: list[Item] = [None] * width
    for key, item in cells.items():
        if key in home.layout.columns:
            items[home.layout.columns[key] - left] = item
    return items


def _front(rows: Iterable[Row], home: Home, links: Mapping[tuple[str, int, str], str]) -> Iterable[Edit]:
    """The cells of the cover."""
    for number, row in enumerate(rows):
        if str(row["uid"].value) not in home.marks:
            continue
        for column in COVER[1:]:
            place = home.layout.columns.get(column.key)
            if place is None or column.key not in row:
                continue
            item = shown_item(row[column.key], column, links.get(("cover", number, column.follows or column.key)))
            formula = item.text if isinstance(item, Formula) else None
            value = item.value if isinstance(item, Formula) else item
            high = row_height([(str(value), column.width)]) if column.key == "note" else 0.0
            yield Edit(home.row(number, row), place, value, formula, height=high)  # type: ignore[arg-type]  # no style is put on
