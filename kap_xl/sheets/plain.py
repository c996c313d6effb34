"""Summaries as plain text with aligned columns, and as data for JSON."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from textwrap import wrap
from types import MappingProxyType
from typing import TYPE_CHECKING

from kap_xl.phrase import show_number, text
from kap_xl.sheets.report_rows import NOTHING, WORDS
from kap_xl.summaries.figure import TOTAL, Cell, Figure, Line, Share, Summary

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kap_xl.sheets.names import Names

Json = None | bool | int | str | list["Json"] | dict[str, "Json"]
SHOWN = MappingProxyType(
    {
        "progress": ("total", "reported", "share_implemented", "overdue", "due_next", "NO_REPORT", "NOT_RETURNED"),
        "budget": ("need", "need_high", "committed", "received", "spent", "gap", "gap_high", "coverage", "unknown"),
        "attained": ("total", "measured", "complete", "with_target", "share_reached"),
        "indicators": ("target", "in_period", "to_date", "attainment", "missing"),
        "implementation": ("planned", "not_implemented", "no_answer", "rate"),
        "overdue": ("lead", "due", "days_late", "status"),
        "not_reported": ("state", "due", "led", "rows"),
    }
)
"""The columns that a screen has room for; JSON has them all."""
PRINTED = (
    *(f"{name}.{by}" for name in ("progress", "budget", "attained") for by in ("objective", "agency")),
    *("indicators", "implementation", "overdue", "not_reported"),
)
HEAD_WIDTH, NAME_WIDTH = 13, 38
PERCENT = Decimal(100)


def as_text(found: Mapping[str, Summary], names: Names, wanted: Iterable[str] = PRINTED) -> str:
    """The wanted summaries one under another, each a title and a table; shares say what they are shares of."""
    return "\n".join(_table(found[name], names) for name in wanted)


def _table(summary: Summary, names: Names) -> str:
    columns = SHOWN[summary.name]
    named = summary.by != "year"
    heads = ["", *([""] if named else []), *(names.column(_sheet(summary), column) for column in columns)]
    body = [_row(line, columns, names, named=named) for line in summary.every()]
    left = 2 if named else 1
    return "\n".join([_title(summary, names), *aligned(heads, body, left), ""])


def _sheet(summary: Summary) -> str:
    """The sheet of the report whose headings fit."""
    return {"implementation": "years"}.get(summary.name, summary.name)


def _title(summary: Summary, names: Names) -> str:
    title = names.said(f"summary.{summary.name}")
    if summary.name not in ("progress", "budget", "attained"):
        return title
    return text("report.summary.under", names.lang, summary=title, group=names.said(f"by.{summary.by}"))


def _row(line: Line, columns: Sequence[str], names: Names, *, named: bool) -> list[str]:
    name = names.group(line.by, line.key, line.uid)
    first = ["" if line.key == TOTAL else line.key, _cut(name)] if named else [name]
    cells = [line.cells.get(column) for column in columns]
    # a share whose part and base stand in the same line needs them no second time
    return first + [
        _percent(cell, names.lang)
        if isinstance(cell, Share) and _there(cell.part, cells) and _there(cell.base, cells)
        else said(column, cell, names)
        for column, cell in zip(columns, cells, strict=True)
    ]


def _there(figure: Figure, cells: Iterable[Cell]) -> bool:
    """Whether this very figure, not one of equal value, is among the cells."""
    return any(each is figure for each in cells)


def _cut(name: str) -> str:
    return name if len(name) <= NAME_WIDTH else name[: NAME_WIDTH - 1] + "…"


def said(column: str, cell: Cell, names: Names) -> str:
    """A cell in words: numbers as the language writes them, a share with part and base, `–` for what is unknown."""
    if isinstance(cell, Share):
        return _share(cell, names.lang)
    if isinstance(cell, Figure):
        return _figure(column, cell, names.lang)
    if isinstance(cell, str | None):
        return names.word(WORDS[column], cell) if column in WORDS else cell or NOTHING
    return f"{cell:%d.%m.%Y}" if isinstance(cell, date) else ", ".join(cell) or NOTHING


def _figure(column: str, figure: Figure, lang: str) -> str:
    if figure.withheld or figure.value is None:
        return figure.withheld or NOTHING
    if column == "attainment":
        return f"{show_number(figure.value * PERCENT, lang, 1)} %"
    return _number(figure.value, lang)


def _share(share: Share, lang: str) -> str:
    if share.value is None or share.part.value is None or share.base.value is None:
        return NOTHING
    percent = show_number(share.value * PERCENT, lang, 1)
    part, base = _number(share.part.value, lang), _number(share.base.value, lang)
    return text("report.share", lang, percent=percent, part=part, base=base)


def _percent(share: Share, lang: str) -> str:
    return NOTHING if share.value is None else f"{show_number(share.value * PERCENT, lang, 1)} %"


def _number(value: Decimal | int, lang: str) -> str:
    whole = value == int(value)
    return show_number(int(value) if whole else value, lang, 0 if whole else 2)


def aligned(heads: Sequence[str], body: Sequence[Sequence[str]], left: int) -> Iterable[str]:
    """Lines of columns: the first `left` of them at the left, figures to the right, headings wrapped above."""
    wrapped = [wrap(head, HEAD_WIDTH) or [""] for head in heads]
    rows = [[each[number] for each in body] for number in range(len(heads))]
    widths = [max(map(len, [*head, *column])) for head, column in zip(wrapped, rows, strict=True)]
    height = max(map(len, wrapped))
    tall = [[""] * (height - len(head)) + head for head in wrapped]
    lines = [[head[number] for head in tall] for number in range(height)]
    for cells in (*lines, ["-" * width for width in widths], *body):
        padded = (
            cell.ljust(width) if number < left else cell.rjust(width)
            for number, (cell, width) in enumerate(zip(cells, widths, strict=True))
        )
        yield "  ".join(padded).rstrip()


def as_data(found: Mapping[str, Summary]) -> dict[str, Json]:
    """The summaries for JSON, in keys and codes: counts as numbers, amounts as decimal text, null for unknown.

    A share is {"value", "part", "of"}; a withheld figure its text; `incomplete` on a line names, by column, what a
    figure lacks.
    """
    return {
        name: {
            "by": summary.by,
            "columns": list(summary.columns),
            "lines": [_data(line, summary) for line in summary.every()],
        }
        for name, summary in found.items()
    }


def _data(line: Line, summary: Summary) -> Json:
    made: dict[str, Json] = {"key": line.key, "uid": line.uid}
    made |= {column: _datum(line.cells.get(column)) for column in summary.columns}
    lacking: dict[str, Json] = {
        column: list(cell.missing)
        for column in summary.columns
        if isinstance(cell := line.cells.get(column), Figure) and cell.missing
    }
    return {**made, "incomplete": lacking} if lacking else made


def _datum(cell: Cell) -> Json:
    if isinstance(cell, Share):
        return {"value": _datum_of(cell.value), "part": _datum_of(cell.part.value), "of": _datum_of(cell.base.value)}
    if isinstance(cell, Figure):
        return cell.withheld or _datum_of(cell.value)
    if isinstance(cell, tuple):
        return list(cell)
    return cell.isoformat() if isinstance(cell, date) else cell


def _datum_of(value: Decimal | int | None) -> Json:
    return format(value, "f") if isinstance(value, Decimal) else value
