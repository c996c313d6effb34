"""The summaries reckoned a second time, from the sheets' plain rows: no model of the program, no frame."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from played_plan import PERIOD, Row, coded, sheets

if TYPE_CHECKING:
    from collections.abc import Iterable

STAGES = ("estimate", "requested", "pledged", "committed", "received")
SILENT = ("NO_REPORT", "NOT_RETURNED")
RENEWED = ("vazhdim", "vazhdimisht", "kontinuirano", "stalno", "trajno", "continuous", "çdo", "svak", "every", "each")
"""Beginnings of words by which the sample says that an activity goes on or comes again."""
Sums = dict[str, dict[str, Decimal]]


def number(cell: object) -> Decimal | None:
    """The number in a cell."""
    return Decimal(str(cell)) if isinstance(cell, int | float) and not isinstance(cell, bool) else None


def day(cell: object) -> date | None:
    """The day in a cell."""
    return cell if isinstance(cell, date) else None


def text(row: Row, key: str) -> str:
    """A cell's text; empty for a blank."""
    return "" if row.get(key) is None else str(row[key])


@cache
def ends() -> dict[str, date]:
    """The last day of each period."""
    found = {text(row, "code"): row["end"] for row in sheets()["lists"] if coded("list", row["list"]) == "period"}
    return {code: end for code, end in found.items() if isinstance(end, date)}


def home(amount: Decimal, currency: str, on: date) -> Decimal | None:
    """An amount in euro by the latest rate on or before a day."""
    if currency in ("", "EUR"):
        return amount
    rates = [
        (row["start"], number(row["rate"]))
        for row in sheets()["lists"]
        if coded("list", row["list"]) == "rate" and row["code"] == currency
    ]
    dated = [(start, rate) for start, rate in rates if isinstance(start, date) and start <= on and rate]
    return amount * max(dated)[1] if dated else None


@cache
def activities() -> dict[str, Row]:
    """The activities in force by uid, each with its objective and pillar."""
    above = {text(row, "code"): text(row, "parent") for row in sheets()["lists"]}
    return {
        text(row, "uid"): {**row, "pillar": above.get(text(row, "objective"), "")}
        for row in sheets()["matrix"]
        if coded("state", row["state"]) != "dropped"
    }


def groups_of(activity: Row | None, line: Row, year: str) -> dict[str, str]:
    """Where an amount is counted."""
    own = activity or {}
    return {
        "pillar": text(own, "pillar"), "objective": text(own, "objective"), "agency": text(own, "lead"), "year": year,
        "source": coded("source", line["source"]), "donor": text(line, "donor"),
        "category": coded("category", line["category"]),
    }  # fmt: skip


def budget(by: str) -> Sums:
    """Every amount by a group and in all (`total`), without the gaps."""
    sums: Sums = defaultdict(lambda: defaultdict(Decimal))
    for line in sheets()["budget"]:
        activity, amount = activities().get(text(line, "activity_uid")), number(line["amount"])
        kind, stage = coded("money_kind", line["kind"]) or "amount", coded("stage", line["stage"])
        if activity is None or kind != "amount" or amount is None:
            continue
        year = int(str(line["year"]))
        value = home(amount, text(line, "currency"), date(year, 12, 31))
        highest = home(number(line["amount_max"]) or amount, text(line, "currency"), date(year, 12, 31))
        assert value is not None
        assert highest is not None
        for key in (groups_of(activity, line, str(year))[by], "total"):
            if stage == "estimate":
                sums[key]["need"] += value
                sums[key]["need_high"] += highest
            for reached in STAGES[1 : STAGES.index(stage) + 1]:
                sums[key][reached] += value
    for paid in sheets()["spending"]:
        activity, amount, end = activities().get(text(paid, "activity_uid")), number(paid["amount"]), ends()
        last = end[text(paid, "period")]
        if activity is None or amount is None or last > end[PERIOD]:
            continue
        value = home(amount, text(paid, "currency"), last)
        assert value is not None
        for key in (groups_of(activity, paid, str(last.year))[by], "total"):
            sums[key]["spent"] += value
            sums[key]["spent_period"] += value if paid["period"] == PERIOD else 0
    return sums


def gaps(by: str) -> Sums:
    """The gap, the highest gap and what was not received, by a group of activities or by year; `total` of activities."""
    lines: dict[tuple[str, str], list[tuple[str, Decimal, Decimal]]] = defaultdict(list)
    for line in sheets()["budget"]:
        kind, amount = coded("money_kind", line["kind"]) or "amount", number(line["amount"])
        if text(line, "activity_uid") in activities() and kind == "amount" and amount is not None:
            end = date(int(str(line["year"])), 12, 31)
            low = home(amount, text(line, "currency"), end)
            high = home(number(line["amount_max"]) or amount, text(line, "currency"), end)
            of = (text(line, "activity_uid"), str(line["year"]) if by == "year" else "")
            lines[of].append((coded("stage", line["stage"]), low or Decimal(0), high or Decimal(0)))
    sums: Sums = defaultdict(lambda: defaultdict(Decimal))
    for (uid, year), each in lines.items():
        if not any(stage == "estimate" for stage, _, _ in each):
            continue
        need = sum((low for stage, low, _ in each if stage == "estimate"), Decimal(0))
        high = sum((most for stage, _, most in each if stage == "estimate"), Decimal(0))
        committed = sum((low for stage, low, _ in each if stage in ("committed", "received")), Decimal(0))
        received = sum((low for stage, low, _ in each if stage == "received"), Decimal(0))
        key = year if by == "year" else text(activities()[uid], {"agency": "lead"}.get(by, by))
        for name, lacking in (
            ("gap", need - committed),
            ("gap_high", high - committed),
            ("not_received", need - received),
        ):
            sums[key][name] += max(Decimal(0), lacking)
    return sums


def said_by_lead(uid: str) -> list[Row]:
    """The reports of an activity's lead that name a status, up to the period, oldest first."""
    lead = text(activities()[uid], "lead")
    own = [
        row
        for row in sheets()["progress"]
        if (row["activity_uid"], row["agency"]) == (uid, lead)
        and coded("status", row["status"]) not in ("", "NO_REPORT")
        and ends()[text(row, "period")] <= ends()[PERIOD]
    ]
    return sorted(own, key=lambda row: (ends()[text(row, "period")], number(row["return_no"]) or 0, str(row["row"])))


def goes_on(activity: Row) -> bool:
    """Whether an activity is judged anew every year."""
    words = text(activity, "deadline").casefold().replace("në ", "").split()
    return bool(words) and (words[0].startswith(RENEWED))


def fulfilled(activity: Row, report: Row, year: int) -> bool:
    """Whether a report says that an activity was carried out for a year."""
    status = coded("status", report["status"])
    if status == "DONE" and not goes_on(activity):
        return True
    in_year = ends()[text(report, "period")].year == year
    return status in ("DONE", "CONTINUOUS_OK") and in_year and bool(report["evidence"])


def progress(by: str) -> Sums:
    """Every count of activities by pillar, objective or lead, and in all."""
    sums: Sums = defaultdict(lambda: defaultdict(Decimal))
    back = {text(row, "agency"): coded("submission_state", row["state"]) for row in _sent()}
    end = ends()[PERIOD]
    later = date(end.year, 12, 31)
    for uid, activity in activities().items():
        reports, due = said_by_lead(uid), day(activity["due_by"])
        now = [row for row in reports if row["period"] == PERIOD]
        returned = back.get(text(activity, "lead")) == "returned"
        status = coded("status", now[-1]["status"]) if now else SILENT[not returned]
        last = coded("status", reports[-1]["status"]) if reports else ""
        unfinished = last not in ("DONE", "CANCELLED", "CONTINUOUS_OK")
        late = due is not None and due < end and unfinished
        counts = {"total", status}
        if now:
            counts |= {"reported", _stands(status, late=late)}
        if reports and fulfilled(activity, reports[-1], end.year):
            counts.add("implemented")
        if late:
            counts.add("overdue")
        if due is not None and end <= due <= later and unfinished:
            counts.add("due_next")
        for key in (text(activity, {"agency": "lead"}.get(by, by)), "total"):
            for name in counts:
                sums[key][name] += 1
    return sums


def _stands(status: str, *, late: bool) -> str:
    known = {"DONE": "done", "CONTINUOUS_OK": "done", "SUSPENDED": "stopped", "CANCELLED": "stopped"}
    if status in known:
        return known[status]
    if late or status == "DELAYED":
        return "late"
    return "not_started" if status == "NOT_STARTED" else "on_schedule"


def _sent() -> list[Row]:
    return [row for row in sheets()["submissions"] if row["period"] == PERIOD]


def members(codes: Iterable[str]) -> tuple[str, ...]:
    """The bodies that codes stand for; a group stands for its members."""
    groups = {text(row, "code"): split(row["members"]) for row in sheets()["institutions"] if row["members"]}
    return tuple(dict.fromkeys(each for code in codes for each in groups.get(code, (code,)) if each))


def split(cell: object) -> tuple[str, ...]:
    """The codes in a cell."""
    return tuple(each.strip() for each in str(cell or "").replace(";", ",").split(",") if each.strip())


def indicator(row: Row, of: str) -> dict[str, Decimal | None]:
    """The value of an indicator in a period and to date, by its own two ways, without a look at the program's."""
    over_time, over_agencies = (
        coded("over_time", row["over_time"]),
        coded("over_agencies", row["over_agencies"]) or "sum",
    )
    held = over_time in ("latest", "cumulative")
    said = [
        value
        for value in sheets()["values"]
        if value["indicator_uid"] == row["uid"] and ends()[text(value, "period")] <= ends()[of]
    ]
    year = ends()[of].year
    to_date = [value for value in said if held or ends()[text(value, "period")].year == year]
    now = [value for value in said if value["period"] == of]
    times = 100 if text(row, "unit").startswith("%") else 1
    return {
        "in_period": _combined(now, over_time, over_agencies, times),
        "to_date": _combined(to_date, over_time, over_agencies, times),
    }


def _combined(said: list[Row], over_time: str, over_agencies: str, times: int) -> Decimal | None:
    ratios = [value for value in said if value["numerator"] is not None and value["denominator"] is not None]
    values = ratios or [value for value in said if value["value"] is not None]
    series: dict[str, list[Row]] = defaultdict(list)
    for value in sorted(values, key=lambda each: ends()[text(each, "period")]):
        series[text(value, "agency")].append(value)
    if not series:
        return None
    if ratios:
        used = [
            each for own in series.values() for each in (own[-1:] if over_time in ("latest", "cumulative") else own)
        ]
        top, base = (sum(number(each[key]) or 0 for each in used) for key in ("numerator", "denominator"))
        return Decimal(top) / base * times if base else None
    each = {
        code: _over(over_time, [number(value["value"]) or Decimal(0) for value in own]) for code, own in series.items()
    }
    if over_agencies == "latest":
        newest = max(series, key=lambda code: (ends()[text(series[code][-1], "period")], series[code][-1]["received"]))
        return each[newest]
    return _over(over_agencies, list(each.values()))


def _over(way: str, values: list[Decimal]) -> Decimal:
    if way == "sum":
        return sum(values, Decimal(0))
    if way == "average":
        return sum(values, Decimal(0)) / len(values)
    return max(values) if way == "max" else values[-1]
