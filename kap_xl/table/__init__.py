"""A table: the typed cells of one sheet under its column keys, row by row, and the findings that reading made."""

from kap_xl.table.cover import read_cover
from kap_xl.table.rows import Row, Table, known_columns, read_table

__all__ = ("Row", "Table", "known_columns", "read_cover", "read_table")
