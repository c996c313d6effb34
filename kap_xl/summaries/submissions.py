"""Who was asked to report for a period, who did, and how many rows are still expected."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from kap_xl.finding import Spot
from kap_xl.model import Progress
from kap_xl.summaries.figure import Cell, Figure, Line, Part, Summary
from kap_xl.summaries.links import Links, links_of
from kap_xl.summaries.standing import here

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kap_xl.model import Measurement, Plan, Submission
    from kap_xl.summaries.periods import Period

COLUMNS = ("agency", "state", "due", "returned", "days_late", "return_no", "led", "rows", "reported", "blank")
SILENT = "not issued"
REPORTED = ("status", "percent", "done", "obstacles", "next_steps", "actual_date", "evidence")
MEASURED = ("value", "numerator", "denominator", "women", "men", "girls", "boys")


def submissions(plan: Plan, of: Period) -> Summary:
    """One line for each body that is to report: what it was sent, what came back, and how many rows it stands for.

    Those are the institutions with reports = yes that lead, partner or support an active activity or answer for an
    indicator, themselves or as members of a named group, and any other that a form was sent to. `rows` counts its
    activities and indicators, `reported` those of them it said anything about for the period, `led` the activities
    it leads. `state` is the state of its submission, or `not issued`. `itself` is one, there to be counted.
    """
    expected = rows_expected(plan)
    sent = _sent(plan, of)
    register = {each.code: number for number, each in enumerate(plan.institutions)}
    codes = sorted({*expected, *sent}, key=lambda code: (register.get(code, len(register)), code))
    said = answered(plan, of, expected)
    lines = tuple(
        _line(plan, code, sent.get(code), expected.get(code, ()), tuple(said.get(code, {}).values())) for code in codes
    )
    return Summary("submissions", "agency", COLUMNS, lines)


def not_reported(plan: Plan, of: Period) -> Summary:
    """The lines of those whose form has not come back."""
    return silent(submissions(plan, of))


def silent(every: Summary) -> Summary:
    """Of the lines of all bodies those whose form has not come back."""
    lines = tuple(line for line in every.lines if line.cells["state"] != "returned")
    return Summary("not_reported", every.by, COLUMNS, lines)


def _sent(plan: Plan, of: Period) -> dict[str, Submission]:
    """What each body was sent for a period; of several lines one that came back counts, then the lower one."""
    found: dict[str, Submission] = {}
    for each in plan.submissions:
        back = each.agency is not None and each.agency in found and found[each.agency].state == "returned"
        if each.period == of.code and each.agency and (each.state == "returned" or not back):
            found[each.agency] = each
    return found


def rows_expected(plan: Plan) -> dict[str, tuple[Part, ...]]:
    """The cells of the activities and indicators that each reporting body has to answer for."""
    links = links_of(plan)
    reporting = {each.code for each in plan.institutions if each.reports == "yes"}
    found: dict[str, list[Part]] = {}
    for activity in plan.activities:
        if activity.active:
            for code in links.agencies((activity.lead, *activity.partners, *activity.support)):
                found.setdefault(code, []).append(Part(here(activity)))
    for indicator in plan.indicators:
        for code in links.agencies(indicator.responsible):
            found.setdefault(code, []).append(Part(Spot("indicators", indicator.row, "code", indicator.uid)))
    return {code: tuple(parts) for code, parts in found.items() if code in reporting}


def answered(
    plan: Plan, of: Period, expected: Mapping[str, tuple[Part, ...]]
) -> dict[str, dict[tuple[str, int], Part]]:
    """The cells in which each body says something about a row it was asked for, by that row's sheet and number."""
    links = links_of(plan)
    asked = {code: {(part.spot.sheet, part.spot.row) for part in parts} for code, parts in expected.items()}
    found: dict[str, dict[tuple[str, int], Part]] = {}
    reports: tuple[Progress | Measurement, ...] = (*plan.progress, *plan.values)
    for report in reports:
        if report.period != of.code or report.agency is None:
            continue
        spot = _said(report)
        about = _about(links, report)
        if spot is None or about is None:
            continue
        # a body that is expected to say nothing, such as one that was only sent a form, answers for what it says
        if about in asked.get(report.agency, {about}):
            found.setdefault(report.agency, {}).setdefault(about, Part(spot))
    return found


def _about(links: Links, report: Progress | Measurement) -> tuple[str, int] | None:
    """The row that a report is about."""
    if isinstance(report, Progress):
        activity = links.activity(report.activity_uid, report.activity)
        return ("matrix", activity.row) if activity is not None else None
    indicator = links.indicator(report.indicator_uid, report.indicator)
    return ("indicators", indicator.row) if indicator is not None else None


def _said(report: Progress | Measurement) -> Spot | None:
    """The cell that stands for what a report says; None where it says nothing."""
    sheet, columns = ("progress", REPORTED) if isinstance(report, Progress) else ("values", MEASURED)
    column = next((each for each in columns if getattr(report, each) is not None), None)
    if column is None:
        return None
    return Spot(sheet, report.row, "status" if sheet == "progress" else column, report.uid)


def _line(plan: Plan, code: str, sent: Submission | None, rows: tuple[Part, ...], answered: tuple[Part, ...]) -> Line:
    led = tuple(Part(here(each)) for each in plan.activities if each.active and each.lead == code)
    late = sent.days_late if sent else None
    place = Spot("submissions", sent.row, "days_late", sent.uid) if sent else Spot("submissions")
    body = next((each for each in plan.institutions if each.code == code), None)
    asked = (
        _at(place, "state") if sent else Spot("institutions", body.row if body else 0, "code", body.uid if body else "")
    )
    cells: dict[str, Cell] = {
        "agency": code,
        "itself": Figure(1, (Part(asked),)),
        "state": (sent.state if sent else None) or SILENT,
        "due": sent.due if sent else None,
        "returned": sent.returned if sent else None,
        "days_late": Figure(late, () if late is None else (Part(place, late),)),
        "return_no": Figure(sent.return_no, (Part(_at(place, "return_no"), sent.return_no),)) if sent else Figure(),
        "led": Figure(len(led), led),
        "rows": Figure(len(rows), rows),
        "reported": Figure(len(answered), answered),
        "blank": Figure(sent.blank_rows, (Part(_at(place, "blank_rows"), sent.blank_rows),)) if sent else Figure(),
    }
    return Line(code, "agency", MappingProxyType(cells))


def _at(spot: Spot, column: str) -> Spot:
    return Spot(spot.sheet, spot.row, column, spot.uid)
