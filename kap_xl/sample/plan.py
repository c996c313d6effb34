"""The sample plan as rows under column keys, in one language where a column has only one."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files

from kap_xl import fingerprint
from kap_xl.columns import BY_KEY, YEARLY
from kap_xl.exchange.returned import report_uid
from kap_xl.exchange.submissions import row_uid
from kap_xl.phrase import Phrase
from kap_xl.uids import derived
from kap_xl.vocabulary import LANGUAGES

Line = Mapping[str, str]
Rows = tuple[dict[str, object], ...]
REPORTED = ("2005-H1", "2005-H2")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
DECIMAL = frozenset({"number", "amount", "percent"})


@cache
def lines(name: str) -> tuple[Line, ...]:
    """The lines of one file of the sample, by column key."""
    text = files("kap_xl.sample").joinpath(f"{name}.tsv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))


def settings(lang: str) -> dict[str, object]:
    """The cover's settings by name; the plan waits for its third half-year."""
    given = {line["setting"]: line["value"] for line in lines("plan")}
    dates = {name: date.fromisoformat(given[name]) for name in ("start", "end")}
    return given | dates | {"language": lang, "sample": Phrase("words.yesno.yes"), "plan_version": 1}


def rows(lang: str) -> dict[str, Rows]:
    """Every filled sheet of the sample, by sheet key."""
    return {
        "matrix": _rows("matrix", "activities", lang, _code("matrix")),
        "indicators": _measured(lang),
        "milestones": _rows(
            "milestones", "milestones", lang, lambda line: derived("milestones", line["of"], line["period"])
        ),
        "budget": _numbered("budget", "budget", lang),
        "progress": _rows("progress", "progress", lang, _report("matrix", "activity")),
        "values": _rows("values", "values", lang, _report("indicators", "indicator")),
        "spending": _numbered("spending", "spending", lang),
        "submissions": tuple(_submissions()),
        "meetings": _rows("meetings", "meetings", lang, lambda line: uid("meetings", line["number"])),
        "decisions": _rows("decisions", "decisions", lang, _code("decisions")),
        "versions": ({"uid": uid("versions", "1"), "version": 1, "in_force_from": date(2005, 5, 17)},),
        "programmes": _numbered("programmes", "programmes", lang),
        "legislation": _rows("legislation", "legislation", lang, _code("legislation")),
        "statistics": _numbered("statistics", "statistics", lang),
        "institutions": tuple(_institutions(lang)),
        "members": _numbered("members", "members", lang),
        "lists": tuple(_lists(lang)),
    }


def uid(sheet: str, code: str) -> str:
    """The identity of a row of the sample: the same each time it is made."""
    return derived("sample", sheet, code)


def reporting() -> tuple[str, ...]:
    """The institutions that report."""
    return tuple(files("kap_xl.sample").joinpath("reports.txt").read_text(encoding="utf-8").split())


def _code(sheet: str) -> Callable[[Line], str]:
    return lambda line: uid(sheet, line["code"])


def _measured(lang: str) -> Rows:
    """The indicators, their units of measure in the language; a sign such as % or EUR is the same in all."""
    units = {line["unit"]: line[lang] for line in lines("units")}
    rows = _rows("indicators", "indicators", lang, _code("indicators"))
    return tuple({**row, "unit": units.get(str(row.get("unit")), row.get("unit"))} for row in rows)


def _report(sheet: str, key: str) -> Callable[[Line], str]:
    return lambda line: report_uid(sheet, uid(sheet, line[key]), line["period"], line["agency"])


def _rows(sheet: str, name: str, lang: str, identity: Callable[[Line], str]) -> Rows:
    return tuple({"uid": identity(line), **_cells(sheet, line, lang)} for line in lines(name))


def _numbered(sheet: str, name: str, lang: str) -> Rows:
    """Rows that have no code: their identity follows from their place in the file."""
    return tuple(
        {"uid": uid(sheet, str(number)), **_cells(sheet, line, lang)} for number, line in enumerate(lines(name), 1)
    )


def _cells(sheet: str, line: Line, lang: str) -> dict[str, object]:
    """A line's typed cells: texts that have one column take the language's, references get their identities."""
    columns = BY_KEY[sheet].columns
    made: dict[str, object] = {}
    for column in columns:
        given = line.get(column.key) or line.get(f"{column.key}_{lang}") or ""
        if given and column.key != "uid":
            made[column.key] = _value(column.kind, given)
            if column.target:
                made[f"{column.key}_uid"] = _target(column.target, given)
    made |= {key: Decimal(value) for key, value in line.items() if value and YEARLY.fullmatch(key)}
    return made | _bases(sheet, made)


def _value(kind: str, given: str) -> object:
    if kind in DECIMAL:
        return Decimal(given)
    if kind == "year":
        return int(given)
    if kind == "date":
        return date.fromisoformat(given)
    if kind == "deadline" and DAY.fullmatch(given):
        return f"{date.fromisoformat(given):%d.%m.%Y}"  # deadlines are words, as people type them
    return given


def _target(targets: str, code: str) -> str:
    """The identity of the row that a code names on one of the sheets a reference may point to."""
    for sheet in targets.split():
        if code in _codes(sheet):
            return uid(sheet, f"objective {code}" if sheet == "lists" else code)
    raise KeyError(targets, code)


@cache
def _codes(sheet: str) -> frozenset[str]:
    names = {"matrix": "activities", "lists": "objectives", "meetings": "meetings"}
    key = "number" if sheet == "meetings" else "code"
    return frozenset(line[key] for line in lines(names.get(sheet, sheet)))


def _bases(sheet: str, made: Mapping[str, object]) -> dict[str, object]:
    """The fingerprints of the authoritative texts that the translations of this row were made from."""
    found: dict[str, object] = {}
    for column in BY_KEY[sheet].columns:
        stem, _, lang = column.key.removesuffix("_basis").rpartition("_")
        if column.kind == "hash" and lang in LANGUAGES and lang != "sq" and made.get(f"{stem}_{lang}"):
            found[column.key] = fingerprint.of_text(str(made.get(f"{stem}_sq") or ""))
    return found


def _institutions(lang: str) -> Iterable[dict[str, object]]:
    members: dict[str, list[str]] = {}
    for line in lines("membership"):
        members.setdefault(line["group"], []).append(line["institution"])
    active = {"MOJ": date(2005, 12, 20), "MIA": date(2005, 12, 20)}
    for line in lines("institutions"):
        code = line["code"]
        yield {
            "uid": uid("institutions", code),
            **_cells("institutions", line, lang),
            "reports": Phrase(f"words.yesno.{'yes' if code in reporting() else 'no'}"),
            "members": tuple(members.get(code, ())) or None,
            "active_from": active.get(code),
        }


def _lists(lang: str) -> Iterable[dict[str, object]]:
    names = ("pillars", "objectives", "periods", "sources", "categories", "currencies")
    for name, kind in zip(names, ("pillar", "objective", "period", "source", "category", "currency"), strict=True):
        for line in lines(name):
            own = {"uid": uid("lists", f"{kind} {line['code']}"), "list": kind, **_cells("lists", line, lang)}
            parent = line.get("pillar")
            yield own | ({"parent": parent, "parent_uid": uid("lists", f"pillar {parent}")} if parent else {})
    for line in lines("rates"):
        start = date.fromisoformat(line["date"])
        code = line["currency"]
        yield {
            "uid": uid("lists", f"rate {code} {start}"),
            "list": "rate",
            "code": code,
            "start": start,
            "rate": Decimal(line["rate"]),
        }


def _submissions() -> Iterable[dict[str, object]]:
    """Who was asked for the two half-years behind us, and when an answer came."""
    due = {
        line["code"]: (date.fromisoformat(line["end"]), date.fromisoformat(line["due"])) for line in lines("periods")
    }
    reports = [*lines("progress"), *lines("values"), *lines("spending")]
    led = {line["lead"] for line in lines("activities")}
    for period in REPORTED:
        for agency in reporting():
            days = [line["received"] for line in reports if (line["period"], line["agency"]) == (period, agency)]
            if not days and agency not in led:
                continue
            issued, last = due[period]
            row: dict[str, object] = {"uid": row_uid(agency, period), "period": period, "agency": agency, "due": last}
            row |= {"issued": issued, "plan_version": 1, "state": Phrase("words.submission_state.overdue")}
            if days:
                received = date.fromisoformat(max(days))
                row |= {"state": Phrase("words.submission_state.returned"), "returned": received, "return_no": 1}
                row |= {"returns": 1, "days_late": max(0, (received - last).days)}
            yield row
