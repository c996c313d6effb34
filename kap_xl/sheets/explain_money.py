"""What stands behind the formulas of a plan: needed, funded, gap and spent of an activity, a budget line's amount."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from kap_xl.finding import Spot
from kap_xl.phrase import Phrase, phrase
from kap_xl.sheets.explain_made import Explained, Piece, View, piece, said
from kap_xl.summaries.currency import Rates, converted, end_of, rate_of, rates
from kap_xl.summaries.figure import Part
from kap_xl.summaries.links import Links
from kap_xl.summaries.periods import known as known_period

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from kap_xl.grid import Raw
    from kap_xl.model import Activity, BudgetLine, Payment
    from kap_xl.sheets.explain_place import Place

NEED, COVER = ("estimate",), ("committed", "received")
STAGES = {"needed": NEED, "funded": COVER, "gap": (*NEED, *COVER)}
MATRIX = (*STAGES, "spent")
CENT = Decimal("0.005")
"""Half a cent: what a stored result may differ by, since Excel computes with binary numbers."""


class Counted(NamedTuple):
    """A line behind a formula: its piece, what it adds, and why it cannot be counted (None: it is)."""

    piece: Piece
    adds: Decimal | None
    lacking: Phrase | None = None


class Money(NamedTuple):
    """An amount to be told: its cell, how much in which currency, on which day its rate is looked for, its sign."""

    spot: Spot
    amount: Decimal | None
    currency: str | None
    day: date | None
    what: str
    sign: int = 1


def of_activity(view: View, at: Place) -> Explained:
    """A money column of the matrix: the lines behind it, what they make, and what is missing from it."""
    activity = next((each for each in view.work.plan.activities if each.row == at.row), None)
    lines = tuple(_payments(view, activity) if at.key == "spent" else _lines(view, activity, at.key))
    total = _total(at.key, lines)
    told: list[Phrase] = [each.lacking for each in lines if each.lacking is not None]
    if at.key == "gap":
        told.append(phrase("explain.gap-way"))
    if at.key != "spent":
        told += _apart(view, activity)
    elif view.work.settings.current_period or view.work.settings.period:
        told.append(phrase("explain.spent-of", period=_current(view)))
    return _made(at, view, f"matrix.{at.key}", "gap" if at.key == "gap" else "sum", total, lines, told)


def _total(key: str, lines: tuple[Counted, ...]) -> Decimal | None:
    """What the formula makes of its lines: unknown where one is, or where there are none."""
    needs = [each for each in lines if (each.adds or 0) >= 0] if key == "gap" else lines
    if not needs or any(each.lacking is not None for each in lines):
        return None
    total = sum((each.adds or Decimal(0) for each in lines), start=Decimal(0))
    return max(total, Decimal(0)) if key == "gap" else total


def _lines(view: View, activity: Activity | None, key: str) -> Iterable[Counted]:
    """The budget lines of an activity that a column counts."""
    known, links = rates(view.work.plan), Links(view.work.plan)
    for line in view.work.plan.budget:
        if activity is None or links.activity(line.activity_uid, line.activity) is not activity:
            continue
        if line.kind not in (None, "amount") or line.stage not in STAGES[key]:
            continue
        if line.amount is None and "amount" not in line.unread:
            continue
        sign = -1 if key == "gap" and line.stage in COVER else 1
        yield _counted(view, _money(view, line, sign), known)


def _money(view: View, line: BudgetLine, sign: int = 1) -> Money:
    words = (view.names.word("stage", line.stage), str(line.year or ""), view.names.group("source", line.source or "-"))
    what = ", ".join(word for word in words if word.strip("–-"))
    spot = Spot("budget", line.row, "amount", line.uid)
    return Money(spot, line.amount, line.currency, end_of(line.year), what, sign)


def _payments(view: View, activity: Activity | None) -> Iterable[Counted]:
    """What was spent on an activity in the current period."""
    plan, code = view.work.plan, _current(view)
    period, known, links = known_period(plan, code), rates(plan), Links(plan)
    for paid in plan.spending:
        here = paid.period == code or (bool(plan.settings.agency) and paid.period is None)
        if activity is None or not here or links.activity(paid.activity_uid, paid.activity) is not activity:
            continue
        if paid.amount is not None or "amount" in paid.unread:
            yield _counted(view, _payment(view, paid, period.end if period else None), known)


def _payment(view: View, paid: Payment, day: date | None) -> Money:
    words = (paid.agency or "", view.names.group("source", paid.source) if paid.source else "", paid.donor or "")
    what = ", ".join(word for word in words if word)
    return Money(Spot("spending", paid.row, "amount", paid.uid), paid.amount, paid.currency, day, what)


def _current(view: View) -> str:
    return view.work.settings.current_period or view.work.settings.period or ""


def _counted(view: View, money: Money, known: Rates) -> Counted:
    """A line with what it adds in plan currency, and by which rate."""
    home = view.work.settings.currency
    adds = None if money.amount is None else converted(money.amount, money.currency, money.day, home, known)
    made = piece(view, Part(money.spot, None if adds is None else adds * money.sign), money.what)
    value = f"{said(view.raw(money.spot), view.lang)} {money.currency or home}"
    dated = rate_of(money.currency, money.day, known) if money.currency not in (None, "", home) else None
    if dated is not None:
        told = phrase("explain.at-rate", rate=dated[1], day=dated[0]).say(view.lang)
        value = f"{value} {told}"
    made = Piece(made.sheet, made.cell, made.uid, made.code, made.what, value, made.adds)
    return Counted(made, made_adds(made), None if adds is not None else _lacking(made, money))


def made_adds(made: Piece) -> Decimal | None:
    """What a line adds, as an amount."""
    return None if made.adds is None else Decimal(made.adds)


def _lacking(made: Piece, money: Money) -> Phrase:
    place = f"{made.sheet}!{made.cell}"
    if money.amount is None:
        return phrase("explain.no-amount", cell=place)
    if money.day is None:
        return phrase("explain.no-day", cell=place, currency=money.currency)
    return phrase("explain.no-rate", cell=place, currency=money.currency, day=money.day)


def _apart(view: View, activity: Activity | None) -> Iterable[Phrase]:
    """The lines of an activity that are in none of its amounts, by their kind, and those without an amount."""
    links = Links(view.work.plan)
    of = view.work.layouts.get("budget")
    kinds: dict[str, list[str]] = {}
    blank: list[str] = []
    for line in view.work.plan.budget:
        if activity is None or of is None or links.activity(line.activity_uid, line.activity) is not activity:
            continue
        cell = f"{of.title}!{of.letter('amount')}{line.row}"
        if line.kind not in (None, "amount"):
            kinds.setdefault(f"@words.money_kind.{line.kind}", []).append(cell)
        elif line.stage is None:
            kinds.setdefault("@report.word.unstaged", []).append(cell)
        elif line.amount is None and "amount" not in line.unread:
            blank.append(cell)
    for kind, cells in kinds.items():
        yield phrase("explain.apart", kind=kind, n=len(cells), cells=tuple(cells))
    for cell in blank:
        yield phrase("explain.no-amount", cell=cell)


def of_line(view: View, at: Place) -> Explained:
    """The amount in plan currency of a budget line, or the day of the rate it was converted by."""
    line = next((each for each in view.work.plan.budget if each.row == at.row), None)
    known, home = rates(view.work.plan), view.work.settings.currency
    about = f"budget.{at.key}"
    if line is None or line.kind not in (None, "amount") or (line.amount is None and "amount" not in line.unread):
        kind = f"@words.money_kind.{line.kind}" if line is not None and line.kind else None
        told = phrase("explain.no-amount-here") if kind in (None, "@words.money_kind.amount") else None
        return _made(at, view, about, "", None, (), [told or phrase("explain.not-counted", kind=kind)])
    counted = _counted(view, _money(view, line), known)
    dated = rate_of(line.currency, end_of(line.year), known) if line.currency not in (None, "", home) else None
    notes = [each for each in (counted.lacking,) if each is not None]
    if at.key == "rate_date":
        notes.append(_which_rate(line, home, dated))
        return _made(at, view, about, "rate", None, (counted,), notes)
    if dated is not None:
        notes.append(_which_rate(line, home, dated))
    return _made(at, view, about, "converted" if dated else "sum", counted.adds, (counted,), notes)


def _which_rate(line: BudgetLine, home: str, dated: tuple[date, Decimal] | None) -> Phrase:
    if line.currency in (None, "", home):
        return phrase("explain.rate-home", currency=home)
    if dated is None:
        return phrase("explain.rate-none", currency=line.currency, year=str(line.year or "–"))
    return phrase("explain.rate-found", currency=line.currency, day=dated[0], rate=dated[1], year=str(line.year))


def _made(
    at: Place,
    view: View,
    about: str,
    way: str,
    total: Decimal | None,
    lines: tuple[Counted, ...],
    told: Iterable[Phrase],
) -> Explained:
    """The explanation, with what the cell holds now and whether that is still right."""
    missing = tuple(f"{each.piece.sheet}!{each.piece.cell}" for each in lines if each.lacking is not None)
    stale = way not in {"rate", ""} and differs(at.raw, total)
    return Explained(
        at.grid.title, at.address, about, said(at.raw, view.lang), way=way, total=total,
        pieces=tuple(each.piece for each in lines), missing=missing, stale=stale, told=tuple(told),
    )  # fmt: skip


def differs(raw: Raw, total: Decimal | int | None) -> bool:
    """Whether a cell holds another amount than the one computed; one without a result holds none to compare."""
    if isinstance(raw, bool) or not isinstance(raw, int | float | Decimal):
        return total is not None and (raw is None or (isinstance(raw, str) and raw.strip() in ("", "–")))
    held = Decimal(repr(raw)) if isinstance(raw, float) else Decimal(raw)
    return total is None or abs(held - Decimal(total)) > CENT
