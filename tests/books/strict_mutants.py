"""Bad workbooks: each is the good plan with one thing broken, and the code of the fault that it must raise."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from strict_mutants_book import BOOKS
from strict_mutants_cells import CELLS
from strict_mutants_package import PACKAGE
from strict_mutants_sheets import SHEETS
from strict_mutation import Change, Mutant, chained, project, shared, threaded

MUTANTS: Final[tuple[Mutant, ...]] = (*PACKAGE, *CELLS, *SHEETS, *BOOKS)
GOOD_CHANGES: Final[Mapping[str, Change]] = {
    "chain": chained(),
    "threads": threaded(),
    "shared": shared(),
    "macros": project(),
}
