"""The sources of a report: for each of its figures the cells of the plan behind it and what each adds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from kap_xl.sheets.report_columns import BY_KEY, COVER

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kap_xl.finding import Spot
    from kap_xl.grid import Layout
    from kap_xl.sheets.names import Names
    from kap_xl.sheets.report_rows import Row
    from kap_xl.summaries.figure import Figure, Number

PLAIN_TITLE = re.compile(r"[^\W\d]\w*")


class Source(NamedTuple):
    """A cell behind a figure.

    First the figure's place in the report (sheet key, row from 0, column key) and what it is, then the cell as Excel
    names it, what it adds (a number, or the word for withheld), and the way of adding up.
    """

    sheet: str
    row: int
    column: str
    about: str
    cell: str
    adds: Number | str
    way: str


def sources(every: Mapping[str, Iterable[Row]], names: Names, places: Mapping[str, Layout]) -> tuple[Source, ...]:
    """The cells behind every figure, sheet by sheet, row by row, in the order of the columns."""
    return tuple(_sources(every, names, places))


def _sources(every: Mapping[str, Iterable[Row]], names: Names, places: Mapping[str, Layout]) -> Iterator[Source]:
    withheld = names.said("withheld")
    for sheet, rows in every.items():
        columns = [
            column.key for column in (COVER if sheet == "cover" else BY_KEY[sheet].columns if sheet in BY_KEY else ())
        ]
        columns = [key for key in columns if key not in _following(sheet)]
        for number, row in enumerate(rows):
            for key in columns:
                figure = row[key].figure if key in row else None
                if figure is None:
                    continue
                about, way = _about(sheet, row, key, names), _way(figure, names)
                for part in figure.parts:
                    adds = withheld if part.adds is None else part.adds
                    yield Source(sheet, number, key, about, place(part.spot, places), adds, way)


def _following(sheet: str) -> frozenset[str]:
    """The columns of a sheet that lead to another one's cells."""
    columns = COVER if sheet == "cover" else BY_KEY[sheet].columns
    return frozenset(column.key for column in columns if column.follows)


def _about(sheet: str, row: Row, key: str, names: Names) -> str:
    """What a figure is: whom its row is about, and its column."""
    if sheet == "cover":
        return names.said(f"cover.{row['uid'].value}")
    who = row.get("code") or row["uid"]
    name = row.get("name")
    shown = str(who.value or (name.value if name else ""))
    return f"{shown} · {names.column(sheet, key)}"


def _way(figure: Figure, names: Names) -> str:
    """How the cells make the figure, where they are not simply added up."""
    if figure.way == "sum":
        return ""
    over_time, _, over_agencies = figure.way.partition("/")
    if not over_agencies:
        return names.said(f"way.{over_time}")
    return f"{names.word('over_time', over_time)} / {names.word('over_agencies', over_agencies)}"


def place(spot: Spot, places: Mapping[str, Layout]) -> str:
    """A cell of the plan as Excel names it, such as `'Matrica e planit'!K17`; without a row or layout what is known."""
    layout = places.get(spot.sheet)
    if layout is None or not spot.row:
        return f"{spot.sheet}!{spot.column}{spot.row or ''}"
    title = layout.title
    shown = title if PLAIN_TITLE.fullmatch(title) else "'" + title.replace("'", "''") + "'"
    return f"{shown}!{layout.letter(spot.column)}{spot.row}"
