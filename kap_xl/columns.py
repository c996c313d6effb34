"""The workbook's schema: every sheet, one line a column; the only place where a column is added."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum

from kap_xl.vocabulary import LANGUAGES


class Role(Enum):
    """Who fills a column: the plan (locked in forms), the report of a period, the program, or nobody (a formula)."""

    PLAN = "plan"
    REPORT = "report"
    PROGRAM = "program"
    FORMULA = "formula"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its key in row 1, how its cells are read (`kind`), who fills it, its width in characters.

    `words` names a fixed vocabulary or a register behind a drop-down; `target` the sheet a reference points to, whose
    uid stands in the hidden column `<key>_uid`; `band` the group heading over it; `aside` marks a column that is
    folded away on paper.
    """

    key: str
    kind: str = "text"
    width: float = 14
    role: Role = Role.PLAN
    required: bool = False
    hidden: bool = False
    words: str = ""
    target: str = ""
    band: str = "plan"
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its key in A1 (`kap:<key>`), its columns in the order of a new workbook, its tab's place and look."""

    key: str
    group: str
    columns: tuple[Column, ...]
    state: str = "visible"
    form: bool = False
    blank_rows: int = 1

    def column(self, key: str) -> Column | None:
        """The column of a key; `target_2006` finds the pattern `target_<year>`; None for a column of the user's."""
        for column in self.columns:
            if column.key == key:
                return column
        if (year := YEARLY.fullmatch(key)) is not None:
            pattern = next((column for column in self.columns if column.key == YEAR_PATTERN), None)
            return replace(pattern, key=year[0]) if pattern else None
        return None


YEAR_PATTERN = "target_<year>"
YEARLY = re.compile(r"target_(\d{4})")
UID = Column("uid", "uid", 14, Role.PROGRAM, hidden=True)

P, R, G, F = Role.PLAN, Role.REPORT, Role.PROGRAM, Role.FORMULA


def texts(key: str, width: float, *, required: bool = False) -> tuple[Column, ...]:
    """A text in three languages, and beside each the hidden fingerprint of the authoritative text it was made from."""
    shown = tuple(Column(f"{key}_{lang}", "text", width, required=required, aside=True) for lang in LANGUAGES)
    basis = tuple(Column(f"{key}_{lang}_basis", "hash", 10, G, hidden=True) for lang in LANGUAGES)
    return shown + basis


def ref(
    key: str, target: str, width: float = 10, *, required: bool = False, role: Role = P, band: str = "plan"
) -> tuple[Column, ...]:
    """A reference to another row: the code that people see and the hidden uid that decides."""
    return (
        Column(key, "code", width, role, required=required, target=target, band=band),
        Column(f"{key}_uid", "uid", 14, G, hidden=True, band=band),
    )


REPORT = (
    Column("status", "status", 18, R, words="status", band="report"),
    Column("percent", "percent", 11, R, band="report"),
    Column("done", "text", 40, R, band="report"),
    Column("obstacles", "text", 28, R, band="report"),
    Column("next_steps", "text", 28, R, band="report"),
    Column("actual_date", "date", 12, R, band="report"),
    Column("evidence", "text", 24, R, band="report"),
)
MEASURED = (
    Column("value", "number", 11, R, band="report"),
    Column("numerator", "number", 12, R, band="report"),
    Column("denominator", "number", 13, R, band="report"),
    Column("women", "number", 11, R, band="report"),
    Column("men", "number", 11, R, band="report"),
    Column("girls", "number", 11, R, band="report"),
    Column("boys", "number", 11, R, band="report"),
    Column("note", "text", 28, R, band="report"),
)
PAID = (
    Column("source", "choice", 30, R, words="source", band="report"),
    Column("donor", "institution", 11, R, words="institutions", band="report"),
    Column("category", "choice", 18, R, words="category", band="report"),
    Column("currency", "code", 9, R, words="currency", band="report"),
    Column("amount", "amount", 14, R, band="report"),
)
ORIGIN = (
    Column("received", "date", 12, G, band="origin"),
    Column("return_no", "number", 10, G, band="origin"),
    Column("from_file", "text", 24, G, band="origin"),
    Column("from_cells", "text", 25, G, band="origin"),
    Column("return_hash", "hash", 14, G, hidden=True, band="origin"),
)
WHOSE = (
    Column("period", "period", 10, P, required=True, words="period"),
    Column("agency", "institution", 10, P, required=True, words="institutions"),
)

COVER = (
    UID,
    Column("setting", "text", 30, G),
    Column("value", "text", 46),
    Column("note", "text", 60, G),
)
MATRIX = (
    UID,
    Column("code", "code", 8, required=True),
    *ref("objective", "lists", 9, required=True),
    Column("priority", "choice", 10, words="priority"),
    Column("state", "choice", 10, words="state"),
    *texts("activity", 44, required=True),
    Column("output", "text", 28),
    Column("lead", "institution", 11, required=True, words="institutions"),
    Column("partners", "institutions", 15),
    Column("support", "institutions", 12),
    Column("start", "date", 11),
    Column("deadline", "deadline", 15, required=True),
    Column("recurrence", "choice", 13, words="recurrence"),
    Column("indicator", "text", 28),
    Column("verification", "text", 24),
    Column("risk", "text", 24),
    Column("needed", "amount", 13, F, band="money"),
    Column("funded", "amount", 13.5, F, band="money"),
    Column("gap", "amount", 13, F, band="money"),
    Column("due_from", "date", 11, G, hidden=True),
    Column("due_by", "date", 11, G, hidden=True),
    *REPORT,
    Column("spent", "amount", 13, F, band="report"),
)
INDICATORS = (
    UID,
    Column("code", "code", 9, required=True),
    *ref("of", "matrix lists", 9, required=True),
    *texts("name", 40, required=True),
    Column("level", "choice", 17, words="level"),
    Column("unit", "text", 12),
    Column("over_time", "choice", 12, words="over_time", required=True),
    Column("over_agencies", "choice", 12, words="over_agencies"),
    Column("direction", "choice", 10, words="direction", required=True),
    Column("counts", "choice", 12, words="counts"),
    Column("frequency", "choice", 12, words="frequency"),
    Column("baseline", "number", 11),
    Column("baseline_date", "date", 13),
    Column(YEAR_PATTERN, "number", 11.5),
    Column("verification", "text", 24),
    Column("responsible", "institutions", 14, required=True),
    *MEASURED,
)
MILESTONES = (
    UID,
    *ref("of", "matrix indicators", required=True),
    Column("period", "period", 10, words="period", required=True),
    Column("target", "text", 60, required=True),
)
BUDGET = (
    UID,
    *ref("activity", "matrix", required=True),
    Column("year", "year", 8, required=True),
    Column("source", "choice", 30, words="source"),
    Column("donor", "institution", 11, words="institutions"),
    Column("category", "choice", 18, words="category"),
    Column("currency", "code", 9, words="currency"),
    Column("amount", "amount", 14),
    Column("amount_max", "amount", 14),
    Column("stage", "choice", 12, words="stage"),
    Column("kind", "choice", 15, words="money_kind"),
    *ref("reference_to", "matrix", 10),
    Column("note", "text", 34),
    Column("rate_date", "date", 11, F, band="money"),
    Column("amount_plan", "amount", 15, F, band="money"),
    Column("stage_code", "text", 10, F, hidden=True, band="money"),
)
PROGRESS = (UID, *ref("activity", "matrix", required=True), *WHOSE, *REPORT, *ORIGIN)
VALUES = (UID, *ref("indicator", "indicators", required=True), *WHOSE, *MEASURED, *ORIGIN)
SPENDING = (UID, *ref("activity", "matrix", required=True, role=R), *WHOSE, *PAID, *ORIGIN)
INSTITUTIONS = (
    UID,
    Column("code", "code", 10, required=True),
    Column("type", "choice", 22, words="institution_type", required=True),
    Column("role", "text", 16),
    Column("parent", "institution", 10, words="institutions"),
    *texts("name", 40),
    Column("aliases", "text", 46),
    Column("reports", "yesno", 9, words="yesno"),
    Column("members", "institutions", 24),
    Column("active_from", "date", 12),
    Column("active_to", "date", 12),
)
MEMBERS = (
    UID,
    Column("institution", "institution", 12, required=True, words="institutions"),
    Column("post", "text", 40, required=True),
    Column("group", "institution", 12, words="institutions"),
    Column("role", "choice", 16, words="seat_role"),
    Column("votes", "yesno", 8, words="yesno"),
    Column("from", "date", 12),
    Column("to", "date", 12),
)
LISTS = (
    UID,
    Column("list", "choice", 14, words="list", required=True),
    Column("code", "code", 12, required=True),
    *ref("parent", "lists", 10),
    *texts("name", 44),
    Column("start", "date", 12),
    Column("end", "date", 12),
    Column("due", "date", 12),
    Column("rate", "number", 10),
)
PROGRAMMES = (
    UID,
    Column("organisation", "institution", 13, required=True, words="institutions"),
    Column("title", "text", 44, required=True),
    *ref("objective", "lists"),
    Column("start", "date", 12),
    Column("end", "date", 12),
    Column("donor", "institution", 11, words="institutions"),
    Column("currency", "code", 9, words="currency"),
    Column("amount", "amount", 14),
)
RULES = (
    UID,
    Column("name", "code", 18, required=True),
    Column("form", "choice", 10, words="rule_form", required=True),
    Column("sheet", "text", 12),
    Column("expression", "text", 44),
    Column("severity", "choice", 12, words="severity"),
    Column("message", "text", 44),
    Column("row", "code", 12),
    Column("reason", "text", 34),
    Column("post", "text", 20),
    Column("date", "date", 12),
)
MEETINGS = (
    UID,
    Column("number", "code", 9, required=True),
    Column("date", "date", 12, required=True),
    Column("kind", "choice", 16, words="meeting_kind"),
    Column("agenda", "text", 60),
    Column("present", "institutions", 36),
)
DECISIONS = (
    UID,
    Column("code", "code", 9, required=True),
    *ref("meeting", "meetings", 9, required=True),
    *texts("text", 44, required=True),
    Column("responsible", "institutions", 14),
    Column("due", "date", 12),
    Column("state", "choice", 10, words="decision_state"),
    *ref("activity", "matrix"),
)
LEGISLATION = (
    UID,
    Column("code", "code", 12, required=True),
    *texts("title", 44, required=True),
    Column("date", "date", 12),
    Column("reference", "text", 26),
    Column("objectives", "text", 14),
)
STATISTICS = (
    UID,
    Column("period", "period", 10, words="period", required=True),
    Column("measure", "choice", 22, words="measure", required=True),
    Column("origin", "text", 14),
    Column("destination", "text", 14),
    Column("route", "text", 22),
    Column("sex", "choice", 9, words="sex"),
    Column("age", "choice", 10, words="age"),
    Column("exploitation", "choice", 18, words="exploitation"),
    Column("count", "number", 9, required=True),
)
PROPOSALS = (
    UID,
    Column("agency", "institution", 10, G, words="institutions"),
    Column("period", "period", 10, G, words="period"),
    *ref("activity", "matrix", role=R),
    Column("objective", "code", 9, R),
    Column("text", "text", 48, R),
    Column("output", "text", 26, R),
    Column("lead", "text", 10, R),
    Column("partners", "text", 15, R),
    Column("start", "date", 11, R),
    Column("deadline", "text", 15, R),
    Column("indicator", "text", 26, R),
    Column("needed", "amount", 13, R),
    Column("reason", "text", 34, R),
    Column("decision", "code", 10, band="origin"),
    *ORIGIN,
)
VERSIONS = (
    UID,
    Column("version", "number", 9),
    Column("in_force_from", "date", 13),
    *ref("decision", "decisions"),
    Column("reason", "text", 44),
    Column("hash", "hash", 20),
)
CHANGES = (
    UID,
    Column("sheet", "text", 16, G),
    Column("code", "code", 10, G),
    Column("column", "text", 22, G),
    Column("old", "text", 34, G),
    Column("new", "text", 34, G),
    Column("version", "number", 9, G),
    Column("date", "date", 12, G),
    Column("post", "text", 20, G),
    Column("reason", "text", 34, G),
    Column("row_uid", "uid", 14, G, hidden=True),
    Column("field", "text", 14, G, hidden=True),
)
SUBMISSIONS = (
    UID,
    *(replace(column, role=G) for column in WHOSE),
    Column("state", "choice", 15, G, words="submission_state"),
    Column("issued", "date", 12, G),
    Column("due", "date", 12, G),
    Column("returned", "date", 12, G),
    Column("days_late", "number", 11, G),
    Column("return_no", "number", 10, G),
    Column("returns", "number", 9, G),
    Column("findings", "number", 9, G),
    Column("blank_rows", "number", 9, G),
    Column("form_file", "text", 24, G),
    Column("return_file", "text", 28, G),
    Column("plan_version", "number", 9, G),
    Column("form_hash", "hash", 14, G, hidden=True),
    Column("base_hash", "hash", 14, G, hidden=True),
    Column("return_hash", "hash", 14, G, hidden=True),
)
CONFLICTS = (
    UID,
    Column("choice", "text", 16, R, words="side", band="report"),
    *(replace(column, role=G) for column in WHOSE),
    Column("sheet", "text", 12, G),
    Column("code", "code", 10, G),
    Column("column", "text", 18, G),
    Column("base", "text", 26, G),
    Column("ours", "text", 26, G),
    Column("theirs", "text", 26, G),
    Column("return_no", "number", 10, G),
    Column("from_file", "text", 24, G),
    Column("from_cell", "text", 14, G),
    Column("state", "choice", 12, G, words="conflict_state"),
    Column("row_uid", "uid", 14, G, hidden=True),
    Column("field", "text", 14, G, hidden=True),
    Column("return_hash", "hash", 14, G, hidden=True),
)
LOG = (
    UID,
    *(replace(column, role=G) for column in WHOSE),
    Column("return_no", "number", 10, G),
    Column("from_file", "text", 24, G),
    Column("from_cell", "text", 20, G),
    Column("sheet", "text", 12, G),
    Column("code", "code", 10, G),
    Column("column", "text", 16, G),
    Column("outcome", "choice", 14, G, words="outcome"),
    Column("cells", "number", 8, G),
    Column("base", "text", 24, G),
    Column("ours", "text", 24, G),
    Column("theirs", "text", 26, G),
    Column("result", "text", 26, G),
    Column("reason", "text", 34, G),
    Column("received", "date", 12, G, hidden=True),
    Column("row_uid", "uid", 14, G, hidden=True),
    Column("field", "text", 14, G, hidden=True),
    Column("reason_code", "text", 14, G, hidden=True),
    Column("return_hash", "hash", 14, G, hidden=True),
)
WORDS = (
    UID,
    Column("list", "text", 18, G),
    Column("code", "text", 18, G),
    Column("lang", "text", 8, G),
    Column("word", "text", 30, G),
    Column("key", "text", 40, F),
)
IDENTITY = (
    UID,
    Column("part", "text", 12, G),
    Column("sheet", "text", 12, G),
    Column("row_uid", "uid", 14, G),
    Column("column", "text", 18, G),
    Column("value", "text", 60, G),
)

SETTINGS = (
    Column("plan_name_sq"),
    Column("plan_name_sr"),
    Column("plan_name_en"),
    Column("start", "date"),
    Column("end", "date"),
    Column("currency", "code"),
    Column("language", "code"),
    Column("authoritative_language", "code"),
    Column("plan_version", "number"),
    Column("current_period", "text"),
    Column("sample", "yesno", words="yesno"),
)
FORM_SETTINGS = (
    Column("agency", "code"),
    Column("period", "text"),
    Column("due", "date"),
    Column("return_no", "number", role=R),
)

SHEETS = (
    Sheet("cover", "cover", COVER, form=True),
    Sheet("matrix", "plan", MATRIX, form=True),
    Sheet("indicators", "plan", INDICATORS, form=True),
    Sheet("milestones", "plan", MILESTONES),
    Sheet("budget", "plan", BUDGET),
    Sheet("progress", "reports", PROGRESS),
    Sheet("values", "reports", VALUES),
    Sheet("spending", "reports", SPENDING, form=True),
    Sheet("proposals", "reports", PROPOSALS, form=True),
    Sheet("submissions", "reports", SUBMISSIONS),
    Sheet("conflicts", "reports", CONFLICTS),
    Sheet("log", "reports", LOG),
    Sheet("meetings", "steering", MEETINGS),
    Sheet("decisions", "steering", DECISIONS),
    Sheet("versions", "steering", VERSIONS),
    Sheet("changes", "steering", CHANGES),
    Sheet("programmes", "steering", PROGRAMMES),
    Sheet("legislation", "steering", LEGISLATION),
    Sheet("statistics", "steering", STATISTICS),
    Sheet("institutions", "registers", INSTITUTIONS),
    Sheet("members", "registers", MEMBERS),
    Sheet("lists", "registers", LISTS),
    Sheet("rules", "registers", RULES),
    Sheet("words", "registers", WORDS, state="hidden", form=True),
    Sheet("_kap", "registers", IDENTITY, state="veryHidden", form=True),
)
BY_KEY = {sheet.key: sheet for sheet in SHEETS}
REPORT_SHEETS = {"matrix": "progress", "indicators": "values", "spending": "spending", "proposals": "proposals"}
