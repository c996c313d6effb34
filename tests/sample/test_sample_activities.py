"""The sample's activities have their place, their people and their time, and are measured."""

from __future__ import annotations

import re
from collections import defaultdict
from decimal import Decimal

from sample_rows import END, LASTING, START, by_code, last_day, listed, members, part, reporting, rows

MINISTRIES_FROM_2005_12 = {"MOJ", "MIA"}


def test_codes_sit_under_their_objective() -> None:
    """The code of an activity is its objective's and one number more; the same for objectives and pillars."""
    objectives, pillars = by_code("objectives"), by_code("pillars")
    for row in rows("activities"):
        assert row["objective"] in objectives
        assert row["code"].rsplit(".", 1)[0] == row["objective"]
    for row in objectives.values():
        assert row["pillar"] in pillars
        assert row["code"].split(".")[0] == row["pillar"]


def test_activities_are_distinct_and_short() -> None:
    """No activity's text is another's, and each has 6 to 18 words."""
    activities = rows("activities")
    for lang in ("sq", "sr", "en"):
        texts = [row[f"activity_{lang}"] for row in activities]
        assert len(set(texts)) == len(texts)
        assert all(6 <= len(text.split()) <= 18 for text in texts)


def test_every_lead_reports() -> None:
    """At least 25 institutions report, and every lead is one of them; a group never leads."""
    register, reports = by_code("institutions"), reporting()
    leads = {row["lead"] for row in rows("activities")}
    assert len(reports) >= 25
    assert leads <= reports <= register.keys()
    assert all(register[lead]["type"] != "GROUP" for lead in leads)


def test_the_lead_is_not_its_own_partner() -> None:
    """The lead is named once, and is no member of a group that is a partner or supports."""
    groups = members()
    for row in rows("activities"):
        lead, *others = part(row)
        assert len({lead, *others}) == len(others) + 1, row["code"]
        assert all(lead not in groups.get(other, ()) for other in others), row["code"]


def test_the_new_ministries_take_part_only_when_they_exist() -> None:
    """The ministries of justice and of internal affairs have a part in no activity that begins before 2006."""
    for row in rows("activities"):
        if MINISTRIES_FROM_2005_12 & set(part(row)):
            assert row["start"] >= "2006-01-01", row["code"]


def test_deadlines_are_inside_the_plan_and_after_the_start() -> None:
    """Every activity begins and is due inside the plan, in this order."""
    for row in rows("activities"):
        assert START <= row["start"] < last_day(row) <= END, row["code"]


def test_a_third_of_the_deadlines_are_words() -> None:
    """A quarter to two fifths of the deadlines are words, and those that last name how often."""
    activities = rows("activities")
    worded = [row for row in activities if not re.fullmatch(r"\d{4}-\d\d-\d\d", row["deadline"])]
    assert 0.25 <= len(worded) / len(activities) <= 0.4
    assert all(row["recurrence"] for row in worded if row["deadline"] in LASTING)


def test_every_objective_has_indicators_with_targets() -> None:
    """Every objective has an outcome, an impact and an output to be measured by, each with a target that is better."""
    levels: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows("indicators"):
        levels[".".join(row["of"].split(".")[:2])].add(row["level"])
        targets = [Decimal(row[f"target_{year}"]) for year in (2005, 2006, 2007) if row[f"target_{year}"]]
        assert targets, row["code"]
        if row["baseline"]:
            better = [(each >= Decimal(row["baseline"])) == (row["direction"] == "up") for each in targets]
            assert all(better) or Decimal(row["baseline"]) in targets, row["code"]
        assert bool(row["baseline"]) == bool(row["baseline_date"])
    assert levels.keys() == by_code("objectives").keys()
    assert all(each == {"output", "outcome", "impact"} for each in levels.values())


def test_indicators_measure_what_is_there() -> None:
    """An indicator's code begins with what it measures, and those responsible report."""
    measured = by_code("activities").keys() | by_code("objectives").keys()
    for row in rows("indicators"):
        assert row["of"] in measured
        assert row["code"].startswith(f"{row['of']}-")
        assert set(listed(row["responsible"])) <= reporting(), row["code"]


def test_milestones_fall_into_their_activity() -> None:
    """A milestone is of an activity or indicator that is there, in a period in which the activity runs."""
    activities, indicators, periods = by_code("activities"), by_code("indicators"), by_code("periods")
    for row in rows("milestones"):
        activity = activities[indicators[row["of"]]["of"] if row["of"] in indicators else row["of"]]
        period = periods[row["period"]]
        assert period["start"] <= last_day(activity)
        assert period["end"] >= activity["start"]
