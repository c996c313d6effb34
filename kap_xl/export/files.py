"""All files of an export as bytes, by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from kap_xl.export.csv_text import as_csv
from kap_xl.export.database import as_database
from kap_xl.export.datapackage import NAME, as_package
from kap_xl.export.gather import gather
from kap_xl.export.told import explained, table_title
from kap_xl.phrase import LANGUAGES, text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kap_xl.export.tables import Tidy
    from kap_xl.workbook import Workbook

DATABASE, README = "plan.sqlite", "README.txt"
YEAR = 2027
"""The year of examples where a plan says none."""


def files(work: Workbook) -> tuple[Mapping[str, bytes], Mapping[str, int]]:
    """The files, and the number of rows of each table; the same plan gives the same bytes."""
    own = work.settings
    year = own.start.year if own.start is not None else YEAR
    data = gather(work)
    tables = (*data, *explained(data, year))
    made = {f"{table.name}.csv": as_csv(table) for table in tables}
    made[DATABASE] = as_database(tables)
    made[README] = readme(tables, {lang: own.plan_name(lang) for lang in LANGUAGES})
    made[NAME] = as_package(tables, own.plan_name(own.language), own.language, year, (*made, NAME))
    return made, {table.name: len(table.rows) for table in data}


def readme(tables: Iterable[Tidy], names: Mapping[str, str]) -> bytes:
    """What whoever opens the folder must know, in each language; Windows opens it as it is."""
    every = tuple(tables)
    parts = []
    for lang in LANGUAGES:
        listed = "\n".join(f"  {table.name}.csv  {table_title(table.name, lang)}" for table in every)
        parts.append(text("export.readme", lang, plan=names[lang], tables=listed))
    return ("\ufeff" + "\n\n----\n\n".join(parts) + "\n").replace("\n", "\r\n").encode("utf-8")
