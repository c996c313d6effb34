"""The sample's reports agree with the plan, with themselves and with the meetings that discussed them."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal

from sample_rows import by_code, listed, members, part, reporting, rows


def test_reports_come_from_those_with_a_part() -> None:
    """An agency that gets a form reports once a period on an activity in which it has a part and that has begun."""
    activities, periods = by_code("activities"), by_code("periods")
    seen = Counter((row["activity"], row["period"], row["agency"]) for row in rows("progress"))
    assert max(seen.values()) == 1
    for row in rows("progress"):
        activity = activities[row["activity"]]
        assert row["agency"] in part(activity), row
        assert row["agency"] in reporting(), row
        assert activity["start"] <= periods[row["period"]]["end"], row
        assert row["received"] > periods[row["period"]]["end"], row


def test_some_agencies_were_late_or_silent() -> None:
    """In each period some agencies with a part in a running activity sent nothing, and some sent it late."""
    periods = by_code("periods")
    for period in ("2005-H1", "2005-H2"):
        told = {row["agency"]: row["received"] for row in rows("progress") if row["period"] == period}
        running = [row for row in rows("activities") if row["start"] <= periods[period]["end"]]
        asked = {each for row in running for each in part(row)} & reporting()
        assert 3 <= len(asked - told.keys()) <= 8
        assert 1 <= sum(received > periods[period]["due"] for received in told.values()) <= 6


def test_status_percent_date_and_evidence_agree() -> None:
    """Done means 100 %, a day inside the period and evidence; not started 0 %; what is late or stopped says why."""
    activities, periods = by_code("activities"), by_code("periods")
    for row in rows("progress"):
        status, percent = row["status"], row["percent"]
        if status == "DONE":
            assert (percent, bool(row["evidence_sq"])) == ("100", True), row
            day, first, last = row["actual_date"], activities[row["activity"]]["start"], periods[row["period"]]["end"]
            assert first <= day <= last, row
        else:
            assert not row["actual_date"], row
        if status in ("ONGOING", "PARTLY", "DELAYED", "SUSPENDED"):
            assert 0 < int(percent) < 100, row
        assert status != "NOT_STARTED" or percent == "0", row
        assert status != "CONTINUOUS_OK" or row["evidence_sq"], row
        assert status not in ("NOT_STARTED", "DELAYED", "SUSPENDED", "CANCELLED") or row["obstacles_sq"], row
        assert bool(row["done_sq"]) == (status != "NOT_STARTED"), row


def test_progress_does_not_go_back() -> None:
    """The percentage that an agency reports on an activity never falls."""
    before: dict[tuple[str, str], int] = {}
    for row in sorted(rows("progress"), key=lambda row: row["period"]):
        if row["percent"]:
            key = (row["activity"], row["agency"])
            assert int(row["percent"]) >= before.get(key, 0), row
            before[key] = int(row["percent"])


def test_only_dropped_activities_are_cancelled() -> None:
    """The leads of the dropped activities reported them as cancelled, and nobody else did."""
    dropped = {row["code"] for row in rows("activities") if row["state"] == "dropped"}
    assert 1 <= len(dropped) <= 2
    assert {row["activity"] for row in rows("progress") if row["status"] == "CANCELLED"} == dropped
    assert not dropped & {row["of"] for row in rows("indicators")}


def test_values_agree_with_their_parts() -> None:
    """A percentage is its numerator over its denominator; women, men, girls and boys add up to the count."""
    indicators = by_code("indicators")
    for row in rows("values"):
        indicator = indicators[row["indicator"]]
        assert row["agency"] in listed(indicator["responsible"]), row
        assert bool(row["denominator"]) == (indicator["unit"] == "%"), row
        if row["denominator"]:
            share = 100 * Decimal(row["numerator"]) / Decimal(row["denominator"])
            assert abs(share - Decimal(row["value"])) <= Decimal("0.05"), row
        groups = [Decimal(row[each]) for each in ("women", "men", "girls", "boys") if row[each]]
        assert not groups or sum(groups) == Decimal(row["value"]), row


def test_running_totals_do_not_fall() -> None:
    """The cumulative values of an agency never fall, and no value is reported twice."""
    indicators = by_code("indicators")
    seen = Counter((row["indicator"], row["period"], row["agency"]) for row in rows("values"))
    assert max(seen.values()) == 1
    before: dict[tuple[str, str], Decimal] = {}
    for row in sorted(rows("values"), key=lambda row: row["period"]):
        if indicators[row["indicator"]]["over_time"] == "cumulative":
            key = (row["indicator"], row["agency"])
            assert Decimal(row["value"]) >= before.get(key, Decimal(0)), row
            before[key] = Decimal(row["value"])


def test_meetings_and_decisions_hold_together() -> None:
    """A decision belongs to a meeting, concerns an activity, is due after it was taken, and somebody answers for it."""
    meetings, activities = {row["number"]: row for row in rows("meetings")}, by_code("activities")
    for row in rows("decisions"):
        assert row["due"] >= meetings[row["meeting"]]["date"]
        assert row["activity"] in activities
        assert set(listed(row["responsible"])) <= reporting()
    for row in rows("activities"):
        if row["state"] == "dropped":
            assert [each["state"] for each in rows("decisions") if each["activity"] == row["code"]] == ["done"]


def test_seats_belong_to_members() -> None:
    """A seat is in a group of which its institution is a member; the Kosovo Team has one coordinator."""
    groups = members()
    seats = rows("members")
    assert all(row["institution"] in groups[row["group"]] for row in seats)
    assert [row["institution"] for row in seats if row["role"] == "coordinator"] == ["AOGG"]
    assert all(row["votes"] == "no" for row in seats if row["role"] == "adviser")


def test_statistics_are_small_aggregates() -> None:
    """The invented statistics are of reported periods, name no place below a country, and have whole counts."""
    for row in rows("statistics"):
        assert row["period"] in ("2005-H1", "2005-H2")
        assert 0 < int(row["count"]) < 20
        assert re.fullmatch(r"([A-Z]{2})?", row["origin"]) is not None
        assert re.fullmatch(r"([A-Z]{2})?", row["destination"]) is not None
