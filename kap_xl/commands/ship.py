"""The workbooks and pages as released, made anew: `python -m kap_xl.commands.ship` writes them into the repository."""

from __future__ import annotations

from pathlib import Path

from kap_xl.books.prepared import form_package
from kap_xl.books.report import report_package
from kap_xl.commands.catalogue import page
from kap_xl.commands.new import END, START, blank_bytes, sample_bytes
from kap_xl.phrase import LANGUAGES

ROOT = Path(__file__).parents[2]


def shipped() -> dict[str, bytes]:
    """Every released workbook under its path in the repository; the same bytes each time."""
    years = range(START.year, END.year + 1)
    made = {}
    for lang in LANGUAGES:
        made[f"workbook/plan-{lang}.xlsx"] = blank_bytes(lang)
        made[f"workbook/sample-{lang}.xlsx"] = sample_bytes(lang)
        made[f"templates/form-{lang}.xlsx"] = form_package(lang, years)
        made[f"templates/report-{lang}.xlsx"] = report_package(lang)
    return made


def written() -> dict[str, bytes]:
    """Every page of the documentation that is made from the program, under its path in the repository."""
    names = {lang: "rules.md" if lang == "en" else f"rules-{lang}.md" for lang in LANGUAGES}
    return {f"docs/{name}": page(lang).encode() for lang, name in names.items()}


def main() -> None:
    """All of them, in place."""
    for path, data in (shipped() | written()).items():
        target = ROOT / path
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(data)


if __name__ == "__main__":
    main()
