"""The workbook: every sheet of ours as a table, and the plan that they make."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from kap_xl.columns import BY_KEY
from kap_xl.grid import Layout
from kap_xl.parse import parse, settings
from kap_xl.table import Table, read_cover, read_table
from kap_xl.versions import rosters
from kap_xl.workbook.found import sheets_of_ours
from kap_xl.workbook.missing import Lack, lacks, told
from kap_xl.workbook.registers import reader_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kap_xl.finding import Finding
    from kap_xl.grid import Grid
    from kap_xl.model import Plan, Settings
    from kap_xl.reading import Reader


@dataclass(frozen=True)
class Workbook:
    """The tables of a plan or of an agency form; `plan` is made from them once, when it is first asked for.

    `lacks` are the sheets and columns that a workbook of its kind should have and this one has not.
    """

    tables: Mapping[str, Table]
    reader: Reader
    findings: tuple[Finding, ...]
    lacks: frozenset[Lack] = frozenset()

    @cached_property
    def plan(self) -> Plan:
        """The structure that rules and summaries think in, with what was in force before."""
        return parse(self.tables).model_copy(update={"in_force": rosters(self.tables, self.reader)})

    @property
    def layouts(self) -> dict[str, Layout]:
        """Where each sheet keeps its columns."""
        return {key: table.layout for key, table in self.tables.items()}

    @property
    def settings(self) -> Settings:
        """The cover's settings."""
        return self.plan.settings

    def table(self, key: str) -> Table:
        """The table of a sheet; an empty one where the workbook lacks the sheet."""
        return self.tables.get(key) or Table(Layout(key, "", 0, 0, {"uid": 1}), ())


def read_workbook(grids: Iterable[Grid], wanted: Iterable[str] | None = None, base: Reader | None = None) -> Workbook:
    """Every table of the workbook (or the wanted ones), typed; `base` lends a form the registers of its plan.

    What is missing is looked for only in a whole workbook, which carries its words or its identity with it.
    """
    every = tuple(grids)
    found, trouble = sheets_of_ours(every)
    reader = base or reader_of(found)
    tables: dict[str, Table] = {}
    findings = list(trouble)
    keys = BY_KEY if wanted is None else ("cover", *wanted)
    for key in keys:
        if key in found and key not in tables and key != "words":
            grid, place = found[key]
            tables[key], of_cells = (read_cover if key == "cover" else read_table)(grid, place, reader)
            findings += of_cells
    lacking = lacks({key: place for key, (_, place) in found.items()}) if wanted is None else frozenset()
    if lacking:
        ours = {id(grid) for grid, _ in found.values()}
        others = [grid for grid in every if id(grid) not in ours]
        findings = [*told(lacking, others, settings(tables.get("cover"))), *findings]
    return Workbook(tables, reader, tuple(findings), lacking)
