"""What openpyxl makes of cells and sheets, in our terms: values, results of formulas, and sheets copied."""

from __future__ import annotations

import io
import re
import warnings
from copy import copy
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from openpyxl import load_workbook
from openpyxl.utils import range_boundaries
from openpyxl.utils.escape import unescape
from openpyxl.worksheet.table import Table

from kap_xl.grid import Percent, Raw, Trouble

if TYPE_CHECKING:
    from openpyxl import Workbook as Opened
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

    from kap_xl.grid import Merge

    AnyCell = Cell | MergedCell

_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
LOOK = ("font", "fill", "border", "alignment", "number_format", "protection")


def loaded(data: bytes, *, results: bool) -> Opened:
    """A prepared workbook; what openpyxl does not know of it (bars in cells) is only looks, and it need not say so."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        return load_workbook(io.BytesIO(data), data_only=results)


def area(ref: str) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of a table's reference."""
    left, top, right, bottom = range_boundaries(ref)
    return int(left or 0), int(top or 0), int(right or 0), int(bottom or 0)


def merged(sheet: Worksheet) -> tuple[Merge, ...]:
    """The areas whose cells somebody merged."""
    return tuple((each.min_row, each.min_col, each.max_row, each.max_col) for each in sheet.merged_cells.ranges)


def stored(cell: AnyCell) -> object:
    """The stored result of a formula; an empty text is a result, which openpyxl shows as nothing."""
    if cell.data_type == "e":
        return Trouble(str(cell.value))
    return "" if cell.value is None and cell.data_type != "n" else cell.value


def plain(value: object, cell: AnyCell) -> Raw:
    """A value as the other reader gives it."""
    if cell.data_type == "e":
        return Trouble(str(value))
    if isinstance(value, time | timedelta):
        return str(value)
    if isinstance(value, datetime) and value.time() == value.min.time():
        return value.date()
    if isinstance(value, str):
        return unescape(value) or None
    if isinstance(value, int | float) and not isinstance(value, bool) and "%" in _LITERAL.sub("", cell.number_format):
        return Percent(value)
    return value  # type: ignore[return-value]  # what openpyxl reads from a cell


def copied(source: Worksheet, values: Worksheet, target: Worksheet) -> dict[tuple[int, int], object]:
    """Copy a sheet's cells, looks, sizes, merges and tables; its formulas' results, out of `values`, by cell."""
    results: dict[tuple[int, int], object] = {}
    for row, line in enumerate(source.iter_rows(), 1):
        for column, cell in enumerate(line, 1):
            made = target.cell(row, column)
            made.value = cell.value
            for part in LOOK if cell.has_style else ():
                setattr(made, part, copy(getattr(cell, part)))
            if cell.data_type == "f":
                results[row, column] = stored(values.cell(row, column))
    for letter, wide in source.column_dimensions.items():
        target.column_dimensions[letter].width, target.column_dimensions[letter].hidden = wide.width, wide.hidden
    for number, tall in source.row_dimensions.items():
        target.row_dimensions[number].height, target.row_dimensions[number].hidden = tall.height, tall.hidden
    for area in source.merged_cells.ranges:
        target.merge_cells(str(area))
    for table in source.tables.values():
        made_table = Table(displayName=table.displayName, ref=table.ref)
        made_table.autoFilter = copy(table.autoFilter)
        target.add_table(made_table)
    return results
