"""The sample's budget is whole, counts nothing twice and leaves gaps; no more is spent than was committed."""

from __future__ import annotations

from collections import Counter, defaultdict
from decimal import Decimal

from sample_rows import by_code, euro, last_day, rows


def test_only_donor_money_has_a_donor() -> None:
    """A donor is named on every line of donors' money and on no other."""
    for row in (*rows("budget"), *rows("spending")):
        assert bool(row["donor"]) == (row["source"] == "DONOR"), row


def test_budget_lines_are_whole() -> None:
    """A line of kind amount has amount, currency and category; another kind has none of them; ranges go upward."""
    for row in rows("budget"):
        has = {bool(row[column]) for column in ("amount", "currency", "category")}
        assert has == {row["kind"] == "amount"}, row
        assert bool(row["reference_to"]) == (row["kind"] == "reference"), row
        assert not row["amount_max"] or Decimal(row["amount_max"]) > Decimal(row["amount"])
        assert not row["amount"] or Decimal(row["amount"]) % 50 == 0
        assert row["source"] or row["stage"] == "estimate", row
        assert row["source"] != "UNFUNDED" or row["stage"] == "estimate", row


def test_budget_years_are_those_of_the_activity() -> None:
    """Money stands in years in which its activity runs."""
    activities = by_code("activities")
    for row in rows("budget"):
        activity = activities[row["activity"]]
        assert activity["start"][:4] <= row["year"] <= last_day(activity)[:4], row


def test_every_activity_has_its_need() -> None:
    """Every activity has lines of need, or says why it needs no amount."""
    assert {row["activity"] for row in rows("budget") if row["stage"] == "estimate"} == by_code("activities").keys()
    assert all(row["reference_to"] in by_code("activities") for row in rows("budget") if row["kind"] == "reference")


def test_no_money_is_counted_twice() -> None:
    """One purse pays for one category of an activity in a year on one line, at its furthest stage."""
    key = ("activity", "year", "source", "donor", "category")
    funding = Counter(tuple(row[each] for each in key) for row in rows("budget") if row["stage"] != "estimate")
    assert max(funding.values()) == 1


def test_funding_stays_within_need_and_leaves_gaps() -> None:
    """No activity gets more than it needs in a year; at least eight objectives lack more than a third."""
    need: defaultdict[tuple[str, str], Decimal] = defaultdict(Decimal)
    funded: defaultdict[tuple[str, str], Decimal] = defaultdict(Decimal)
    committed: defaultdict[str, Decimal] = defaultdict(Decimal)
    for row in rows("budget"):
        if row["kind"] != "amount":
            continue
        key = (row["activity"], row["year"])
        if row["stage"] == "estimate":
            need[key] += euro(row)
        else:
            funded[key] += euro(row)
        if row["stage"] in ("committed", "received"):
            committed[row["activity"].rsplit(".", 1)[0]] += euro(row)
    assert all(funded[key] <= need[key] for key in funded)
    needed: defaultdict[str, Decimal] = defaultdict(Decimal)
    for (activity, _), amount in need.items():
        needed[activity.rsplit(".", 1)[0]] += amount
    assert sum(committed[key] < needed[key] * 2 / 3 for key in needed) >= 8


def test_a_few_lines_are_ranges_and_in_other_currencies() -> None:
    """Between three and ten needs are ranges; all four currencies are used and those other than euro have rates."""
    assert 3 <= sum(bool(row["amount_max"]) for row in rows("budget")) <= 10
    assert {row["currency"] for row in rows("budget")} - {"", "EUR"} == {row["currency"] for row in rows("rates")}


def test_spending_stays_within_commitments() -> None:
    """No purse of an activity pays out more than was committed for 2005."""
    key = ("activity", "source", "donor", "category", "currency")
    committed: defaultdict[tuple[str, ...], Decimal] = defaultdict(Decimal)
    spent: defaultdict[tuple[str, ...], Decimal] = defaultdict(Decimal)
    for row in rows("budget"):
        if row["stage"] in ("committed", "received") and row["year"] == "2005":
            committed[tuple(row[each] for each in key)] += Decimal(row["amount"])
    for row in rows("spending"):
        assert Decimal(row["amount"]) > 0
        spent[tuple(row[each] for each in key)] += Decimal(row["amount"])
    assert all(spent[each] <= committed[each] for each in spent)
    assert sum(spent.values()) < sum(committed.values()) * Decimal("0.95")


def test_spending_is_reported_with_progress() -> None:
    """Whoever reports spending on an activity also reports its progress, on the same day."""
    progress = {(row["activity"], row["period"], row["agency"]): row["received"] for row in rows("progress")}
    for row in rows("spending"):
        assert progress[row["activity"], row["period"], row["agency"]] == row["received"], row
