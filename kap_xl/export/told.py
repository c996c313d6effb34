"""What the tables and columns of an export are called, and what they hold, in each language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kap_xl.columns import BY_KEY
from kap_xl.export.database import MICRO
from kap_xl.export.tables import OWN, Field, Tidy
from kap_xl.phrase import LANGUAGES, has, text
from kap_xl.sheets.headings import heading, tab

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kap_xl.export.tables import Plain

_SAID = tuple(f"{part}_{lang}" for part in ("title", "description") for lang in LANGUAGES)


def title(field: Field, lang: str) -> str:
    """A column's name for people."""
    if field.key.startswith(OWN) or not field.sheet:
        return text(f"export.col.{field.key.removeprefix(OWN) or field.name}", lang)
    return heading(field.sheet, field.key, lang)


def description(field: Field, lang: str, year: int) -> str:
    """What a column holds; `year` is that of the examples."""
    name = field.key.removeprefix(OWN) or field.name
    codes = (f"export.about.{name}", f"workbook.hint.{field.sheet}.{name}", f"workbook.hint.{name}")
    code = next((code for code in codes if has(code, lang)), None)
    return text(code, lang, year=str(year)) if code else title(field, lang)


def table_title(name: str, lang: str) -> str:
    """A table's name for people."""
    if name in BY_KEY:
        return tab(name, lang)
    if has(f"export.table.{name}", lang):
        return text(f"export.table.{name}", lang)
    sheet, _, key = name.partition("_")
    return f"{tab(sheet, lang)}: {heading(sheet, key, lang)}"


def table_description(name: str, lang: str) -> str:
    """What a table holds."""
    for code in (f"export.about-table.{name}", f"workbook.about.{name}"):
        if has(code, lang):
            return text(code, lang)
    return text("export.about-bodies", lang, column=table_title(name, lang))


def explained(tables: Iterable[Tidy], year: int) -> tuple[Tidy, Tidy]:
    """Two tables more: of all tables, and of all their columns, these two included."""
    fields = tuple(map(Field, ("table", *_SAID)))
    columns = tuple(map(Field, ("table", "column", "type", "unit", "target", *_SAID)))
    made = (*tables, Tidy("tables", fields, ("table",), ()), Tidy("columns", columns, ("table", "column"), ()))
    named = tuple(
        (each.name, *(said(each.name, lang) for said in (table_title, table_description) for lang in LANGUAGES))
        for each in made
    )
    lines = tuple(line for each in made for line in _lines(each, year))
    return Tidy("tables", fields, ("table",), named), Tidy("columns", columns, ("table", "column"), lines)


def _lines(table: Tidy, year: int) -> Iterator[tuple[Plain, ...]]:
    for field in table.fields:
        titles = [title(field, lang) for lang in LANGUAGES]
        about = [description(field, lang, year) for lang in LANGUAGES]
        yield table.name, field.name, field.type, field.unit or None, field.target or None, *titles, *about
        if field.money:
            whole = [text("export.about.micro", lang, column=field.name) for lang in LANGUAGES]
            yield table.name, field.name + MICRO, "integer", "1/1000000", None, *titles, *whole
