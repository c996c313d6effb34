"""The plan as rules and summaries see it: immutable records whose fields are named like the columns they come from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from kap_xl.vocabulary import STAGES

Codes = tuple[str, ...]


class Record(BaseModel):
    """A row of a sheet: its identity and its Excel row; a field that is None was blank, or it is named in `unread`."""

    model_config = ConfigDict(frozen=True, extra="ignore", arbitrary_types_allowed=True)

    uid: str = ""
    row: int = 0
    unread: frozenset[str] = frozenset()  # columns whose cells hold something that could not be read

    @classmethod
    def made(cls, fields: Mapping[str, object]) -> Self:
        """The record of these fields; one that cannot stand in a record, such as half a return, counts as not read."""
        try:
            return cls.model_validate(fields)
        except ValidationError as error:
            wrong = {str(each["loc"][0]) for each in error.errors()}
            kept = {key: value for key, value in fields.items() if key not in wrong}
            unread = fields.get("unread")
            seen = unread if isinstance(unread, frozenset) else frozenset()
            return cls.model_validate(kept | {"unread": seen | wrong})


class Settings(Record):
    """The cover: what holds for the whole workbook. `agency`, `period`, `due`, `return_no` stand in a form only."""

    plan_name_sq: str | None = None
    plan_name_sr: str | None = None
    plan_name_en: str | None = None
    start: date | None = None
    end: date | None = None
    currency: str = "EUR"
    language: str = "en"
    authoritative_language: str = "sq"
    plan_version: int = 1
    current_period: str | None = None
    sample: bool = False
    agency: str | None = None
    period: str | None = None
    due: date | None = None
    return_no: int = 1
    rows: tuple[tuple[str, int], ...] = ()  # the cover's Excel row of each setting that stands there
    given: frozenset[str] = frozenset()  # settings that the cover states; the others are as supposed here

    def plan_name(self, lang: str) -> str:
        """The plan's name in a language, else in the first that has one."""
        names = {"sq": self.plan_name_sq, "sr": self.plan_name_sr, "en": self.plan_name_en}
        return names[lang] or next((name for name in names.values() if name), "")


class Entry(Record):
    """A line of the lists sheet: a pillar, objective, period, source, category, currency or dated rate."""

    list: str | None = None
    code: str | None = None
    parent: str | None = None
    parent_uid: str | None = None
    name_sq: str | None = None
    name_sr: str | None = None
    name_en: str | None = None
    start: date | None = None
    end: date | None = None
    due: date | None = None
    rate: Decimal | None = None

    def name(self, lang: str) -> str:
        """The name in a language, else in any, else the code."""
        own = {"sq": self.name_sq, "sr": self.name_sr, "en": self.name_en}
        return own[lang] or next((name for name in own.values() if name), self.code or "")


class Activity(Record):
    """An activity of the matrix; `due_from` and `due_by` are the deadline as read, `due_kind` the form of its words."""

    code: str | None = None
    objective: str | None = None
    objective_uid: str | None = None
    priority: str | None = None
    state: str | None = None
    activity_sq: str | None = None
    activity_sr: str | None = None
    activity_en: str | None = None
    activity_sq_basis: str | None = None
    activity_sr_basis: str | None = None
    activity_en_basis: str | None = None
    lead: str | None = None
    partners: Codes = ()
    support: Codes = ()
    start: date | None = None
    due_kind: str | None = None
    due_from: date | None = None
    due_by: date | None = None
    indicator: str | None = None
    verification: str | None = None
    status: str | None = None
    percent: Decimal | None = None
    done: str | None = None
    obstacles: str | None = None
    next_steps: str | None = None
    actual_date: date | None = None
    evidence: str | None = None

    def title(self, lang: str) -> str:
        """The activity's text in a language, else in any."""
        own = {"sq": self.activity_sq, "sr": self.activity_sr, "en": self.activity_en}
        return own[lang] or next((text for text in own.values() if text), "")

    @property
    def active(self) -> bool:
        """Whether the activity is in force; only `dropped` takes it out."""
        return self.state != "dropped"


class Indicator(Record):
    """An indicator with its way of adding up over time and over agencies, its baseline and its targets by year."""

    code: str | None = None
    of: str | None = None
    of_uid: str | None = None
    name_sq: str | None = None
    name_sr: str | None = None
    name_en: str | None = None
    name_sq_basis: str | None = None
    name_sr_basis: str | None = None
    name_en_basis: str | None = None
    level: str | None = None
    unit: str | None = None
    over_time: str | None = None
    over_agencies: str | None = None
    direction: str | None = None
    counts: str | None = None
    frequency: str | None = None
    baseline: Decimal | None = None
    baseline_date: date | None = None
    targets: tuple[tuple[int, Decimal], ...] = ()
    responsible: Codes = ()
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    women: Decimal | None = None
    men: Decimal | None = None
    girls: Decimal | None = None
    boys: Decimal | None = None
    note: str | None = None

    def title(self, lang: str) -> str:
        """The indicator's name in a language, else in any."""
        own = {"sq": self.name_sq, "sr": self.name_sr, "en": self.name_en}
        return own[lang] or next((text for text in own.values() if text), "")


class Milestone(Record):
    """What an activity or an indicator is to reach by the end of a period."""

    of: str | None = None
    of_uid: str | None = None
    period: str | None = None
    target: str | None = None


class BudgetLine(Record):
    """An amount of the budget sheet; `amount_plan` is in the plan's currency, None where it cannot be known."""

    activity: str | None = None
    activity_uid: str | None = None
    year: int | None = None
    source: str | None = None
    donor: str | None = None
    category: str | None = None
    currency: str | None = None
    amount: Decimal | None = None
    amount_max: Decimal | None = None
    stage: str | None = None
    kind: str | None = None
    reference_to: str | None = None
    reference_to_uid: str | None = None
    note: str | None = None

    @property
    def counted(self) -> bool:
        """Whether the line is an amount at all; no cost, regular budget, references and undetermined ones are not."""
        return self.kind in (None, "amount") and self.amount is not None

    def reached(self, stage: str) -> bool:
        """Whether a funding line stands at this stage or further on; estimates are need and reach nothing."""
        if self.stage is None or self.stage == "estimate":
            return False
        return STAGES.index(self.stage) >= STAGES.index(stage)


class Report(Record):
    """What stands in every report: whose, for which period, when received and from which return."""

    period: str | None = None
    agency: str | None = None
    received: date | None = None
    return_no: int | None = None
    from_file: str | None = None
    from_cells: str | None = None


class Progress(Report):
    """An agency's report on one activity in one period."""

    activity: str | None = None
    activity_uid: str | None = None
    status: str | None = None
    percent: Decimal | None = None
    done: str | None = None
    obstacles: str | None = None
    next_steps: str | None = None
    actual_date: date | None = None
    evidence: str | None = None


class Measurement(Report):
    """An agency's report on one indicator in one period."""

    indicator: str | None = None
    indicator_uid: str | None = None
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    women: Decimal | None = None
    men: Decimal | None = None
    girls: Decimal | None = None
    boys: Decimal | None = None
    note: str | None = None


class Payment(Report):
    """What an agency spent on one activity from one source in one period."""

    activity: str | None = None
    activity_uid: str | None = None
    source: str | None = None
    donor: str | None = None
    category: str | None = None
    currency: str | None = None
    amount: Decimal | None = None


class Institution(Record):
    """A body of the register; groups name their members."""

    code: str | None = None
    type: str | None = None
    name_sq: str | None = None
    name_sr: str | None = None
    name_en: str | None = None
    aliases: str | None = None
    reports: str | None = None
    members: Codes = ()
    active_from: date | None = None
    active_to: date | None = None

    def name(self, lang: str) -> str:
        """The name in a language, else in any, else the code."""
        own = {"sq": self.name_sq, "sr": self.name_sr, "en": self.name_en}
        return own[lang] or next((name for name in own.values() if name), self.code or "")


class Decision(Record):
    """A decision of a meeting and when it is due."""

    code: str | None = None
    meeting: str | None = None
    meeting_uid: str | None = None
    text_sq: str | None = None
    text_sr: str | None = None
    text_en: str | None = None
    text_sq_basis: str | None = None
    text_sr_basis: str | None = None
    text_en_basis: str | None = None
    responsible: Codes = ()
    due: date | None = None
    state: str | None = None
    activity: str | None = None
    activity_uid: str | None = None

    def title(self, lang: str) -> str:
        """The decision's text in a language, else in any."""
        own = {"sq": self.text_sq, "sr": self.text_sr, "en": self.text_en}
        return own[lang] or next((text for text in own.values() if text), "")


class Meeting(Record):
    """A meeting; `day` is its column `date`."""

    number: str | None = None
    day: date | None = None
    kind: str | None = None
    agenda: str | None = None
    present: Codes = ()

    @property
    def code(self) -> str | None:
        """Its number, by which decisions name it."""
        return self.number

    def title(self, _lang: str) -> str:
        """What it was about."""
        return self.agenda or ""


class Seat(Record):
    """A post that an institution fills in a group, `since` (column `from`) and `until` (column `to`) a day."""

    institution: str | None = None
    post: str | None = None
    group: str | None = None
    role: str | None = None
    votes: str | None = None
    since: date | None = None
    until: date | None = None


class Act(Record):
    """An act of legislation or a protocol; `day` is its column `date`."""

    code: str | None = None
    title_sq: str | None = None
    title_sr: str | None = None
    title_en: str | None = None
    title_sq_basis: str | None = None
    title_sr_basis: str | None = None
    title_en_basis: str | None = None
    day: date | None = None
    reference: str | None = None
    objectives: str | None = None

    def title(self, lang: str) -> str:
        """The title in a language, else in any."""
        own = {"sq": self.title_sq, "sr": self.title_sr, "en": self.title_en}
        return own[lang] or next((text for text in own.values() if text), "")


class Statistic(Record):
    """A count of people or cases in one period, never a person."""

    period: str | None = None
    measure: str | None = None
    origin: str | None = None
    destination: str | None = None
    route: str | None = None
    sex: str | None = None
    age: str | None = None
    exploitation: str | None = None
    count: Decimal | None = None


class Programme(Record):
    """A programme outside the plan."""

    organisation: str | None = None
    title: str | None = None
    objective: str | None = None
    objective_uid: str | None = None
    start: date | None = None
    end: date | None = None
    donor: str | None = None
    currency: str | None = None
    amount: Decimal | None = None


class Version(Record):
    """A version of the plan, in force from a day on, by a decision."""

    version: int | None = None
    in_force_from: date | None = None
    decision: str | None = None
    decision_uid: str | None = None
    reason: str | None = None
    hash: str | None = None


class Ruling(Record):
    """A row of the rules sheet: a rule of the users' own, or a waiver of a rule for the row `of` (column `row`).

    `day` is its column `date`; `unread` keeps the names of the columns.
    """

    name: str | None = None
    form: str | None = None
    sheet: str | None = None
    expression: str | None = None
    severity: str | None = None
    message: str | None = None
    of: str | None = None
    reason: str | None = None
    post: str | None = None
    day: date | None = None


class Line(Record):
    """A row of any sheet with its typed values under the column keys, as the users' own rules see it."""

    values: Mapping[str, object] = Field(default_factory=lambda: MappingProxyType({}))


class Submission(Record):
    """Who was sent a form for a period, and what came back."""

    period: str | None = None
    agency: str | None = None
    state: str | None = None
    issued: date | None = None
    due: date | None = None
    returned: date | None = None
    days_late: int | None = None
    return_no: int | None = None
    returns: int | None = None
    findings: int | None = None
    blank_rows: int | None = None
    form_file: str | None = None
    return_file: str | None = None
    plan_version: int | None = None
    form_hash: str | None = None
    base_hash: str | None = None
    return_hash: str | None = None


class Plan(BaseModel):
    """A whole plan workbook, or an agency form, with its records in the order of the sheets."""

    model_config = ConfigDict(frozen=True)

    settings: Settings = Settings()
    entries: tuple[Entry, ...] = ()
    activities: tuple[Activity, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    budget: tuple[BudgetLine, ...] = ()
    progress: tuple[Progress, ...] = ()
    values: tuple[Measurement, ...] = ()
    spending: tuple[Payment, ...] = ()
    institutions: tuple[Institution, ...] = ()
    decisions: tuple[Decision, ...] = ()
    submissions: tuple[Submission, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    members: tuple[Seat, ...] = ()
    legislation: tuple[Act, ...] = ()
    statistics: tuple[Statistic, ...] = ()
    programmes: tuple[Programme, ...] = ()
    versions: tuple[Version, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    # of the sheets that the users' own rules speak of
    lines: Mapping[str, tuple[Line, ...]] = Field(default_factory=lambda: MappingProxyType({}))
    in_force: Callable[[date], tuple[Activity, ...] | None] | None = None  # activities of the version in force on a day

    def listed(self, name: str) -> tuple[Entry, ...]:
        """The entries of one list, such as `objective` or `period`, in the order of the sheet."""
        return tuple(entry for entry in self.entries if entry.list == name)
