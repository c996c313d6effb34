"""Parts carried from one package into another, with whatever they lean on."""

from __future__ import annotations

import posixpath
import re
from typing import Final

from kap_xl.books.errors import PackageError
from kap_xl.books.package import content_types, markup
from kap_xl.books.package.parts import Parts, relations_name

# what a sheet may bring along; pivot tables, slicers, queries and threads lean on parts of the whole workbook
CARRIED: Final = frozenset(
    {
        *("table", "hyperlink", "comments", "vmlDrawing", "drawing", "image", "chart", "chartUserShapes"),
        *("chartStyle", "chartColorStyle", "printerSettings", "themeOverride"),
    }
)
_NUMBERED: Final = re.compile(r"[0-9]*(\.[A-Za-z0-9]+)\Z")


def refuse(source: Parts, part: str, seen: set[str] | None = None) -> None:
    """Raise PackageError("sheet-part") where a part leans on what cannot be carried."""
    seen = set() if seen is None else seen
    seen.add(part)
    for relation in source.relations(part):
        if relation.kind not in CARRIED:
            raise PackageError("sheet-part", part=part, found=relation.kind)
        if not relation.external and source.has(relation.target) and relation.target not in seen:
            refuse(source, relation.target, seen)


def relations(source: Parts, old: str, target: Parts, new: str, known: dict[str, str]) -> None:
    """Give part `new` the relationships of part `old` under the same ids, their parts copied under free names.

    `known` tells which parts were copied already; `refuse` has been asked before.
    """
    path = relations_name(old)
    if not source.has(path):
        return
    text = source.text(path)
    items = list(markup.elements(markup.mask(text), "Relationship"))
    for item, relation in reversed(list(zip(items, source.relations(old), strict=True))):
        if relation.external or not source.has(relation.target):
            continue
        copy = known.get(relation.target) or _copied(source, relation.target, target, known)
        address = posixpath.relpath(f"/{copy}", posixpath.dirname(f"/{new}"))
        tag = markup.with_attribute(text[item.start : item.inner], "Target", address)
        text = text[: item.start] + tag + text[item.inner :]
    target.write(relations_name(new), text)


def _copied(source: Parts, part: str, target: Parts, known: dict[str, str]) -> str:
    kind = content_types.content_type(source, part)
    new = known[part] = target.fresh(_NUMBERED.sub(r"{}\1", part))
    target.write_raw(new, source.raw(part))
    if kind != content_types.content_type(target, new):
        if kind and content_types.content_type(target, new) == "" and not part.endswith(".xml"):
            content_types.default(target, part.rpartition(".")[2], kind)
        else:
            content_types.override(target, new, kind)
    relations(source, part, target, new, known)
    return new


def drop_relations(parts: Parts, name: str) -> None:
    """Take out a part's relationships and every part that nothing else leans on."""
    targets = {item.target for item in parts.relations(name) if not item.external and parts.has(item.target)}
    parts.remove(relations_name(name))
    for target in sorted(targets):
        if not _leaned_on(parts, target):
            drop_relations(parts, target)
            parts.remove(target)


def _leaned_on(parts: Parts, target: str) -> bool:
    for name in list(parts.names()):
        if name.endswith(".rels"):
            folder, _, file = name.rpartition("_rels/")
            owner = folder + file.removesuffix(".rels")
            if any(item.target == target and not item.external for item in parts.relations(owner)):
                return True
    return False
