"""Cutting the plan: which rows go to which agency, what stands in them, and the base that remembers it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kap_xl.canon import cell_text
from kap_xl.columns import BY_KEY, REPORT_SHEETS, YEARLY, Role
from kap_xl.exchange.identity import Base, FormRow
from kap_xl.exchange.returned import report_columns, report_uid
from kap_xl.table import Row
from kap_xl.uids import derived, pot_uid

if TYPE_CHECKING:
    from kap_xl.model import Activity, Indicator, Plan
    from kap_xl.workbook import Workbook

FREE_ROWS = 10
"""Rows made ready on the spending and proposals sheets, each with its identity."""


@dataclass(frozen=True, slots=True)
class Form:
    """What one agency is sent: typed rows by sheet, and the same as canonical base."""

    agency: str
    rows: Mapping[str, tuple[Mapping[str, object], ...]]
    base: Base


def agencies(plan: Plan) -> tuple[str, ...]:
    """The institutions that get a form: they report, and are named in the plan, themselves or as members of a group."""
    reporting = [str(each.code) for each in plan.institutions if each.code and each.reports == "yes"]
    named = {code for activity in _active(plan) for code in named_in(activity)}
    named |= {code for indicator in _measured(plan) for code in indicator.responsible}
    groups = groups_of(plan)
    return tuple(code for code in reporting if named & {code, *groups.get(code, ())})


def groups_of(plan: Plan) -> dict[str, frozenset[str]]:
    """For each institution the groups that it is a member of."""
    found: dict[str, set[str]] = {}
    for each in plan.institutions:
        for member in each.members:
            found.setdefault(member, set()).add(str(each.code))
    return {code: frozenset(groups) for code, groups in found.items()}


def named_in(activity: Activity) -> frozenset[str]:
    """Every institution that an activity names."""
    return frozenset(filter(None, (activity.lead, *activity.partners, *activity.support)))


def form(plan: Workbook, agency: str, period: str, computed: Mapping[str, dict[str, object]]) -> Form:
    """The form of one agency; `computed` holds money and days of the deadline of each activity by its uid."""
    names = {agency, *groups_of(plan.plan).get(agency, ())}
    mine = {each.uid: each for each in _active(plan.plan) if names & named_in(each)}
    measured = {each.uid for each in _measured(plan.plan) if names & set(each.responsible)}
    parts = _Parts(plan, agency, period)
    sheets = {
        "matrix": [parts.plan_row("matrix", row) | computed.get(row.uid, {}) for row in parts.rows("matrix", mine)],
        "indicators": [parts.plan_row("indicators", row) for row in parts.rows("indicators", measured)],
        "spending": [*parts.spent(), *parts.ready_spending(tuple(mine.values()))],
        "proposals": [*parts.proposed(), *parts.ready_proposals()],
    }
    return Form(agency, {key: tuple(rows) for key, rows in sheets.items()}, parts.base(sheets))


def _active(plan: Plan) -> Iterable[Activity]:
    return (activity for activity in plan.activities if activity.active and activity.uid)


def _measured(plan: Plan) -> Iterable[Indicator]:
    """The indicators, but for those of activities that were dropped."""
    dropped = {activity.uid for activity in plan.activities if not activity.active and activity.uid}
    return (indicator for indicator in plan.indicators if indicator.uid and indicator.of_uid not in dropped)


@dataclass(frozen=True, slots=True)
class _Parts:
    """The rows of one agency's form, sheet by sheet."""

    plan: Workbook
    agency: str
    period: str

    def rows(self, sheet: str, wanted: Iterable[str]) -> list[Row]:
        """The plan's rows with these identities, in the order of the plan."""
        uids = set(wanted)
        return [row for row in self.plan.table(sheet).rows if row.uid in uids]

    def plan_row(self, sheet: str, row: Row) -> dict[str, object]:
        """The plan's cells of a row as they stand, and what the agency has reported on it for the period so far."""
        of_report = {column.key for column in report_columns(sheet)}
        columns = [
            column for column in BY_KEY[sheet].columns if column.role is Role.PLAN and column.key not in of_report
        ]
        keys = [*(column.key for column in columns), *(key for key in row.cells if YEARLY.fullmatch(key))]
        own = {key: cell.raw for key in keys if (cell := row.cells.get(key)) is not None}
        uid = report_uid(sheet, row.uid, self.period, self.agency)
        reported = self.plan.table(REPORT_SHEETS[sheet]).by_uid().get(uid)
        said = {key: cell.raw for key, cell in reported.cells.items() if key in of_report} if reported else {}
        return {"uid": row.uid, **own, **said}

    def spent(self) -> Iterable[dict[str, object]]:
        """Payments that the agency has reported for the period already."""
        return [self._own(row, "spending") for row in self._reported("spending")]

    def proposed(self) -> Iterable[dict[str, object]]:
        """Proposals that the agency has made for the period already."""
        return [self._own(row, "proposals") for row in self._reported("proposals")]

    def _reported(self, sheet: str) -> list[Row]:
        return [
            row
            for row in self.plan.table(sheet).rows
            if row.uid and (row.value("agency"), row.value("period")) == (self.agency, self.period)
        ]

    def _own(self, row: Row, sheet: str) -> dict[str, object]:
        keys = [column.key for column in report_columns(sheet)]
        said = {key: row.cells[key].raw for key in keys if key in row.cells}
        return {"uid": row.uid, "period": self.period, "agency": self.agency, **said}

    def ready_spending(self, activities: tuple[Activity, ...]) -> Iterable[dict[str, object]]:
        """A row for each pot of money that the agency leads this year, its amount still blank, and free rows."""
        led = {each.uid: each for each in activities if each.lead == self.agency}
        year = self.period[:4]
        lines = [
            line
            for line in self.plan.plan.budget
            if line.activity_uid in led and line.counted and line.reached("committed") and str(line.year) == year
        ]
        pots = dict.fromkeys(
            (str(each.activity_uid), each.source, each.donor, each.category, each.currency) for each in lines
        )
        taken = {row["uid"] for row in self.spent()}
        for pot in pots:
            uid = pot_uid(self.agency, self.period, pot)
            if uid not in taken:
                activity, source, donor, category, currency = pot
                words = {"source": source, "donor": donor, "category": category, "currency": currency}
                yield self._ready(uid) | {"activity": led[activity].code, **words}
        yield from self._free("spending", taken)

    def ready_proposals(self) -> Iterable[dict[str, object]]:
        """Free rows for activities that the agency would add or change."""
        return self._free("proposals", {row["uid"] for row in self.proposed()})

    def _free(self, sheet: str, taken: set[object]) -> Iterable[dict[str, object]]:
        uids = (
            derived(sheet, self.agency, self.period, "free", str(number)) for number in range(FREE_ROWS + len(taken))
        )
        return [self._ready(uid) for uid in uids if uid not in taken][:FREE_ROWS]

    def _ready(self, uid: str) -> dict[str, object]:
        return {"uid": uid, "period": self.period, "agency": self.agency}

    def base(self, sheets: Mapping[str, list[dict[str, object]]]) -> Base:
        """What is sent, canonical; rows that the plan does not have yet are named as made ready."""
        cells: dict[FormRow, dict[str, str]] = {}
        prepared: set[FormRow] = set()
        for sheet, rows in sheets.items():
            known = self.plan.table(sheet).by_uid()
            for row in rows:
                place = sheet, str(row["uid"])
                cells[place] = {
                    key: text for key, value in row.items() if key != "uid" and (text := self._sent(sheet, key, value))
                }
                if place[1] not in known:
                    prepared.add(place)
        return Base(cells, frozenset(prepared))

    def _sent(self, sheet: str, key: str, value: object) -> str | None:
        """The canonical text of a cell that is sent, read as it will be read when it comes back."""
        column = BY_KEY[sheet].column(key)
        if column is None or value is None:
            return None
        cell = self.plan.reader.read(column, value)  # type: ignore[arg-type]  # a raw or typed cell
        row = Row(0, "", {key: cell}) if cell is not None else Row(0, "", {})
        return cell_text(row, column)
