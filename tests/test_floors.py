"""The house: imports only go down, and each library stays on its own floor."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import kap_xl

ROOT = Path(kap_xl.__file__).parent
FLOORS = (
    {"vocabulary", "grid", "uids", "fingerprint"},
    {"phrase", "model"},
    {"finding", "kinds"},
    {"columns", "edits", "privacy", "port"},
    {"reading"},
    {"table"},
    {"parse", "canon"},
    {"versions"},
    {"workbook"},
    {"rules", "summaries", "exchange"},
    {"sample"},
    {"sheets"},
    {"export"},
    {"books"},
    {"desk"},
    {"commands"},
    {"cli"},
)
"""From the ground up; a unit is a module or a package right under kap_xl. Within a unit modules may import each other."""
HOMES = {
    "openpyxl": {"books.headless", "books.headless_cells", "books.headless_marks"},
    "xlsxwriter": {"books.findings", "books.pages", "books.prepared", "books.report"},
    "python_calamine": {"books.closed", "books.foreign", "books.report"},
    "pandas": {"summaries", "sheets", "books"},
    "babel": {"kinds", "phrase", "texts"},
    "rapidfuzz": {"kinds", "rules"},
    "pydantic": {"model"},
    "xlwings": {"books.live", "excel", "calc"},
    "uno": {"calc"},
}
BARE = {"texts", "__init__"}
MODULES = sorted(path for path in ROOT.rglob("*.py"))


def name_of(path: Path) -> str:
    """The dotted name of a module under kap_xl."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imported(path: Path) -> set[str]:
    """Everything a module imports, at the top, inside functions and for type checkers alike."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" if node.module == "kap_xl" else node.module for alias in node.names}
    return names


def floor(unit: str) -> int:
    """The floor of a unit; a unit that nobody put on a floor fails the test."""
    return next(number for number, units in enumerate(FLOORS) if unit in units)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_only_go_down(path: Path) -> None:
    """A module imports from its own unit and from lower floors."""
    unit = name_of(path).partition(".")[0]
    if unit in BARE:
        return
    used = {name.split(".")[1] for name in imported(path) if name.startswith("kap_xl.") and not name.endswith("__")} - {
        unit
    }
    upward = {each for each in used if floor(each) >= floor(unit)}
    assert not upward


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_each_library_stays_at_home(path: Path) -> None:
    """Only the adapters and floors that own a library import it."""
    name = name_of(path)
    roots = {each.partition(".")[0] for each in imported(path)}
    strangers = {
        lib
        for lib, homes in HOMES.items()
        if lib in roots and not any(f"{name}.".startswith(f"{home}.") for home in homes)
    }
    assert not strangers


def test_every_unit_has_a_floor() -> None:
    """No unit is forgotten, and none is listed that is gone."""
    units = {name_of(path).partition(".")[0] for path in MODULES} - BARE - {""}
    assert units == set().union(*FLOORS)
