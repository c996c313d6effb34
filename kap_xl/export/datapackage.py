"""The description of an export that other programs read: a Frictionless Data Package with Table Schemas."""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from kap_xl.export.told import description, table_description, table_title, title

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kap_xl.export.tables import Field, Tidy

NAME = "datapackage.json"
FILES = "kap:files"
"""The property under which an export names all its files, so that a later one may replace them."""
_TYPES: Mapping[str, str] = MappingProxyType({"text": "string", "amount": "number"})


def as_package(tables: Iterable[Tidy], name: str, lang: str, year: int, files: Iterable[str]) -> bytes:
    """The descriptor; titles and descriptions are in one language, the table `columns` has them in all."""
    made = tuple(tables)
    names = {table.name for table in made}
    found = {
        "profile": "tabular-data-package",
        "name": "kap-export",
        "title": name,
        "resources": [_resource(table, names, lang, year) for table in made],
        FILES: sorted(files),
    }
    return (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def earlier(data: bytes) -> frozenset[str]:
    """The files that a descriptor of ours names; none where it is not one of ours."""
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return frozenset()
    files = found.get(FILES) if isinstance(found, dict) else None
    return frozenset(map(str, files)) if isinstance(files, list) else frozenset()


def _resource(table: Tidy, names: set[str], lang: str, year: int) -> dict[str, object]:
    keys = [
        {"fields": field.name, "reference": {"resource": field.target, "fields": "uid"}}
        for field in table.fields
        if field.target in names
    ]
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "title": table_title(table.name, lang),
        "description": table_description(table.name, lang),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": {
            "fields": [_field(field, lang, year) for field in table.fields],
            "missingValues": [""],
            "primaryKey": list(table.keys),
            **({"foreignKeys": keys} if keys else {}),
        },
    }


def _field(field: Field, lang: str, year: int) -> dict[str, object]:
    made: dict[str, object] = {
        "name": field.name,
        "type": _TYPES.get(field.type, field.type),
        "title": title(field, lang),
        "description": description(field, lang, year),
    }
    if field.type in ("number", "amount"):
        made |= {"decimalChar": ".", "bareNumber": True}
    if field.unit:
        made["kap:unit"] = field.unit
    return made
