"""The report's cover: which plan and period, the key figures with what they are parts of, and what is lacking."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from kap_xl.finding import Spot
from kap_xl.phrase import show_date
from kap_xl.sheets.report_rows import NOTHING, Box, Row, together
from kap_xl.summaries.amounts import APART
from kap_xl.summaries.figure import NOT_SPECIFIED, Figure, Line, Part, Share, Summary

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from decimal import Decimal

    from kap_xl.model import Plan
    from kap_xl.sheets.names import Names
    from kap_xl.summaries.periods import Period

ROOM = 14


def cover(
    plan: Plan,
    of: Period,
    found: Mapping[str, Summary],
    conflicts: Iterable[Mapping[str, object]],
    names: Names,
    on: date | None,
) -> Mapping[str, Row]:
    """The cover's lines by their keys, each with a value, what it is part `of`, the share, and a note."""
    lang = names.lang
    lines: dict[str, Row] = {
        "plan_name": _said(plan.settings.plan_name(lang)),
        "period": _said(f"{of.code} ({show_date(of.start, lang)} – {show_date(of.end, lang)})"),
        "date": _said(show_date(on, lang) if on else NOTHING),
        "sample": _said(names.said("sample-long") if plan.settings.sample else ""),
    }
    lines |= _progress(found, of)
    lines |= _money(_total(found["budget.pillar"]))
    attained = _total(found["attained.pillar"])
    lines["measured"] = _counted(attained.figure("measured"), attained.figure("total"))
    lines["reached"] = _counted(attained.figure("reached"), attained.figure("with_target"))
    lines |= _lacking(found, conflicts, names)
    return MappingProxyType({key: MappingProxyType({"uid": Box(key), **row}) for key, row in lines.items()})


def _progress(found: Mapping[str, Summary], of: Period) -> dict[str, Row]:
    total = _total(found["progress.pillar"])
    every = total.figure("total")
    lines: dict[str, Row] = {"total": _counted(every)}
    lines |= {key: _counted(total.figure(key), every) for key in ("reported", "implemented", "overdue", "due_next")}
    year = next((line for line in found["implementation"].lines if line.key == str(of.year)), None)
    rate = _counted(year.figure("implemented"), year.figure("planned")) if year else _said(NOTHING)
    return {**lines, "rate": {**rate, "note": Box(str(of.year))}}


def _money(total: Line) -> dict[str, Row]:
    need = total.figure("need")
    bases = {"committed": need, "received": need, "spent": total.figure("committed"), "gap": need}
    bases["gap_high"] = total.figure("need_high")
    keys = ("need", "need_high", "committed", "received", "spent", "spent_period", "gap", "gap_high")
    return {key: _counted(total.figure(key), bases.get(key)) for key in keys}


def _lacking(found: Mapping[str, Summary], conflicts: Iterable[Mapping[str, object]], names: Names) -> dict[str, Row]:
    """What the figures lack, by name where there are names."""
    silent = found["not_reported"].lines
    bodies = Figure(len(found["submissions"].lines))
    money, progress = _total(found["budget.pillar"]), _total(found["progress.pillar"])
    indicators = [line for line in found["indicators"].lines if line.cells["missing"]]
    open_ones = tuple(Part(_conflict(each)) for each in conflicts)
    without = [line.figure("total") for line in found["progress.objective"].lines if line.key == NOT_SPECIFIED]
    asked = Figure(
        sum(part.adds or 0 for line in silent for part in line.figure("itself").parts), _parts(silent, "itself")
    )
    return {
        "not_returned": _counted(asked, bodies, _named(line.key for line in silent)),
        "without_report": _counted(together(progress, ("NO_REPORT", "NOT_RETURNED")), progress.figure("total")),
        "without_objective": _counted(without[0] if without else Figure(0), progress.figure("total")),
        "incomplete": _counted(
            Figure(len(indicators), _parts(indicators, "itself")),
            Figure(len(found["indicators"].lines)),
            _named(sorted({code for line in indicators for code in _codes(line)})),
        ),
        "unknown": _counted(money.figure("unknown")),
        "apart": _counted(together(money, APART), note=_kinds(money, names)),
        "conflicts": _counted(Figure(len(open_ones), open_ones)),
    }


def _kinds(money: Line, names: Names) -> str:
    """The kinds of lines that are counted apart, with their numbers."""
    counted = [(kind, money.figure(kind).value) for kind in APART]
    return ", ".join(f"{names.word('money_kind', kind)}: {number}" for kind, number in counted if number)


def _named(codes: Iterable[str]) -> str:
    """As many codes as the cover has room for; all of them stand on the sheets."""
    every = tuple(codes)
    more = f", … +{len(every) - ROOM}" if len(every) > ROOM else ""
    return ", ".join(every[:ROOM]) + more


def _codes(line: Line) -> tuple[str, ...]:
    missing = line.cells["missing"]
    return tuple(name.partition(" ")[0] for name in missing) if isinstance(missing, tuple) else ()


def _parts(lines: Iterable[Line], column: str) -> tuple[Part, ...]:
    return tuple(part for line in lines for part in line.figure(column).parts)


def _conflict(conflict: Mapping[str, object]) -> Spot:
    row = conflict.get("row")
    return Spot("conflicts", row if isinstance(row, int) else 0, "state", str(conflict.get("uid") or ""))


def _total(summary: Summary) -> Line:
    if summary.total is None:
        raise ValueError(summary.name)
    return summary.total


def _said(value: str) -> Row:
    return {"value": Box(value)}


def _counted(figure: Figure, base: Figure | None = None, note: str = "") -> Row:
    """A figure, its base and share where it is part of something."""
    shown = NOTHING if figure.value is None else figure.value
    row = {"value": Box(shown, figure if figure.parts else None), "note": Box(note)}
    if base is None:
        return row
    part: Decimal | None = Share(figure, base).value
    whole = NOTHING if base.value is None else base.value
    return {**row, "of": Box(whole), "share": Box(NOTHING if part is None else part)}
