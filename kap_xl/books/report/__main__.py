"""Writes the prepared report packages into the repository: `python -m kap_xl.books.report`."""

from __future__ import annotations

from pathlib import Path

from kap_xl.books.report.build import report_package
from kap_xl.phrase import LANGUAGES

ROOT = Path(__file__).parents[3]


def main() -> None:
    """One package a language."""
    for lang in LANGUAGES:
        target = ROOT / "templates" / f"report-{lang}.xlsx"
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(report_package(lang))


if __name__ == "__main__":
    main()
