"""Writes the prepared packages into the repository: `python -m kap_xl.books.prepared`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from kap_xl.books.prepared import form_package, plan_package
from kap_xl.phrase import LANGUAGES

START, END = date(2027, 1, 1), date(2029, 12, 31)
ROOT = Path(__file__).parents[3]


def packages() -> dict[str, bytes]:
    """Every prepared package under its path in the repository."""
    years = range(START.year, END.year + 1)
    plans = {f"workbook/plan-{lang}.xlsx": plan_package(lang, START, END) for lang in LANGUAGES}
    forms = {f"templates/form-{lang}.xlsx": form_package(lang, years) for lang in LANGUAGES}
    return plans | forms


def main() -> None:
    """All of them, in place."""
    for path, data in packages().items():
        target = ROOT / path
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(data)


if __name__ == "__main__":
    main()
