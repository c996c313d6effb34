"""An explanation as text in aligned columns, and under machine keys."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from kap_xl.phrase import has, show_number, text
from kap_xl.sheets.explain_place import spelt
from kap_xl.summaries.figure import TOTAL

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kap_xl.sheets.explain_made import Explained, Piece
    from kap_xl.summaries.figure import Number

SHOWN, WIDE = 60, 44
"""Rows of cells, and characters of a column, that a screen has room for; JSON has them all."""


def as_data(made: Explained, file: str) -> dict[str, object]:
    """The explanation under machine keys: amounts as decimal text, null for what is unknown or withheld."""
    return {
        "file": file,
        "sheet": made.sheet,
        "cell": made.cell,
        "about": made.about,
        "value": made.value,
        "way": made.way,
        "total": _datum(made.total),
        "parts": [
            {
                "sheet": each.sheet, "cell": each.cell, "uid": each.uid,
                "code": each.code, "value": each.value, "adds": _datum(each.adds),
            }
            for each in made.pieces
        ],
        "missing": list(made.missing),
        "withheld": made.withheld,
        "stale": made.stale,
        "notes": [each.code for each in made.told],
    }  # fmt: skip


def _datum(number: Number | None) -> int | str | None:
    return format(number, "f") if isinstance(number, Decimal) else number


def as_text(made: Explained, lang: str) -> str:
    """The explanation for people: the cell and what it shows, sentences, the cells behind, and what is missing."""
    return "\n".join(_lines(made, lang))


def _lines(made: Explained, lang: str) -> Iterator[str]:
    place = spelt(made.sheet, made.cell)
    yield f"{place} = {made.value}" if made.value else place
    title = made.title or _about(made, lang)
    if title:
        yield title
    yield from (f"· {each.say(lang)}" for each in made.told)
    if way := _way(made.way, lang):
        yield text("explain.way", lang, way=way)
    if made.pieces:
        yield ""
        yield from _table(made, lang)
    if made.missing:
        yield ""
        yield text("explain.missing", lang, names=made.missing)


def _about(made: Explained, lang: str) -> str:
    """What a figure of a summary is: the line, its column."""
    name, _, rest = made.about.partition("|")
    line, _, column = rest.rpartition("|")
    if not column:
        return ""
    summary, _, _by = name.partition(".")
    places = (f"report.col.{summary}", "report.col", "words.status", "report.word")
    codes = tuple(f"{place}.{column}" for place in places)
    word = next((text(code, lang) for code in codes if has(code, lang)), column)
    shown = text("report.total", lang) if line == TOTAL else line or text("report.not-specified", lang)
    return f"{shown} · {word}"


def _way(way: str, lang: str) -> str:
    if not way or way == "read":
        return ""
    if has(f"explain.way-{way}", lang):
        return text(f"explain.way-{way}", lang)
    over_time, _, over_agencies = way.partition("/")
    if over_agencies:
        return f"{text(f'words.over_time.{over_time}', lang)} / {text(f'words.over_agencies.{over_agencies}', lang)}"
    return text(f"report.way.{way}", lang) if has(f"report.way.{way}", lang) else way


def _table(made: Explained, lang: str) -> Iterator[str]:
    """The cells behind, under headings; the sum beneath where it is one."""
    heads = tuple(text(f"explain.head-{key}", lang) for key in ("cell", "code", "what", "value", "adds"))
    body = [_row(each, lang) for each in made.pieces[:SHOWN]]
    if made.total is not None:
        body.append((text("report.total", lang), "", "", "", _number(made.total, lang)))
    yield from _aligned(heads, body)
    if len(made.pieces) > SHOWN:
        yield text("explain.more", lang, n=len(made.pieces) - SHOWN)


def _row(each: Piece, lang: str) -> tuple[str, ...]:
    adds = "" if each.adds is None else _number(each.adds, lang)
    return spelt(each.sheet, each.cell), each.code, _cut(each.what), _cut(each.value), adds


def _cut(words: str) -> str:
    return words if len(words) <= WIDE else words[: WIDE - 1] + "…"


def _number(number: Number, lang: str) -> str:
    if number == int(number):
        return show_number(int(number), lang, 0)
    return show_number(number, lang, 4 if -1 < number < 1 else 2)


def _aligned(heads: Sequence[str], body: Sequence[Sequence[str]]) -> Iterator[str]:
    kept = [n for n in range(len(heads)) if any(row[n] for row in body)]
    every: list[Sequence[str]] = [heads, *body]
    widths = {n: max(len(row[n]) for row in every) for n in kept}
    rules = ["-" * widths.get(n, 0) for n in range(len(heads))]
    for row in (heads, rules, *body):
        # amounts to the right
        cells = (row[n].rjust(widths[n]) if n == len(heads) - 1 else row[n].ljust(widths[n]) for n in kept)
        yield "  ".join(cells).rstrip()
