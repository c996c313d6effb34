"""What stands behind a figure of a summary: on a sheet made within the plan, on an agency's page, or in a report."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from kap_xl.grid import Grid, Layout, layout
from kap_xl.phrase import Phrase, phrase
from kap_xl.sheets.agency_figures import ASKED
from kap_xl.sheets.explain_made import Explained, Piece, View, pieces, said
from kap_xl.sheets.explain_place import spelt
from kap_xl.sheets.page import BLOCKS
from kap_xl.sheets.report import TABLES
from kap_xl.sheets.report_columns import BY_KEY, Shown
from kap_xl.sheets.report_rows import NOTHING, box, together
from kap_xl.summaries import by_activity
from kap_xl.summaries.amounts import APART
from kap_xl.summaries.figure import Cell, Figure, Line, Share
from kap_xl.summaries.periods import period as find_period

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kap_xl.grid import Raw
    from kap_xl.sheets.explain_place import Place

REPORT, AGENCY, PERIOD = "report-", "agency-", "period:"
NESTED = frozenset({"progress", "budget"})
HALF_SHOWN = {"share": Decimal("0.00005"), "number": Decimal("0.005")}
"""By how much a figure may differ from the one shown: quotients are shown rounded."""
OTHERS = Decimal("0.005")
TRACED = ("figure", "about", "cell", "adds", "way")
MADE_BY = {REPORT: "summarise", AGENCY: "agencies"}


def on_summary(view: View, at: Place, of: Layout) -> Explained:
    """A figure on a summary within the plan, from what the plan says today."""
    key, period = of.key.removeprefix(REPORT), period_of(at.grid)
    column = next((each for each in BY_KEY[key].columns if each.key == at.key), None) if key in BY_KEY else None
    if column is None or not at.mark or period is None:
        return nothing(view, at)
    by, named, code = at.mark.partition(":")
    name = f"{key}.{by if named else 'pillar'}" if key in NESTED else TABLES.get(key, key)
    return _today(view, at, (name, code if named else by, column), period, REPORT)


def on_page(view: View, at: Place) -> Explained:
    """A figure on an agency's page."""
    period, (name, code, key) = period_of(at.grid), _marked(at.mark)
    if period is None or not at.mark:
        return nothing(view, at)
    if not key:
        return _of_row(view, at, period)
    base = next((each[2] for each in ASKED if (each[0], each[1]) == (name, key)), "")
    held = _held("figures", at.column)
    wanted = base if held == "of" and base else key
    kind = "share" if held == "share" else "money" if name.startswith("budget") else "count"
    if held == "share" and base:
        return _today(view, at, (name, code, Shown(f"{key}/{base}", kind)), period, AGENCY)
    return _today(view, at, (name, code, Shown(wanted, kind)), period, AGENCY, compare=held in ("value", "of"))


def _of_row(view: View, at: Place, period: str) -> Explained:
    """A figure in the line of an activity or an indicator on an agency's page."""
    plan = view.work.plan
    activity = next((each for each in plan.activities if each.uid == at.mark), None)
    if activity is not None:
        key = _held("activities", at.column)
        money = by_activity.money(plan, find_period(plan, period)).get((activity.uid, activity.row), {})
        if key not in by_activity.COLUMNS:
            return nothing(view, at)
        figure = money.get(key, Figure())
        return _figure(view, at, f"activity|{activity.code}|{key}", Shown(key, "money"), figure, AGENCY)
    indicator = next((each for each in plan.indicators if each.uid == at.mark), None)
    key = _held("indicators", at.column)
    if indicator is None:
        return nothing(view, at)
    line = next((each for each in view.found(period)["indicators"].lines if each.uid == at.mark), None)
    cell = line.cells.get(key) if line else None
    if not isinstance(cell, Figure):
        return nothing(view, at)
    kind = "share" if key == "attainment" else "number"
    return _figure(view, at, f"indicators|{indicator.code}|{key}", Shown(key, kind), cell, AGENCY)


def _today(
    view: View, at: Place, which: tuple[str, str, Shown], period: str, made_by: str, *, compare: bool = True
) -> Explained:
    """A figure of a summary, column and line, as the plan makes it today."""
    name, key, column = which
    about = f"{name}|{key}|{column.key}"
    try:
        found = view.found(period)
    except ValueError:
        return nothing(view, at, phrase("explain.period-gone", period=period))
    line = next((each for each in found[name].every() if each.key == key), None) if name in found else None
    if line is None:
        command = phrase("explain.line-gone", line=key, command=MADE_BY[made_by], period=period)
        return Explained(at.grid.title, at.address, about, said(at.raw, view.lang), stale=True, told=(command,))
    cell = _cell(line, column.key)
    if isinstance(cell, Share):
        return _share(view, at, about, column, cell, made_by)
    if isinstance(cell, Figure):
        return _figure(view, at, about, column, cell, made_by, compare=compare)
    shown = box(column.key, cell, view.names).value
    stale = column.key not in ("code", "name") and not _same(at.raw, shown, column)
    told = (phrase("explain.is-word"), *_told(stale, made_by, period))
    return Explained(at.grid.title, at.address, about, said(at.raw, view.lang), way="read", stale=stale, told=told)


def _cell(line: Line, key: str) -> Cell:
    part, _, base = key.partition("/")
    if base:
        return Share(line.figure(part), line.figure(base))
    if key == "apart" and key not in line.cells:
        return together(line, APART)
    return line.cells.get(key)


def _share(view: View, at: Place, about: str, column: Shown, share: Share, made_by: str) -> Explained:
    """A share: the cells of its part, then those of its base, where these are others."""
    notes = phrase("explain.share", part=_number(share.part), base=_number(share.base))
    stale = not _same(at.raw, NOTHING if share.value is None else share.value, column)
    own = pieces(view, share.part)
    whole = pieces(view, share.base)
    words = tuple(Piece(*each[:4], f"{each[4]} {_mark(view, 'base')}", *each[5:]) for each in map(_fields, whole))
    told = (notes, *_told(stale, made_by, period_of(at.grid)))
    missing = tuple(dict.fromkeys((*share.part.missing, *share.base.missing)))
    withheld = bool(share.part.withheld or share.base.withheld)
    return Explained(
        at.grid.title, at.address, about, said(at.raw, view.lang), way="share", total=share.value,
        pieces=(*own, *words), missing=missing, withheld=withheld, stale=stale, told=told,
    )  # fmt: skip


def _fields(made: Piece) -> tuple[str, str, str, str, str, str, int | Decimal | None]:
    return made.sheet, made.cell, made.uid, made.code, made.what, made.value, made.adds


def _mark(view: View, word: str) -> str:
    return phrase(f"explain.{word}").say(view.lang)


def _number(figure: Figure) -> int | Decimal | str | None:
    return figure.withheld or figure.value


def _figure(
    view: View, at: Place, about: str, column: Shown, figure: Figure, made_by: str, *, compare: bool = True
) -> Explained:
    """A figure with its cells; one that is withheld names them, and nothing that they hold."""
    shown = figure.withheld or (NOTHING if figure.value is None else figure.value)
    stale = compare and not _same(at.raw, shown, column)
    told = [*_told(stale, made_by, period_of(at.grid))]
    if figure.withheld or any(part.adds is None for part in figure.parts):
        told.append(phrase("explain.withheld" if figure.withheld else "explain.withheld-parts"))
    if figure.value is None and not figure.withheld:
        told.append(phrase("explain.unknown"))
    return Explained(
        at.grid.title, at.address, about, said(at.raw, view.lang), way=figure.way,
        total=None if figure.withheld else figure.value, pieces=pieces(view, figure), missing=figure.missing,
        withheld=bool(figure.withheld), stale=stale, told=tuple(told),
    )  # fmt: skip


def _told(stale: bool, made_by: str, period: str | None) -> Iterable[Phrase]:  # noqa: FBT001 - a fact, not a switch
    if stale:
        yield phrase("explain.stale", command=MADE_BY[made_by], period=period or "")


def _same(raw: Raw, shown: object, column: Shown) -> bool:
    """Whether a cell shows what the plan says today, to the places that are shown."""
    if isinstance(shown, int | Decimal) and _amount(raw) is not None:
        return abs((_amount(raw) or 0) - Decimal(shown)) <= HALF_SHOWN.get(column.kind, OTHERS)
    return _plainly(raw) == _plainly(shown)


def _plainly(value: object) -> str:
    date = getattr(value, "isoformat", None)
    return "" if value is None else str(date())[:10] if callable(date) else str(value).strip()


def on_report(view: View, at: Place, of: Layout) -> Explained:
    """A figure of a report: the cells of the plan that the report's own sheet of sources names for it."""
    key = of.key.removeprefix(REPORT)
    columns: Mapping[str, Shown] = {each.key: each for each in BY_KEY[key].columns} if key in BY_KEY else {}
    followed = columns[at.key].follows if at.key in columns else "value" if at.key == "share" else ""
    letter = of.letter(followed) or of.letter(at.key)
    wanted = spelt(at.grid.title, f"{letter}{at.row}")
    rows = tuple(_sources(view, wanted))
    if not rows:
        return nothing(view, at)
    made = tuple(Piece(*_split(cell), "", "", about, "", adds) for about, cell, adds, _ in rows)
    withheld = any(adds is None for _, _, adds, _ in rows)
    told = [phrase("explain.of-report"), *([phrase("explain.share-of")] if followed else [])]
    told += [phrase("explain.withheld")] if withheld else []
    way = rows[0][3]
    total = None if way or withheld else sum((adds for _, _, adds, _ in rows if adds is not None), start=Decimal(0))
    return Explained(
        at.grid.title, at.address, f"{of.key}|{at.mark}|{at.key}", said(at.raw, view.lang), title=rows[0][0],
        way=way or "sum", total=total, pieces=made, withheld=withheld, told=tuple(told),
    )  # fmt: skip


def _sources(view: View, wanted: str) -> Iterable[tuple[str, str, Decimal | None, str]]:
    """What a report's sheet of sources says of a cell: what it shows, the plan's cell, what that adds, the way."""
    for grid in view.grids:
        of = layout(grid)
        if of is None or of.key != f"{REPORT}trace" or not set(TRACED) <= of.columns.keys():
            continue
        for number in range(of.head_row + 1, len(grid.rows) + 1):
            figure, about, cell, adds, way = (grid.cell(number, of.columns[key]) for key in TRACED)
            if figure == wanted:
                yield str(about or ""), str(cell or ""), _amount(adds), str(way or "")


def _amount(raw: Raw) -> Decimal | None:
    """The number in a cell; None for a word, such as that for withheld."""
    if isinstance(raw, bool) or not isinstance(raw, int | float | Decimal):
        return None
    return Decimal(repr(raw)) if isinstance(raw, float) else Decimal(raw)


def _split(address: str) -> tuple[str, str]:
    tab, _, cell = address.rpartition("!")
    return tab[1:-1].replace("''", "'") if tab.startswith("'") else tab, cell


def period_of(grid: Grid) -> str | None:
    """The period that a sheet made within the plan is about, from the hidden cell under its key."""
    for row in range(1, 4):
        found = grid.cell(row, 1)
        if isinstance(found, str) and found.startswith(PERIOD):
            return found.removeprefix(PERIOD)
    return None


def _marked(mark: str) -> tuple[str, str, str]:
    name, _, rest = mark.partition("|")
    code, _, column = rest.rpartition("|")
    return name, code, column


def _held(block: str, column: int) -> str:
    """Which of a block's columns stands in a column of a page, whose first is hidden."""
    left = 2
    for each in BLOCKS[block]:
        if left <= column < left + each.span:
            return each.key
        left += each.span
    return ""


def nothing(view: View, at: Place, why: Phrase | None = None) -> Explained:
    """A cell that holds no figure: its words, and that there is nothing behind it."""
    told = why or phrase("explain.empty" if at.raw is None else "explain.no-figure")
    return Explained(at.grid.title, at.address, "", said(at.raw, view.lang), way="", told=(told,))
